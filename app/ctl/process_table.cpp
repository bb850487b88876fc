// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/process_table.h"

#include "ctl/table.h"
#include "ctl/text.h"

#include <algorithm>
#include <tuple>

namespace samepage::ctl {
namespace {

std::string stateText(const client::ProcessRow& row) {
    return row.marked ? "marked" : row.mergeable ? "partly" : row.markable ? "-" : "unmarkable";
}

// Short: "alice", "rule 3".
std::string authorText(const std::string& by) {
    if (by.starts_with("user:")) {
        return printable(by.substr(5));
    }
    if (by.starts_with("rule:")) {
        return "rule " + printable(by.substr(5));
    }
    return by.empty() ? "-" : printable(by);
}

std::string summary(const std::vector<client::ProcessRow>& rows, bool sizesInBytes) {
    std::size_t marked = 0;
    std::uint64_t saved = 0;
    for (const client::ProcessRow& row : rows) {
        marked += row.marked ? 1 : 0;
        saved += row.saved;
    }
    std::string text = std::to_string(rows.size());
    text += rows.size() == 1 ? " process, " : " processes, ";
    text += std::to_string(marked) + " marked, " + sizeText(saved, sizesInBytes);
    text += sizesInBytes ? " bytes saved\n" : " saved\n";
    return text;
}

// The unit of a container only repeats its id, in 64 digits.
std::string placeText(const client::ProcessRow& row) {
    const std::string& place = row.container.empty() ? row.unit : row.container;
    return place.empty() ? "-" : printable(place);
}

} // namespace

void sortBySavings(std::vector<client::ProcessRow>& rows) {
    std::ranges::sort(rows, [](const client::ProcessRow& a, const client::ProcessRow& b) {
        return std::tie(b.saved, b.rss, a.key.pid) < std::tie(a.saved, a.rss, b.key.pid);
    });
}

std::string processTable(const std::vector<client::ProcessRow>& rows, bool sizesInBytes) {
    static const std::vector<Column> columns{
        {"PID", Align::Right},
        {"USER"},
        {"PROGRAM"},
        {"STATE"},
        {"BY"},
        {"RSS", Align::Right},
        {"MERGED", Align::Right},
        {"SAVED", Align::Right},
        {"UNIT"},
    };
    std::vector<std::vector<std::string>> cells;
    cells.reserve(rows.size());
    for (const client::ProcessRow& row : rows) {
        cells.push_back({std::to_string(row.key.pid),
                         row.user.empty() ? std::to_string(row.uid) : printable(row.user),
                         printable(row.name), stateText(row), authorText(row.markedBy),
                         sizeText(row.rss, sizesInBytes), sizeText(row.merged, sizesInBytes),
                         sizeText(row.saved, sizesInBytes), placeText(row)});
    }
    return formatTable(columns, cells) + "\n" + summary(rows, sizesInBytes);
}

} // namespace samepage::ctl
