// SPDX-License-Identifier: GPL-2.0-or-later
// Estimating, explaining, merging, undoing and rules, as the user meets them.
#include "window_fixture.h"

#include "gui/breakdown_view.h"
#include "gui/details_pane.h"
#include "gui/empty_notice.h"
#include "gui/header_bar.h"
#include "gui/saving_panel.h"
#include "gui/selection_work.h"

#include <QAction>
#include <QLineEdit>
#include <QProgressBar>

namespace samepage::gui {
namespace {

using client::ErrorKind;

constexpr quint64 mib = 1 << 20;

class WindowWorkTest : public MainWindowTest {
protected:
    SavingPanel& saving() { return part<SavingPanel>(); }
    BreakdownView& breakdown() { return part<BreakdownView>(); }
    int rowOf(const ProcessKey& key) {
        for (int row = 0; row < view().model()->rowCount(); ++row) {
            if (cell(row, ProcessModel::Pid) == QString::number(key.pid)) {
                return row;
            }
        }
        return -1;
    }
    int rowOfProgram(const char* name) {
        for (int row = 0; row < view().model()->rowCount(); ++row) {
            if (cell(row, ProcessModel::Name) == QLatin1String(name)) {
                return row;
            }
        }
        return -1;
    }
    void selectProgram(const char* name) {
        view().clearSelection();
        for (int row = 0; row < view().model()->rowCount(); ++row) {
            if (cell(row, ProcessModel::Name) == QLatin1String(name)) {
                view().selectionModel()->select(view().model()->index(row, 0),
                                                QItemSelectionModel::Select |
                                                    QItemSelectionModel::Rows);
            }
        }
        settle();
    }
};

TEST_F(WindowWorkTest, EstimatesTheSelectionAndLaterComparesWithWhatCame) {
    work();
    selectProgram("Isolated Web Co");
    ASSERT_EQ(view().selected().size(), 2U);
    const std::vector<ProcessRow> selected = view().selected();
    QTest::keyClick(window_.get(), Qt::Key_E, Qt::ControlModifier);
    ASSERT_EQ(client_.estimates.size(), 1U);
    EXPECT_EQ(client_.estimates[0].processes.size(), 2U);
    EXPECT_EQ(client_.estimates[0].prompt, Prompt::Allowed);
    EXPECT_FALSE(actions().estimate->isEnabled());
    emit client_.progressed(LongCall::Estimate, client_.estimates[0].processes[0], 30, 60);
    auto& bar = *saving().findChild<QProgressBar*>();
    EXPECT_TRUE(bar.isVisible());
    EXPECT_EQ(bar.value(), bar.maximum() / 2);

    FakeClient::answer(client_.estimates, client::Estimate{.saved = 100 * mib,
                                                           .within = 100 * mib,
                                                           .error = 2 * mib,
                                                           .processes = 2});
    EXPECT_FALSE(bar.isVisible());
    EXPECT_TRUE(saving().result().contains(QStringLiteral("100\u00a0MiB")));
    EXPECT_TRUE(saving().result().contains(QStringLiteral("2.0\u00a0MiB")));
    EXPECT_EQ(cell(rowOf(selected[0].key), ProcessModel::Estimated),
              QStringLiteral("100\u00a0MiB (2)"));
    // Marked ones beside them did not count, and are no trouble.
    view().selectionModel()->select(view().model()->index(rowOfProgram("python3.13"), 0),
                                    QItemSelectionModel::Select | QItemSelectionModel::Rows);
    settle();
    EXPECT_FALSE(saving().result().isEmpty());
    // Of somebody else there is none.
    select(0);
    EXPECT_TRUE(saving().result().isEmpty());

    actions().refresh->trigger();
    std::vector<ProcessRow> rows = madeUpProcesses(12, false);
    for (ProcessRow& row : rows) {
        if (row.name == "Isolated Web Co") {
            row.marked = true;
            row.saved = 45 * mib;
        }
    }
    client_.answerList(rows);
    selectProgram("Isolated Web Co");
    EXPECT_TRUE(saving().result().contains(QStringLiteral("90.0\u00a0MiB (90 %)")))
        << qPrintable(saving().result());
}

TEST_F(WindowWorkTest, WhereTheMemoryStandsFollowsTheMerging) {
    work();
    window_->findChild<SelectionWork*>()->setExplainPause(std::chrono::milliseconds(0));
    select(0);
    const auto asks = [this] {
        return QTest::qWaitFor([this] { return !client_.explains.empty(); }, 4000);
    };
    ASSERT_TRUE(asks());
    FakeClient::answer(client_.explains, client::Explanation{.resident = 100 * mib, .reasons = {}});
    const ProcessKey key = view().selected().at(0).key;
    const auto list = [&](quint64 merged) {
        std::vector<ProcessRow> rows = madeUpProcesses(12, false);
        for (ProcessRow& row : rows) {
            row.merged = row.key == key ? merged : row.merged;
        }
        actions().refresh->trigger();
        client_.answerList(rows);
        QTest::qWait(20);
    };
    const quint64 before = view().selected().at(0).merged;
    list(before + 4096);
    QTest::qWait(800);
    EXPECT_TRUE(client_.explains.empty()); // not for a page
    list(before + 50 * mib);
    EXPECT_TRUE(asks());
}

TEST_F(WindowWorkTest, AnEstimateThatFailsSaysWhy) {
    work();
    selectUnmarked();
    actions().estimate->trigger();
    FakeClient::refuse(client_.estimates, ErrorKind::Busy, "Four are being made.");
    EXPECT_TRUE(message().contains(QStringLiteral("Four are being made.")));
    EXPECT_TRUE(actions().estimate->isEnabled());
}

TEST_F(WindowWorkTest, MergesNowWithProgressAndCanBeCancelled) {
    work();
    selectUnmarked();
    EXPECT_FALSE(actions().mergeNow->isEnabled());
    selectProgram("python3.13");
    ASSERT_TRUE(actions().mergeNow->isEnabled());
    EXPECT_FALSE(actions().estimate->isEnabled()); // all of them are marked
    QTest::mouseClick(button(QStringLiteral("Merge now")), Qt::LeftButton);
    ASSERT_EQ(client_.merges.size(), 1U);
    FakeClient::answer(client_.merges, 7 * mib);
    ASSERT_EQ(client_.merges.size(), 1U);
    ASSERT_NE(button(QStringLiteral("Cancel")), nullptr);
    QTest::mouseClick(button(QStringLiteral("Cancel")), Qt::LeftButton);
    ASSERT_EQ(client_.cancels.size(), 1U);
    EXPECT_EQ(client_.cancels[0], client_.merges[0].process);
    FakeClient::refuse(client_.merges, ErrorKind::Cancelled);
    EXPECT_TRUE(message().contains(QStringLiteral("7.0\u00a0MiB"))) << qPrintable(message());
    EXPECT_NE(button(QStringLiteral("Merge now")), nullptr);
}

TEST_F(WindowWorkTest, ExplainsTheOneProcessThatIsSelected) {
    work();
    select(0);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !client_.explains.empty(); }, 4000));
    EXPECT_EQ(client_.explains[0].process, view().selected()[0].key);
    FakeClient::answer(client_.explains, client::Explanation{.resident = 100 * mib,
                                                             .reasons = {{"unmarked", 60 * mib},
                                                                         {"file", 39 * mib},
                                                                         {"a later one", 1 * mib},
                                                                         {"zero", 0}}});
    EXPECT_TRUE(breakdown().explanation().contains(QStringLiteral("once it is marked")));
    QAbstractButton* files = nullptr;
    int entries = 0;
    for (auto* entry : breakdown().findChildren<QAbstractButton*>()) {
        entries += entry->isCheckable() ? 1 : 0;
        if (entry->text() == QStringLiteral("Files")) {
            files = entry;
        }
    }
    EXPECT_EQ(entries, 3); // what is empty is not there, what is unknown is
    ASSERT_NE(files, nullptr);
    EXPECT_TRUE(files->accessibleName().contains(QStringLiteral("39.0\u00a0MiB")));
    QTest::mouseClick(files, Qt::LeftButton);
    EXPECT_TRUE(breakdown().explanation().contains(QStringLiteral("only once")));
}

TEST_F(WindowWorkTest, OfSeveralTheBarIsTheirSumAndSaysWhoIsLeftOut) {
    work();
    selectProgram("Isolated Web Co");
    ASSERT_EQ(view().selected().size(), 2U);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !client_.explains.empty(); }, 4000));
    FakeClient::answer(client_.explains, client::Explanation{.resident = 60 * mib,
                                                             .reasons = {{"unmarked", 40 * mib},
                                                                         {"file", 20 * mib}}});
    EXPECT_TRUE(breakdown().message().contains(QStringLiteral("1 of 2")));
    FakeClient::refuse(client_.explains, ErrorKind::NeedsInteraction);
    EXPECT_EQ(breakdown().shares().size(), 2U);
    EXPECT_TRUE(breakdown().message().contains(QStringLiteral("not authorised")));
    QTest::mouseClick(button(QStringLiteral("Ask…")), Qt::LeftButton);
    for (int process = 0; process < 2; ++process) {
        FakeClient::answer(
            client_.explains,
            client::Explanation{.resident = 60 * mib, .reasons = {{"unmarked", 60 * mib}}});
    }
    EXPECT_TRUE(breakdown().message().isEmpty()) << qPrintable(breakdown().message());
    EXPECT_EQ(breakdown().shares(),
              (std::vector<MemoryShare>{{.reason = "unmarked", .bytes = 120 * mib}}));
}

TEST_F(WindowWorkTest, WhomAProcessSharesWithIsSaidAndSelected) {
    work();
    selectUnmarked();
    EXPECT_TRUE(part<DetailsPane>().partners().isEmpty());
    select(rowOfProgram("python3.13"));
    EXPECT_TRUE(part<DetailsPane>().partners().contains(QStringLiteral("same program")))
        << qPrintable(part<DetailsPane>().partners());
    QTest::mouseClick(button(QStringLiteral("Select them")), Qt::LeftButton);
    settle();
    EXPECT_EQ(view().selected().size(), 3U);
    EXPECT_TRUE(part<DetailsPane>().partners().isEmpty());
}

TEST_F(WindowWorkTest, WhatMayNotBeExplainedCanBeAskedForWithAPassword) {
    work();
    select(0);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !client_.explains.empty(); }, 4000));
    FakeClient::refuse(client_.explains, ErrorKind::NeedsInteraction);
    QPushButton* ask = button(QStringLiteral("Ask…"));
    ASSERT_NE(ask, nullptr);
    QTest::mouseClick(ask, Qt::LeftButton);
    ASSERT_EQ(client_.explains.size(), 1U);
    EXPECT_EQ(client_.explains[0].prompt, Prompt::Allowed);
}

TEST_F(WindowWorkTest, AnEstimateWaitsForNoExplanationAndDoesNotEndByItsCancelling) {
    work();
    selectUnmarked();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !client_.explains.empty(); }, 4000));
    EXPECT_TRUE(client_.estimates.empty());
    actions().estimate->trigger();
    const std::size_t cancelsBefore = client_.cancels.size();
    EXPECT_EQ(cancelsBefore, 1U); // of the explanation, sent before the estimate
    ASSERT_EQ(client_.estimates.size(), 1U);
    FakeClient::refuse(client_.explains, ErrorKind::Cancelled);
    select(0); // what was cancelled is not cancelled again: that would hit the estimate
    EXPECT_EQ(client_.cancels.size(), cancelsBefore);
    FakeClient::answer(client_.estimates, client::Estimate{.saved = mib, .processes = 1});
    EXPECT_TRUE(QTest::qWaitFor([this] { return !client_.explains.empty(); }, 4000));
}

TEST_F(WindowWorkTest, UndoTakesTheLastMarksBack) {
    work();
    EXPECT_FALSE(actions().undo->isEnabled());
    selectProgram("Isolated Web Co");
    actions().mark->trigger();
    client_.answerMark();
    EXPECT_FALSE(actions().undo->isEnabled()); // still at it
    client_.refuseMark(ErrorKind::NoSuchProcess);
    const std::vector<ProcessRow> selected = view().selected();
    ASSERT_TRUE(actions().undo->isEnabled());
    select(0);
    QTest::keyClick(window_.get(), Qt::Key_Z, Qt::ControlModifier);
    ASSERT_EQ(client_.marks.size(), 1U); // only the one that went well
    EXPECT_EQ(client_.marks[0].process, selected[0].key);
    EXPECT_FALSE(client_.marks[0].marked);
    client_.answerMark();
    // And forth again.
    EXPECT_FALSE(actions().undo->isEnabled());
    QTest::keyClick(window_.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_EQ(client_.marks.size(), 1U);
    EXPECT_TRUE(client_.marks[0].marked);
}

TEST_F(WindowWorkTest, AlwaysForThisProgramMakesARuleOnceConfirmed) {
    work();
    view().selectAll();
    settle();
    EXPECT_FALSE(actions().alwaysMark->isEnabled()); // not one program
    selectProgram("python3.13");
    ASSERT_TRUE(actions().alwaysMark->isEnabled());
    actions().alwaysMark->trigger();
    EXPECT_TRUE(client_.rules.empty());
    QTest::mouseClick(button(QStringLiteral("Add rule")), Qt::LeftButton);
    ASSERT_EQ(client_.rules.size(), 1U);
    EXPECT_EQ(client_.rules[0].rule,
              (client::NewRule{.kind = "executable", .value = "/usr/bin/python3.13"}));
    FakeClient::refuse(client_.rules, ErrorKind::InvalidArgument, "There is one already.");
    EXPECT_TRUE(message().contains(QStringLiteral("There is one already.")));

    actions().alwaysMark->trigger();
    settle();
    QTest::mouseClick(button(QStringLiteral("Add rule")), Qt::LeftButton);
    FakeClient::answer(client_.rules, quint32{7});
    EXPECT_TRUE(message().contains(QStringLiteral("Rule 7")));
}

TEST_F(WindowWorkTest, AWrongOperatorIsToldAndNothingIsLost) {
    work();
    auto& field = part<QLineEdit>();
    QTest::keyClicks(&field, QStringLiteral("colour:red"));
    EXPECT_EQ(view().model()->rowCount(), 12);
    EXPECT_TRUE(part<HeaderBar>().filterProblem().contains(QStringLiteral("colour:")));
    EXPECT_TRUE(field.accessibleDescription().contains(QStringLiteral("colour:")));
    field.setText(QStringLiteral("name:python saved>10M"));
    EXPECT_TRUE(part<HeaderBar>().filterProblem().isEmpty());
    EXPECT_EQ(view().model()->rowCount(), 3);
    field.setText(QStringLiteral("name:python -marked"));
    EXPECT_EQ(view().model()->rowCount(), 0);
}

TEST_F(WindowWorkTest, WorthMarkingIsWhatRunsTwiceUntilAnEstimateKnowsBetter) {
    work();
    QTest::keyClick(window_.get(), Qt::Key_4, Qt::ControlModifier);
    ASSERT_EQ(client_.lists.size(), 1U);
    EXPECT_EQ(client_.lists[0].prompt, Prompt::Never);
    EXPECT_FALSE(client_.lists[0].query.markedOnly);
    std::vector<ProcessRow> rows{madeUpProcess(1, "twice", mib), madeUpProcess(2, "twice", mib),
                                 madeUpProcess(3, "once", mib), madeUpProcess(4, "mixed", mib),
                                 madeUpProcess(5, "mixed", mib)};
    rows[3].uid += 1; // another user's: pages of users do not merge with each other
    client_.answerList(rows);
    EXPECT_TRUE(actions().scopeWorth->isChecked());
    EXPECT_EQ(view().model()->rowCount(), 2);

    select(0);
    const ProcessKey key = view().selected()[0].key;
    actions().estimate->trigger();
    FakeClient::answer(client_.estimates, client::Estimate{.saved = 0, .processes = 1});
    settle();
    EXPECT_EQ(view().model()->rowCount(), 1);
    EXPECT_EQ(rowOf(key), -1);

    actions().refresh->trigger();
    for (ProcessRow& row : rows) {
        row.marked = row.marked || (row.name == "twice" && row.key != key);
    }
    client_.answerList(rows);
    EXPECT_EQ(view().model()->rowCount(), 0);
    EXPECT_FALSE(view().notice().title().isEmpty());
}

TEST_F(WindowWorkTest, HeldStillItAsksOnlyWhenTold) {
    work();
    actions().pauseUpdates->setChecked(true);
    QTest::qWait(2600);
    EXPECT_TRUE(client_.lists.empty());
    QTest::keyClick(window_.get(), Qt::Key_F5);
    ASSERT_EQ(client_.lists.size(), 1U);
    client_.answerList(madeUpProcesses(5, false));
    EXPECT_EQ(view().model()->rowCount(), 5);
    actions().pauseUpdates->setChecked(false);
    EXPECT_EQ(client_.lists.size(), 1U);
}

} // namespace
} // namespace samepage::gui
