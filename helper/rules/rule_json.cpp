// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/rule_json.h"

#include "rules/rule_check.h"

#include <QString>

#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace samepage {
namespace {

QJsonValue valueOf(const QJsonObject& json, const char* name, QJsonValue::Type type) {
    QJsonValue value = json[QLatin1String(name)];
    if (value.type() != type)
        throw std::runtime_error(std::string("a rule has no proper \"") + name + "\"");
    return value;
}

std::string textOf(const QJsonObject& json, const char* name) {
    return valueOf(json, name, QJsonValue::String).toString().toStdString();
}

double wholeNumberOf(const QJsonObject& json, const char* name, double least, double most) {
    const double number = valueOf(json, name, QJsonValue::Double).toDouble();
    if (number < least || number > most || number != std::floor(number))
        throw std::runtime_error(std::string("a rule has no proper \"") + name + "\"");
    return number;
}

uid_t userId(const std::string& text) {
    uid_t uid = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, uid);
    if (parsed.ec != std::errc() || parsed.ptr != end)
        throw std::runtime_error("a rule about a user has no user id");
    return uid;
}

} // namespace

QJsonObject toJson(const Rule& rule) {
    return {{"id", static_cast<qint64>(rule.id)},
            {"kind", kindWord(rule.kind)},
            {"value", QString::fromStdString(rule.value)},
            {"action", actionWord(rule.action)},
            {"domain", QString::fromStdString(rule.domain)},
            {"priority", rule.priority},
            {"enabled", rule.enabled},
            {"comment", QString::fromStdString(rule.comment)}};
}

Rule ruleFromJson(const QJsonObject& json) {
    const auto kind = parseKind(textOf(json, "kind"));
    const auto action = parseAction(textOf(json, "action"));
    if (!kind || !action)
        throw std::runtime_error("a rule has a kind or an action that is not known");
    Rule rule;
    rule.id = static_cast<std::uint32_t>(
        wholeNumberOf(json, "id", 1, std::numeric_limits<std::uint32_t>::max()));
    rule.kind = *kind;
    rule.value = textOf(json, "value");
    rule.action = *action;
    rule.domain = textOf(json, "domain");
    rule.priority = static_cast<std::int32_t>(
        wholeNumberOf(json, "priority", -maxRulePriority, maxRulePriority));
    rule.enabled = valueOf(json, "enabled", QJsonValue::Bool).toBool();
    rule.comment = textOf(json, "comment");
    rule = checkedRule(rule);
    if (rule.kind == RuleKind::User)
        rule.uid = userId(rule.value); // the user may be gone; the rule stays
    return rule;
}

} // namespace samepage
