// SPDX-License-Identifier: GPL-2.0-or-later
// The trend of each process: what is kept, how it sorts, how it looks.
#include "gui/saving_trend.h"

#include "gui/process_filter_model.h"
#include "gui/process_model.h"
#include "gui/process_view.h"
#include "gui/trend_cell.h"

#include <QHeaderView>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace samepage::gui {
namespace {

using namespace std::chrono_literals;

constexpr quint64 mib = quint64{1024} * 1024;
const SavingTrend::Time start{1h};

ProcessRow processOf(std::uint32_t pid, quint64 saved) {
    return {.key = {.pid = pid, .startTime = 1}, .name = "some", .saved = saved, .markable = true};
}

SavingTrend trendOf(const std::vector<quint64>& saved) {
    SavingTrend trend;
    SavingTrend::Time time = start;
    for (const quint64 bytes : saved) {
        trend.add(time, bytes);
        time += SavingTrend::interval;
    }
    return trend;
}

TEST(SavingTrend, KeepsNoMoreThanTheWindow) {
    SavingTrend trend;
    for (int number = 0; number < 1000; ++number) {
        trend.add(start + number * SavingTrend::interval, static_cast<quint64>(number) * mib);
    }
    EXPECT_EQ(trend.samples().size(), SavingTrend::mostSamples);
    EXPECT_EQ(trend.samples().back().bytes, 999 * mib);
    EXPECT_EQ(trend.change(), static_cast<qint64>((SavingTrend::mostSamples - 1) * mib));
    for (int number = 0; number < 1000; ++number) {
        trend.add(start + 5000s + number * 1ms, mib);
    }
    EXPECT_EQ(trend.samples().size(), SavingTrend::mostSamples);
}

TEST(SavingTrend, WhatIsOlderThanTheWindowGoes) {
    SavingTrend trend = trendOf({mib, 2 * mib});
    trend.add(start + SavingTrend::window + 10s, 5 * mib);
    EXPECT_FALSE(trend.isKnown());
    EXPECT_EQ(trend.change(), 0);
}

TEST(SavingTrend, ForgetsWhoSavesNothingAnyMore) {
    SavingTrend trend = trendOf({mib, 0});
    EXPECT_EQ(trend.change(), -static_cast<qint64>(mib));
    for (SavingTrend::Time time = start + 10s; time <= start + SavingTrend::window + 10s;
         time += SavingTrend::interval) {
        trend.add(time, 0);
    }
    EXPECT_TRUE(trend.samples().empty());
}

TEST(SavingTrend, SaysThenAndNow) {
    EXPECT_EQ(trendText({}), QString());
    EXPECT_EQ(trendText(trendOf({mib})), QString());
    EXPECT_EQ(trendText(trendOf({12 * mib, 48 * mib})),
              QStringLiteral("Saved 12.0\u00a0MiB 5 s ago, 48.0\u00a0MiB now"));
    SavingTrend whole;
    whole.add(start, 12 * mib);
    whole.add(start + SavingTrend::window, 48 * mib);
    EXPECT_EQ(trendText(whole), QStringLiteral("Saved 12.0\u00a0MiB 5 min ago, 48.0\u00a0MiB now"));
}

class TrendModel : public testing::Test {
protected:
    void update(std::chrono::seconds time, const std::vector<ProcessRow>& rows) {
        model_.update(rows, start + time);
    }
    QVariant cell(int row, int role = Qt::DisplayRole) {
        return model_.index(row, ProcessModel::Trend).data(role);
    }

    ProcessModel model_;
};

TEST_F(TrendModel, OnlyThoseThatSavedSomethingKeepSamples) {
    for (int time = 0; time < 100; time += 2) {
        update(std::chrono::seconds(time), {processOf(1, 0), processOf(2, mib)});
    }
    EXPECT_TRUE(model_.trend(0).samples().empty());
    // Lists come every two seconds, samples are taken every five.
    EXPECT_EQ(model_.trend(1).samples().size(), 17U);
    EXPECT_EQ(cell(0).toString(), QStringLiteral("–"));
    EXPECT_EQ(cell(0, Qt::ToolTipRole).toString(), QString());
    EXPECT_EQ(cell(0, Qt::AccessibleTextRole).toString(), QString());
    EXPECT_FALSE(cell(0, ProcessModel::TrendRole).isValid());
    EXPECT_EQ(cell(1, Qt::AccessibleTextRole).toString(),
              QStringLiteral("Saved 1.0\u00a0MiB 2 min ago, 1.0\u00a0MiB now"));
    EXPECT_EQ(cell(1, Qt::ToolTipRole), cell(1, Qt::AccessibleTextRole));
    EXPECT_EQ(cell(1, ProcessModel::TrendRole).value<SavingTrend>(), model_.trend(1));
}

TEST_F(TrendModel, RisesFromNothingWhereThatIsKnown) {
    update(0s, {processOf(1, 0)});
    update(5s, {processOf(1, mib), processOf(2, mib)});
    EXPECT_EQ(model_.trend(0).change(), static_cast<qint64>(mib));
    // What the new one had before is not known.
    EXPECT_FALSE(model_.trend(1).isKnown());
}

TEST_F(TrendModel, GoesWithItsProcess) {
    update(0s, {processOf(1, mib)});
    update(5s, {processOf(1, 2 * mib)});
    ASSERT_TRUE(model_.trend(0).isKnown());
    update(10s, {});
    update(15s, {processOf(1, 2 * mib)});
    EXPECT_FALSE(model_.trend(0).isKnown());
}

TEST_F(TrendModel, TellsOfNewSamplesOnceForAllRows) {
    update(0s, {processOf(1, mib), processOf(2, 0), processOf(3, mib)});
    QSignalSpy changes(&model_, &QAbstractItemModel::dataChanged);
    update(2s, {processOf(1, mib), processOf(2, 0), processOf(3, mib)});
    EXPECT_EQ(changes.size(), 0);
    update(5s, {processOf(1, mib), processOf(2, 0), processOf(3, mib)});
    ASSERT_EQ(changes.size(), 1);
    EXPECT_EQ(changes[0][0].toModelIndex(), model_.index(0, ProcessModel::Trend));
    EXPECT_EQ(changes[0][1].toModelIndex(), model_.index(2, ProcessModel::Trend));
}

TEST_F(TrendModel, SortsByTheChange) {
    update(0s, {processOf(1, 9 * mib), processOf(2, mib), processOf(3, 0), processOf(4, mib)});
    update(5s, {processOf(1, 8 * mib), processOf(2, 5 * mib), processOf(3, 0), processOf(4, mib)});
    ProcessFilterModel filter(model_);
    filter.sort(ProcessModel::Trend, Qt::DescendingOrder);
    std::vector<std::uint32_t> pids;
    for (int row = 0; row < filter.rowCount(); ++row) {
        pids.push_back(model_.process(filter.flatRow(filter.index(row, 0))).key.pid);
    }
    // Rising, level, falling, not known.
    EXPECT_EQ(pids, (std::vector<std::uint32_t>{2, 4, 1, 3}));
}

// How high the curve is, from the bottom, at the left and the right end: 0 to 1.
std::pair<double, double> ends(const SavingTrend& trend, double scale = 1) {
    const QSize size(90, 18);
    QImage image(size * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::white);
    QPainter painter(&image);
    drawTrend(painter, QRectF(QPointF(), QSizeF(size)), trend, Qt::black);
    painter.end();
    const auto height = [&](int column) {
        for (int line = 0; line < image.height(); ++line) {
            if (qGray(image.pixel(column, line)) < 128) {
                return 1 - static_cast<double>(line) / image.height();
            }
        }
        return -1.0;
    };
    const int edge = static_cast<int>(4 * scale);
    return {height(edge), height(image.width() - edge)};
}

std::vector<quint64> fullWindow(quint64 first, quint64 last) {
    std::vector<quint64> saved;
    saved.reserve(SavingTrend::mostSamples);
    for (std::size_t number = 0; number < SavingTrend::mostSamples; ++number) {
        saved.push_back(first + (last - first) / (SavingTrend::mostSamples - 1) * number);
    }
    return saved;
}

TEST(TrendPicture, RisesFallsAndKeepsLevel) {
    for (const double scale : {1.0, 2.0}) {
        const auto [low, high] = ends(trendOf(fullWindow(0, 600 * mib)), scale);
        EXPECT_LT(low, 0.35);
        EXPECT_GT(high, 0.75);
        std::vector<quint64> falling = fullWindow(0, 600 * mib);
        std::ranges::reverse(falling);
        EXPECT_GT(ends(trendOf(falling), scale).first, ends(trendOf(falling), scale).second + 0.4);
        const auto [before, after] = ends(trendOf(fullWindow(600 * mib, 600 * mib)), scale);
        EXPECT_NEAR(before, 0.55, 0.12);
        EXPECT_NEAR(after, 0.55, 0.2); // with its dot
        // A thousandth more looks level, too.
        EXPECT_NEAR(ends(trendOf(fullWindow(600 * mib, 601 * mib)), scale).first, before, 0.12);
    }
}

TEST(TrendPicture, NothingIsDrawnWhileItIsNotKnown) {
    EXPECT_EQ(ends({}), std::pair(-1.0, -1.0));
    EXPECT_EQ(ends(trendOf({mib})), std::pair(-1.0, -1.0));
    // The right edge is now: what is young is at the right.
    EXPECT_EQ(ends(trendOf({mib, 2 * mib})).first, -1.0);
    EXPECT_GT(ends(trendOf({mib, 2 * mib})).second, 0);
}

class TrendView : public testing::Test {
protected:
    TrendView()
        : filter_(model_)
        , view_(model_, filter_) {
        view_.resize(1400, 200);
        model_.update({processOf(1, 0), processOf(2, mib)}, start);
        model_.update({processOf(1, 0), processOf(2, 30 * mib)}, start + SavingTrend::interval);
        view_.sortByColumn(ProcessModel::Pid, Qt::AscendingOrder);
        view_.header()->setSectionHidden(ProcessModel::Trend, false);
        view_.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&view_));
    }
    QImage cell(int row) {
        return view_.viewport()
            ->grab(view_.visualRect(filter_.index(row, ProcessModel::Trend)))
            .toImage();
    }
    // Pixels with a colour, not only a shade of grey.
    static int colored(const QImage& image) {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor color = image.pixelColor(x, y);
                count += color.saturation() > 60 ? 1 : 0;
            }
        }
        return count;
    }

    ProcessModel model_;
    ProcessFilterModel filter_;
    ProcessView view_;
};

TEST_F(TrendView, DrawsACurveOrADash) {
    EXPECT_EQ(colored(cell(0)), 0);
    EXPECT_GT(colored(cell(1)), 10);
}

TEST_F(TrendView, IsBesideWhatIsSaved) {
    const QHeaderView& header = *view_.header();
    EXPECT_EQ(header.visualIndex(ProcessModel::Trend), header.visualIndex(ProcessModel::Saved) + 1);
}

TEST_F(TrendView, HidesAndIsRememberedSo) {
    for (const bool hidden : {true, false}) {
        view_.header()->setSectionHidden(ProcessModel::Trend, hidden);
        ProcessView other(model_, filter_);
        other.restoreColumns(view_.saveColumns());
        EXPECT_EQ(other.header()->isSectionHidden(ProcessModel::Trend), hidden);
    }
}

TEST_F(TrendView, ALayoutFromBeforeItWasThereIsTaken) {
    QStandardItemModel old(0, ProcessModel::Trend);
    QHeaderView header(Qt::Horizontal);
    header.setModel(&old);
    header.resizeSection(ProcessModel::Pid, 123);
    header.setSectionHidden(ProcessModel::User, true);
    ProcessView view(model_, filter_);
    const bool hidden = view.header()->isSectionHidden(ProcessModel::Trend);
    view.restoreColumns(header.saveState());
    EXPECT_EQ(view.header()->sectionSize(ProcessModel::Pid), 123);
    EXPECT_TRUE(view.header()->isSectionHidden(ProcessModel::User));
    EXPECT_EQ(view.header()->isSectionHidden(ProcessModel::Trend), hidden);
    EXPECT_EQ(view.header()->count(), ProcessModel::ColumnCount);
}

} // namespace
} // namespace samepage::gui
