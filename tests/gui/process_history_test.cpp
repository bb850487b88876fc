// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_history.h"

#include "window_fixture.h"

#include "gui/chart.h"
#include "gui/chart_panel.h"

#include <QAction>

#include <cmath>

namespace samepage::gui {
namespace {

constexpr quint64 second = 1'000'000;
constexpr quint64 start = 1'700'000'000 * second;

ProcessRow saving(std::uint32_t pid, std::uint64_t saved) {
    ProcessRow row = madeUpProcess(pid, "worker", 1 << 20);
    row.saved = saved;
    row.merged = saved * 2;
    return row;
}

TEST(ProcessHistory, AddsUpTheSelected) {
    ProcessHistory history;
    history.add(start, {saving(1, 0), saving(2, 10), saving(3, 100)}, false);
    history.add(start + second, {saving(1, 5), saving(2, 10), saving(3, 100)}, true);
    const auto readings = history.sum({saving(1, 0).key, saving(2, 0).key});
    ASSERT_EQ(readings.size(), 2U);
    EXPECT_EQ(readings[0].usec, start);
    EXPECT_DOUBLE_EQ(readings[0].values[OwnSaved], 10);
    EXPECT_DOUBLE_EQ(readings[1].values[OwnSaved], 15);
    EXPECT_DOUBLE_EQ(readings[1].values[OwnMerged], 30);
    // The engine does not tell.
    EXPECT_TRUE(std::isnan(readings[1].values[OwnUnshared]));
    EXPECT_TRUE(std::isnan(readings[1].values[Saved]));
    EXPECT_TRUE(history.sum({}).empty());
    EXPECT_TRUE(history.sum({saving(9, 0).key}).empty());
}

TEST(ProcessHistory, KnowsWhatOnlyTheModuleTells) {
    ProcessHistory history;
    ProcessRow row = saving(1, 5);
    row.scanned = 100;
    row.unshared = 7;
    row.changing = 8;
    row.zero = 0;
    history.add(start, {row}, false);
    const auto readings = history.sum({row.key});
    ASSERT_EQ(readings.size(), 1U);
    EXPECT_DOUBLE_EQ(readings[0].values[OwnUnshared], 7);
    EXPECT_DOUBLE_EQ(readings[0].values[OwnVolatile], 8);
    EXPECT_DOUBLE_EQ(readings[0].values[OwnZero], 0);
}

TEST(ProcessHistory, SaysNothingOfWhatItHasNotSeen) {
    ProcessHistory history;
    history.add(start, {saving(1, 1)}, false);
    history.add(start + second, {saving(1, 2), saving(2, 50)}, false); // other users too, now
    history.add(start + 2 * second, {saving(1, 3), saving(2, 50), saving(3, 7)}, true);
    EXPECT_EQ(history.sum({saving(1, 0).key}).size(), 3U);
    const auto both = history.sum({saving(1, 0).key, saving(2, 0).key});
    ASSERT_EQ(both.size(), 2U); // the second one may be as old as the first
    EXPECT_DOUBLE_EQ(both[0].values[OwnSaved], 52);
    // The third was just started: it saved nothing before.
    const auto withNew = history.sum({saving(1, 0).key, saving(3, 0).key});
    ASSERT_EQ(withNew.size(), 3U);
    EXPECT_DOUBLE_EQ(withNew[0].values[OwnSaved], 1);
    EXPECT_DOUBLE_EQ(withNew[2].values[OwnSaved], 10);
}

TEST(ProcessHistory, APauseIsAGapAndAClockThatWasSetBackABeginning) {
    ProcessHistory history;
    history.add(start, {saving(1, 1)}, false);
    history.add(start + 60 * second, {saving(1, 1)}, true);
    const auto readings = history.sum({saving(1, 0).key});
    ASSERT_EQ(readings.size(), 3U);
    EXPECT_FALSE(readings[1].known());
    history.add(start - 3600 * second, {saving(1, 1)}, true);
    EXPECT_EQ(history.sum({saving(1, 0).key}).size(), 1U);
}

TEST(ProcessHistory, KeepsAQuarterOfAnHourAndOnlyWhatChanges) {
    ProcessHistory history;
    for (quint64 at = 0; at < 2000; ++at) {
        history.add(start + at * second, {saving(1, 100), saving(2, at)}, at > 0);
    }
    EXPECT_LT(history.steps(), 1000U);
    const auto readings = history.sum({saving(1, 0).key, saving(2, 0).key});
    EXPECT_LE(readings.size(), 901U);
    EXPECT_GE(readings.size(), 800U);
    EXPECT_DOUBLE_EQ(readings.front().values[OwnSaved],
                     100 + 2000 - static_cast<double>(readings.size()));
    EXPECT_DOUBLE_EQ(readings.back().values[OwnSaved], 2099);
    history.add(start + 2001 * second, {}, true);
    EXPECT_EQ(history.steps(), 0U);
}

TEST(ProcessHistory, IsNeverLarge) {
    ProcessHistory history;
    std::vector<ProcessRow> rows;
    for (std::uint32_t pid = 1; pid <= 3000; ++pid) {
        rows.push_back(saving(pid, 1));
    }
    for (quint64 at = 0; at < 200; ++at) {
        for (ProcessRow& row : rows) {
            ++row.saved;
        }
        history.add(start + at * second, rows, at > 0);
    }
    EXPECT_LE(history.steps(), ProcessHistory::mostSteps);
    EXPECT_GT(history.sum({rows[0].key}).size(), 50U);
}

TEST_F(MainWindowTest, TheChartOfTheSelectionGoesOnWithEachList) {
    client_.appear();
    client_.answerList({saving(1, 1 << 20), saving(2, 2 << 20)});
    settle();
    auto& panel = part<ChartPanel>();
    panel.setView(ChartView::Processes);
    EXPECT_TRUE(panel.chart().isEmpty());
    EXPECT_EQ(panel.headline(), QStringLiteral("– saved"));
    view().selectAll();
    settle();
    EXPECT_EQ(panel.headline(), QStringLiteral("3.0\u00a0MiB saved"));
    QTest::qWait(5);
    actions().refresh->trigger();
    client_.answerList({saving(1, 4 << 20), saving(2, 2 << 20)});
    settle();
    EXPECT_EQ(panel.headline(), QStringLiteral("6.0\u00a0MiB saved"));
    EXPECT_EQ(panel.chart().shownReadings().size(), 2U);
    view().clearSelection();
    settle();
    EXPECT_TRUE(panel.chart().isEmpty());

    window_->close();
    open(); // it is remembered
    EXPECT_EQ(part<ChartPanel>().chart().view(), ChartView::Processes);
}

} // namespace
} // namespace samepage::gui
