// SPDX-License-Identifier: GPL-2.0-or-later
// What the History interface answers.
#pragma once

#include "client/dictionary.h"

#include <sdbus-c++/Types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace samepage::client {

// Of Query.
struct HistoryPoints {
    std::vector<std::string> metrics;                  // in the order in which they are shown
    std::vector<std::uint64_t> times;                  // CLOCK_REALTIME, microseconds
    std::map<std::string, std::vector<double>> values; // one for each time; NaN: not known
};

// Throws MalformedReply when not every metric has a value for each time.
void checkHistory(const HistoryPoints& points);

// Of Events, as it is sent: time (CLOCK_REALTIME, microseconds), kind, details.
using HistoryEvent = sdbus::Struct<std::uint64_t, std::string, Dictionary>;

struct Event {
    std::uint64_t usec = 0;
    std::string kind;
    // Of what happened to a process.
    std::optional<std::uint32_t> pid{};
    std::optional<std::uint32_t> uid{};
    std::optional<std::string> name{};

    bool operator==(const Event&) const = default;
};

// Throws MalformedReply for a detail of another type; unknown ones are ignored.
[[nodiscard]] Event parseEvent(const HistoryEvent& event);

} // namespace samepage::client
