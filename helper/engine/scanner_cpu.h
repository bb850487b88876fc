// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace samepage {

/// Processor time of a scanner's kernel threads. For any thread.
class ScannerCpu {
public:
    /// `name`: of the thread, or what its name begins with if it ends with '/'.
    explicit ScannerCpu(std::string name, std::filesystem::path procRoot = "/proc")
        : name_(std::move(name))
        , procRoot_(std::move(procRoot)) {}

    /// Microseconds; what threads took that have ended since the first call stays in
    /// it. Empty while no such thread was ever seen, as in a container.
    [[nodiscard]] std::optional<std::uint64_t> usec();

private:
    void find();
    [[nodiscard]] std::optional<std::uint64_t> runTime(pid_t thread) const; // nanoseconds

    const std::string name_;
    const std::filesystem::path procRoot_;
    std::mutex mutex_;
    std::map<pid_t, std::uint64_t> threads_; // and what they had taken, nanoseconds
    std::uint64_t total_ = 0;                // nanoseconds
    bool seen_ = false;
    unsigned untilFind_ = 0;
};

} // namespace samepage
