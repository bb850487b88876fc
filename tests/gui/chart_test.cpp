// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart.h"
#include "gui/chart_panel.h"
#include "gui/legend_button.h"
#include "gui/theme_colors.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <qcustomplot.h>

#include <gtest/gtest.h>

#include <cmath>

namespace samepage::gui {
namespace {

constexpr quint64 second = ChartSeries::second;
constexpr quint64 startSecond = 1'763'600'000;
constexpr quint64 start = startSecond * second;

client::Counters sharing(std::uint64_t pages) {
    return {.pagesShared = pages / 2, .pagesSharing = pages, .savedBytes = pages * 4096};
}

TEST(ChartSeries, KeepsAQuarterOfAnHour) {
    ChartSeries series;
    for (quint64 at = 0; at <= 2000; ++at) {
        EXPECT_TRUE(series.add(start + at * second, sharing(at)));
    }
    EXPECT_EQ(series.samples().front().usec, start + 1100 * second);
    EXPECT_EQ(series.samples().size(), 901U);
    EXPECT_EQ(series.last()->counters.pagesSharing, 2000U);
}

TEST(ChartSeries, DropsWhatIsNotNewer) {
    ChartSeries series;
    EXPECT_TRUE(series.add(start + second, sharing(1)));
    EXPECT_FALSE(series.add(start + second, sharing(2)));
    EXPECT_FALSE(series.add(start, sharing(3)));
    EXPECT_EQ(series.samples().size(), 1U);
}

TEST(ChartSeries, StartsAnewWhenTheClockIsSetBack) {
    ChartSeries series;
    series.add(start + 3600 * second, sharing(1));
    EXPECT_TRUE(series.add(start, sharing(2)));
    ASSERT_EQ(series.samples().size(), 1U);
    EXPECT_EQ(series.last()->usec, start);
}

TEST(ChartSeries, KnowsWhereNothingIsKnown) {
    ChartSeries series;
    series.add(start, sharing(1));
    series.add(start + 2 * second, sharing(1));
    series.add(start + 60 * second, sharing(1));
    EXPECT_FALSE(series.samples()[1].afterGap);
    EXPECT_TRUE(series.samples()[2].afterGap);
}

TEST(ChartSeries, FindsTheNearestSample) {
    ChartSeries series;
    EXPECT_EQ(series.nearest(start), nullptr);
    EXPECT_EQ(series.step(start, 1), nullptr);
    for (quint64 at = 0; at < 5; ++at) {
        series.add(start + at * 10 * second / 10, sharing(at));
    }
    EXPECT_EQ(series.nearest(start - 99 * second)->counters.pagesSharing, 0U);
    EXPECT_EQ(series.nearest(start + 99 * second)->counters.pagesSharing, 4U);
    EXPECT_EQ(series.nearest(start + 2 * second + second / 4)->counters.pagesSharing, 2U);
    EXPECT_EQ(series.nearest(start + 2 * second + second * 3 / 4)->counters.pagesSharing, 3U);
    EXPECT_EQ(series.step(start + 2 * second, -1)->counters.pagesSharing, 1U);
    EXPECT_EQ(series.step(start + 2 * second, -9)->counters.pagesSharing, 0U);
    EXPECT_EQ(series.step(start + 2 * second, 9)->counters.pagesSharing, 4U);
}

class ChartTest : public testing::Test {
protected:
    void SetUp() override {
        panel_.resize(700, 300);
        panel_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&panel_));
    }

    QCustomPlot& plot() { return *panel_.findChild<QCustomPlot*>(); }

    ChartPanel panel_;
};

TEST_F(ChartTest, DrawsBothCurvesAndFitsTheAxes) {
    for (quint64 at = 0; at < 30; ++at) {
        panel_.add(start + at * second, sharing(at * 1000));
    }
    ASSERT_EQ(plot().graphCount(), 2);
    EXPECT_EQ(plot().graph(0)->data()->size(), 30);
    EXPECT_DOUBLE_EQ((plot().graph(0)->data()->constEnd() - 1)->value, 29000);
    EXPECT_DOUBLE_EQ((plot().graph(1)->data()->constEnd() - 1)->value, 14500);
    EXPECT_GE(plot().yAxis->range().upper, 29000);
    EXPECT_LE(plot().yAxis->range().upper, 60000);
    EXPECT_DOUBLE_EQ(plot().xAxis->range().upper, static_cast<double>(startSecond) + 29);
    EXPECT_DOUBLE_EQ(plot().xAxis->range().size(), 300);
    EXPECT_EQ(panel_.headline(), QStringLiteral("113\u00a0MiB saved"));
}

TEST_F(ChartTest, InterruptsTheLineWhereNothingIsKnown) {
    panel_.add(start, sharing(10));
    panel_.add(start + 60 * second, sharing(10));
    ASSERT_EQ(plot().graph(0)->data()->size(), 3);
    EXPECT_TRUE(std::isnan((plot().graph(0)->data()->constBegin() + 1)->value));
}

TEST_F(ChartTest, TheLegendTogglesCurvesByClickAndByKey) {
    panel_.add(start, sharing(10));
    const auto buttons = panel_.findChildren<LegendButton*>();
    ASSERT_EQ(buttons.size(), 2);
    QTest::mouseClick(buttons[0], Qt::LeftButton);
    EXPECT_FALSE(panel_.chart().isCurveVisible(Chart::Sharing));
    EXPECT_TRUE(panel_.chart().isCurveVisible(Chart::Shared));
    QTest::keyClick(buttons[0], Qt::Key_Space);
    EXPECT_TRUE(panel_.chart().isCurveVisible(Chart::Sharing));
}

TEST_F(ChartTest, CrosshairReadsOldValuesWithMouseAndKeyboard) {
    for (quint64 at = 0; at < 200; ++at) {
        panel_.add(start + at * second, sharing(at * 256));
    }
    QTest::qWait(20);
    const double x = plot().xAxis->coordToPixel(static_cast<double>(startSecond) + 100);
    QTest::mouseMove(
        &plot(), QPoint(static_cast<int>(std::lround(x)), plot().axisRect()->rect().center().y()));
    ASSERT_TRUE(panel_.chart().hovered().has_value());
    const auto seen = panel_.chart().hovered()->counters.pagesSharing / 256;
    EXPECT_NEAR(static_cast<double>(seen), 100, 2);

    QTest::keyClick(&panel_.chart(), Qt::Key_Home);
    EXPECT_EQ(panel_.chart().hovered()->counters.pagesSharing, 0U);
    EXPECT_EQ(panel_.headline(), QStringLiteral("0\u00a0B saved"));
    QTest::keyClick(&panel_.chart(), Qt::Key_Right);
    EXPECT_EQ(panel_.chart().hovered()->counters.pagesSharing, 256U);
    QTest::keyClick(&panel_.chart(), Qt::Key_Escape);
    EXPECT_FALSE(panel_.chart().hovered().has_value());
    EXPECT_EQ(panel_.headline(), QStringLiteral("199\u00a0MiB saved"));
}

TEST_F(ChartTest, DoesNotPretendWhenNoNumbersCome) {
    panel_.add(start, sharing(1000));
    panel_.setLive(false);
    EXPECT_EQ(panel_.headline(), QStringLiteral("– saved"));
    panel_.add(start + 60 * second, sharing(1000));
    EXPECT_EQ(panel_.headline(), QStringLiteral("3.9\u00a0MiB saved"));
}

TEST(ThemeColors, AreReadableOnLightAndDark) {
    for (const auto& [base, window, text] :
         {std::tuple{QColor(Qt::white), QColor(240, 240, 240), QColor(Qt::black)},
          std::tuple{QColor(20, 22, 24), QColor(42, 46, 50), QColor(Qt::white)}}) {
        for (const QColor accent : {QColor(48, 140, 198), QColor(128, 128, 128),
                                    QColor(255, 255, 0), QColor(10, 10, 90)}) {
            QPalette palette(window);
            palette.setColor(QPalette::Base, base);
            palette.setColor(QPalette::Window, window);
            palette.setColor(QPalette::Text, text);
            palette.setColor(QPalette::Highlight, accent);
            const ThemeColors colors(palette);
            EXPECT_GE(contrast(colors.sharing, base), 3);
            EXPECT_GE(contrast(colors.shared, base), 3);
            EXPECT_GE(contrast(colors.dimText, base), 4.5);
            EXPECT_GE(contrast(colors.dimText, window), 4.5);
            for (const Tone tone : {Tone::Info, Tone::Good, Tone::Warning, Tone::Error}) {
                EXPECT_GE(contrast(colors.tone(tone), base), 3);
                EXPECT_GE(contrast(text, colors.toneBackground(tone)), 4.5);
            }
            // The two curves are told apart by hue.
            const int apart = std::abs(colors.sharing.hslHue() - colors.shared.hslHue());
            EXPECT_GT(std::min(apart, 360 - apart), 60);
        }
    }
}

} // namespace
} // namespace samepage::gui
