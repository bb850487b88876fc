// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/commands.h"
#include "ctl/events_format.h"
#include "ctl/json.h"
#include "ctl/time_text.h"

#include <algorithm>
#include <cstdint>
#include <iostream>

namespace samepage::ctl {
namespace {

constexpr std::uint64_t usualCount = 100;
constexpr std::uint64_t mostCount = 2'000; // that the service sends at a time

} // namespace

ExitCode runEvents(Bus& bus, const CommandLine& commandLine) {
    const std::uint64_t count = commandLine.count.value_or(usualCount);
    if (count > mostCount) {
        throw UsageError("At most " + std::to_string(mostCount) + " events can be printed");
    }
    const client::Dictionary options{
        {"scope", sdbus::Variant(std::string(commandLine.all ? "all" : "own"))}};
    const std::uint64_t from = timeAgo(commandLine.since);
    const std::uint64_t to = timeAgo(commandLine.until);
    const std::vector<HistoryEvent> events = bus.authorised(
        [&] { return bus.history().Events(from, to, static_cast<std::uint32_t>(count), options); });
    std::cout << (commandLine.json ? jsonText(eventsJson(events)) : eventsTable(events));
    return ExitCode::Ok;
}

ExitCode runClearHistory(Bus& bus, const CommandLine& commandLine) {
    bus.authorised([&] { bus.history().Clear(); });
    std::cout << (commandLine.json ? jsonText(QJsonObject{{"cleared", true}})
                                   : "The history is deleted.\n");
    return ExitCode::Ok;
}

} // namespace samepage::ctl
