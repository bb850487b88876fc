// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/run_policy.h"

#include "failure.h"

#include <array>
#include <utility>

namespace samepage {
namespace {

constexpr std::array policyWords = {
    std::pair(RunWhen::Always, "always"), std::pair(RunWhen::LowMemory, "low-memory"),
    std::pair(RunWhen::Mains, "mains"), std::pair(RunWhen::Pressure, "pressure")};

} // namespace

const char* whenWord(RunWhen when) {
    return policyWords.at(static_cast<std::size_t>(when)).second;
}

std::optional<RunWhen> parseWhen(std::string_view word) {
    for (const auto& [when, name] : policyWords) {
        if (word == name)
            return when;
    }
    return std::nullopt;
}

void checkPolicy(const RunPolicy& policy) {
    if (policy.memoryPercent < 1 || policy.memoryPercent > 95)
        throw Failure(FailureKind::InvalidArgument, "\"memory_percent\" must be from 1 to 95.");
    // Written so that what is no number is refused, too.
    if (!(policy.pressurePercent >= 0.1 && policy.pressurePercent <= 100))
        throw Failure(FailureKind::InvalidArgument,
                      "\"pressure_percent\" must be from 0.1 to 100.");
}

} // namespace samepage
