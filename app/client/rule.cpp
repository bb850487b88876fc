// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/rule.h"

namespace samepage::client {
namespace {

constexpr const char* source = "Rules.List";

} // namespace

Rule parseRule(const Dictionary& rule) {
    Rule result;
    require(rule, source, "id", result.id);
    require(rule, source, "kind", result.kind);
    require(rule, source, "value", result.value);
    read(rule, source, "user", result.user);
    read(rule, source, "action", result.action);
    read(rule, source, "domain", result.domain);
    read(rule, source, "priority", result.priority);
    read(rule, source, "enabled", result.enabled);
    read(rule, source, "comment", result.comment);
    return result;
}

std::vector<Rule> parseRules(const std::vector<Dictionary>& rules) {
    std::vector<Rule> result;
    result.reserve(rules.size());
    for (const Dictionary& rule : rules) {
        result.push_back(parseRule(rule));
    }
    return result;
}

NewRule sameAgain(const Rule& rule) {
    return {.kind = rule.kind,
            .value = rule.value,
            .never = rule.action == "never",
            .domain = rule.domain,
            .priority = rule.priority,
            .enabled = rule.enabled,
            .comment = rule.comment};
}

} // namespace samepage::client
