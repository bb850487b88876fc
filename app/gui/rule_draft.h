// SPDX-License-Identifier: GPL-2.0-or-later
// A rule while somebody types it: what is wrong with it yet, and what it becomes.
#pragma once

#include "gui/rule_text.h"

#include "client/process_row.h"

#include <QString>

#include <optional>
#include <vector>

namespace samepage::gui {

inline constexpr int maxRulePriority = 1000; // and -1000 is the least

struct RuleDraft {
    RuleKind kind = RuleKind::Program;
    QString value{};
    bool never = false;
    QString domain{};
    int priority = 0;
    bool enabled = true;
    QString comment{};

    bool operator==(const RuleDraft&) const = default;
};

enum class RuleField { Value, Domain, Comment };

struct RuleProblem {
    RuleField field = RuleField::Value;
    QString sentence{};
};

[[nodiscard]] RuleDraft draftOf(const client::Rule& rule);

// What a rule of this kind about the process would name; empty if nothing would.
[[nodiscard]] QString valueFor(RuleKind kind, const client::ProcessRow& process);

// The first thing that the service would refuse, as far as that can be known
// without it. `others`: the rules that there are, without the one that this
// replaces.
[[nodiscard]] std::optional<RuleProblem> problemOf(const RuleDraft& draft,
                                                   const std::vector<client::Rule>& others);

// Without what is typed too much: spaces around it, "//", "/sys/fs/cgroup".
[[nodiscard]] client::NewRule newRule(const RuleDraft& draft);

// A service that has `rule` refuses to have `wanted` too.
[[nodiscard]] bool isAboutTheSame(const client::Rule& rule, const client::NewRule& wanted);

} // namespace samepage::gui
