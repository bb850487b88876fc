// SPDX-License-Identifier: GPL-2.0-or-later
// One process as Processes.List describes it.
#pragma once

#include "client/dictionary.h"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace sdbus {
class Message;
}

namespace samepage::client {

// What names a process: a pid alone may belong to another one tomorrow.
struct ProcessKey {
    std::uint32_t pid = 0;
    std::uint64_t startTime = 0; // clock ticks after boot

    auto operator<=>(const ProcessKey&) const = default;
};

struct ProcessRow {
    ProcessKey key;
    std::uint32_t ppid = 0;
    std::uint32_t uid = 0;
    std::string user{};
    std::string name{};
    std::string exe{};       // path, empty when unreadable
    std::string unit{};      // systemd unit, or empty
    std::string container{}; // "docker:0123456789ab", or empty
    std::string state{};     // "sleeping", ...
    std::uint64_t rss = 0;
    std::uint64_t merged = 0; // bytes
    std::uint64_t saved = 0;  // bytes
    // What only the module knows, of processes with mergeable memory; bytes, and
    // pages looked at since the process is served.
    std::uint64_t unshared = 0;
    std::uint64_t changing = 0; // "volatile"
    std::uint64_t zero = 0;
    std::uint64_t scanned = 0;
    bool markable = false;
    bool marked = false;    // all its memory is mergeable
    bool mergeable = false; // some of it is, or was
    // "user:NAME", "rule:ID", "program", or empty: nobody, or an older service.
    std::string markedBy{};

    bool operator==(const ProcessRow&) const = default;
};

// Marking it would change something.
[[nodiscard]] inline bool isYetToMark(const ProcessRow& row) {
    return row.markable && !row.marked;
}

// "pid" and "start_time" must be there, the rest may be missing and unknown keys
// are ignored. Throws MalformedReply, also for a value of another type.
[[nodiscard]] ProcessRow parseProcessRow(const Dictionary& row);
[[nodiscard]] std::vector<ProcessRow> parseProcessRows(const std::vector<Dictionary>& rows);
// The same straight out of the reply: of thousands of processes, making dictionaries
// of them first takes most of the time.
[[nodiscard]] std::vector<ProcessRow> readProcessRows(sdbus::Message& reply);

} // namespace samepage::client
