// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/rule.h"

#include <array>
#include <utility>

namespace samepage {
namespace {

constexpr std::array kinds = {
    std::pair(RuleKind::Executable, "executable"), std::pair(RuleKind::Unit, "unit"),
    std::pair(RuleKind::Cgroup, "cgroup"), std::pair(RuleKind::User, "user")};

} // namespace

const char* kindWord(RuleKind kind) {
    return kinds.at(static_cast<std::size_t>(kind)).second;
}

std::optional<RuleKind> parseKind(std::string_view word) {
    for (const auto& [kind, name] : kinds) {
        if (word == name)
            return kind;
    }
    return std::nullopt;
}

const char* actionWord(RuleAction action) {
    return action == RuleAction::Mark ? "mark" : "never";
}

std::optional<RuleAction> parseAction(std::string_view word) {
    if (word == "mark")
        return RuleAction::Mark;
    if (word == "never")
        return RuleAction::Never;
    return std::nullopt;
}

} // namespace samepage
