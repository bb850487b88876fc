// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/process_row.h"

#include <sdbus-c++/Message.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace samepage::client {
namespace {

constexpr const char* source = "Processes.List";

using Target = std::variant<std::uint32_t ProcessRow::*, std::uint64_t ProcessRow::*,
                            bool ProcessRow::*, std::string ProcessRow::*>;

struct Field {
    std::string_view key;
    Target target;
};

// In the order in which the service sends them, which is that of the alphabet.
constexpr std::array fields{
    Field{"container", &ProcessRow::container}, Field{"exe", &ProcessRow::exe},
    Field{"markable", &ProcessRow::markable},   Field{"marked", &ProcessRow::marked},
    Field{"marked_by", &ProcessRow::markedBy},  Field{"mergeable", &ProcessRow::mergeable},
    Field{"merged", &ProcessRow::merged},       Field{"name", &ProcessRow::name},
    Field{"ppid", &ProcessRow::ppid},           Field{"rss", &ProcessRow::rss},
    Field{"saved", &ProcessRow::saved},         Field{"scanned", &ProcessRow::scanned},
    Field{"state", &ProcessRow::state},         Field{"uid", &ProcessRow::uid},
    Field{"unit", &ProcessRow::unit},           Field{"unshared", &ProcessRow::unshared},
    Field{"user", &ProcessRow::user},           Field{"volatile", &ProcessRow::changing},
    Field{"zero", &ProcessRow::zero},
};

template <typename Value>
constexpr std::string_view signatureOf = "";
template <>
constexpr std::string_view signatureOf<std::uint32_t> = "u";
template <>
constexpr std::string_view signatureOf<std::uint64_t> = "t";
template <>
constexpr std::string_view signatureOf<bool> = "b";
template <>
constexpr std::string_view signatureOf<std::string> = "s";

template <typename Value>
void take(sdbus::Message& reply, const char* key, Value& into) {
    const char* type = reply.peekType().second;
    if (type == nullptr || std::string_view(type) != signatureOf<Value>) {
        throw MalformedReply(std::string(source) + ": \"" + key + "\" has type " +
                             (type != nullptr ? type : "none"));
    }
    reply.enterVariant(type);
    if constexpr (std::is_same_v<Value, std::string>) {
        char* text = nullptr;
        reply >> text;
        into = text;
    } else {
        reply >> into;
    }
    reply.exitVariant();
}

ProcessRow readRow(sdbus::Message& reply) {
    ProcessRow row;
    bool hasPid = false;
    bool hasStart = false;
    std::size_t next = 0; // most likely
    while (reply.enterDictEntry("sv")) {
        char* text = nullptr;
        reply >> text;
        const std::string_view key = text;
        if (key == "pid") {
            take(reply, text, row.key.pid);
            hasPid = true;
        } else if (key == "start_time") {
            take(reply, text, row.key.startTime);
            hasStart = true;
        } else {
            if (next >= fields.size() || fields[next].key != key) {
                const auto* found = std::ranges::find(fields, key, &Field::key);
                next = static_cast<std::size_t>(found - fields.begin());
            }
            if (next < fields.size()) {
                std::visit([&](auto member) { take(reply, text, row.*member); },
                           fields[next].target);
                ++next;
            } else {
                sdbus::Variant unknown;
                reply >> unknown;
                next = 0;
            }
        }
        reply.exitDictEntry();
    }
    reply.clearFlags();
    for (const auto& [there, key] : {std::pair{hasPid, "pid"}, {hasStart, "start_time"}}) {
        if (!there) {
            throw MalformedReply(std::string(source) + ": there is no \"" + key + '"');
        }
    }
    return row;
}

} // namespace

std::vector<ProcessRow> readProcessRows(sdbus::Message& reply) {
    std::vector<ProcessRow> rows;
    reply.enterContainer("a{sv}");
    while (reply.enterContainer("{sv}")) {
        rows.push_back(readRow(reply));
        reply.exitContainer();
    }
    reply.clearFlags();
    reply.exitContainer();
    return rows;
}

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
    read(row, source, "unshared", result.unshared);
    read(row, source, "volatile", result.changing);
    read(row, source, "zero", result.zero);
    read(row, source, "scanned", result.scanned);
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
