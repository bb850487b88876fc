// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/events_format.h"

#include "ctl/table.h"
#include "ctl/text.h"
#include "ctl/time_text.h"

namespace samepage::ctl {
namespace {

constexpr const char* source = "History.Events";

std::string numberText(const client::Dictionary& details, const char* key) {
    std::uint32_t number = 0;
    return client::read(details, source, key, number) ? std::to_string(number) : "-";
}

std::string wordText(const client::Dictionary& details, const char* key) {
    std::string word;
    return client::read(details, source, key, word) ? printable(word) : "-";
}

} // namespace

std::string eventsTable(const std::vector<HistoryEvent>& events) {
    if (events.empty()) {
        return "Nothing is known to have happened in that time.\n";
    }
    std::vector<std::vector<std::string>> rows;
    rows.reserve(events.size());
    for (const auto& [usec, kind, details] : events) {
        rows.push_back({localTime(usec), printable(kind), numberText(details, "pid"),
                        numberText(details, "uid"), wordText(details, "name")});
    }
    return formatTable(
        {{"TIME"}, {"EVENT"}, {"PID", Align::Right}, {"UID", Align::Right}, {"PROGRAM"}}, rows);
}

} // namespace samepage::ctl
