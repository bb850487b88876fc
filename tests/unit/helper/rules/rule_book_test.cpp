// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/rule_book.h"

#include "failure_matcher.h"
#include "full_disk.h"
#include "temp_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace samepage {
namespace {

Rule program(const std::string& path, const std::string& domain = {}) {
    Rule rule;
    rule.value = path;
    rule.domain = domain;
    return rule;
}

std::vector<std::uint32_t> ids(const RuleBook& book) {
    std::vector<std::uint32_t> all;
    for (const Rule& rule : *book.rules())
        all.push_back(rule.id);
    return all;
}

TEST(RuleBook, IsTheSameAfterwards) {
    const TempTree tree;
    RuleBook book(tree.root());
    Rule rule = program("/opt/ä b", "fleet");
    rule.priority = -5;
    rule.comment = "\"quoted\" \\ ☃";
    rule.enabled = false;
    EXPECT_EQ(book.add(rule), 1U);
    Rule user;
    user.kind = RuleKind::User;
    user.value = "root";
    user.action = RuleAction::Never;
    EXPECT_EQ(book.add(user), 2U);
    EXPECT_TRUE(book.setEnabled(1, true));
    EXPECT_FALSE(book.setEnabled(1, true));

    const RuleBook again(tree.root());
    EXPECT_FALSE(again.startedAnew());
    EXPECT_EQ(*again.rules(), *book.rules());
    EXPECT_EQ(again.groupOf("fleet"), book.groupOf("fleet"));
    EXPECT_TRUE(again.rules()->at(0).enabled);
    EXPECT_EQ(again.rules()->at(1).uid, 0U);
}

TEST(RuleBook, NoNumberIsGivenTwice) {
    const TempTree tree;
    {
        RuleBook book(tree.root());
        EXPECT_EQ(book.add(program("/a", "one")), 1U);
        book.remove(1);
    }
    RuleBook book(tree.root());
    EXPECT_EQ(book.add(program("/a", "two")), 2U);
    std::set<std::uint32_t> groups = {0, book.groupOf("one"), book.groupOf("two")};
    EXPECT_EQ(groups.size(), 3U);
    for (int i = 0; i < 50; ++i) {
        const std::string word = "w" + std::to_string(i);
        const auto id = book.add(program("/b", word));
        EXPECT_TRUE(groups.insert(book.groupOf(word)).second);
        book.remove(id);
    }
    EXPECT_EQ(book.groupOf("never-used"), 0U);
}

TEST(RuleBook, ToldWhatIsNotThere) {
    RuleBook book{{}};
    const auto refused = FailsWith(FailureKind::InvalidArgument, "There is no rule 1.");
    EXPECT_THAT(failureOf([&] { book.remove(1); }), refused);
    EXPECT_THAT(failureOf([&] { book.setEnabled(1, true); }), refused);
    EXPECT_THAT(failureOf([&] { static_cast<void>(book.rule(1)); }), refused);
}

TEST(RuleBook, AFullDiskChangesNothing) {
    const TempTree tree;
    RuleBook book(tree.root());
    book.add(program("/a"));
    const auto before = *book.rules();
    const std::string text = tree.read("rules.json");
    {
        const FullDisk full;
        const auto failed = FailsWith(FailureKind::Failed, "Nothing was changed");
        EXPECT_THAT(failureOf([&] { book.add(program("/b", "word")); }), failed);
        EXPECT_THAT(failureOf([&] { book.remove(1); }), failed);
        EXPECT_THAT(failureOf([&] { book.setEnabled(1, false); }), failed);
    }
    EXPECT_EQ(*book.rules(), before);
    EXPECT_EQ(tree.read("rules.json"), text);
    EXPECT_EQ(book.groupOf("word"), 0U);
    EXPECT_EQ(book.add(program("/b")), 2U);
}

TEST(RuleBook, AHeldListDoesNotChange) {
    RuleBook book{{}};
    book.add(program("/a"));
    const auto held = book.rules();
    book.remove(1);
    EXPECT_EQ(held->size(), 1U);
    EXPECT_THAT(ids(book), testing::IsEmpty());
}

TEST(RuleBook, WhatContradictsItselfIsSetAside) {
    const TempTree tree;
    const std::string rule = R"({"id": 1, "kind": "executable", "value": "/a", "action": "mark",
        "domain": "", "priority": 0, "enabled": true, "comment": ""})";
    const auto text = [&](const std::string& rules, const std::string& more) {
        return R"({"version": 1, )" + more + R"(, "rules": [)" + rules + "]}";
    };
    tree.write("rules.json", text(rule, R"("last_id": 1, "domains": {"a": 7})"));
    EXPECT_THAT(ids(RuleBook(tree.root())), testing::ElementsAre(1));

    std::string other = rule;
    other.replace(other.find("/a"), 2, "..");
    std::string domain = rule;
    domain.replace(domain.find(R"("domain": "")"), 12, R"("domain": "w")");
    std::string twice = rule;
    twice.append(",").append(rule);
    for (const std::string& broken :
         {text(rule, R"("last_id": 0)"), text(twice, R"("last_id": 1)"),
          text(other, R"("last_id": 1)"), text(domain, R"("last_id": 1)"),
          text("1", R"("last_id": 1)"), text(rule, R"("last_id": -1)"),
          text(rule, R"("last_id": 1, "domains": {"a": 7, "b": 7})"),
          text(rule, R"("last_id": 1, "domains": {"a": 0})"),
          std::string(R"({"version": 1, "last_id": 1})")}) {
        tree.write("rules.json", broken);
        const RuleBook book(tree.root());
        EXPECT_TRUE(book.startedAnew()) << broken;
        EXPECT_THAT(ids(book), testing::IsEmpty());
        EXPECT_EQ(tree.read("rules.json.broken"), broken);
    }
}

} // namespace
} // namespace samepage
