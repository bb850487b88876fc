// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "client/history.h"

#include <string>
#include <vector>

namespace samepage::ctl {

using client::HistoryEvent;

// Local times. Throws client::MalformedReply.
[[nodiscard]] std::string eventsTable(const std::vector<HistoryEvent>& events);

} // namespace samepage::ctl
