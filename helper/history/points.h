// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "history/span.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace samepage {

/// What to draw of a metric (by its place in Span::metrics).
struct Series {
    std::size_t metric = 0;
    bool average = false; ///< instead of minimum and maximum
};

/// Points of several series at the same times: microseconds, in order.
struct Points {
    std::vector<std::uint64_t> times;
    std::vector<std::vector<double>> values; ///< of each series; NaN: nothing is known
};

/// At most maxPoints (at least 2) points of spans that start within [from, to].
///
/// Each span gives one point, or two if it saw more than one value: its minimum
/// and maximum in the order in which they came. Where that makes too many,
/// neighbours are taken together by the same rule, in buckets whose limits are
/// multiples of their width, so that a window that moves over the same spans
/// shows the same points. So the least and the greatest value of every metric
/// always are among the points.
///
/// A hole of more than maxPause after the end of a span is a point of its own
/// at that end, with no values; of holes in buckets those that empty a whole
/// bucket.
[[nodiscard]] Points pointsOf(const std::vector<Span>& spans, const std::vector<Series>& series,
                              std::uint64_t from, std::uint64_t to, std::uint32_t maxPoints);

/// Width of the buckets that pointsOf makes of a range, should it have to.
[[nodiscard]] std::uint64_t bucketWidth(std::uint64_t from, std::uint64_t to,
                                        std::uint32_t maxPoints);

inline constexpr std::uint64_t maxPause = 4'000'000;

} // namespace samepage
