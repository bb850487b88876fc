// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/options.h"

#include "failure.h"
#include "text/printable.h"

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

} // namespace

ListOptions parseListOptions(const OptionMap& options) {
    ListOptions result;
    for (const auto& [name, value] : options) {
        if (name == "scope") {
            const auto scope = valueOf<std::string>(name, value, "a string");
            if (scope != "own" && scope != "all")
                throw invalid(name, "must be \"own\" or \"all\"");
            result.all = scope == "all";
        } else if (name == "marked") {
            result.markedOnly = valueOf<bool>(name, value, "a boolean");
        } else {
            throw invalid(name, "is not known");
        }
    }
    return result;
}

void requireNoOptions(const OptionMap& options) {
    if (!options.empty())
        throw invalid(options.begin()->first, "is not known");
}

} // namespace samepage
