// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/events_format.h"

#include "ctl/table.h"
#include "ctl/text.h"
#include "ctl/time_text.h"

namespace samepage::ctl {
namespace {

std::string numberText(const std::optional<std::uint32_t>& number) {
    return number ? std::to_string(*number) : "-";
}

} // namespace

std::string eventsTable(const std::vector<HistoryEvent>& events) {
    if (events.empty()) {
        return "Nothing is known to have happened in that time.\n";
    }
    std::vector<std::vector<std::string>> rows;
    rows.reserve(events.size());
    for (const HistoryEvent& sent : events) {
        const client::Event event = client::parseEvent(sent);
        rows.push_back({localTime(event.usec), printable(event.kind), numberText(event.pid),
                        numberText(event.uid), event.name ? printable(*event.name) : "-"});
    }
    return formatTable(
        {{"TIME"}, {"EVENT"}, {"PID", Align::Right}, {"UID", Align::Right}, {"PROGRAM"}}, rows);
}

} // namespace samepage::ctl
