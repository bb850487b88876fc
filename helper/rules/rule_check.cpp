// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/rule_check.h"

#include "failure.h"
#include "process/proc_dir.h"
#include "rules/rule_match.h"
#include "text/printable.h"

#include <pwd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace samepage {
namespace {

constexpr std::size_t maxPath = 4095;
constexpr std::size_t maxUnitName = 255; // as systemd has it
constexpr std::size_t maxUserName = 256;
constexpr std::size_t maxDomain = 32;
constexpr std::size_t maxComment = 256;
constexpr std::string_view cgroupRoot = "/sys/fs/cgroup";

Failure invalid(const std::string& sentence) {
    return {FailureKind::InvalidArgument, sentence};
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isNumber(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, isDigit);
}

/// Valid UTF-8 without control characters, and no longer than this.
void requireText(const std::string& text, std::size_t max, const std::string& name) {
    if (text.size() > max)
        throw invalid("\"" + name + "\" is too long: at most " + std::to_string(max) + " bytes.");
    if (printable(text, max) != text)
        throw invalid("\"" + name +
                      "\" must be UTF-8 without control characters and invisible marks.");
}

/// "/", or components that are none of "", "." and "..".
bool isNormalised(std::string_view path) {
    if (!path.starts_with('/'))
        return false;
    if (path == "/")
        return true;
    while (!path.empty()) {
        path.remove_prefix(1); // the slash
        const auto component = path.substr(0, path.find('/'));
        if (component.empty() || component == "." || component == "..")
            return false;
        path.remove_prefix(component.size());
    }
    return true;
}

void checkPath(const std::string& path) {
    requireText(path, maxPath, "value");
    if (!isNormalised(path))
        throw invalid("The path must be absolute, without \"//\", \".\", \"..\" and a slash at "
                      "its end.");
}

void checkUnit(const std::string& name) {
    const auto allowed = [](char c) {
        return isLetter(c) || isDigit(c) ||
               std::string_view(":-_.\\@").find(c) != std::string_view::npos;
    };
    if (name.size() > maxUnitName || !std::ranges::all_of(name, allowed))
        throw invalid("The value is not the name of a systemd unit.");
    const auto dot = name.rfind('.');
    const std::string type = dot == std::string::npos ? std::string() : name.substr(dot);
    if (dot == 0 || (type != ".service" && type != ".scope"))
        throw invalid("The value must be the name of a service or a scope, with \".service\" or "
                      "\".scope\" at its end; for slices there are rules about a cgroup.");
}

void checkUser(const std::string& user) {
    requireText(user, maxUserName, "value");
    if (user.empty())
        throw invalid("The value must be the name or the id of a user.");
}

/// The beginning of the path that ends with this component, or empty.
std::string upToUnit(const std::string& cgroup, const std::string& unit) {
    const std::string component = "/" + unit;
    for (auto at = cgroup.find(component); at != std::string::npos;
         at = cgroup.find(component, at + 1)) {
        const auto end = at + component.size();
        if (end == cgroup.size() || cgroup[end] == '/')
            return cgroup.substr(0, end);
    }
    return {};
}

std::string withoutCgroupRoot(const std::string& path) {
    if (path == cgroupRoot)
        return "/";
    return path.starts_with(std::string(cgroupRoot) + "/") ? path.substr(cgroupRoot.size()) : path;
}

void checkDomain(const Rule& rule) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || isDigit(c) || c == '-'; };
    if (rule.domain.size() > maxDomain || !std::ranges::all_of(rule.domain, allowed))
        throw invalid("The domain must be a word of at most " + std::to_string(maxDomain) +
                      " small letters, digits and \"-\".");
    if (!rule.domain.empty() && rule.action == RuleAction::Never)
        throw invalid("A rule that never marks has no domain: leave it out.");
}

} // namespace

Rule checkedRule(Rule rule) {
    switch (rule.kind) {
    case RuleKind::Executable:
        checkPath(rule.value);
        if (rule.value == "/")
            throw invalid("The path must be that of a program.");
        break;
    case RuleKind::Unit:
        checkUnit(rule.value);
        break;
    case RuleKind::Cgroup:
        checkPath(rule.value);
        rule.value = withoutCgroupRoot(rule.value);
        break;
    case RuleKind::User:
        checkUser(rule.value);
        break;
    }
    checkDomain(rule);
    if (rule.priority < -maxRulePriority || rule.priority > maxRulePriority)
        throw invalid("The priority must be from -" + std::to_string(maxRulePriority) + " to " +
                      std::to_string(maxRulePriority) + ".");
    requireText(rule.comment, maxComment, "comment");
    return rule;
}

void resolveUser(Rule& rule) {
    if (rule.kind != RuleKind::User)
        return;
    std::array<char, 16384> buffer{};
    passwd entry = {};
    passwd* found = nullptr;
    if (isNumber(rule.value)) {
        uid_t uid = 0;
        const char* end = rule.value.data() + rule.value.size();
        const auto parsed = std::from_chars(rule.value.data(), end, uid);
        if (parsed.ec == std::errc())
            ::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found);
    } else {
        ::getpwnam_r(rule.value.c_str(), &entry, buffer.data(), buffer.size(), &found);
    }
    if (!found)
        throw invalid("There is no user \"" + plain(rule.value) + "\" on this system.");
    rule.uid = found->pw_uid;
    rule.value = std::to_string(rule.uid);
}

void requireSystemUnit(const Rule& rule, const std::string& procRoot) {
    if (rule.kind != RuleKind::Unit)
        return;
    std::string inside; // control group of one that only has the same name
    for (const pid_t pid : ProcDir::allPids(procRoot)) {
        const auto process = ProcDir::open(pid, procRoot);
        const std::string cgroup = process ? process->cgroup() : std::string();
        if (systemUnit(cgroup) == rule.value)
            return;
        if (const auto path = upToUnit(cgroup, rule.value); !path.empty())
            inside = path;
    }
    if (!inside.empty())
        throw invalid(plain(rule.value, maxUnitName) + " is a unit inside " +
                      plain(std::string(systemUnit(inside)), maxUnitName) +
                      ", where others choose the names: make a rule about its control group "
                      "instead, " +
                      plain(inside, maxPath) + ".");
}

void requireNoConflict(const std::vector<Rule>& rules, const Rule& rule) {
    const auto same = std::ranges::find_if(rules, [&rule](const Rule& other) {
        return other.kind == rule.kind && other.value == rule.value;
    });
    if (same == rules.end())
        return;
    const std::string which =
        "Rule " + std::to_string(same->id) + " is about " + describeRule(rule) + " already";
    if (same->action != rule.action)
        throw invalid(which + ", and " +
                      (same->action == RuleAction::Never ? "never marks it" : "marks it") +
                      ": remove that rule first.");
    throw invalid(which + ": remove it first, or enable it if it is disabled.");
}

std::string describeRule(const Rule& rule) {
    return "the " + std::string(kindWord(rule.kind)) + " " + plain(rule.value, 200);
}

} // namespace samepage
