// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/commands.h"
#include "ctl/json.h"
#include "ctl/service_status.h"
#include "ctl/table.h"
#include "ctl/text.h"

#include <charconv>
#include <cstdint>
#include <iostream>
#include <sstream>

namespace samepage::ctl {
namespace {

template <typename Number>
Number numberOf(const Setting& setting) {
    Number number = 0;
    const char* end = setting.value.data() + setting.value.size();
    const auto parsed = std::from_chars(setting.value.data(), end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end) {
        throw UsageError("\"" + setting.value + "\" is not a number, which \"" + setting.name +
                         "\" needs");
    }
    return number;
}

// In the types that the service wants. It refuses what it does not know.
client::Dictionary wantedPolicy(const std::vector<Setting>& settings) {
    client::Dictionary wanted;
    for (const Setting& setting : settings) {
        wanted[setting.name] =
            setting.name == "memory_percent"     ? sdbus::Variant(numberOf<std::uint32_t>(setting))
            : setting.name == "pressure_percent" ? sdbus::Variant(numberOf<double>(setting))
                                                 : sdbus::Variant(setting.value);
    }
    return wanted;
}

std::string valueText(const sdbus::Variant& value) {
    std::ostringstream text;
    if (value.containsValueOfType<std::uint32_t>()) {
        text << value.get<std::uint32_t>();
    } else if (value.containsValueOfType<double>()) {
        text << value.get<double>();
    } else if (value.containsValueOfType<std::string>()) {
        text << printable(value.get<std::string>());
    }
    return text.str();
}

std::string policyTable(const client::Dictionary& policy, const std::string& explanation) {
    std::vector<std::vector<std::string>> cells;
    cells.reserve(policy.size());
    for (const auto& [name, value] : policy) {
        cells.push_back({printable(name), valueText(value)});
    }
    return formatTable({{"POLICY"}, {"VALUE"}}, cells) + "\n" + printable(explanation) + "\n";
}

} // namespace

ExitCode runPolicy(Bus& bus, const CommandLine& commandLine) {
    if (!commandLine.settings.empty()) {
        const client::Dictionary wanted = wantedPolicy(commandLine.settings);
        bus.authorised([&] { bus.engine().SetPolicy(wanted); });
    }
    const client::Dictionary policy = bus.engine().GetPolicy();
    std::cout << (commandLine.json ? jsonText(dictionaryJson(policy))
                                   : policyTable(policy, readStatus(bus.engine()).explanation));
    return ExitCode::Ok;
}

} // namespace samepage::ctl
