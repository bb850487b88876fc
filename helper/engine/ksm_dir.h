// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace samepage {

/// A sysfs directory with mainline's KSM files: /sys/kernel/mm/ksm, or the
/// module's /sys/kernel/samepage. Values of "run": 0 stop, 1 scan, 2 stop and
/// unmerge everything.
class KsmDir {
public:
    explicit KsmDir(std::filesystem::path path)
        : path_(std::move(path)) {}

    [[nodiscard]] bool exists() const;
    /// The counters that this kernel has, and saved_bytes.
    [[nodiscard]] Counters counters() const;
    [[nodiscard]] std::optional<std::uint64_t> value(const char* file) const;
    /// Returns the error number, 0 for success. Writing 2 blocks until
    /// everything is unmerged.
    [[nodiscard]] int setRun(int value) const;

private:
    std::filesystem::path path_;
};

} // namespace samepage
