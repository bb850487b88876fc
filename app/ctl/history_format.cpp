// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/history_format.h"

#include "ctl/table.h"
#include "ctl/text.h"
#include "ctl/time_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace samepage::ctl {
namespace {

// A counter: all of its digits, but no fraction of an average.
std::string cellText(const std::string& metric, double value, bool sizesInBytes) {
    if (!(value >= 0 && value < 0x1p63)) {
        return "-"; // not known, or no counter
    }
    const auto whole = static_cast<std::uint64_t>(std::llround(value));
    return sizeText(whole, sizesInBytes || !metric.starts_with("saved_bytes"));
}

std::string exactText(double value) {
    if (std::isnan(value)) {
        return "";
    }
    std::array<char, 400> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return {text.data(), end.ptr};
}

} // namespace

std::string historyTable(const HistoryPoints& points, bool sizesInBytes) {
    if (points.times.empty()) {
        return "Nothing is known of that time.\n";
    }
    std::vector<Column> columns{{"TIME"}};
    for (const std::string& metric : points.metrics) {
        columns.push_back({metric, Align::Right});
    }
    std::vector<std::vector<std::string>> rows;
    rows.reserve(points.times.size());
    for (std::size_t at = 0; at < points.times.size(); ++at) {
        rows.push_back({localTime(points.times[at])});
        for (const std::string& metric : points.metrics) {
            rows.back().push_back(cellText(metric, points.values.at(metric).at(at), sizesInBytes));
        }
    }
    return formatTable(columns, rows);
}

std::string historyCsv(const HistoryPoints& points) {
    std::string text = "time,usec";
    for (const std::string& metric : points.metrics) {
        text += "," + metric;
    }
    text += "\n";
    for (std::size_t at = 0; at < points.times.size(); ++at) {
        text += utcTime(points.times[at]);
        text += "," + std::to_string(points.times[at]);
        for (const std::string& metric : points.metrics) {
            text += "," + exactText(points.values.at(metric).at(at));
        }
        text += "\n";
    }
    return text;
}

} // namespace samepage::ctl
