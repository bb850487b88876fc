// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace samepage {

/// What the machine is like now, as far as policies ask. Reads small files:
/// worker threads only.
class Conditions {
public:
    /// root: where /proc and /sys are; for tests.
    explicit Conditions(std::filesystem::path root = "/")
        : root_(std::move(root)) {}

    /// MemAvailable in percent of MemTotal; empty: the kernel does not say.
    [[nodiscard]] std::optional<double> availablePercent() const;
    /// Percent of the last 10 seconds in which something waited for memory;
    /// empty: this kernel does not count it.
    [[nodiscard]] std::optional<double> pressurePercent() const;
    /// A machine without a battery is on mains power.
    [[nodiscard]] bool onMains() const;

private:
    std::filesystem::path root_;
};

// Each takes the text of the file; empty optional: it is not such a text.
[[nodiscard]] std::optional<double> parseAvailablePercent(std::string_view meminfo);
[[nodiscard]] std::optional<double> parsePressurePercent(std::string_view pressure);

} // namespace samepage
