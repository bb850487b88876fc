// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "process/proc_text.h"
#include "unique_fd.h"

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace samepage {

/// /proc/PID, held open: everything read through it is about the process it
/// was opened for, also when the pid has been given to another one since.
/// Reads of a process that has exited come back empty.
class ProcDir {
public:
    /// Empty: there is no such process.
    [[nodiscard]] static std::optional<ProcDir> open(pid_t pid,
                                                     const std::string& procRoot = "/proc");
    /// Every process now, without threads; unsorted.
    [[nodiscard]] static std::vector<pid_t> allPids(const std::string& procRoot = "/proc");

    [[nodiscard]] pid_t pid() const noexcept { return pid_; }
    [[nodiscard]] std::optional<ProcStat> stat() const;
    [[nodiscard]] std::optional<ProcUids> uids() const;
    [[nodiscard]] std::optional<std::uint64_t> residentBytes() const;
    [[nodiscard]] KsmStat ksmStat() const;
    [[nodiscard]] std::string cgroup() const; ///< below /sys/fs/cgroup, or empty
    [[nodiscard]] std::string exe() const;    ///< path as the kernel gives it, or empty
    /// Whether it is still there, a zombie too; cheaper than reading any of it.
    [[nodiscard]] bool exists() const;
    /// "status", open, to be read again and again with readAgain(); invalid: it is gone.
    [[nodiscard]] UniqueFd openStatus() const;

private:
    ProcDir(UniqueFd dir, pid_t pid)
        : dir_(std::move(dir))
        , pid_(pid) {}
    [[nodiscard]] std::optional<std::string> read(const char* name) const;

    UniqueFd dir_;
    pid_t pid_;
};

/// The text of a file of /proc/PID from its beginning; empty when the process
/// that it was opened for is gone. Threads may share the descriptor.
[[nodiscard]] std::string readAgain(int fd);

} // namespace samepage
