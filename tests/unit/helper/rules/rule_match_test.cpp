// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/rule_match.h"

#include "temp_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace samepage {
namespace {

Rule rule(RuleKind kind, const std::string& value, std::int32_t priority = 0,
          std::uint32_t id = 1) {
    Rule rule;
    rule.id = id;
    rule.kind = kind;
    rule.value = value;
    rule.priority = priority;
    if (kind == RuleKind::User)
        rule.uid = static_cast<uid_t>(std::stoul(value));
    return rule;
}

TEST(RuleMatch, ExecutablesAreMatchedWhole) {
    const Rule sleep = rule(RuleKind::Executable, "/usr/bin/sleep");
    EXPECT_TRUE(matches(sleep, {.exe = "/usr/bin/sleep", .cgroup = "", .uid = 0}));
    for (const char* other : {"", "/usr/bin/sleepy", "/usr/bin/slee", "usr/bin/sleep",
                              "/opt/usr/bin/sleep", "/usr/bin/sleep/x"})
        EXPECT_FALSE(matches(sleep, {.exe = other, .cgroup = "", .uid = 0})) << other;
}

TEST(RuleMatch, ACgroupIsItselfAndEverythingBelow) {
    const Rule slice = rule(RuleKind::Cgroup, "/user.slice");
    for (const char* inside : {"/user.slice", "/user.slice/a", "/user.slice/a/b.scope"})
        EXPECT_TRUE(matches(slice, {.exe = "", .cgroup = inside, .uid = 0})) << inside;
    for (const char* outside : {"", "/", "/user.slicer", "/user", "/a/user.slice"})
        EXPECT_FALSE(matches(slice, {.exe = "", .cgroup = outside, .uid = 0})) << outside;
    const Rule all = rule(RuleKind::Cgroup, "/");
    EXPECT_TRUE(matches(all, {.exe = "", .cgroup = "/", .uid = 0}));
    EXPECT_TRUE(matches(all, {.exe = "", .cgroup = "/a/b", .uid = 0}));
}

TEST(RuleMatch, AUnitIsTheSystemsOwn) {
    EXPECT_EQ(systemUnit("/system.slice/a.service"), "a.service");
    EXPECT_EQ(systemUnit("/system.slice/a.service/b.service"), "a.service");
    EXPECT_EQ(systemUnit("/a.slice/a-b.slice/run-1.scope/x"), "run-1.scope");
    EXPECT_EQ(systemUnit("/user.slice/user-1000.slice/user@1000.service/app.slice/a.service"),
              "user@1000.service");
    EXPECT_EQ(systemUnit("/user.slice"), "");
    EXPECT_EQ(systemUnit("/"), "");
    EXPECT_EQ(systemUnit(""), "");
    // A user's own unit of that name is not the system's.
    EXPECT_FALSE(matches(rule(RuleKind::Unit, "a.service"),
                         {.exe = "",
                          .cgroup = "/user.slice/user-1.slice/user@1.service/app.slice/a.service",
                          .uid = 0}));
}

TEST(RuleMatch, NothingMatchesADisabledRule) {
    std::vector<Rule> rules = {rule(RuleKind::User, "7")};
    const ProcessFacts process{.exe = "/a", .cgroup = "/", .uid = 7};
    EXPECT_EQ(ruleFor(rules, process), &rules[0]);
    rules[0].enabled = false;
    EXPECT_EQ(ruleFor(rules, process), nullptr);
    EXPECT_EQ(ruleFor({}, process), nullptr);
}

TEST(RuleMatch, PriorityThenKindThenAgeDecide) {
    const ProcessFacts process{.exe = "/a", .cgroup = "/s.slice/u.service", .uid = 7};
    std::vector<Rule> rules = {rule(RuleKind::User, "7", 0, 1), rule(RuleKind::Cgroup, "/", 0, 2),
                               rule(RuleKind::Cgroup, "/s.slice", 0, 3),
                               rule(RuleKind::Unit, "u.service", 0, 4),
                               rule(RuleKind::Executable, "/a", 0, 5)};
    EXPECT_EQ(ruleFor(rules, process)->id, 5U);
    rules.pop_back();
    EXPECT_EQ(ruleFor(rules, process)->id, 4U);
    rules.pop_back();
    EXPECT_EQ(ruleFor(rules, process)->id, 2U); // the older one
    rules[0].priority = 1;
    EXPECT_EQ(ruleFor(rules, process)->id, 1U);
    rules[0].priority = -1;
    EXPECT_EQ(ruleFor(rules, process)->id, 2U);
}

/// Whatever the rules: the one that counts matches, none that matches goes
/// before it, and it is the same in whatever order they are looked at.
TEST(RuleMatch, OneRuleCountsWhateverTheirOrder) {
    std::mt19937 random(20261121); // NOLINT(*-msc51-cpp): the same each time
    const auto below = [&random](int count) {
        return static_cast<int>(random() % static_cast<unsigned>(count));
    };
    const std::vector<std::string> exes = {"/a", "/b"};
    const std::vector<std::string> cgroups = {"/", "/s", "/s/u.service", "/s/v.service/x"};
    for (int round = 0; round < 500; ++round) {
        std::vector<Rule> rules;
        for (std::uint32_t id = 1; id <= 12; ++id) {
            const auto kind = static_cast<RuleKind>(below(4));
            const std::string value = kind == RuleKind::Executable ? exes.at(std::size_t(below(2)))
                                      : kind == RuleKind::Unit
                                          ? (below(2) ? "u.service" : "v.service")
                                      : kind == RuleKind::Cgroup ? cgroups.at(std::size_t(below(4)))
                                                                 : std::to_string(below(3));
            rules.push_back(rule(kind, value, below(3) - 1, id));
            rules.back().enabled = below(4) != 0;
        }
        const ProcessFacts process{.exe = exes.at(std::size_t(below(2))),
                                   .cgroup = cgroups.at(std::size_t(below(4))),
                                   .uid = static_cast<uid_t>(below(3))};
        const Rule* const counts = ruleFor(rules, process);
        for (const Rule& other : rules) {
            if (!other.enabled || !matches(other, process))
                continue;
            ASSERT_NE(counts, nullptr);
            EXPECT_FALSE(goesBefore(other, *counts));
            EXPECT_EQ(goesBefore(*counts, other), &other != counts);
        }
        const std::uint32_t id = counts ? counts->id : 0;
        EXPECT_TRUE(!counts || (counts->enabled && matches(*counts, process)));
        std::ranges::shuffle(rules, random);
        const Rule* const again = ruleFor(rules, process);
        EXPECT_EQ(again ? again->id : 0, id);
    }
}

TEST(ProcessFacts, AreReadFromProc) {
    const TempTree tree;
    tree.write("proc/5/status", "Uid:\t1\t2\t3\t4\n");
    tree.write("proc/5/cgroup", "12:cpu:/other\n0::/system.slice/a.service\n");
    std::filesystem::create_symlink("/opt/a (deleted)", tree.root() / "proc/5/exe");
    const auto process = ProcDir::open(5, (tree.root() / "proc").string());
    ASSERT_TRUE(process);
    EXPECT_EQ(factsOf(*process),
              (ProcessFacts{.exe = "/opt/a", .cgroup = "/system.slice/a.service", .uid = 2}));
    std::filesystem::remove(tree.root() / "proc/5/status");
    EXPECT_EQ(factsOf(*process), std::nullopt);
}

} // namespace
} // namespace samepage
