// SPDX-License-Identifier: GPL-2.0-or-later
// The past in the chart: what is asked for and when, and what becomes of it.
#include "fake_client.h"

#include "gui/chart.h"
#include "gui/chart_panel.h"
#include "gui/chart_text.h"
#include "gui/segmented_control.h"

#include <QAbstractButton>
#include <QTest>

#include <qcustomplot.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace samepage::gui {
namespace {

constexpr quint64 second = ChartSeries::second;
constexpr quint64 day = 86400 * second;
constexpr quint64 start = 1'763'600'000 * second;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr auto memory = ChartView::Memory;
constexpr auto scanner = ChartView::Scanner;

client::HistoryPoints memoryPoints(std::vector<std::uint64_t> times,
                                   const std::vector<double>& saved) {
    client::HistoryPoints points{
        .metrics = metricsOf(memory), .times = std::move(times), .values = {}};
    for (const std::string& metric : points.metrics) {
        std::vector<double>& values = points.values[metric];
        for (const double value : saved) {
            values.push_back(metric == "saved_bytes" || std::isnan(value) ? value : 0);
        }
    }
    return points;
}

client::HistoryPoints scannerPoints(std::vector<std::uint64_t> times, std::vector<double> scanned,
                                    std::vector<double> average, std::vector<double> passes) {
    // Each page takes 2 µs.
    std::vector<double> cpu = scanned;
    for (double& value : cpu) {
        value *= 2;
    }
    return {.metrics = metricsOf(scanner),
            .times = std::move(times),
            .values = {{"pages_scanned", std::move(scanned)},
                       {"pages_scanned.average", std::move(average)},
                       {"full_scans", std::move(passes)},
                       {"scanner_cpu_usec", std::move(cpu)}}};
}

TEST(ChartPoints, KeepsTheGapsOfTheHistory) {
    const auto points = ChartPoints::ofHistory(
        memory, memoryPoints({start, start + second, start + 9 * second}, {1, nan, 3}));
    ASSERT_EQ(points.readings().size(), 3U);
    EXPECT_DOUBLE_EQ(points.readings()[0].values[Saved], 1);
    EXPECT_TRUE(std::isnan(points.readings()[1].values[Saved]));
    EXPECT_TRUE(std::isnan(points.readings()[0].values[ScanRate]));
}

TEST(ChartPoints, ASpeedIsThatBetweenTheBeginsOfTwoSpans) {
    // Spans of a minute, in which the counter grew by 600 and by 1200.
    const auto points = ChartPoints::ofHistory(
        scanner, scannerPoints({start, start + 30 * second, start + 60 * second,
                                start + 90 * second, start + 120 * second},
                               {1000, 1590, 1600, 2780, 2800}, {1300, 1300, 2200, 2200, 2800},
                               {7, 7, 8, 9, 10}));
    ASSERT_EQ(points.readings().size(), 3U);
    EXPECT_DOUBLE_EQ(points.readings()[1].values[ScanRate], 10);
    EXPECT_DOUBLE_EQ(points.readings()[2].values[ScanRate], 20);
    EXPECT_TRUE(std::isnan(points.readings()[0].values[ScanCpu]));
    EXPECT_DOUBLE_EQ(points.readings()[2].values[ScanCpu], 20 * 2 / 1e6 * 100);
    // Two passes since the one that was seen to end.
    EXPECT_TRUE(std::isnan(points.readings()[1].values[PassTime]));
    EXPECT_DOUBLE_EQ(points.readings()[2].values[PassTime], 30);
}

TEST(ChartPoints, ShortPassesDoNotFlickerBetweenSamples) {
    // A pass takes 1.4 s, and is looked at each second.
    ChartSeries live;
    for (quint64 at = 0; at < 60; ++at) {
        live.add(start + at * second, {.pagesScanned = at, .fullScans = at * 10 / 14});
    }
    ChartPoints points(scanner);
    points.append(live, ChartSeries::gap);
    for (std::size_t at = 30; at < points.readings().size(); ++at) {
        EXPECT_NEAR(points.readings()[at].values[PassTime], 1.4, 0.14) << at;
    }
}

TEST(ChartPoints, AModuleThatWasLoadedAnewHasNoNegativeSpeed) {
    const auto points = ChartPoints::ofHistory(
        scanner, scannerPoints({start, start + second, start + 2 * second, start + 3 * second},
                               {5000, 6000, 10, 110}, {5000, 6000, 10, 110}, {5, 5, 0, 0}));
    ASSERT_EQ(points.readings().size(), 4U);
    EXPECT_DOUBLE_EQ(points.readings()[1].values[ScanRate], 1000);
    EXPECT_TRUE(std::isnan(points.readings()[2].values[ScanRate]));
    EXPECT_DOUBLE_EQ(points.readings()[3].values[ScanRate], 100);
}

TEST(ChartPoints, JoinsOwnSamplesOrLeavesAGap) {
    ChartSeries live;
    live.add(start + 10 * second, {.savedBytes = 10});
    live.add(start + 11 * second, {.savedBytes = 11});
    const client::HistoryPoints sent =
        memoryPoints({start, start + 9 * second, start + 10 * second}, {1, 9, 10});
    ChartPoints joined = ChartPoints::ofHistory(memory, sent);
    joined.append(live, ChartSeries::gap);
    ASSERT_EQ(joined.readings().size(), 4U); // what both know is there once
    EXPECT_DOUBLE_EQ(joined.readings().back().values[Saved], 11);

    ChartPoints apart = ChartPoints::ofHistory(memory, memoryPoints({start}, {1}));
    apart.append(live, ChartSeries::gap);
    ASSERT_EQ(apart.readings().size(), 4U);
    EXPECT_FALSE(apart.readings()[1].known());
    ChartPoints thinned = ChartPoints::ofHistory(memory, memoryPoints({start}, {1}));
    thinned.append(live, 20 * second);
    EXPECT_EQ(thinned.readings().size(), 3U);
}

TEST(ChartPoints, TheCrosshairSkipsWhatIsNotKnown) {
    const auto points = ChartPoints::ofHistory(
        memory, memoryPoints({start, start + second, start + 100 * second}, {1, nan, 3}));
    EXPECT_EQ(points.nearest(start + 2 * second)->usec, start);
    EXPECT_EQ(points.nearest(start + 99 * second)->usec, start + 100 * second);
    EXPECT_EQ(points.step(start, 1)->usec, start + 100 * second);
    EXPECT_EQ(points.step(start + 100 * second, -9)->usec, start);
    EXPECT_EQ(ChartPoints().nearest(start), nullptr);
    EXPECT_EQ(ChartPoints().step(start, 1), nullptr);
}

TEST(ChartText, SaysWhatHappened) {
    EXPECT_EQ(eventText({.usec = 1, .kind = "marked", .pid = 42, .uid = 0, .name = "firefox"}),
              QStringLiteral("firefox (42) marked"));
    EXPECT_EQ(eventText({.usec = 1, .kind = "module-loaded"}), QStringLiteral("Module loaded"));
    EXPECT_EQ(eventText({.usec = 1, .kind = "of tomorrow"}), QStringLiteral("of tomorrow"));
    EXPECT_EQ(formatDuration(0.44), QStringLiteral("0.4\u00a0s"));
    EXPECT_EQ(formatDuration(59.97), QStringLiteral("1\u00a0min"));
    EXPECT_EQ(formatDuration(7500), QStringLiteral("2\u00a0h 5\u00a0min"));
}

class ChartHistoryTest : public testing::Test {
protected:
    void SetUp() override {
        panel_.resize(700, 300);
        panel_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&panel_));
        panel_.add(start, {.savedBytes = 1000});
        client_.appear();
        ASSERT_TRUE(asked());
    }

    bool asked() {
        return QTest::qWaitFor([this] { return !client_.histories.empty(); });
    }
    // What comes later than the pause between two questions.
    static void settle() { QTest::qWait(400); }
    Chart& chart() { return panel_.chart(); }
    HistoryQuery query() { return client_.histories.front().query; }
    void answer() {
        client_.answerHistory(memoryPoints({start - 60 * second, start}, {500, 1000}));
    }
    QCPGraphDataContainer& saved() {
        // The first one is drawn last, over the others.
        return *chart().plot().graph(CurveCount - 1 - Saved)->data();
    }

    FakeClient client_;
    ChartPanel panel_{client_};
};

TEST_F(ChartHistoryTest, AsksForWhatIsSeenWithSomeMoreBesideIt) {
    EXPECT_EQ(query().metrics, metricsOf(memory));
    EXPECT_EQ(query().from, start - 600 * second);
    EXPECT_EQ(query().to, start);
    EXPECT_GE(query().maxPoints, 1000U);
    EXPECT_LE(query().maxPoints, 10000U);
    answer();
    ASSERT_EQ(saved().size(), 2);
    EXPECT_DOUBLE_EQ(saved().constBegin()->value, 500);
    // What comes later is added to it, without asking again.
    panel_.add(start + second, {.savedBytes = 2000});
    EXPECT_EQ(saved().size(), 3);
    settle();
    EXPECT_TRUE(client_.histories.empty());
}

TEST_F(ChartHistoryTest, AnotherRangeIsAskedForAndTheOldCurveStaysUntilThen) {
    answer();
    panel_.setMinutes(90 * 24 * 60);
    EXPECT_EQ(saved().size(), 2);
    ASSERT_TRUE(asked());
    EXPECT_EQ(query().from, start - 90 * day);
    EXPECT_EQ(saved().size(), 2);
    client_.answerHistory(memoryPoints({start - 80 * day, start - 60 * second, start}, {7, 8, 9}));
    EXPECT_EQ(saved().size(), 3);
    EXPECT_DOUBLE_EQ(chart().plot().xAxis->range().size(), 90 * 86400);
}

TEST_F(ChartHistoryTest, ManyChangesAreOneQuestion) {
    answer();
    for (int turn = 0; turn < 20; ++turn) {
        chart().zoom(1.3);
    }
    settle();
    EXPECT_EQ(client_.histories.size(), 1U);
    // While that one is open there is no other.
    chart().pan(-0.5);
    settle();
    EXPECT_EQ(client_.histories.size(), 1U);
}

TEST_F(ChartHistoryTest, WhatIsThereIsNotAskedForAgain) {
    answer();
    chart().pan(-0.3);
    chart().zoom(0.9);
    settle();
    EXPECT_TRUE(client_.histories.empty());
}

TEST_F(ChartHistoryTest, FinerNumbersAreAskedForOnlyIfTheyWereThinned) {
    std::vector<std::uint64_t> times;
    const quint64 count = query().maxPoints * 4 / 5;
    times.reserve(count);
    for (quint64 at = 0; at < count; ++at) {
        times.push_back(start - (count - at) * second / 10);
    }
    client_.answerHistory(memoryPoints(times, std::vector<double>(times.size(), 1)));
    chart().zoom(0.25);
    EXPECT_TRUE(asked());
}

TEST_F(ChartHistoryTest, AnErrorIsSaidInWordsAndTheRestWorks) {
    client_.refuseHistory(client::ErrorKind::Failed, "The disk is broken.");
    EXPECT_TRUE(chart().note().contains(QStringLiteral("The disk is broken.")));
    panel_.add(start + second, {.savedBytes = 2000});
    EXPECT_EQ(saved().size(), 2);
    // The service was started anew: it may know more.
    client_.changeLink(Link::Connecting);
    client_.changeLink(Link::Connected);
    ASSERT_TRUE(asked());
    answer();
    EXPECT_TRUE(chart().note().isEmpty());
    EXPECT_EQ(saved().size(), 3);
}

TEST_F(ChartHistoryTest, TheScannerViewAsksForItsOwnMetrics) {
    answer();
    auto* views = panel_.findChild<SegmentedControl*>();
    views->findChildren<QAbstractButton*>().at(1)->click();
    EXPECT_EQ(chart().view(), scanner);
    ASSERT_TRUE(asked());
    EXPECT_EQ(query().metrics, metricsOf(scanner));
    client_.answerHistory(scannerPoints({start - 2 * second, start - second, start}, {0, 100, 300},
                                        {0, 100, 300}, {0, 0, 0}));
    EXPECT_DOUBLE_EQ(chart().shownReadings().back().values[ScanRate], 200);
}

TEST_F(ChartHistoryTest, AnAnswerForTheOtherViewIsNotMistaken) {
    panel_.setView(scanner);
    client_.answerHistory(memoryPoints({start}, {1}));
    EXPECT_TRUE(chart().shownReadings().empty());
    ASSERT_TRUE(asked());
    EXPECT_EQ(query().metrics, metricsOf(scanner));
}

TEST_F(ChartHistoryTest, NothingIsAskedForWhileNobodyLooks) {
    answer();
    panel_.hide();
    panel_.setMinutes(24 * 60);
    panel_.add(start + second, {});
    settle();
    EXPECT_TRUE(client_.histories.empty());
    panel_.show();
    EXPECT_TRUE(asked());
}

TEST_F(ChartHistoryTest, EventsAreMarksWithWords) {
    client_.answerHistory(
        memoryPoints({start - 60 * second, start - 30 * second, start}, {1, 2, 3}));
    ASSERT_FALSE(client_.eventCalls.empty());
    client_.answerEvents(
        {{.usec = start - 30 * second, .kind = "started"},
         {.usec = start - 30 * second, .kind = "marked", .pid = 42, .uid = 0, .name = "firefox"}});
    QTest::qWait(20);
    QCustomPlot& plot = chart().plot();
    const double time = static_cast<double>(start) / second - 30;
    QTest::mouseMove(&plot, QPoint(static_cast<int>(plot.xAxis->coordToPixel(time)),
                                   plot.axisRect()->rect().center().y()));
    ASSERT_TRUE(chart().hovered().has_value());
    EXPECT_EQ(chart().hovered()->usec, start - 30 * second);
    const QStringList lines = chart().hoveredEvents().split(QChar(u'\n'));
    ASSERT_EQ(lines.size(), 2);
    EXPECT_TRUE(lines[0].endsWith(QStringLiteral("Scanning started")));
    EXPECT_TRUE(lines[1].endsWith(QStringLiteral("firefox (42) marked")));
    EXPECT_TRUE(chart().accessibleDescription().contains(QStringLiteral("Scanning started")));
}

TEST_F(ChartHistoryTest, NewerEventsDoNotCrowdOutThoseOfThePast) {
    EXPECT_GT(client_.eventCalls.back().to, start); // with the present, what comes next too
    answer();
    panel_.setMinutes(60);
    ASSERT_TRUE(asked());
    client_.answerHistory(memoryPoints({start - 3600 * second, start}, {1, 2}));
    chart().pan(-20);
    ASSERT_TRUE(asked());
    EXPECT_LT(query().to, start);
    EXPECT_EQ(client_.eventCalls.back().to, query().to);
}

TEST_F(ChartHistoryTest, EventsAreReadAgainWhenSomethingIsMarked) {
    answer();
    client_.eventCalls.clear();
    emit client_.markChanged({.pid = 43, .startTime = 1}, true);
    EXPECT_TRUE(QTest::qWaitFor([this] { return !client_.eventCalls.empty(); }));
}

} // namespace
} // namespace samepage::gui
