// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace samepage {

inline constexpr std::uint64_t usecPerSecond = 1'000'000;
inline constexpr std::uint64_t usecPerMinute = 60 * usecPerSecond;
inline constexpr std::uint64_t usecPerDay = 1440 * usecPerMinute;

/// Each sample is kept in every tier, in spans that are wider and last longer
/// from one to the next: thinning by age is no more than forgetting the finer
/// ones. Times in microseconds.
struct Tier {
    std::uint64_t width; ///< of a span; its start is a multiple of it
    std::uint64_t age;   ///< older spans may go
    /// ... once so many younger ones are there. A clock that is ahead for a
    /// while makes everything look old, and must not empty the history.
    std::uint64_t guard;

    [[nodiscard]] std::uint64_t startOf(std::uint64_t usec) const { return usec - usec % width; }
};

/// Finest first; each width divides the next.
inline constexpr std::array tiers{
    Tier{usecPerSecond, 15 * usecPerMinute, 10},
    Tier{usecPerMinute, usecPerDay, 10},
    Tier{10 * usecPerMinute, 90 * usecPerDay, 144},
};

} // namespace samepage
