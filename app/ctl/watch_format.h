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

[[nodiscard]] std::string watchHeader();

// One line below that header. The scan rate needs the sample of the line
// before; without one, or when the engine was restarted between, it is "-".
[[nodiscard]] std::string watchLine(const Sample& sample, const std::optional<Sample>& previous,
                                    bool sizesInBytes);

} // namespace samepage::ctl
