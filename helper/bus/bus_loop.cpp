// SPDX-License-Identifier: GPL-2.0-or-later
#include "bus/bus_loop.h"

#include "text/log.h"

#include <sdbus-c++/Error.h>

#include <QAbstractEventDispatcher>

#include <poll.h>

#include <utility>

namespace samepage {
namespace {

// Then answers, timers and other descriptors have their turn.
constexpr unsigned maxAtOnce = 64;

} // namespace

BusLoop::BusLoop(sdbus::IConnection& connection, std::function<void()> onLost)
    : connection_(connection)
    , onLost_(std::move(onLost)) {
    const auto poll = connection_.getEventLoopPollData();
    readable_ = std::make_unique<QSocketNotifier>(poll.fd, QSocketNotifier::Read);
    writable_ = std::make_unique<QSocketNotifier>(poll.fd, QSocketNotifier::Write);
    event_ = std::make_unique<QSocketNotifier>(poll.eventFd, QSocketNotifier::Read);
    writable_->setEnabled(false);
    timeout_.setSingleShot(true);
    more_.setSingleShot(true);
    const auto process = [this] { processSome(); };
    connect(readable_.get(), &QSocketNotifier::activated, this, process);
    connect(writable_.get(), &QSocketNotifier::activated, this, process);
    connect(event_.get(), &QSocketNotifier::activated, this, process);
    connect(&timeout_, &QTimer::timeout, this, process);
    connect(&more_, &QTimer::timeout, this, process);
    // Replies are sent from anywhere in the loop; what did not fit into the
    // socket, and new timeouts, are only known right before it sleeps.
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this,
            [this] { prepareToWait(); });
}

void BusLoop::processSome() {
    if (lost_)
        return;
    more_.start(std::chrono::milliseconds(0));
    processPending(maxAtOnce);
}

void BusLoop::processPending(unsigned most) {
    if (lost_)
        return;
    try {
        for (unsigned count = 0; count < most; ++count) {
            if (!connection_.processPendingEvent()) {
                more_.stop();
                return;
            }
        }
    } catch (const sdbus::Error& error) {
        lost_ = true;
        more_.stop();
        readable_->setEnabled(false);
        writable_->setEnabled(false);
        event_->setEnabled(false);
        log(LogLevel::Error, std::string("Lost the bus: ") + error.getMessage());
        onLost_();
    }
}

void BusLoop::prepareToWait() {
    if (lost_)
        return;
    const auto poll = connection_.getEventLoopPollData();
    writable_->setEnabled((poll.events & POLLOUT) != 0);
    const auto timeout = poll.getPollTimeout(); // milliseconds, -1: none
    if (timeout < 0)
        timeout_.stop();
    else
        timeout_.start(timeout);
}

} // namespace samepage
