// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samepage {

/// What /proc/PID/stat says.
struct ProcStat {
    std::string name; ///< as the kernel has it: any bytes, at most 15 (64 for kernel threads)
    char state = 0;   ///< R, S, D, ..., Z and X: exited
    pid_t ppid = 0;
    std::uint64_t startTime = 0; ///< clock ticks after boot
    std::uint32_t flags = 0;     ///< PF_*

    [[nodiscard]] bool isKernelThread() const noexcept;
    [[nodiscard]] bool hasExited() const noexcept { return state == 'Z' || state == 'X'; }
};

/// "running", "sleeping", "waiting" (for a disk, say), "stopped" (also by a
/// debugger), "other".
[[nodiscard]] std::string_view processStateName(char state) noexcept;

/// The four user ids of a process; it is somebody's own only if all are theirs.
struct ProcUids {
    uid_t real = 0;
    uid_t effective = 0;
    uid_t saved = 0;
    uid_t filesystem = 0;

    [[nodiscard]] bool allAre(uid_t uid) const noexcept {
        return real == uid && effective == uid && saved == uid && filesystem == uid;
    }
    bool operator==(const ProcUids&) const = default;
};

/// What of /proc/PID/status changes while a process runs.
struct ProcStatus {
    std::string_view name; ///< raw: the kernel writes some characters with a backslash
    std::string_view code; ///< size of the program's code, raw: another program has another one
    char state = 0;        ///< as in ProcStat
    pid_t ppid = 0;
    ProcUids uids;
    std::uint64_t residentBytes = 0;
};

/// What /proc/PID/ksm_stat says of the kernel's own scanner; fields that this
/// kernel does not have stay empty.
struct KsmStat {
    std::optional<std::uint64_t> rmapItems;
    std::optional<std::uint64_t> mergingPages;
    std::optional<bool> mergeAny;
    std::optional<bool> mergeable;
};

// Each takes the text of the file; empty optional: it is not such a text.
[[nodiscard]] std::optional<ProcStat> parseStat(std::string_view text);
[[nodiscard]] std::optional<ProcUids> parseStatusUids(std::string_view text);
/// Empty also for what has no memory: kernel threads, and processes that have
/// exited. Views are into the text.
[[nodiscard]] std::optional<ProcStatus> parseStatus(std::string_view text);
/// Resident pages.
[[nodiscard]] std::optional<std::uint64_t> parseStatmResident(std::string_view text);
[[nodiscard]] KsmStat parseKsmStat(std::string_view text);
/// The control group in /proc/PID/cgroup, below /sys/fs/cgroup, or empty.
[[nodiscard]] std::string parseCgroupPath(std::string_view text);
/// The innermost systemd unit (service or scope) of a control group, or empty.
[[nodiscard]] std::string unitOfCgroup(std::string_view path);
/// The pid in /proc/self/fdinfo/FD of a pidfd: -1 when that process was reaped,
/// 0 when it is not in this pid namespace; empty: it is not a pidfd.
[[nodiscard]] std::optional<pid_t> parsePidfdInfo(std::string_view text);

} // namespace samepage
