// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "history/stats.h"

#include <cstdint>
#include <vector>

namespace samepage {

/// What is known of some metrics from `start` until before `start + width`
/// (microseconds). The order of the metrics is the caller's.
struct Span {
    std::uint64_t start = 0;
    std::uint64_t width = 0;
    std::vector<Stats> metrics;

    [[nodiscard]] std::uint64_t end() const noexcept { return start + width; }
    bool operator==(const Span&) const = default;
};

/// The coarse spans, with the finer ones in place of each that they make up
/// completely. Both sorted by start, with the same metrics; no fine span lies
/// in more than one coarse one. The result is sorted too.
[[nodiscard]] std::vector<Span> refined(const std::vector<Span>& coarse,
                                        const std::vector<Span>& fine);

} // namespace samepage
