// SPDX-License-Identifier: GPL-2.0-or-later
// What the long calls answered, for people; several lines.
#pragma once

#include "client/long_results.h"

#include <cstdint>
#include <string>

namespace samepage::ctl {

[[nodiscard]] std::string mergedText(std::uint32_t pid, std::uint64_t newlyMerged,
                                     bool sizesInBytes);
[[nodiscard]] std::string cancelledText(std::uint32_t pid, std::uint32_t cancelled);
[[nodiscard]] std::string estimateText(const client::Estimate& estimate, bool sizesInBytes);
[[nodiscard]] std::string explanationText(std::uint32_t pid, const client::Explanation& explanation,
                                          bool sizesInBytes);

} // namespace samepage::ctl
