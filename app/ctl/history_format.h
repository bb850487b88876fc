// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace samepage::ctl {

// What History.Query answered.
struct HistoryPoints {
    std::vector<std::string> metrics;                  // in the order in which they are shown
    std::vector<std::uint64_t> times;                  // CLOCK_REALTIME, microseconds
    std::map<std::string, std::vector<double>> values; // one for each time; NaN: not known
};

// Throws client::MalformedReply when not every metric has a value for each time.
void checkHistory(const HistoryPoints& points);

// Local times; sizes in IEC units unless in bytes.
[[nodiscard]] std::string historyTable(const HistoryPoints& points, bool sizesInBytes);
// Times in UTC and as they are; empty where nothing is known.
[[nodiscard]] std::string historyCsv(const HistoryPoints& points);

} // namespace samepage::ctl
