// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_client.h"

#include "gui/chart.h"
#include "gui/chart_panel.h"
#include "gui/chart_tickers.h"
#include "gui/legend_button.h"
#include "gui/theme_colors.h"

#include <QApplication>
#include <QComboBox>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

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

    Chart& chart() { return panel_.chart(); }
    QCustomPlot& plot() { return chart().plot(); }
    QCPGraph& graph(Curve curve) {
        // The first one is drawn last, over the others.
        return *plot().graph(CurveCount - 1 - curve);
    }
    static double lastValue(const QCPGraph& graph) { return (graph.data()->constEnd() - 1)->value; }
    void fill(quint64 samples) {
        for (quint64 at = 0; at < samples; ++at) {
            panel_.add(start + at * second, sharing(at * 256));
        }
        QTest::qWait(20);
    }
    LegendButton& legend(Curve curve) {
        for (LegendButton* button : panel_.findChildren<LegendButton*>()) {
            if (button->curve() == curve) {
                return *button;
            }
        }
        ADD_FAILURE() << "no such button";
        return *panel_.findChild<LegendButton*>();
    }
    QPoint pointAt(double time) {
        return {static_cast<int>(std::lround(plot().xAxis->coordToPixel(time))),
                plot().axisRect()->rect().center().y()};
    }
    void turnWheel(const QPoint& where, int delta) {
        QWheelEvent wheel(where, plot().mapToGlobal(where), {}, {0, delta}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&plot(), &wheel);
    }

    FakeClient client_;
    ChartPanel panel_{client_};
};

TEST_F(ChartTest, DrawsCurvesInBytesAndFitsTheAxes) {
    for (quint64 at = 0; at < 30; ++at) {
        panel_.add(start + at * second, sharing(at * 1000));
    }
    EXPECT_EQ(graph(Saved).data()->size(), 30);
    EXPECT_DOUBLE_EQ(lastValue(graph(Saved)), 29000.0 * 4096);
    EXPECT_DOUBLE_EQ(lastValue(graph(Shared)), 14500.0 * 4096);
    EXPECT_GE(plot().yAxis->range().upper, 29000.0 * 4096);
    EXPECT_LE(plot().yAxis->range().upper, 60000.0 * 4096);
    EXPECT_DOUBLE_EQ(plot().xAxis->range().upper, static_cast<double>(startSecond) + 29);
    EXPECT_DOUBLE_EQ(plot().xAxis->range().size(), 300);
    EXPECT_EQ(panel_.headline(), QStringLiteral("113\u00a0MiB saved"));
}

TEST_F(ChartTest, InterruptsTheLineWhereNothingIsKnown) {
    panel_.add(start, sharing(10));
    panel_.add(start + 60 * second, sharing(10));
    ASSERT_EQ(graph(Saved).data()->size(), 3);
    EXPECT_TRUE(std::isnan((graph(Saved).data()->constBegin() + 1)->value));
}

TEST_F(ChartTest, TheLegendTogglesCurvesByClickAndByKey) {
    panel_.add(start, {.pagesSharing = 10, .pagesUnshared = 1 << 20, .savedBytes = 40960});
    const double before = plot().yAxis->range().upper;
    QTest::mouseClick(&legend(Saved), Qt::LeftButton);
    EXPECT_FALSE(chart().isCurveVisible(Saved));
    EXPECT_FALSE(graph(Saved).visible());
    EXPECT_TRUE(graph(Shared).visible());
    QTest::keyClick(&legend(Saved), Qt::Key_Space);
    EXPECT_TRUE(graph(Saved).visible());
    // The axis makes room only for what is shown.
    EXPECT_DOUBLE_EQ(plot().yAxis->range().upper, before);
    QTest::mouseClick(&legend(Unshared), Qt::LeftButton);
    EXPECT_GE(plot().yAxis->range().upper, 4096.0 * (1 << 20));
}

TEST_F(ChartTest, CrosshairReadsOldValuesOfAllCurvesWithMouseAndKeyboard) {
    fill(200);
    QTest::mouseMove(&plot(), pointAt(static_cast<double>(startSecond) + 100));
    ASSERT_TRUE(chart().hovered().has_value());
    EXPECT_NEAR(chart().hovered()->values[Saved] / (256 * 4096), 100, 2);
    EXPECT_NEAR(chart().hovered()->values[Shared] / (128 * 4096), 100, 2);

    QTest::keyClick(&chart(), Qt::Key_Escape);
    EXPECT_FALSE(chart().hovered().has_value());
    QTest::keyClick(&chart(), Qt::Key_Left);
    EXPECT_EQ(chart().hovered()->usec, start + 198 * second);
    QTest::keyClick(&chart(), Qt::Key_PageUp);
    EXPECT_EQ(chart().hovered()->usec, start + 168 * second);
    EXPECT_EQ(panel_.headline(), QStringLiteral("168\u00a0MiB saved"));
    EXPECT_EQ(legend(Shared).value(), QStringLiteral("84.0\u00a0MiB"));
    EXPECT_TRUE(chart().accessibleDescription().contains(QStringLiteral("84.0\u00a0MiB")));
    QTest::keyClick(&chart(), Qt::Key_End);
    EXPECT_EQ(chart().hovered()->usec, start + 199 * second);
    QTest::keyClick(&chart(), Qt::Key_Home);
    EXPECT_FALSE(chart().hovered().has_value());
    EXPECT_EQ(panel_.headline(), QStringLiteral("199\u00a0MiB saved"));
}

TEST_F(ChartTest, TheCrosshairTakesTheWindowAlong) {
    fill(200);
    chart().setMinutes(1);
    for (int step = 0; step < 100; ++step) {
        QTest::keyClick(&chart(), Qt::Key_Left);
    }
    ASSERT_TRUE(chart().hovered().has_value());
    EXPECT_EQ(chart().hovered()->usec, start + 99 * second);
    EXPECT_LE(chart().window().from(), static_cast<qint64>(start + 99 * second));
    EXPECT_FALSE(chart().window().isFollowing());
}

TEST_F(ChartTest, TheWheelZoomsAroundThePointerAndADoubleClickFollowsAgain) {
    fill(300);
    const double time = static_cast<double>(startSecond) + 100;
    const QPoint where = pointAt(time);
    for (int turn = 0; turn < 5; ++turn) {
        turnWheel(where, 120);
    }
    EXPECT_NEAR(plot().xAxis->range().size(), 300 / std::pow(1.2, 5), 0.1);
    EXPECT_NEAR(plot().xAxis->pixelToCoord(where.x()), time, 1);
    EXPECT_FALSE(chart().window().isFollowing());
    const auto live = panel_.findChildren<QToolButton*>();
    EXPECT_FALSE(live.at(0)->isChecked());
    EXPECT_EQ(panel_.findChild<QComboBox*>()->currentIndex(), -1);

    // Time goes on, and what is looked at stays.
    const QCPRange before = plot().xAxis->range();
    panel_.add(start + 300 * second, sharing(1));
    EXPECT_DOUBLE_EQ(plot().xAxis->range().upper, before.upper);
    QTest::mouseDClick(&plot(), Qt::LeftButton, {}, where);
    EXPECT_TRUE(chart().window().isFollowing());
    EXPECT_TRUE(live.at(0)->isChecked());
    EXPECT_DOUBLE_EQ(plot().xAxis->range().upper, static_cast<double>(startSecond) + 300);
}

TEST_F(ChartTest, DraggingMovesThroughTime) {
    fill(300);
    const QPoint from = pointAt(static_cast<double>(startSecond) + 150);
    QTest::mousePress(&plot(), Qt::LeftButton, {}, from);
    for (int x = 1; x <= 100; ++x) { // small steps do not stick to the present
        QMouseEvent move(QEvent::MouseMove, QPointF(from + QPoint(x, 0)),
                         plot().mapToGlobal(QPointF(from + QPoint(x, 0))), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&plot(), &move);
    }
    QTest::mouseRelease(&plot(), Qt::LeftButton, {}, from + QPoint(100, 0));
    EXPECT_NEAR(plot().xAxis->pixelToCoord(from.x() + 100), static_cast<double>(startSecond) + 150,
                1.5);
    EXPECT_FALSE(chart().window().isFollowing());
    EXPECT_FALSE(chart().hovered().has_value());
}

TEST_F(ChartTest, EverythingWorksWithTheKeyboardToo) {
    fill(300);
    QTest::keyClick(&chart(), Qt::Key_Plus);
    EXPECT_DOUBLE_EQ(plot().xAxis->range().size(), 200);
    EXPECT_TRUE(chart().window().isFollowing());
    QTest::keyClick(&chart(), Qt::Key_Minus);
    EXPECT_DOUBLE_EQ(plot().xAxis->range().size(), 300);
    QTest::keyClick(&chart(), Qt::Key_Left, Qt::ShiftModifier);
    EXPECT_DOUBLE_EQ(plot().xAxis->range().upper, static_cast<double>(startSecond) + 299 - 75);
    QTest::keyClick(&chart(), Qt::Key_Home);
    EXPECT_DOUBLE_EQ(plot().xAxis->range().upper, static_cast<double>(startSecond) + 299);
    QTest::keyClick(&chart(), Qt::Key_L);
    EXPECT_TRUE(chart().isLogarithmic());
}

TEST_F(ChartTest, TheLogarithmicScaleShowsSmallBesideLarge) {
    panel_.add(start, {.pagesShared = 2, .savedBytes = quint64{1} << 34});
    panel_.add(start + second, {.pagesShared = 2, .savedBytes = quint64{1} << 34});
    chart().setLogarithmic(true);
    EXPECT_EQ(plot().yAxis->scaleType(), QCPAxis::stLogarithmic);
    EXPECT_GT(plot().yAxis->range().lower, 0);
    EXPECT_LT(plot().yAxis->range().lower, 8192);
    EXPECT_GT(plot().yAxis->range().upper, 0x1p34);
    chart().setLogarithmic(false);
    EXPECT_DOUBLE_EQ(plot().yAxis->range().lower, 0);
}

TEST_F(ChartTest, TheScannerHasItsOwnView) {
    for (quint64 at = 0; at < 10; ++at) {
        panel_.add(start + at * second, {.pagesScanned = at * 5000,
                                         .fullScans = at / 2,
                                         .scannerCpu = 7'000'000 + at * 130'000});
    }
    panel_.setView(ChartView::Scanner);
    EXPECT_DOUBLE_EQ(lastValue(graph(ScanRate)), 5000);
    EXPECT_DOUBLE_EQ(lastValue(graph(PassTime)), 2);
    EXPECT_TRUE(graph(ScanRate).visible());
    EXPECT_FALSE(graph(Saved).visible());
    EXPECT_FALSE(legend(Saved).isVisible());
    EXPECT_EQ(legend(ScanRate).value(), QStringLiteral("5,000/s"));
    EXPECT_EQ(legend(PassTime).value(), QStringLiteral("2.0\u00a0s"));
    EXPECT_DOUBLE_EQ(lastValue(graph(ScanCpu)), 13);
    EXPECT_EQ(legend(ScanCpu).value(), QStringLiteral("13\u00a0%"));
    EXPECT_TRUE(graph(ScanCpu).valueAxis()->visible());
    legend(ScanCpu).click();
    EXPECT_FALSE(graph(ScanCpu).valueAxis()->visible());
    EXPECT_GE(plot().yAxis2->range().upper, 2);
    EXPECT_LT(plot().yAxis2->range().upper, 5);
}

TEST_F(ChartTest, DoesNotPretendWhenNoNumbersCome) {
    panel_.add(start, sharing(1000));
    panel_.setLive(false);
    EXPECT_EQ(panel_.headline(), QStringLiteral("– saved"));
    panel_.add(start + 60 * second, sharing(1000));
    EXPECT_EQ(panel_.headline(), QStringLiteral("3.9\u00a0MiB saved"));
}

TEST(ValueTicker, SizesHavePowersOfTwo) {
    EXPECT_DOUBLE_EQ(ValueTicker(Saved).stepFor(0x1p30), 0x1p28);
    EXPECT_DOUBLE_EQ(ValueTicker(Saved).stepFor(0x1.1p30), 0x1p29);
    EXPECT_DOUBLE_EQ(ValueTicker(ScanRate).stepFor(40000), 10000);
    EXPECT_DOUBLE_EQ(ValueTicker(ScanRate).stepFor(41000), 20000);
    EXPECT_DOUBLE_EQ(ValueTicker(PassTime).stepFor(1), 0.5);
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
            for (int curve = 0; curve < CurveCount; ++curve) {
                EXPECT_GE(contrast(colors.curve(static_cast<Curve>(curve)), base), 3);
            }
            // The two most important curves are told apart by hue.
            const int apart = std::abs(colors.sharing.hslHue() - colors.shared.hslHue());
            EXPECT_GT(std::min(apart, 360 - apart), 60);
        }
    }
}

} // namespace
} // namespace samepage::gui
