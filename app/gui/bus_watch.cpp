// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/bus_watch.h"

#include <sdbus-c++/Error.h>

#include <poll.h>

namespace samepage::gui {

BusWatch::BusWatch(sdbus::IConnection& connection, QObject* parent)
    : QObject(parent)
    , connection_(connection)
    , readable_(connection.getEventLoopPollData().fd, QSocketNotifier::Read)
    , writable_(connection.getEventLoopPollData().fd, QSocketNotifier::Write)
    , event_(connection.getEventLoopPollData().eventFd, QSocketNotifier::Read) {
    writable_.setEnabled(false);
    timer_.setSingleShot(true);
    for (const QSocketNotifier* notifier : {&readable_, &writable_, &event_}) {
        connect(notifier, &QSocketNotifier::activated, this, &BusWatch::pump);
    }
    connect(&timer_, &QTimer::timeout, this, &BusWatch::pump);
}

void BusWatch::pump() {
    try {
        while (connection_.processPendingEvent()) {
        }
        updatePoll(connection_.getEventLoopPollData());
    } catch (const sdbus::Error& error) {
        emit lost(QString::fromStdString(error.getMessage()));
    }
}

void BusWatch::updatePoll(const sdbus::IConnection::PollData& poll) {
    writable_.setEnabled((poll.events & POLLOUT) != 0);
    const int timeout = poll.getPollTimeout();
    if (timeout < 0) {
        timer_.stop();
    } else {
        timer_.start(timeout);
    }
}

} // namespace samepage::gui
