// SPDX-License-Identifier: GPL-2.0-or-later
// The rules window, clicked and typed into.
#include "window_fixture.h"

#include "gui/empty_notice.h"
#include "gui/rule_form.h"
#include "gui/rule_note.h"
#include "gui/rule_window.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QTableView>

namespace samepage::gui {
namespace {

using client::ErrorKind;

class RuleWindowTest : public MainWindowTest {
protected:
    void openRules(const Rules& rules) {
        work();
        openEmpty();
        FakeClient::answer(client_.ruleLists, rules);
        settle();
    }
    void openEmpty() {
        actions().rules->trigger();
        settle();
        ASSERT_NE(rules(), nullptr);
        ASSERT_TRUE(rules()->isVisible());
    }
    RuleWindow* rules() { return window_->findChild<RuleWindow*>(); }
    QTableView& table() { return *rules()->findChild<QTableView*>(); }
    RuleForm& form() { return *rules()->findChild<RuleForm*>(); }
    QLineEdit& field(const char* name) {
        return *form().findChild<QLineEdit*>(QLatin1String(name));
    }
    QString notice() { return table().findChild<EmptyNotice*>()->title(); }
    QString problem() {
        for (const RuleNote* note : form().findChildren<RuleNote*>()) {
            if (note->hasProblem()) {
                return note->text();
            }
        }
        return {};
    }
    bool click(const char* text) {
        for (QPushButton* button : rules()->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->isEnabled() &&
                button->text().remove(QChar(u'&')) == QString::fromUtf8(text)) {
                QTest::mouseClick(button, Qt::LeftButton);
                settle();
                return true;
            }
        }
        return false;
    }
    static void type(QLineEdit& edit, const char* text) {
        edit.clear();
        QTest::keyClicks(&edit, QString::fromUtf8(text));
    }
    bool waitForRule() {
        return QTest::qWaitFor([this] { return !client_.rules.empty(); });
    }
    static Rules someRules() {
        return {{.id = 1,
                 .kind = "executable",
                 .value = "/nowhere/python3",
                 .action = "mark",
                 .enabled = true},
                {.id = 2,
                 .kind = "unit",
                 .value = "nginx.service",
                 .action = "never",
                 .enabled = false,
                 .comment = "keys"}};
    }
};

TEST_F(RuleWindowTest, WithoutRulesSaysWhatTheyAreForAndMakesOne) {
    openRules({});
    EXPECT_EQ(notice(), QStringLiteral("There are no rules yet"));
    ASSERT_TRUE(click("New rule…"));
    ASSERT_TRUE(form().isVisible());
    type(field("ruleValue"), "/nowhere/program");
    type(field("ruleDomain"), "lab");
    ASSERT_TRUE(click("Add rule"));
    ASSERT_TRUE(waitForRule());
    EXPECT_EQ(client_.rules[0].rule.value, "/nowhere/program");
    EXPECT_EQ(client_.rules[0].rule.domain, "lab");
    FakeClient::answer(client_.rules, quint32{1});
    emit client_.rulesChanged();
    FakeClient::answer(client_.ruleLists, Rules{{.id = 1,
                                                 .kind = "executable",
                                                 .value = "/nowhere/program",
                                                 .action = "mark",
                                                 .enabled = true}});
    settle();
    EXPECT_FALSE(form().isVisible());
    EXPECT_TRUE(notice().isEmpty());
    EXPECT_EQ(table().selectionModel()->selectedRows().size(), 1); // the new one
}

TEST_F(RuleWindowTest, WhatIsWrongIsSaidBesideTheFieldAndNothingIsSent) {
    openRules(someRules());
    ASSERT_TRUE(click("New rule…"));
    type(field("ruleValue"), "python3");
    ASSERT_TRUE(click("Add rule"));
    EXPECT_TRUE(problem().contains(QStringLiteral("slash"))) << qPrintable(problem());
    EXPECT_TRUE(field("ruleValue").hasFocus() || !rules()->isActiveWindow());
    QTest::keyClicks(&field("ruleValue"), QStringLiteral("/"));
    EXPECT_TRUE(problem().isEmpty()); // somebody is at it
    type(field("ruleValue"), "/nowhere/python3");
    ASSERT_TRUE(click("Add rule"));
    EXPECT_TRUE(QTest::qWaitFor([this] { return problem().contains(QStringLiteral("Rule 1")); }));
    EXPECT_TRUE(client_.rules.empty());
}

TEST_F(RuleWindowTest, ARefusedRuleLosesNothingThatWasTyped) {
    openRules({});
    ASSERT_TRUE(click("New rule…"));
    form().findChild<QComboBox*>()->setCurrentIndex(static_cast<int>(RuleKind::User));
    type(field("ruleValue"), "nobody-here");
    type(field("ruleComment"), "for the lab");
    ASSERT_TRUE(click("Add rule"));
    ASSERT_EQ(client_.rules.size(), 1U);
    EXPECT_FALSE(click("Please wait…")); // not twice
    QTest::keyClick(rules(), Qt::Key_Escape);
    EXPECT_TRUE(form().isVisible());
    FakeClient::refuse(client_.rules, ErrorKind::InvalidArgument,
                       "There is no user \"nobody-here\" on this system.");
    settle();
    EXPECT_TRUE(form().isVisible());
    EXPECT_TRUE(message().contains(QStringLiteral("There is no user"))) << qPrintable(message());
    EXPECT_EQ(field("ruleValue").text(), QStringLiteral("nobody-here"));
    EXPECT_EQ(field("ruleComment").text(), QStringLiteral("for the lab"));

    ASSERT_TRUE(click("Add rule"));
    FakeClient::refuse(client_.rules, ErrorKind::NotAuthorized, "You dismissed the password.");
    EXPECT_TRUE(message().contains(QStringLiteral("dismissed")));
    // Leaving is no accident either.
    QTest::keyClick(rules(), Qt::Key_Escape);
    EXPECT_FALSE(form().isVisible());
    EXPECT_TRUE(rules()->isVisible());
    ASSERT_TRUE(click("Go on editing"));
    EXPECT_EQ(field("ruleComment").text(), QStringLiteral("for the lab"));
}

TEST_F(RuleWindowTest, SpaceSwitchesARuleAndARefusalSwitchesItBack) {
    openRules(someRules());
    table().setCurrentIndex(table().model()->index(0, RuleTableModel::Value));
    const QModelIndex tick = table().model()->index(0, RuleTableModel::Number);
    QTest::keyClick(&table(), Qt::Key_Space);
    ASSERT_EQ(client_.ruleChanges.size(), 1U);
    EXPECT_EQ(client_.ruleChanges[0].id, 1U);
    EXPECT_EQ(client_.ruleChanges[0].enabled, false);
    EXPECT_EQ(tick.data(Qt::CheckStateRole).toInt(), Qt::Unchecked);
    client_.refuseRuleChange(ErrorKind::NotAuthorized, "You are not authorised to change rules.");
    EXPECT_EQ(tick.data(Qt::CheckStateRole).toInt(), Qt::Checked);
    EXPECT_TRUE(message().contains(QStringLiteral("not authorised"))) << qPrintable(message());
}

TEST_F(RuleWindowTest, ARemovedRuleCanBeBroughtBackAsItWas) {
    openRules(someRules());
    table().setCurrentIndex(table().model()->index(1, 0));
    ASSERT_TRUE(click("Remove"));
    ASSERT_EQ(client_.ruleChanges.size(), 1U);
    EXPECT_EQ(client_.ruleChanges[0].id, 2U);
    client_.answerRuleChange();
    emit client_.rulesChanged();
    FakeClient::answer(client_.ruleLists, Rules{someRules()[0]});
    settle();
    EXPECT_EQ(table().model()->rowCount(), 1);
    ASSERT_TRUE(click("Undo"));
    ASSERT_EQ(client_.rules.size(), 1U);
    EXPECT_EQ(client_.rules[0].rule, client::sameAgain(someRules()[1]));
    FakeClient::refuse(client_.rules, ErrorKind::Failed, "The disk is full.");
    settle();
    EXPECT_TRUE(message().contains(QStringLiteral("The disk is full.")));
    ASSERT_TRUE(click("Try again"));
    EXPECT_EQ(client_.rules.size(), 1U);
}

TEST_F(RuleWindowTest, AnEditChangesTheRuleOfItsRow) {
    openRules(someRules());
    table().setCurrentIndex(table().model()->index(1, 0));
    QTest::keyClick(&table(), Qt::Key_Return);
    ASSERT_TRUE(form().isVisible());
    EXPECT_EQ(field("ruleValue").text(), QStringLiteral("nginx.service"));
    type(field("ruleComment"), "private keys");
    ASSERT_TRUE(click("Save"));
    ASSERT_EQ(client_.ruleChanges.size(), 1U);
    client_.answerRuleChange();
    ASSERT_EQ(client_.rules.size(), 1U);
    EXPECT_EQ(client_.rules[0].rule.comment, "private keys");
    EXPECT_TRUE(client_.rules[0].rule.never);
    FakeClient::refuse(client_.rules, ErrorKind::Failed, "The disk is full.");
    FakeClient::answer(client_.rules, quint32{3}); // put back, with another number
    settle();
    EXPECT_TRUE(form().isVisible());
    ASSERT_TRUE(click("Save"));
    ASSERT_EQ(client_.ruleChanges.size(), 1U);
    EXPECT_EQ(client_.ruleChanges[0].id, 3U);
}

TEST_F(RuleWindowTest, AnEditDoesNotSwitchBackWhatWasJustSwitched) {
    openRules(someRules());
    table().setCurrentIndex(table().model()->index(0, 0));
    QTest::keyClick(&table(), Qt::Key_Space);
    client_.answerRuleChange(); // and the list is not read again yet
    QTest::keyClick(&table(), Qt::Key_Return);
    type(field("ruleComment"), "notebooks");
    ASSERT_TRUE(click("Save"));
    ASSERT_TRUE(QTest::qWaitFor([this] { return !client_.ruleChanges.empty(); }));
    client_.answerRuleChange();
    ASSERT_EQ(client_.rules.size(), 1U);
    EXPECT_FALSE(client_.rules[0].rule.enabled);
}

TEST_F(RuleWindowTest, ANewRuleIsAboutTheSelectedProcess) {
    work();
    select(0);
    const ProcessRow process = view().selected().front();
    ASSERT_FALSE(process.exe.empty());
    openEmpty();
    FakeClient::answer(client_.ruleLists, Rules{});
    ASSERT_TRUE(click("New rule…"));
    EXPECT_EQ(field("ruleValue").text(), QString::fromStdString(process.exe));
    form().findChild<QComboBox*>()->setCurrentIndex(static_cast<int>(RuleKind::User));
    EXPECT_EQ(field("ruleValue").text(), QString::fromStdString(process.user));
    QTest::keyClicks(&field("ruleValue"), QStringLiteral("2"));
    const QString typed = field("ruleValue").text();
    form().findChild<QComboBox*>()->setCurrentIndex(static_cast<int>(RuleKind::Unit));
    EXPECT_EQ(field("ruleValue").text(), typed); // never taken away
}

TEST_F(RuleWindowTest, DeniedAndGoneAreSaidInTheWindow) {
    work();
    openEmpty();
    FakeClient::refuse(client_.ruleLists, ErrorKind::NotAuthorized, "You may not see the rules.");
    EXPECT_EQ(notice(), QStringLiteral("The rules are not shown"));
    ASSERT_TRUE(click("Ask again"));
    ASSERT_EQ(client_.ruleLists.size(), 1U);
    EXPECT_EQ(client_.ruleLists[0].prompt, Prompt::Allowed);
    FakeClient::answer(client_.ruleLists, someRules());
    EXPECT_TRUE(notice().isEmpty());

    client_.explainRules(QStringLiteral("The rules are kept, but not applied."));
    EXPECT_TRUE(message().contains(QStringLiteral("not applied")));
    client_.explainRules({});
    EXPECT_FALSE(message().contains(QStringLiteral("not applied")));

    client_.changeLink(Link::HelperNotAnswering);
    EXPECT_TRUE(message().contains(QStringLiteral("cannot be changed"))) << qPrintable(message());
    EXPECT_FALSE(click("New rule…"));
    client_.changeLink(Link::Connected);
    ASSERT_EQ(client_.ruleLists.size(), 1U);
    EXPECT_EQ(client_.ruleLists[0].prompt, Prompt::Never);
}

TEST_F(RuleWindowTest, ClosingTheWindowKeepsTheForm) {
    openRules({});
    ASSERT_TRUE(click("New rule…"));
    type(field("ruleValue"), "/nowhere/half");
    rules()->close();
    EXPECT_FALSE(rules()->isVisible());
    openEmpty();
    EXPECT_TRUE(form().isVisible());
    EXPECT_EQ(field("ruleValue").text(), QStringLiteral("/nowhere/half"));
}

TEST_F(RuleWindowTest, RemembersItsSize) {
    openRules(someRules());
    rules()->resize(701, 433);
    settle();
    rules()->close();
    window_.reset();
    open();
    client_.changeLink(Link::Connected);
    openEmpty();
    EXPECT_EQ(rules()->size(), QSize(701, 433));
}

} // namespace
} // namespace samepage::gui
