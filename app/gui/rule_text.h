// SPDX-License-Identifier: GPL-2.0-or-later
// Rules in words.
#pragma once

#include "client/rule.h"

#include <QString>

#include <optional>

namespace samepage::gui {

// In the order in which they are offered, which is the one in which they count.
enum class RuleKind { Program, Unit, ControlGroup, User };
inline constexpr int ruleKindCount = 4;

// The words of the D-Bus interface. Empty for those of a newer service.
[[nodiscard]] std::optional<RuleKind> ruleKind(const std::string& word);
[[nodiscard]] std::string ruleKindWord(RuleKind kind);

// "Program". Of a rule: the service's own word if it is not known here.
[[nodiscard]] QString ruleKindText(RuleKind kind);
[[nodiscard]] QString ruleKindText(const client::Rule& rule);
// What a rule of this kind is about, in a sentence.
[[nodiscard]] QString ruleKindHelp(RuleKind kind);

// The path or the name; of users the name, if there is one.
[[nodiscard]] QString ruleValueText(const client::Rule& rule);
[[nodiscard]] QString ruleActionText(const client::Rule& rule);

} // namespace samepage::gui
