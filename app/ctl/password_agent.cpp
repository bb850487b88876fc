// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/password_agent.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <systemd/sd-login.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <sdbus-c++/Types.h>
#include <string>
#include <system_error>

namespace samepage::ctl {
namespace {

constexpr const char* agentPath = "/usr/bin/pkttyagent";
constexpr int registrationTimeoutMs = 10'000;

// Whether polkit counts this process to a login session, which may have an
// agent of its own. Like polkit, this takes the user's desktop for the session
// of what runs outside of one.
bool haveSession() {
    char* session = nullptr;
    const bool found =
        sd_pid_get_session(0, &session) >= 0 || sd_uid_get_display(getuid(), &session) >= 0;
    const std::unique_ptr<char, decltype(&std::free)> owner(session, &std::free);
    return found;
}

[[noreturn]] void runAgent(pid_t parent, int notifyFd, const char* notifyOption, bool fallback) {
    // It must not outlive us, however we end.
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && getppid() == parent &&
        fcntl(notifyFd, F_SETFD, 0) == 0) {
        execl(agentPath, agentPath, "--notify-fd", notifyOption, fallback ? "--fallback" : nullptr,
              nullptr);
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
    // An agent of the session has precedence. Without a session polkit does not
    // find agents that only step in.
    const bool fallback = haveSession();
    const pid_t parent = getpid();
    child_ = fork();
    if (child_ < 0) {
        throw std::system_error(errno, std::generic_category(), "Cannot start the password agent");
    }
    if (child_ == 0) {
        runAgent(parent, writeEnd.get(), notifyOption.c_str(), fallback);
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
