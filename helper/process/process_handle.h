// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "process/proc_dir.h"
#include "unique_fd.h"

#include <sys/types.h>

#include <compare>
#include <cstdint>

namespace samepage {

/// Names one process for as long as the machine runs.
struct ProcessKey {
    pid_t pid = 0;
    std::uint64_t startTime = 0; ///< clock ticks after boot
    auto operator<=>(const ProcessKey&) const = default;
};

/// One certain process: its pidfd and its /proc directory are held open and
/// were checked to belong together, so what is checked about it is true of
/// what is done to it, whatever happens to the pid.
class ProcessHandle {
public:
    /// Throws Failure: NoSuchProcess when it is gone or is another process.
    [[nodiscard]] static ProcessHandle open(pid_t pid, std::uint64_t startTime);
    /// pidfd stays the caller's. Throws Failure: InvalidArgument when it is not
    /// a pidfd of a process here, NoSuchProcess when that has exited.
    [[nodiscard]] static ProcessHandle openPidfd(int pidfd);

    [[nodiscard]] ProcessKey key() const noexcept { return key_; }
    [[nodiscard]] int pidfd() const noexcept { return pidfd_.get(); }
    [[nodiscard]] const ProcDir& proc() const noexcept { return proc_; }
    [[nodiscard]] bool hasExited() const; ///< also true for a zombie

    // Both throw Failure NoSuchProcess when it has exited.
    [[nodiscard]] ProcStat stat() const;
    [[nodiscard]] ProcUids uids() const;

private:
    ProcessHandle(UniqueFd pidfd, ProcDir proc, ProcessKey key)
        : pidfd_(std::move(pidfd))
        , proc_(std::move(proc))
        , key_(key) {}
    [[nodiscard]] static ProcessHandle openPid(pid_t pid);

    UniqueFd pidfd_;
    ProcDir proc_;
    ProcessKey key_;
};

} // namespace samepage
