// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/options.h"

#include "failure.h"
#include "text/printable.h"

#include <cstdint>
#include <string_view>

namespace samepage {
namespace {

Failure invalid(std::string_view name, std::string_view what) {
    return {FailureKind::InvalidArgument,
            "Option \"" + plain(name, 40) + "\" " + std::string(what) + "."};
}

template <typename Value>
Value valueOf(const std::string& name, const sdbus::Variant& value, std::string_view typeName) {
    if (!value.containsValueOfType<Value>())
        throw invalid(name, "must be " + std::string(typeName));
    return value.get<Value>();
}

/// Option "scope": whether it is about all users.
bool isForAll(const std::string& name, const sdbus::Variant& value) {
    const auto scope = valueOf<std::string>(name, value, "a string");
    if (scope != "own" && scope != "all")
        throw invalid(name, "must be \"own\" or \"all\"");
    return scope == "all";
}

/// 1 to max.
std::uint32_t numberOf(const std::string& name, const sdbus::Variant& value, std::uint32_t max) {
    const auto number = valueOf<std::uint32_t>(name, value, "a number of type u");
    if (number < 1 || number > max)
        throw invalid(name, "must be from 1 to " + std::to_string(max));
    return number;
}

} // namespace

ListOptions parseListOptions(const OptionMap& options) {
    ListOptions result;
    for (const auto& [name, value] : options) {
        if (name == "scope") {
            result.all = isForAll(name, value);
        } else if (name == "marked") {
            result.markedOnly = valueOf<bool>(name, value, "a boolean");
        } else {
            throw invalid(name, "is not known");
        }
    }
    return result;
}

EventsOptions parseEventsOptions(const OptionMap& options) {
    EventsOptions result;
    for (const auto& [name, value] : options) {
        if (name != "scope")
            throw invalid(name, "is not known");
        result.all = isForAll(name, value);
    }
    return result;
}

EstimateOptions parseEstimateOptions(const OptionMap& options) {
    EstimateOptions result;
    for (const auto& [name, value] : options) {
        if (name == "sample")
            result.sample = numberOf(name, value, 65536);
        else if (name == "second_look_millisecs")
            result.secondLookMillisecs = numberOf(name, value, 60000);
        else
            throw invalid(name, "is not known");
    }
    return result;
}

bool parseCancelAnybody(const OptionMap& options) {
    bool anybody = false;
    for (const auto& [name, value] : options) {
        if (name != "anybody")
            throw invalid(name, "is not known");
        anybody = valueOf<bool>(name, value, "a boolean");
    }
    return anybody;
}

void requireNoOptions(const OptionMap& options) {
    if (!options.empty())
        throw invalid(options.begin()->first, "is not known");
}

} // namespace samepage
