// SPDX-License-Identifier: GPL-2.0-or-later
// What an estimate says, and what has become of it, in words.
#pragma once

#include "gui/group_estimate.h"
#include "gui/long_work.h"

#include <QString>

#include <vector>

namespace samepage::gui {

// `now`: those of its processes that still run, as they are now.
[[nodiscard]] QString savingText(const GroupEstimate& estimate,
                                 const std::vector<client::ProcessRow>& now);

// "Estimating 3 processes…", "Merging 2 of 5…"
[[nodiscard]] QString progressText(const LongWork::Progress& progress);

// What to say when merging has ended.
[[nodiscard]] QString mergedText(const LongWork::MergeResult& result);

} // namespace samepage::gui
