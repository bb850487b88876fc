// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/commands.h"
#include "ctl/history_format.h"
#include "ctl/json.h"
#include "ctl/time_text.h"

#include <cstdint>
#include <iostream>
#include <tuple>

namespace samepage::ctl {
namespace {

// What fits beside the time on a terminal; programs get everything.
std::vector<std::string> metricsFor(const CommandLine& commandLine) {
    if (!commandLine.metrics.empty() || commandLine.json || commandLine.csv) {
        return commandLine.metrics;
    }
    return {"saved_bytes", "pages_shared", "pages_sharing", "pages_unshared"};
}

} // namespace

ExitCode runHistory(Bus& bus, const CommandLine& commandLine) {
    const std::uint64_t from = timeAgo(commandLine.since);
    const std::uint64_t to = timeAgo(commandLine.until);
    HistoryPoints points;
    points.metrics = metricsFor(commandLine);
    std::tie(points.times, points.values) =
        bus.history().Query(from, to, commandLine.points, points.metrics);
    if (points.metrics.empty()) {
        for (const auto& series : points.values) {
            points.metrics.push_back(series.first);
        }
    }
    client::checkHistory(points);
    std::cout << (commandLine.json  ? jsonText(historyJson(points))
                  : commandLine.csv ? historyCsv(points)
                                    : historyTable(points, commandLine.bytes));
    return ExitCode::Ok;
}

} // namespace samepage::ctl
