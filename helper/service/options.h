// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/long_work.h"

#include <sdbus-c++/Types.h>

#include <map>
#include <string>

namespace samepage {

using OptionMap = std::map<std::string, sdbus::Variant>;

/// Options of Processes.List.
struct ListOptions {
    bool all = false;        ///< of all users, not only the caller's
    bool markedOnly = false; ///< only processes whose memory is mergeable
};

/// Options of History.Events.
struct EventsOptions {
    bool all = false; ///< also about processes of other users than the caller
};

// All throw Failure InvalidArgument for an option that is unknown, or has the
// wrong type or value.
[[nodiscard]] ListOptions parseListOptions(const OptionMap& options);
[[nodiscard]] EventsOptions parseEventsOptions(const OptionMap& options);
[[nodiscard]] EstimateOptions parseEstimateOptions(const OptionMap& options);
[[nodiscard]] bool parseCancelAnybody(const OptionMap& options); ///< of Cancel
void requireNoOptions(const OptionMap& options);

} // namespace samepage
