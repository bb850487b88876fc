// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "client/dictionary.h"

#include <sdbus-c++/Types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace samepage::ctl {

// What History.Events answers: time (CLOCK_REALTIME, microseconds), kind, details.
using HistoryEvent = sdbus::Struct<std::uint64_t, std::string, client::Dictionary>;

// Local times. Throws client::MalformedReply.
[[nodiscard]] std::string eventsTable(const std::vector<HistoryEvent>& events);

} // namespace samepage::ctl
