// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/stop_signals.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace samepage::ctl {
namespace {

sigset_t stopSet() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

StopSignals::StopSignals() {
    const sigset_t set = stopSet();
    const int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd < 0 || sigprocmask(SIG_BLOCK, &set, nullptr) != 0) {
        throw std::system_error(errno, std::generic_category(), "Cannot wait for signals");
    }
    fd_ = sdbus::UnixFd(fd, sdbus::adopt_fd);
}

StopSignals::~StopSignals() {
    // What came must not come again once it is let through.
    while (take() != 0) {
    }
    const sigset_t set = stopSet();
    sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

int StopSignals::take() const {
    signalfd_siginfo info{};
    return read(fd_.get(), &info, sizeof(info)) > 0 ? static_cast<int>(info.ssi_signo) : 0;
}

} // namespace samepage::ctl
