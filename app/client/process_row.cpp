// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/process_row.h"

namespace samepage::client {
namespace {

template <typename T>
bool read(const Dictionary& row, const char* key, T& into) {
    const auto found = row.find(key);
    if (found == row.end()) {
        return false;
    }
    if (!found->second.containsValueOfType<T>()) {
        throw MalformedReply(std::string("Processes.List: \"") + key + "\" has type " +
                             found->second.peekValueType());
    }
    into = found->second.get<T>();
    return true;
}

template <typename T>
void require(const Dictionary& row, const char* key, T& into) {
    if (!read(row, key, into)) {
        throw MalformedReply(std::string("Processes.List: a row has no \"") + key + '"');
    }
}

} // namespace

ProcessRow parseProcessRow(const Dictionary& row) {
    ProcessRow result;
    require(row, "pid", result.key.pid);
    require(row, "start_time", result.key.startTime);
    read(row, "ppid", result.ppid);
    read(row, "uid", result.uid);
    read(row, "user", result.user);
    read(row, "name", result.name);
    read(row, "exe", result.exe);
    read(row, "unit", result.unit);
    read(row, "rss", result.rss);
    read(row, "merged", result.merged);
    read(row, "saved", result.saved);
    read(row, "markable", result.markable);
    read(row, "marked", result.marked);
    read(row, "mergeable", result.mergeable);
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
