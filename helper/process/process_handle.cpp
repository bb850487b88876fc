// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/process_handle.h"

#include "failure.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

namespace samepage {
namespace {

Failure gone(pid_t pid) {
    return {FailureKind::NoSuchProcess,
            "There is no process " + std::to_string(pid) + "; it may have exited."};
}

bool pidfdHasExited(int pidfd) {
    pollfd poll = {.fd = pidfd, .events = POLLIN, .revents = 0};
    int ready = 0;
    do
        ready = ::poll(&poll, 1, 0);
    while (ready < 0 && errno == EINTR);
    return ready != 0; // an error counts as gone: nothing is done then
}

} // namespace

ProcessHandle ProcessHandle::openPid(pid_t pid) {
    if (pid <= 0)
        throw Failure(FailureKind::InvalidArgument, "A process id must be greater than 0.");
    UniqueFd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!pidfd) {
        const int error = errno;
        if (error == EMFILE || error == ENFILE || error == ENOMEM)
            throw Failure(FailureKind::Failed,
                          std::string("Could not open the process: ") + std::strerror(error) + ".");
        throw gone(pid); // ESRCH; EINVAL, ENOENT: a thread, not a process
    }
    auto proc = ProcDir::open(pid);
    const auto stat = proc ? proc->stat() : std::nullopt;
    // The process of the pidfd still lives after /proc/PID was opened and read,
    // so the pid was not given to another one in between: both are the same.
    if (!stat || stat->hasExited() || pidfdHasExited(pidfd.get()))
        throw gone(pid);
    return {std::move(pidfd), std::move(*proc), ProcessKey{pid, stat->startTime}};
}

ProcessHandle ProcessHandle::open(pid_t pid, std::uint64_t startTime) {
    ProcessHandle handle = openPid(pid);
    if (handle.key_.startTime != startTime)
        throw Failure(FailureKind::NoSuchProcess,
                      "Process " + std::to_string(pid) +
                          " has another start time: the process that was meant has exited.");
    return handle;
}

ProcessHandle ProcessHandle::openPidfd(int pidfd) {
    std::ostringstream info;
    info << std::ifstream("/proc/self/fdinfo/" + std::to_string(pidfd)).rdbuf();
    const auto pid = parsePidfdInfo(info.str());
    if (!pid || *pid == 0)
        throw Failure(FailureKind::InvalidArgument,
                      "The file descriptor is not a pidfd of a process on this system.");
    if (*pid < 0)
        throw Failure(FailureKind::NoSuchProcess, "The process of the pidfd has exited.");
    ProcessHandle handle = openPid(*pid);
    // The caller's process still lives, so the pid opened above is its pid.
    if (pidfdHasExited(pidfd))
        throw gone(*pid);
    return handle;
}

bool ProcessHandle::hasExited() const {
    return pidfdHasExited(pidfd_.get());
}

ProcStat ProcessHandle::stat() const {
    auto stat = proc_.stat();
    if (!stat || hasExited())
        throw gone(key_.pid);
    return std::move(*stat);
}

ProcUids ProcessHandle::uids() const {
    const auto uids = proc_.uids();
    if (!uids || hasExited())
        throw gone(key_.pid);
    return *uids;
}

} // namespace samepage
