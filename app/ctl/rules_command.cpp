// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/new_rule.h"
#include "ctl/commands.h"
#include "ctl/json.h"
#include "ctl/rule_table.h"

#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>

namespace samepage::ctl {
namespace {

// As the kernel names a running program: the service does not follow links of
// a path that a client gives it.
std::string withoutLinks(const std::string& path) {
    std::error_code error;
    const auto real = std::filesystem::canonical(path, error);
    return error ? path : real.string();
}

client::Dictionary newRule(const CommandLine& line, bool elsewhere) {
    const RuleChange& change = line.ruleChange;
    // Of another machine's files nothing is known here.
    const bool follow = change.about == "executable" && !elsewhere;
    return client::ruleDictionary({.kind = change.about,
                                   .value = follow ? withoutLinks(change.value) : change.value,
                                   .never = line.never,
                                   .domain = line.domain,
                                   .priority = line.priority,
                                   .enabled = !line.disabled,
                                   .comment = line.comment});
}

void changeOne(RulesProxy& rules, RuleChange::Kind kind, std::uint32_t id) {
    if (kind == RuleChange::Kind::Remove) {
        rules.Remove(id);
    } else {
        rules.SetEnabled(id, kind == RuleChange::Kind::Enable);
    }
}

std::string doneText(RuleChange::Kind kind, std::uint32_t id) {
    const std::string rule = "Rule " + std::to_string(id);
    return rule + (kind == RuleChange::Kind::Remove ? " is removed; what it marked stays marked.\n"
                   : kind == RuleChange::Kind::Enable
                       ? " is enabled.\n"
                       : " is disabled; what it marked stays marked.\n");
}

} // namespace

ExitCode runRules(Bus& bus, const CommandLine& commandLine) {
    const RuleChange& change = commandLine.ruleChange;
    if (change.kind == RuleChange::Kind::List) {
        const auto rules = bus.authorised([&] { return bus.rules().List(); });
        std::cout << (commandLine.json ? jsonText(rulesJson(rules)) : ruleTable(rules));
        return ExitCode::Ok;
    }
    QJsonArray ids;
    // At once: what comes after it may be refused.
    const auto done = [&](std::uint32_t id, const std::string& text) {
        ids.append(static_cast<qint64>(id));
        if (!commandLine.json) {
            std::cout << text << std::flush;
        }
    };
    if (change.kind == RuleChange::Kind::Add) {
        const client::Dictionary rule = newRule(commandLine, bus.isElsewhere());
        const auto id = bus.authorised([&] { return bus.rules().Add(rule); });
        done(id, "Rule " + std::to_string(id) + " is added.\n");
    }
    for (const std::uint32_t id : change.ids) {
        bus.authorised([&] { changeOne(bus.rules(), change.kind, id); });
        done(id, doneText(change.kind, id));
    }
    if (commandLine.json) {
        std::cout << jsonText(QJsonObject{{"rules", ids}});
    }
    return ExitCode::Ok;
}

} // namespace samepage::ctl
