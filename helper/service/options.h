// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

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

// Both throw Failure InvalidArgument for an option that is unknown, or has the
// wrong type or value.
[[nodiscard]] ListOptions parseListOptions(const OptionMap& options);
void requireNoOptions(const OptionMap& options);

} // namespace samepage
