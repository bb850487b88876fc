// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/process_row.h"

namespace samepage::client {
namespace {

constexpr const char* source = "Processes.List";

} // namespace

ProcessRow parseProcessRow(const Dictionary& row) {
    ProcessRow result;
    require(row, source, "pid", result.key.pid);
    require(row, source, "start_time", result.key.startTime);
    read(row, source, "ppid", result.ppid);
    read(row, source, "uid", result.uid);
    read(row, source, "user", result.user);
    read(row, source, "name", result.name);
    read(row, source, "exe", result.exe);
    read(row, source, "unit", result.unit);
    read(row, source, "container", result.container);
    read(row, source, "state", result.state);
    read(row, source, "rss", result.rss);
    read(row, source, "merged", result.merged);
    read(row, source, "saved", result.saved);
    read(row, source, "markable", result.markable);
    read(row, source, "marked", result.marked);
    read(row, source, "mergeable", result.mergeable);
    read(row, source, "marked_by", result.markedBy);
    return result;
}

std::vector<ProcessRow> parseProcessRows(const std::vector<Dictionary>& rows) {
    std::vector<ProcessRow> result;
    result.reserve(rows.size());
    for (const Dictionary& row : rows) {
        result.push_back(parseProcessRow(row));
    }
    return result;
}

} // namespace samepage::client
