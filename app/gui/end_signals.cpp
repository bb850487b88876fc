// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/end_signals.h"

#include <array>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace samepage::gui {
namespace {

constexpr std::array ends{SIGTERM, SIGINT, SIGHUP};
// A handler may do little more than write into a pipe.
std::array<int, 2> wake{-1, -1};

void tell(int number) {
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(wake[1], &byte, 1);
    ::signal(number, SIG_DFL);
}

} // namespace

EndSignals::EndSignals(QObject* parent)
    : QObject(parent) {
    if (::pipe2(wake.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return; // they end the process as ever
    }
    notifier_ = std::make_unique<QSocketNotifier>(wake[0], QSocketNotifier::Read);
    connect(notifier_.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(wake[0], &byte, 1) == 1) {
        }
        emit told();
    });
    for (const int number : ends) {
        ::signal(number, &tell);
    }
}

EndSignals::~EndSignals() {
    if (notifier_) {
        for (const int number : ends) {
            ::signal(number, SIG_DFL);
        }
        notifier_.reset();
        ::close(wake[0]);
        ::close(wake[1]);
    }
}

} // namespace samepage::gui
