// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace samepage {

enum class RunWhen { Always, LowMemory, Mains, Pressure };

/// When the engine scans, once it was started.
struct RunPolicy {
    RunWhen when = RunWhen::Always;
    std::uint32_t memoryPercent = 25; ///< LowMemory: of memory available, 1 to 95
    double pressurePercent = 5;       ///< Pressure: of time in which something stalls, 0.1 to 100
    bool operator==(const RunPolicy&) const = default;
};

// The words of the D-Bus interface and the file.
[[nodiscard]] const char* whenWord(RunWhen when);
[[nodiscard]] std::optional<RunWhen> parseWhen(std::string_view word);

/// Throws Failure InvalidArgument.
void checkPolicy(const RunPolicy& policy);

} // namespace samepage
