// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/rule_text.h"

#include <QCoreApplication>

#include <array>

namespace samepage::gui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RuleText)
};

constexpr std::array<const char*, ruleKindCount> words{"executable", "unit", "cgroup", "user"};

} // namespace

std::optional<RuleKind> ruleKind(const std::string& word) {
    for (int index = 0; index < ruleKindCount; ++index) {
        if (word == words.at(static_cast<std::size_t>(index))) {
            return static_cast<RuleKind>(index);
        }
    }
    return std::nullopt;
}

std::string ruleKindWord(RuleKind kind) {
    return words.at(static_cast<std::size_t>(kind));
}

QString ruleKindText(RuleKind kind) {
    switch (kind) {
    case RuleKind::Program:
        return Text::tr("Program");
    case RuleKind::Unit:
        return Text::tr("Unit");
    case RuleKind::ControlGroup:
        return Text::tr("Control group");
    case RuleKind::User:
        break;
    }
    return Text::tr("User");
}

QString ruleKindText(const client::Rule& rule) {
    const auto kind = ruleKind(rule.kind);
    return kind ? ruleKindText(*kind) : QString::fromStdString(rule.kind);
}

QString ruleKindHelp(RuleKind kind) {
    switch (kind) {
    case RuleKind::Program:
        return Text::tr("Every process that runs this file, whoever it belongs to. For a script "
                        "it is the interpreter; in a container, the path there.");
    case RuleKind::Unit:
        return Text::tr("Every process of a systemd service or scope of the system, by its exact "
                        "name.");
    case RuleKind::ControlGroup:
        return Text::tr("Every process in this control group and in all below it.");
    case RuleKind::User:
        break;
    }
    return Text::tr("Every process of this user, by name or number.");
}

QString ruleValueText(const client::Rule& rule) {
    return QString::fromStdString(rule.user.empty() ? rule.value : rule.user);
}

QString ruleActionText(const client::Rule& rule) {
    if (rule.action == "never") {
        return Text::tr("Never mark");
    }
    return rule.action.empty() || rule.action == "mark" ? Text::tr("Mark")
                                                        : QString::fromStdString(rule.action);
}

} // namespace samepage::gui
