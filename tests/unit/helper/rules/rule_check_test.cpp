// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/rule_check.h"

#include "failure_matcher.h"
#include "temp_tree.h"

#include <gtest/gtest.h>

#include <string>

namespace samepage {
namespace {

constexpr auto invalid = FailureKind::InvalidArgument;

Rule rule(RuleKind kind, const std::string& value) {
    Rule rule;
    rule.kind = kind;
    rule.value = value;
    return rule;
}

void expectRefused(RuleKind kind, const std::string& value, const char* words) {
    EXPECT_THAT(failureOf([&] { static_cast<void>(checkedRule(rule(kind, value))); }),
                FailsWith(invalid, words))
        << value;
}

TEST(RuleCheck, PathsAreAbsoluteAndNormalised) {
    for (const char* path : {"/a", "/usr/bin/a b", "/ä/.hidden/..x", "/a.b/c"})
        EXPECT_EQ(checkedRule(rule(RuleKind::Executable, path)).value, path);
    for (const char* path :
         {"", "a", "a/b", "//a", "/a/", "/a//b", "/.", "/..", "/a/./b", "/a/../b", "/a/.."})
        expectRefused(RuleKind::Executable, path, "absolute");
    for (const char* path : {"/\n", "/\x7f", "/\xff", "/\xe2\x80\xae", "/a\xc3"})
        expectRefused(RuleKind::Executable, path, "UTF-8 without control characters");
    expectRefused(RuleKind::Executable, "/" + std::string(4095, 'a'), "too long");
    expectRefused(RuleKind::Executable, "/", "a program");
    expectRefused(RuleKind::Executable, std::string("/a\0b", 4), "control characters");
}

TEST(RuleCheck, ACgroupIsKeptWithoutItsMountPoint) {
    EXPECT_EQ(checkedRule(rule(RuleKind::Cgroup, "/sys/fs/cgroup/a.slice/b")).value, "/a.slice/b");
    EXPECT_EQ(checkedRule(rule(RuleKind::Cgroup, "/sys/fs/cgroup")).value, "/");
    EXPECT_EQ(checkedRule(rule(RuleKind::Cgroup, "/sys/fs/cgroups")).value, "/sys/fs/cgroups");
    EXPECT_EQ(checkedRule(rule(RuleKind::Cgroup, "/")).value, "/");
    expectRefused(RuleKind::Cgroup, "a.slice", "absolute");
}

TEST(RuleCheck, UnitsAreServicesOrScopes) {
    for (const char* name : {"a.service", "user@1000.service", "session-3.scope",
                             "dev-x\\x2dy.service", "a_b:c.service"})
        EXPECT_EQ(checkedRule(rule(RuleKind::Unit, name)).value, name);
    for (const char* name : {"", "a", ".service", "a.slice", "a.timer", "service"})
        expectRefused(RuleKind::Unit, name, "a service or a scope");
    for (const char* name : {"a b.service", "*.service", "a/b.service", "ä.service"})
        expectRefused(RuleKind::Unit, name, "not the name of a systemd unit");
    expectRefused(RuleKind::Unit, std::string(250, 'a') + ".service", "not the name");
}

TEST(RuleCheck, UsersAreFoundByNameAndId) {
    Rule byName = rule(RuleKind::User, "root");
    resolveUser(byName);
    EXPECT_EQ(byName.value, "0");
    EXPECT_EQ(byName.uid, 0U);
    Rule byId = rule(RuleKind::User, "00");
    resolveUser(byId);
    EXPECT_EQ(byId.value, "0");
    for (const char* name : {"no-such-user-here", "4294967295", "99999999999", "-1", " 0"}) {
        EXPECT_THAT(failureOf([&] {
                        Rule user = rule(RuleKind::User, name);
                        resolveUser(user);
                    }),
                    FailsWith(invalid, "There is no user"));
    }
    Rule program = rule(RuleKind::Executable, "no-such-user-here");
    resolveUser(program); // not about a user
    expectRefused(RuleKind::User, "", "name or the id");
    expectRefused(RuleKind::User, "a\tb", "control characters");
}

TEST(RuleCheck, TheRestHasItsLimits) {
    const auto refusal = [](auto change) {
        Rule changed = rule(RuleKind::User, "root");
        change(changed);
        return failureOf([&] { static_cast<void>(checkedRule(changed)); });
    };
    EXPECT_EQ(refusal([](Rule& r) { r.domain = "a-1"; }), std::nullopt);
    EXPECT_THAT(refusal([](Rule& r) { r.domain = "a b"; }), FailsWith(invalid, "small letters"));
    EXPECT_THAT(refusal([](Rule& r) { r.domain = std::string(33, 'a'); }),
                FailsWith(invalid, "at most 32"));
    EXPECT_THAT(refusal([](Rule& r) {
                    r.domain = "a";
                    r.action = RuleAction::Never;
                }),
                FailsWith(invalid, "has no domain"));
    EXPECT_EQ(refusal([](Rule& r) { r.priority = -1000; }), std::nullopt);
    EXPECT_THAT(refusal([](Rule& r) { r.priority = -1001; }), FailsWith(invalid, "-1000 to 1000"));
    EXPECT_EQ(refusal([](Rule& r) { r.comment = std::string(256, 'c'); }), std::nullopt);
    EXPECT_THAT(refusal([](Rule& r) { r.comment = std::string(257, 'c'); }),
                FailsWith(invalid, "at most 256"));
    EXPECT_THAT(refusal([](Rule& r) { r.comment = "a\nb"; }), FailsWith(invalid, "\"comment\""));
}

TEST(RuleCheck, TwoAboutTheSameAreAConflict) {
    Rule first = rule(RuleKind::User, "0");
    first.id = 3;
    Rule second = first;
    const auto refusal = [&] { return failureOf([&] { requireNoConflict({first}, second); }); };
    EXPECT_THAT(refusal(), FailsWith(invalid, "Rule 3 is about the user 0 already: remove it"));
    second.action = RuleAction::Never;
    second.priority = 9;
    EXPECT_THAT(refusal(), FailsWith(invalid, "and marks it: remove that rule first"));
    second.kind = RuleKind::Cgroup;
    EXPECT_EQ(refusal(), std::nullopt);
    second = first;
    second.value = "1";
    EXPECT_EQ(refusal(), std::nullopt);
}

TEST(RuleCheck, AUnitOfAUsersOwnManagerIsRefusedWithItsCgroup) {
    const TempTree tree;
    const auto check = [&](const char* unit) {
        return failureOf(
            [&] { requireSystemUnit(rule(RuleKind::Unit, unit), tree.root().string()); });
    };
    EXPECT_EQ(check("firefox.service"), std::nullopt); // it does not run now
    const std::string inner = "/user.slice/user-1.slice/user@1.service/app.slice/firefox.service";
    tree.write("12/cgroup", "0::" + inner + "/sub\n");
    tree.write("13/cgroup", "0::/system.slice/nginx.service\n");
    tree.write("14/cgroup", "0::/system.slice/firefox.service.d\n");
    EXPECT_THAT(check("firefox.service"), FailsWith(FailureKind::InvalidArgument, inner + "."));
    EXPECT_THAT(check("firefox.service"),
                FailsWith(FailureKind::InvalidArgument, "user@1.service"));
    EXPECT_EQ(check("nginx.service"), std::nullopt);
    EXPECT_EQ(check("user@1.service"), std::nullopt);
    tree.write("15/cgroup", "0::/system.slice/firefox.service\n");
    EXPECT_EQ(check("firefox.service"), std::nullopt); // the system has one too
    EXPECT_EQ(
        failureOf([&] { requireSystemUnit(rule(RuleKind::Cgroup, inner), tree.root().string()); }),
        std::nullopt);
}

} // namespace
} // namespace samepage
