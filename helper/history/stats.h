// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace samepage {

/// What is kept of one metric over some time: enough that no peak is lost.
struct Stats {
    double min = 0;
    double max = 0;
    double sum = 0;
    std::uint64_t count = 0; ///< samples; 0: nothing is known
    bool minFirst = true;    ///< the minimum came before the maximum, or is the same

    [[nodiscard]] static Stats of(double value) { return {value, value, value, 1, true}; }

    /// Takes in what came later.
    void append(const Stats& later);
    [[nodiscard]] double average() const { return sum / static_cast<double>(count); }
    [[nodiscard]] bool flat() const noexcept { return min == max; }
    bool operator==(const Stats&) const = default;
};

} // namespace samepage
