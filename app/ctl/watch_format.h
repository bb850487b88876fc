// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "client/counters.h"

#include <cstdint>
#include <optional>
#include <string>

namespace samepage::ctl {

struct Sample {
    std::uint64_t usec = 0; // CLOCK_REALTIME, microseconds
    client::Counters counters;
};

// Pages a second since an earlier sample.
struct Rates {
    double scanned = 0;
    double merged = 0; // that merging saves; below zero: saves no more
};

// Empty without an earlier sample, and when the engine was restarted between.
[[nodiscard]] std::optional<Rates> ratesSince(const std::optional<Sample>& previous,
                                              const Sample& sample);

[[nodiscard]] std::string watchHeader(bool sizesInBytes);

// One line below that header; "-" for rates that are not known.
[[nodiscard]] std::string watchLine(const Sample& sample, const std::optional<Rates>& rates,
                                    bool sizesInBytes);

} // namespace samepage::ctl
