// SPDX-License-Identifier: GPL-2.0-or-later
// The whole app against the real service (with a made-up kernel) and the real
// polkitd, as different users. Suites are run by CTest, each as its user.
#include "child.h"

#include "gui/actions.h"
#include "gui/breakdown_view.h"
#include "gui/bus_service_client.h"
#include "gui/chart.h"
#include "gui/main_window.h"
#include "gui/message_bar.h"
#include "gui/process_view.h"
#include "gui/rule_form.h"
#include "gui/rule_window.h"
#include "gui/setup_page.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <unistd.h>

namespace samepage::gui {
namespace {

constexpr int patience = 15000; // ms; the machine may be busy

class BusTest : public testing::Test {
protected:
    BusTest()
        : settings_(folder_.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , window_(client_, settings_) {
        window_.show();
    }

    void SetUp() override {
        ASSERT_TRUE(waitFor([this] { return client_.link() == Link::Connected; }));
        ASSERT_TRUE(waitFor([this] { return view().model()->rowCount() > 0; }));
    }

    template <typename Predicate>
    static bool waitFor(Predicate predicate) {
        return QTest::qWaitFor(predicate, patience);
    }
    ProcessView& view() { return *window_.findChild<ProcessView*>(); }
    Actions& actions() { return *window_.findChild<Actions*>(); }

    int rowOf(std::uint32_t pid) {
        for (int row = 0; row < view().model()->rowCount(); ++row) {
            if (cell(row, ProcessModel::Pid) == QString::number(pid)) {
                return row;
            }
        }
        return -1;
    }
    QString cell(int row, int column) {
        return view().model()->index(row, column).data().toString();
    }
    QString stateOf(std::uint32_t pid) {
        const int row = rowOf(pid);
        return row < 0 ? QString() : cell(row, ProcessModel::State);
    }
    bool select(std::uint32_t pid) {
        if (!waitFor([&] { return rowOf(pid) >= 0; })) {
            return false;
        }
        view().setCurrentIndex(view().model()->index(rowOf(pid), 0));
        return view().selected().size() == 1;
    }
    QString message() {
        for (const MessageBar* bar : window_.findChildren<MessageBar*>()) {
            if (bar->isVisible()) {
                return bar->text();
            }
        }
        return {};
    }
    RuleWindow& openRules() {
        actions().rules->trigger();
        return *window_.findChild<RuleWindow*>();
    }
    // Waits for a button that can be clicked.
    static bool click(RuleWindow& window, const QString& text) {
        return waitFor([&] {
            for (QPushButton* button : window.findChildren<QPushButton*>()) {
                if (button->isVisible() && button->isEnabled() &&
                    button->text().remove(QChar(u'&')) == text) {
                    QTest::mouseClick(button, Qt::LeftButton);
                    return true;
                }
            }
            return false;
        });
    }
    static void type(RuleWindow& window, const char* field, const QString& text) {
        auto& edit = *window.findChild<QLineEdit*>(QLatin1String(field));
        edit.clear();
        QTest::keyClicks(&edit, text);
    }
    // Asks the service itself.
    std::optional<client::Rule> ruleAbout(const std::string& value) {
        std::optional<Reply<Rules>> listed;
        client_.listRules(Prompt::Never, [&](const Reply<Rules>& reply) { listed = reply; });
        if (!waitFor([&] { return listed.has_value(); }) || !listed->result) {
            return std::nullopt;
        }
        const auto found = std::ranges::find(*listed->result, value, &client::Rule::value);
        return found == listed->result->end() ? std::nullopt : std::optional(*found);
    }
    bool seesForeignProcesses() {
        for (int row = 0; row < view().model()->rowCount(); ++row) {
            if (cell(row, ProcessModel::User) == QStringLiteral("root")) {
                return true;
            }
        }
        return false;
    }

    QTemporaryDir folder_;
    QSettings settings_;
    BusServiceClient client_;
    MainWindow window_;
};

using BusAsAlice = BusTest; // may do everything
using BusAsBob = BusTest;   // own processes only, a password for the rest
using BusAsCarol = BusTest; // may do nothing

TEST_F(BusAsAlice, MarksStartsAndSeesItWork) {
    const Child one;
    const Child two;
    for (const Child* child : {&one, &two}) {
        ASSERT_TRUE(select(child->key().pid));
        actions().mark->trigger();
        EXPECT_TRUE(waitFor([&] { return stateOf(child->key().pid) == QStringLiteral("Marked"); }))
            << qPrintable(stateOf(child->key().pid));
    }
    if (actions().pause->isEnabled()) {
        actions().pause->trigger();
        ASSERT_TRUE(waitFor([this] { return actions().start->isEnabled(); }));
    }
    actions().start->trigger();
    EXPECT_TRUE(waitFor([this] { return actions().pause->isEnabled(); }));
    auto& chart = *window_.findChild<Chart*>();
    EXPECT_TRUE(waitFor([&] {
        const Sample* last = chart.series().last();
        return last != nullptr && last->counters.pagesSharing > 0;
    }));
    EXPECT_TRUE(waitFor([&] {
        const int row = rowOf(one.key().pid);
        return row >= 0 && cell(row, ProcessModel::Merged) != QStringLiteral("–");
    }));
    EXPECT_TRUE(message().isEmpty()) << qPrintable(message());
    // CountersChanged comes each second, GetCounters only once.
    EXPECT_TRUE(waitFor([&] { return chart.series().samples().size() >= 4; }));

    actions().pause->trigger();
    EXPECT_TRUE(waitFor([this] { return actions().start->isEnabled(); }));
    ASSERT_TRUE(select(one.key().pid));
    actions().unmark->trigger();
    EXPECT_TRUE(waitFor([&] { return stateOf(one.key().pid) == QStringLiteral("Not marked"); }));
}

TEST_F(BusAsAlice, ReadsTheHistoryAndWhatHappened) {
    const Child child;
    ASSERT_TRUE(select(child.key().pid));
    actions().mark->trigger();
    ASSERT_TRUE(waitFor([&] { return stateOf(child.key().pid) == QStringLiteral("Marked"); }));

    constexpr quint64 always = std::numeric_limits<qint64>::max();
    std::optional<Reply<Events>> events;
    client_.events(0, always, 1000, [&](const Reply<Events>& reply) { events = reply; });
    EXPECT_FALSE(events.has_value()); // never before the call returns
    ASSERT_TRUE(waitFor([&] { return events.has_value(); }));
    ASSERT_TRUE(events->result);
    EXPECT_TRUE(std::ranges::any_of(**events->result, [&](const client::Event& event) {
        return event.kind == "marked" && event.pid == child.key().pid && event.name.has_value();
    }));

    // The window is subscribed: the service samples each second.
    std::optional<Reply<Points>> history;
    const HistoryQuery query{
        .from = 0, .to = always, .maxPoints = 100, .metrics = {"saved_bytes", "pages_shared"}};
    ASSERT_TRUE(waitFor([&] {
        history.reset();
        client_.history(query, [&](const Reply<Points>& reply) { history = reply; });
        return waitFor([&] { return history.has_value(); }) && history->result &&
               !(*history->result)->times.empty();
    }));
    const client::HistoryPoints& points = **history->result;
    EXPECT_EQ(points.values.at("pages_shared").size(), points.times.size());

    history.reset();
    client_.history({.from = 0, .to = always, .maxPoints = 100, .metrics = {"no such metric"}},
                    [&](const Reply<Points>& reply) { history = reply; });
    ASSERT_TRUE(waitFor([&] { return history.has_value(); }));
    ASSERT_TRUE(history->error);
    EXPECT_NE(history->error->message.find("no such metric"), std::string::npos);
}

TEST_F(BusAsAlice, SeesAllUsersAndMarksForeignProcesses) {
    EXPECT_FALSE(seesForeignProcesses());
    actions().scopeAll->trigger();
    ASSERT_TRUE(waitFor([this] { return seesForeignProcesses(); }));
    const auto service = qEnvironmentVariableIntValue("SAMEPAGE_TEST_SERVICE_PID");
    ASSERT_GT(service, 0);
    ASSERT_TRUE(select(static_cast<std::uint32_t>(service)));
    actions().mark->trigger();
    EXPECT_TRUE(waitFor(
        [&] { return stateOf(static_cast<std::uint32_t>(service)) == QStringLiteral("Marked"); }));
    actions().scopeMarked->trigger();
    EXPECT_TRUE(waitFor([&] {
        return rowOf(static_cast<std::uint32_t>(service)) >= 0 &&
               rowOf(static_cast<std::uint32_t>(::getpid())) < 0;
    }));
    ASSERT_TRUE(select(static_cast<std::uint32_t>(service)));
    actions().unmark->trigger();
    EXPECT_TRUE(waitFor([&] { return rowOf(static_cast<std::uint32_t>(service)) < 0; }));
}

// The long calls as the client has them; their windows are tested elsewhere.
TEST_F(BusAsAlice, EstimatesExplainsAndMergesOnTheBus) {
    const Child one;
    const Child two;
    std::optional<Reply<client::Estimate>> estimate;
    client_.estimate({.processes = {one.key(), two.key()}}, Prompt::Never,
                     [&](const Reply<client::Estimate>& reply) { estimate = reply; });
    ASSERT_TRUE(waitFor([&] { return estimate.has_value(); }));
    ASSERT_TRUE(estimate->result.has_value()) << estimate->error->message;
    EXPECT_EQ(estimate->result->processes, 2U);

    std::optional<Reply<client::Explanation>> explanation;
    client_.explain(one.key(), Prompt::Never,
                    [&](const Reply<client::Explanation>& reply) { explanation = reply; });
    ASSERT_TRUE(waitFor([&] { return explanation.has_value(); }));
    ASSERT_TRUE(explanation->result.has_value()) << explanation->error->message;
    quint64 sum = 0;
    for (const auto& [reason, bytes] : explanation->result->reasons) {
        sum += bytes;
    }
    EXPECT_GT(sum, 0U);
    EXPECT_EQ(sum, explanation->result->resident);

    // It is not marked.
    std::optional<Reply<quint64>> merged;
    client_.mergeNow(one.key(), [&](const Reply<quint64>& reply) { merged = reply; });
    ASSERT_TRUE(waitFor([&] { return merged.has_value(); }));
    ASSERT_TRUE(merged->error.has_value());
    EXPECT_EQ(merged->error->kind, client::ErrorKind::NotMarkable);

    client_.mark(one.key(), true, [](const std::optional<ClientError>&) {});
    merged.reset();
    client_.mergeNow(one.key(), [&](const Reply<quint64>& reply) { merged = reply; });
    ASSERT_TRUE(waitFor([&] { return merged.has_value(); }));
    EXPECT_FALSE(merged->error.has_value()) << merged->error->message;
}

TEST_F(BusAsAlice, ShowsInTheWindowWhatWasEstimatedAndWhy) {
    const Child child;
    ASSERT_TRUE(select(child.key().pid));
    ASSERT_TRUE(waitFor([this] { return actions().estimate->isEnabled(); }));
    actions().estimate->trigger();
    EXPECT_TRUE(waitFor([&] {
        const int row = rowOf(child.key().pid);
        return row >= 0 && cell(row, ProcessModel::Estimated) != QStringLiteral("–");
    }));
    const auto& breakdown = *window_.findChild<BreakdownView*>();
    EXPECT_TRUE(waitFor([&] { return !breakdown.explanation().isEmpty(); }));
    EXPECT_TRUE(message().isEmpty()) << qPrintable(message());
}

TEST_F(BusAsAlice, AddsARuleForAProgram) {
    std::optional<Reply<quint32>> added;
    const auto add = [&] {
        added.reset();
        client_.addRule({.value = "/nowhere/program"},
                        [&](const Reply<quint32>& reply) { added = reply; });
        return waitFor([&] { return added.has_value(); });
    };
    ASSERT_TRUE(add());
    ASSERT_TRUE(added->result.has_value()) << added->error->message;
    EXPECT_GT(*added->result, 0U);
    ASSERT_TRUE(add());
    ASSERT_TRUE(added->error.has_value());
    EXPECT_EQ(added->error->kind, client::ErrorKind::InvalidArgument);
}

TEST_F(BusAsAlice, TypesClicksEditsAndRemovesARule) {
    RuleWindow& rules = openRules();
    ASSERT_TRUE(click(rules, QStringLiteral("New rule…")));
    const auto& form = *rules.findChild<RuleForm*>();
    ASSERT_TRUE(form.isVisible());
    type(rules, "ruleValue", QStringLiteral("/nowhere/typed"));
    type(rules, "ruleComment", QStringLiteral("by hand"));
    ASSERT_TRUE(click(rules, QStringLiteral("Add rule")));
    ASSERT_TRUE(waitFor([&] { return !form.isVisible(); })) << qPrintable(message());
    auto rule = ruleAbout("/nowhere/typed");
    ASSERT_TRUE(rule.has_value());
    EXPECT_TRUE(rule->enabled);
    EXPECT_EQ(rule->comment, "by hand");

    // RulesChanged brought it into the table, and it is the selected one.
    auto& table = *rules.findChild<QTableView*>();
    ASSERT_TRUE(waitFor([&] { return table.selectionModel()->selectedRows().size() == 1; }));
    QTest::keyClick(&table, Qt::Key_Space);
    EXPECT_TRUE(waitFor([&] { return !ruleAbout("/nowhere/typed")->enabled; }));

    // An edit of what stays about the same program.
    QTest::keyClick(&table, Qt::Key_Return);
    ASSERT_TRUE(form.isVisible());
    type(rules, "ruleDomain", QStringLiteral("lab"));
    ASSERT_TRUE(click(rules, QStringLiteral("Save")));
    ASSERT_TRUE(waitFor([&] { return !form.isVisible(); })) << qPrintable(message());
    rule = ruleAbout("/nowhere/typed");
    ASSERT_TRUE(rule.has_value());
    EXPECT_EQ(rule->domain, "lab");
    EXPECT_FALSE(rule->enabled);

    ASSERT_TRUE(click(rules, QStringLiteral("Remove")));
    EXPECT_TRUE(waitFor([&] { return !ruleAbout("/nowhere/typed").has_value(); }));
    ASSERT_TRUE(click(rules, QStringLiteral("Undo")));
    EXPECT_TRUE(waitFor([&] { return ruleAbout("/nowhere/typed").has_value(); }));
}

TEST_F(BusAsAlice, WhatTheServiceRefusesStaysInTheFormWithItsReason) {
    RuleWindow& rules = openRules();
    ASSERT_TRUE(click(rules, QStringLiteral("New rule…")));
    rules.findChild<QComboBox*>()->setCurrentIndex(static_cast<int>(RuleKind::User));
    type(rules, "ruleValue", QStringLiteral("nobody-of-that-name"));
    ASSERT_TRUE(click(rules, QStringLiteral("Add rule")));
    EXPECT_TRUE(waitFor([this] { return message().contains(QStringLiteral("There is no user")); }))
        << qPrintable(message());
    EXPECT_TRUE(rules.findChild<RuleForm*>()->isVisible());
    EXPECT_EQ(rules.findChild<QLineEdit*>(QStringLiteral("ruleValue"))->text(),
              QStringLiteral("nobody-of-that-name"));
}

TEST_F(BusAsAlice, AProcessThatExitsLeavesTheTable) {
    Child child;
    const std::uint32_t pid = child.key().pid;
    ASSERT_TRUE(select(pid));
    child.stop();
    EXPECT_TRUE(waitFor([&] { return rowOf(pid) < 0; }));
}

TEST_F(BusAsBob, MarksOwnProcessesWithoutAPassword) {
    const Child child;
    ASSERT_TRUE(select(child.key().pid));
    actions().mark->trigger();
    EXPECT_TRUE(waitFor([&] { return stateOf(child.key().pid) == QStringLiteral("Marked"); }));
    EXPECT_TRUE(message().isEmpty()) << qPrintable(message());
}

TEST_F(BusAsBob, WithoutAPasswordOnlyOwnProcessesAreSeen) {
    actions().scopeAll->trigger();
    ASSERT_TRUE(waitFor([this] { return !message().isEmpty(); }));
    EXPECT_TRUE(actions().scopeMine->isChecked());
    EXPECT_TRUE(waitFor([this] { return rowOf(static_cast<std::uint32_t>(::getpid())) >= 0; }));
    EXPECT_FALSE(seesForeignProcesses());
}

TEST_F(BusAsBob, ScanningNeedsAPasswordAndSaysSo) {
    ASSERT_TRUE(actions().startOrPause->isEnabled());
    const bool running = actions().pause->isEnabled();
    actions().startOrPause->trigger();
    ASSERT_TRUE(waitFor([this] { return !message().isEmpty(); }));
    EXPECT_EQ(actions().pause->isEnabled(), running);
    EXPECT_EQ(actions().start->isEnabled(), !running);
}

TEST_F(BusAsCarol, ADeniedMarkIsInTheRowAndChangesNothing) {
    const Child child;
    ASSERT_TRUE(select(child.key().pid));
    actions().mark->trigger();
    EXPECT_TRUE(waitFor([&] {
        return stateOf(child.key().pid) == QStringLiteral("Not authorised");
    })) << qPrintable(stateOf(child.key().pid));
    EXPECT_FALSE(message().isEmpty());
    bool listed = false;
    client_.list({}, Prompt::Never, [&](const Reply<Rows>& reply) {
        listed = true;
        ASSERT_TRUE(reply.result.has_value());
        for (const ProcessRow& row : **reply.result) {
            EXPECT_FALSE(row.marked) << row.name;
        }
    });
    EXPECT_TRUE(waitFor([&] { return listed; }));
}

TEST_F(BusAsCarol, RulesAreNeitherShownNorAddedAndTheWindowSaysWhy) {
    RuleWindow& rules = openRules();
    ASSERT_TRUE(click(rules, QStringLiteral("Ask again"))); // was denied
    ASSERT_TRUE(click(rules, QStringLiteral("New rule…")));
    type(rules, "ruleValue", QStringLiteral("/nowhere/denied"));
    ASSERT_TRUE(click(rules, QStringLiteral("Add rule")));
    EXPECT_TRUE(waitFor([this] {
        return message().startsWith(QStringLiteral("The rule was not added. "));
    })) << qPrintable(message());
    EXPECT_TRUE(rules.findChild<RuleForm*>()->isVisible());
    EXPECT_EQ(rules.findChild<QLineEdit*>(QStringLiteral("ruleValue"))->text(),
              QStringLiteral("/nowhere/denied"));
}

} // namespace
} // namespace samepage::gui
