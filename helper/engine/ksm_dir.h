// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/tunables.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace samepage {

/// A sysfs directory with mainline's KSM files: /sys/kernel/mm/ksm, or the
/// module's /sys/kernel/samepage. Values of "run": 0 stop, 1 scan, 2 stop and
/// unmerge everything.
class KsmDir final : public TunableFiles {
public:
    explicit KsmDir(std::filesystem::path path)
        : path_(std::move(path)) {}

    [[nodiscard]] bool exists() const;
    /// A number of the directory, which is another one when it was made anew; 0:
    /// it is not there.
    [[nodiscard]] std::uint64_t instance() const;
    /// The counters that this kernel has, and saved_bytes.
    [[nodiscard]] Counters counters() const;
    [[nodiscard]] std::optional<std::uint64_t> value(const char* file) const;
    [[nodiscard]] std::optional<std::string> text(const std::string& file) const override;
    [[nodiscard]] int write(const std::string& file, const std::string& text) const override;
    /// As write(). 2 blocks until everything is unmerged.
    [[nodiscard]] int setRun(int value) const { return write("run", std::to_string(value)); }
    /// Writes 2 and tells how far that is. Once report throws, the kernel is
    /// interrupted, and what report threw is thrown. As write().
    [[nodiscard]] int unmerge(const ReportProgress& report) const;

private:
    std::filesystem::path path_;
};

} // namespace samepage
