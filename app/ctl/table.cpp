// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/table.h"

#include "ctl/text.h"

#include <algorithm>

namespace samepage::ctl {
namespace {

std::string formatLine(const std::vector<Column>& columns, const std::vector<std::size_t>& widths,
                       const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t at = 0; at < columns.size(); ++at) {
        const std::string padding(widths[at] - displayWidth(cells[at]), ' ');
        line += at == 0 ? "" : "  ";
        line += columns[at].align == Align::Right ? padding + cells[at] : cells[at] + padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

} // namespace

std::string formatTable(const std::vector<Column>& columns,
                        const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::string> titles;
    std::vector<std::size_t> widths;
    for (const Column& column : columns) {
        titles.push_back(column.title);
        widths.push_back(displayWidth(column.title));
    }
    for (const auto& row : rows) {
        for (std::size_t at = 0; at < columns.size(); ++at) {
            widths[at] = std::max(widths[at], displayWidth(row[at]));
        }
    }
    std::string text = formatLine(columns, widths, titles);
    for (const auto& row : rows) {
        text += formatLine(columns, widths, row);
    }
    return text;
}

} // namespace samepage::ctl
