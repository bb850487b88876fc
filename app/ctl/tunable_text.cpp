// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/tunable_text.h"

#include "ctl/table.h"
#include "ctl/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace samepage::ctl {
namespace {

constexpr std::array<std::string_view, 4> wordsForYes{"1", "yes", "on", "true"};
constexpr std::array<std::string_view, 4> wordsForNo{"0", "no", "off", "false"};

std::optional<std::uint64_t> number(const std::string& text) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value);
    return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(value) : std::nullopt;
}

UsageError notA(const Setting& setting, const char* what) {
    return UsageError{"\"" + setting.value + "\" is not " + what + ", which \"" + setting.name +
                      "\" needs"};
}

sdbus::Variant toVariant(const Setting& setting, const std::string& type) {
    if (type == "t") {
        const auto value = number(setting.value);
        if (!value) {
            throw notA(setting, "a number");
        }
        return sdbus::Variant(*value);
    }
    if (type == "b") {
        const bool yes = std::ranges::find(wordsForYes, setting.value) != wordsForYes.end();
        if (!yes && std::ranges::find(wordsForNo, setting.value) == wordsForNo.end()) {
            throw notA(setting, "0 or 1");
        }
        return sdbus::Variant(yes);
    }
    return sdbus::Variant(setting.value);
}

} // namespace

std::string tunableText(const sdbus::Variant& value) {
    if (value.containsValueOfType<bool>()) {
        return value.get<bool>() ? "1" : "0";
    }
    if (value.containsValueOfType<std::uint64_t>()) {
        return std::to_string(value.get<std::uint64_t>());
    }
    if (value.containsValueOfType<std::string>()) {
        return printable(value.get<std::string>());
    }
    throw client::MalformedReply(std::string("Engine.GetTunables: a value has type ") +
                                 value.peekValueType());
}

client::Dictionary tunablesToSet(const std::vector<Setting>& settings,
                                 const client::Dictionary& now) {
    client::Dictionary wanted;
    for (const Setting& setting : settings) {
        const auto known = now.find(setting.name);
        const std::string type = known != now.end()      ? known->second.peekValueType()
                                 : number(setting.value) ? "t"
                                                         : "s";
        wanted[setting.name] = toVariant(setting, type);
    }
    return wanted;
}

std::string tunablesTable(const client::Dictionary& tunables) {
    std::vector<std::vector<std::string>> cells;
    cells.reserve(tunables.size());
    for (const auto& [name, value] : tunables) {
        cells.push_back({printable(name), tunableText(value)});
    }
    return formatTable({{"SETTING"}, {"VALUE"}}, cells);
}

} // namespace samepage::ctl
