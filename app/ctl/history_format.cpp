// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/history_format.h"

#include "client/process_row.h"
#include "ctl/table.h"
#include "ctl/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <ctime>

namespace samepage::ctl {
namespace {

using BreakDown = std::tm* (*)(const std::time_t*, std::tm*);

std::string timeText(std::uint64_t usec, BreakDown breakDown, const char* format) {
    const auto seconds = static_cast<std::time_t>(usec / 1'000'000);
    std::tm parts{};
    std::array<char, 64> text{};
    if (breakDown(&seconds, &parts) == nullptr ||
        std::strftime(text.data(), text.size(), format, &parts) == 0) {
        return "-";
    }
    return text.data();
}

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

void checkHistory(const HistoryPoints& points) {
    for (const std::string& metric : points.metrics) {
        const auto series = points.values.find(metric);
        if (series == points.values.end() || series->second.size() != points.times.size()) {
            throw client::MalformedReply("The service sent no complete history of " + metric);
        }
    }
}

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
        rows.push_back({timeText(points.times[at], &localtime_r, "%Y-%m-%d %H:%M:%S")});
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
        text += timeText(points.times[at], &gmtime_r, "%Y-%m-%dT%H:%M:%SZ");
        text += "," + std::to_string(points.times[at]);
        for (const std::string& metric : points.metrics) {
            text += "," + exactText(points.values.at(metric).at(at));
        }
        text += "\n";
    }
    return text;
}

} // namespace samepage::ctl
