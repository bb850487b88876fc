// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/rule_variants.h"

#include "failure.h"
#include "text/printable.h"

#include <string_view>

namespace samepage {
namespace {

Failure invalidRule(const std::string& name, const std::string& what) {
    return {FailureKind::InvalidArgument, "\"" + plain(name, 40) + "\" " + what + "."};
}

template <typename Value>
Value valueOf(const std::string& name, const sdbus::Variant& value, const char* typeName) {
    if (!value.containsValueOfType<Value>())
        throw invalidRule(name, std::string("must be ") + typeName);
    return value.get<Value>();
}

std::string textOf(const std::string& name, const sdbus::Variant& value) {
    return valueOf<std::string>(name, value, "a text (type s)");
}

RuleKind kindOf(const std::string& name, const sdbus::Variant& value) {
    if (const auto kind = parseKind(textOf(name, value)))
        return *kind;
    throw invalidRule(name, R"(must be "executable", "unit", "cgroup" or "user")");
}

RuleAction actionOf(const std::string& name, const sdbus::Variant& value) {
    if (const auto action = parseAction(textOf(name, value)))
        return *action;
    throw invalidRule(name, R"(must be "mark" or "never")");
}

} // namespace

Rule toRule(const VariantMap& values) {
    for (const char* name : {"kind", "value"}) {
        if (!values.contains(name))
            throw invalidRule(name, "is missing");
    }
    Rule rule;
    for (const auto& [name, value] : values) {
        if (name == "kind")
            rule.kind = kindOf(name, value);
        else if (name == "value")
            rule.value = textOf(name, value);
        else if (name == "action")
            rule.action = actionOf(name, value);
        else if (name == "domain")
            rule.domain = textOf(name, value);
        else if (name == "priority")
            rule.priority = valueOf<std::int32_t>(name, value, "a number (type i)");
        else if (name == "enabled")
            rule.enabled = valueOf<bool>(name, value, "true or false (type b)");
        else if (name == "comment")
            rule.comment = textOf(name, value);
        else
            throw invalidRule(name, "is not known");
    }
    return rule;
}

VariantMap toVariants(const Rule& rule, UserNames& users) {
    VariantMap values = {{"id", sdbus::Variant(rule.id)},
                         {"kind", sdbus::Variant(std::string(kindWord(rule.kind)))},
                         {"value", sdbus::Variant(rule.value)},
                         {"action", sdbus::Variant(std::string(actionWord(rule.action)))},
                         {"domain", sdbus::Variant(rule.domain)},
                         {"priority", sdbus::Variant(rule.priority)},
                         {"enabled", sdbus::Variant(rule.enabled)},
                         {"comment", sdbus::Variant(rule.comment)}};
    if (rule.kind == RuleKind::User)
        values["user"] = sdbus::Variant(users.of(rule.uid));
    return values;
}

} // namespace samepage
