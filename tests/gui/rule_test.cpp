// SPDX-License-Identifier: GPL-2.0-or-later
// Rules without a window: what is wrong with one, what reads them, what changes
// them.
#include "fake_client.h"
#include "made_up.h"

#include "gui/rule_draft.h"
#include "gui/rule_edits.h"
#include "gui/rule_feed.h"
#include "gui/rule_table_model.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace samepage::gui {
namespace {

using client::ErrorKind;
using client::Rule;

Rule aboutProgram(quint32 id, const std::string& path) {
    return {.id = id, .kind = "executable", .value = path, .action = "mark", .enabled = true};
}

QString problemWith(const RuleDraft& draft, const Rules& others = {}) {
    const auto problem = problemOf(draft, others);
    return problem ? problem->sentence : QString();
}

TEST(RuleDraft, WhatTheServiceTakesIsFine) {
    const std::pair<RuleKind, const char*> fine[] = {{RuleKind::Program, "/usr/bin/python3.13"},
                                                     {RuleKind::Program, "  //usr//bin/x/ "},
                                                     {RuleKind::Unit, "nginx.service"},
                                                     {RuleKind::Unit, "a@b\\x2d.scope"},
                                                     {RuleKind::ControlGroup, "/"},
                                                     {RuleKind::ControlGroup, "/sys/fs/cgroup"},
                                                     {RuleKind::User, "ada"},
                                                     {RuleKind::User, "1000"}};
    for (const auto& [kind, value] : fine) {
        const QString problem = problemWith({.kind = kind, .value = QLatin1String(value)});
        EXPECT_TRUE(problem.isEmpty()) << value << ": " << qPrintable(problem);
    }
}

TEST(RuleDraft, WhatItWouldRefuseIsSaidBefore) {
    const std::pair<RuleKind, QString> wrong[] = {
        {RuleKind::Program, {}},
        {RuleKind::Program, QStringLiteral("python3")},
        {RuleKind::Program, QStringLiteral("/")},
        {RuleKind::Program, QStringLiteral("/../etc")},
        {RuleKind::Program, QStringLiteral("/a\tb")},
        {RuleKind::Program, QStringLiteral("/a\u202eb")},
        {RuleKind::Program, QStringLiteral("/") + QString(4095, QChar(u'x'))},
        {RuleKind::Unit, QStringLiteral("nginx")},
        {RuleKind::Unit, QStringLiteral(".service")},
        {RuleKind::Unit, QStringLiteral("user.slice")},
        {RuleKind::Unit, QStringLiteral("my unit.service")},
        {RuleKind::ControlGroup, QStringLiteral("system.slice")},
        {RuleKind::User, QStringLiteral("  ")}};
    for (const auto& [kind, value] : wrong) {
        const auto problem = problemOf({.kind = kind, .value = value}, {});
        ASSERT_TRUE(problem.has_value()) << qPrintable(value);
        EXPECT_EQ(problem->field, RuleField::Value);
        EXPECT_TRUE(problem->sentence.endsWith(QChar(u'.'))) << qPrintable(problem->sentence);
    }
    RuleDraft draft{.value = QStringLiteral("/usr/bin/true"), .domain = QStringLiteral("Lab 1")};
    EXPECT_EQ(problemOf(draft, {}).value().field, RuleField::Domain);
    draft.never = true; // then there is no domain
    EXPECT_FALSE(problemOf(draft, {}).has_value());
    EXPECT_TRUE(newRule(draft).domain.empty());
    draft.comment = QString(257, QChar(u'x'));
    EXPECT_EQ(problemOf(draft, {}).value().field, RuleField::Comment);
}

TEST(RuleDraft, ARuleAboutTheSameIsNamed) {
    const RuleDraft draft{.value = QStringLiteral("/usr//bin/true")};
    EXPECT_TRUE(
        problemWith(draft, {aboutProgram(3, "/usr/bin/true")}).contains(QStringLiteral("Rule 3")));
    EXPECT_TRUE(problemWith(draft, {aboutProgram(3, "/usr/bin/false")}).isEmpty());
    const Rule user{.id = 4, .kind = "user", .value = "1000", .user = "ada"};
    EXPECT_FALSE(
        problemWith({.kind = RuleKind::User, .value = QStringLiteral("ada")}, {user}).isEmpty());
}

TEST(RuleDraft, IsTidiedUpAndKnowsProcesses) {
    EXPECT_EQ(newRule({.kind = RuleKind::ControlGroup,
                       .value = QStringLiteral("/sys/fs/cgroup/system.slice/")})
                  .value,
              "/system.slice");
    client::ProcessRow process = madeUpProcess(12, "python3", 1 << 20);
    process.exe = "/usr/bin/python3";
    process.user = "ada";
    process.unit = "session.slice";
    EXPECT_EQ(valueFor(RuleKind::Program, process), QStringLiteral("/usr/bin/python3"));
    EXPECT_EQ(valueFor(RuleKind::User, process), QStringLiteral("ada"));
    EXPECT_TRUE(valueFor(RuleKind::Unit, process).isEmpty()); // no rule can be about it
    process.unit = "nginx.service";
    EXPECT_EQ(valueFor(RuleKind::Unit, process), QStringLiteral("nginx.service"));
}

class RuleEditsTest : public testing::Test {
protected:
    RuleEditsTest() { client_.appear(); }
    RuleEdits::Finished finish() {
        return [this](const RuleEdits::Outcome& outcome) { outcome_ = outcome; };
    }

    FakeClient client_;
    RuleEdits edits_{client_};
    std::optional<RuleEdits::Outcome> outcome_;
    Rule old_ = aboutProgram(5, "/usr/bin/true");
};

TEST_F(RuleEditsTest, AnotherProgramIsAddedBeforeTheOldOneGoes) {
    edits_.replace(old_, {.value = "/usr/bin/false", .priority = 0}, finish());
    ASSERT_EQ(client_.rules.size(), 1U);
    EXPECT_TRUE(client_.ruleChanges.empty());
    FakeClient::refuse(client_.rules, ErrorKind::NotAuthorized, "Dismissed.");
    ASSERT_TRUE(outcome_.has_value());
    EXPECT_FALSE(outcome_->done);
    EXPECT_EQ(outcome_->id, 5U);
    EXPECT_TRUE(outcome_->sentence.contains(QStringLiteral("Dismissed.")));
    EXPECT_TRUE(client_.ruleChanges.empty()); // nothing is lost

    outcome_.reset();
    edits_.replace(old_, {.value = "/usr/bin/false", .priority = 0}, finish());
    FakeClient::answer(client_.rules, quint32{9});
    ASSERT_EQ(client_.ruleChanges.size(), 1U);
    EXPECT_EQ(client_.ruleChanges[0].id, 5U);
    EXPECT_FALSE(client_.ruleChanges[0].enabled.has_value());
    client_.answerRuleChange();
    EXPECT_TRUE(outcome_->done);
    EXPECT_EQ(outcome_->id, 9U);
    EXPECT_TRUE(outcome_->sentence.isEmpty());
}

TEST_F(RuleEditsTest, TheSameProgramIsPutBackWhenTheNewRuleIsRefused) {
    edits_.replace(old_, {.value = "/usr/bin/true", .priority = 7}, finish());
    EXPECT_TRUE(client_.rules.empty()); // the service would refuse a second one
    client_.answerRuleChange();
    ASSERT_EQ(client_.rules.size(), 1U);
    EXPECT_EQ(client_.rules[0].rule.priority, 7);
    FakeClient::refuse(client_.rules, ErrorKind::Failed, "The disk is full.");
    ASSERT_EQ(client_.rules.size(), 1U);
    EXPECT_EQ(client_.rules[0].rule, client::sameAgain(old_));
    EXPECT_FALSE(outcome_.has_value());
    FakeClient::answer(client_.rules, quint32{6});
    ASSERT_TRUE(outcome_.has_value());
    EXPECT_FALSE(outcome_->done);
    EXPECT_EQ(outcome_->id, 6U);
    EXPECT_TRUE(outcome_->sentence.contains(QStringLiteral("The disk is full.")));

    outcome_.reset();
    edits_.replace(old_, {.value = "/usr/bin/true", .priority = 7}, finish());
    client_.answerRuleChange();
    FakeClient::refuse(client_.rules, ErrorKind::Failed);
    FakeClient::refuse(client_.rules, ErrorKind::Failed);
    EXPECT_EQ(outcome_->id, 0U);
    EXPECT_TRUE(outcome_->sentence.contains(QStringLiteral("gone")));
}

TEST_F(RuleEditsTest, NothingIsAskedForWhereNothingChanges) {
    const Rule user{.id = 8, .kind = "user", .value = "1000", .user = "ada", .action = "mark"};
    edits_.replace(user, {.kind = "user", .value = "ada", .priority = 0, .enabled = false},
                   finish());
    EXPECT_TRUE(client_.rules.empty());
    EXPECT_TRUE(client_.ruleChanges.empty());
    ASSERT_TRUE(outcome_.has_value());
    EXPECT_TRUE(outcome_->done);
}

TEST(RuleFeed, AsksOnceAndThenReadsWithoutAPassword) {
    FakeClient client;
    RuleFeed feed(client);
    client.appear();
    EXPECT_TRUE(client.ruleLists.empty()); // nobody looks
    feed.setActive(true);
    ASSERT_EQ(client.ruleLists.size(), 1U);
    EXPECT_EQ(client.ruleLists[0].prompt, Prompt::Allowed);
    FakeClient::answer(client.ruleLists, Rules{aboutProgram(1, "/a")});
    EXPECT_EQ(feed.rules()->size(), 1U);

    emit client.rulesChanged();
    ASSERT_EQ(client.ruleLists.size(), 1U);
    EXPECT_EQ(client.ruleLists[0].prompt, Prompt::Never);
    FakeClient::refuse(client.ruleLists, ErrorKind::NeedsInteraction);
    EXPECT_EQ(feed.rules()->size(), 1U); // as they were
    EXPECT_TRUE(feed.error().has_value());

    feed.setActive(false);
    emit client.rulesChanged();
    EXPECT_TRUE(client.ruleLists.empty());
}

TEST(RuleFeed, AnOlderAnswerIsNotListenedTo) {
    FakeClient client;
    client.appear();
    RuleFeed feed(client);
    feed.setActive(true);
    emit client.rulesChanged();
    ASSERT_EQ(client.ruleLists.size(), 2U);
    FakeClient::answer(client.ruleLists, Rules{aboutProgram(1, "/old")});
    EXPECT_FALSE(feed.rules().has_value());
    FakeClient::answer(client.ruleLists, Rules{});
    EXPECT_TRUE(feed.rules().has_value());
}

TEST(RuleFeed, CountsTheProcessesThatARuleMarked) {
    FakeClient client;
    client.appear();
    RuleFeed feed(client);
    feed.setActive(true);
    FakeClient::answer(client.ruleLists, Rules{aboutProgram(1, "/a"), aboutProgram(12, "/b")});
    ASSERT_EQ(client.lists.size(), 1U);
    EXPECT_TRUE(client.lists[0].query.allUsers);
    EXPECT_EQ(client.lists[0].prompt, Prompt::Never);
    EXPECT_FALSE(feed.processesOf(1).has_value());
    std::vector<ProcessRow> rows = madeUpProcesses(4, true);
    rows[0].markedBy = rows[1].markedBy = "rule:12";
    rows[2].markedBy = "user:rule:1";
    rows[3].markedBy = "rule:1x";
    client.answerList(rows);
    EXPECT_EQ(feed.processesOf(12), 2);
    EXPECT_EQ(feed.processesOf(1), 0);
}

TEST(RuleTableModel, KeepsRowsThatStay) {
    RuleTableModel model([](quint32) { return std::optional<int>(); });
    model.update({aboutProgram(1, "/a"), aboutProgram(2, "/b"), aboutProgram(3, "/c")});
    const QPersistentModelIndex last = model.index(2, RuleTableModel::Value);
    model.update({aboutProgram(1, "/a"), aboutProgram(3, "/c"), aboutProgram(4, "/d")});
    EXPECT_EQ(last.row(), 1);
    EXPECT_EQ(last.data().toString(), QStringLiteral("/c"));
    EXPECT_EQ(model.rowCount(), 3);
    EXPECT_EQ(model.rule(2).id, 4U);
    EXPECT_EQ(model.rowOf(2), -1);
}

TEST(RuleTableModel, ATickIsAWishUntilTheServiceHasAnswered) {
    RuleTableModel model([](quint32) { return std::optional<int>(3); });
    model.update({aboutProgram(7, "/a")});
    const QModelIndex tick = model.index(0, RuleTableModel::Number);
    const QSignalSpy wishes(&model, &RuleTableModel::switchWanted);
    EXPECT_TRUE(model.setData(tick, Qt::Unchecked, Qt::CheckStateRole));
    ASSERT_EQ(wishes.size(), 1);
    EXPECT_EQ(tick.data(Qt::CheckStateRole).toInt(), Qt::Checked);
    model.expect(7, false);
    EXPECT_EQ(tick.data(Qt::CheckStateRole).toInt(), Qt::Unchecked);
    EXPECT_FALSE(model.setData(tick, Qt::Checked, Qt::CheckStateRole)); // one at a time
    model.settle(7);
    EXPECT_EQ(tick.data(Qt::CheckStateRole).toInt(), Qt::Checked);
    model.setEditable(false);
    EXPECT_FALSE(model.flags(tick).testFlag(Qt::ItemIsUserCheckable));
}

} // namespace
} // namespace samepage::gui
