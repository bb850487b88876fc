// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/password_agent.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <sdbus-c++/Types.h>
#include <string>
#include <system_error>

namespace samepage::ctl {
namespace {

constexpr const char* agentPath = "/usr/bin/pkttyagent";
constexpr int registrationTimeoutMs = 10'000;

[[noreturn]] void runAgent(pid_t parent, int notifyFd, const char* notifyOption) {
    // It must not outlive us, however we end.
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && getppid() == parent &&
        fcntl(notifyFd, F_SETFD, 0) == 0) {
        execl(agentPath, agentPath, "--notify-fd", notifyOption, "--fallback", nullptr);
    }
    _exit(127);
}

} // namespace

PasswordAgent::PasswordAgent() {
    if (access(agentPath, X_OK) != 0) {
        return;
    }
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "Cannot start the password agent");
    }
    const sdbus::UnixFd readEnd(ends[0], sdbus::adopt_fd);
    sdbus::UnixFd writeEnd(ends[1], sdbus::adopt_fd);
    const std::string notifyOption = std::to_string(writeEnd.get());
    const pid_t parent = getpid();
    child_ = fork();
    if (child_ < 0) {
        throw std::system_error(errno, std::generic_category(), "Cannot start the password agent");
    }
    if (child_ == 0) {
        runAgent(parent, writeEnd.get(), notifyOption.c_str());
    }
    writeEnd = sdbus::UnixFd();
    // The agent closes its end when it is registered, or when it cannot be.
    pollfd end{.fd = readEnd.get(), .events = POLLIN, .revents = 0};
    while (poll(&end, 1, registrationTimeoutMs) < 0 && errno == EINTR) {
    }
}

PasswordAgent::~PasswordAgent() {
    if (child_ > 0) {
        kill(child_, SIGTERM);
        kill(child_, SIGCONT); // it may be stopped, waiting for the terminal
        while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
}

} // namespace samepage::ctl
