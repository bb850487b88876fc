// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/rule_match.h"

#include <tuple>
#include <utility>

namespace samepage {
namespace {

// The kernel says so of a file that was replaced, as by an upgrade.
constexpr std::string_view deleted = " (deleted)";

bool isAtOrBelow(std::string_view path, std::string_view above) {
    if (above == "/")
        return path.starts_with('/');
    return path.starts_with(above) && (path.size() == above.size() || path[above.size()] == '/');
}

} // namespace

std::optional<ProcessFacts> factsOf(const ProcDir& process) {
    const auto uids = process.uids();
    if (!uids)
        return std::nullopt;
    ProcessFacts facts;
    facts.uid = uids->effective;
    facts.exe = process.exe();
    if (facts.exe.ends_with(deleted))
        facts.exe.resize(facts.exe.size() - deleted.size());
    facts.cgroup = process.cgroup();
    return facts;
}

std::string_view systemUnit(std::string_view cgroup) {
    while (!cgroup.empty()) {
        cgroup.remove_prefix(1); // the slash
        const auto component = cgroup.substr(0, cgroup.find('/'));
        if (component.ends_with(".service") || component.ends_with(".scope"))
            return component;
        cgroup.remove_prefix(component.size());
    }
    return {};
}

bool matches(const Rule& rule, const ProcessFacts& process) {
    switch (rule.kind) {
    case RuleKind::Executable:
        return process.exe == rule.value;
    case RuleKind::Unit:
        return systemUnit(process.cgroup) == rule.value;
    case RuleKind::Cgroup:
        return isAtOrBelow(process.cgroup, rule.value);
    case RuleKind::User:
        return process.uid == rule.uid;
    }
    return false;
}

bool goesBefore(const Rule& a, const Rule& b) {
    return std::tie(b.priority, a.kind, a.id) < std::tie(a.priority, b.kind, b.id);
}

const Rule* ruleFor(const std::vector<Rule>& rules, const ProcessFacts& process) {
    const Rule* best = nullptr;
    for (const Rule& rule : rules) {
        if (rule.enabled && matches(rule, process) && (!best || goesBefore(rule, *best)))
            best = &rule;
    }
    return best;
}

} // namespace samepage
