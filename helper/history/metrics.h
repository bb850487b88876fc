// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "history/points.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace samepage {

/// What a client wants to see of the counters.
struct MetricChoice {
    std::vector<std::string> names;    ///< as the client gave them
    std::vector<Series> series;        ///< of each name; its metric is a place in `counters`
    std::vector<std::string> counters; ///< each once
};

/// Names are those of counters, or of counters and ".average"; none at all means
/// all counters. Throws Failure InvalidArgument for others, and for the same
/// one twice.
[[nodiscard]] MetricChoice chooseMetrics(const std::vector<std::string>& names);

/// Those of an engine's counters that the history keeps.
[[nodiscard]] std::map<std::string, std::uint64_t>
keptCounters(const std::map<std::string, std::uint64_t>& counters);

} // namespace samepage
