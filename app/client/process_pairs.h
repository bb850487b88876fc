// SPDX-License-Identifier: GPL-2.0-or-later
// Several processes as an argument of a call: a(ut).
#pragma once

#include "client/process_row.h"

#include <sdbus-c++/Types.h>

#include <cstdint>
#include <vector>

namespace samepage::client {

using ProcessPair = sdbus::Struct<std::uint32_t, std::uint64_t>;

[[nodiscard]] inline std::vector<ProcessPair>
processPairs(const std::vector<ProcessKey>& processes) {
    std::vector<ProcessPair> pairs;
    pairs.reserve(processes.size());
    for (const ProcessKey& process : processes) {
        pairs.emplace_back(process.pid, process.startTime);
    }
    return pairs;
}

} // namespace samepage::client
