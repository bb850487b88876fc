// SPDX-License-Identifier: GPL-2.0-or-later
// What marking some processes together would save, as the service reckoned it.
#pragma once

#include "client/long_results.h"
#include "client/process_row.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace samepage::gui {

struct GroupEstimate {
    std::vector<client::ProcessKey> processes{};
    client::Estimate estimate{};
    // What merging them saved already when it was made, bytes.
    std::uint64_t savedBefore = 0;
};

using EstimatePtr = std::shared_ptr<const GroupEstimate>;

} // namespace samepage::gui
