// SPDX-License-Identifier: GPL-2.0-or-later
// The chart's numbers outside of it: files, the clipboard, the table.
#include "fake_client.h"

#include "gui/chart.h"
#include "gui/chart_menu.h"
#include "gui/chart_panel.h"
#include "gui/chart_table_window.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QHeaderView>
#include <QImage>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <csignal>
#include <limits>
#include <string>

#include <sys/resource.h>

namespace samepage::gui {
namespace {

constexpr quint64 second = ChartSeries::second;
constexpr quint64 start = 1'763'600'000 * second; // 2025-11-20 00:53:20 UTC
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

class ChartExportTest : public testing::Test {
protected:
    void SetUp() override {
        panel_.resize(700, 300);
        panel_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&panel_));
        for (quint64 at = 0; at < 3; ++at) {
            panel_.add(start + at * second,
                       {.pagesShared = 256 * at, .savedBytes = at * (3 << 20) / 2});
        }
    }

    QString path(const char* name) const { return folder_.filePath(QLatin1String(name)); }
    QByteArray exported(ExportFormat format, const char* name) {
        const QSignalSpy failed(&panel_, &ChartPanel::failed);
        panel_.menu().exportTo(format, path(name));
        EXPECT_EQ(failed.size(), 0);
        QFile file(path(name));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }

    QTemporaryDir folder_;
    FakeClient client_;
    ChartPanel panel_{client_};
};

TEST_F(ChartExportTest, CsvHasWhatIsShownInExactNumbers) {
    EXPECT_EQ(exported(ExportFormat::Csv, "chart.csv").toStdString(),
              "time,usec,saved_bytes,shared_bytes,sharing_bytes,unshared_bytes,volatile_bytes,"
              "zero_bytes\n"
              "2025-11-20T00:53:20.000Z,1763600000000000,0,0,0,0,0,0\n"
              "2025-11-20T00:53:21.000Z,1763600001000000,1572864,1048576,0,0,0,0\n"
              "2025-11-20T00:53:22.000Z,1763600002000000,3145728,2097152,0,0,0,0\n");
    Reading unknown{.usec = start};
    unknown.values.fill(nan);
    unknown.values[ScanRate] = 12.5;
    EXPECT_EQ(chartCsv({unknown}, curvesOf(ChartView::Scanner)).toStdString(),
              "time,usec,pages_scanned_per_second,scanner_cpu_percent,pass_seconds\n"
              "2025-11-20T00:53:20.000Z,1763600000000000,12.500,,\n");
}

TEST_F(ChartExportTest, WritesPicturesWithALegend) {
    const QImage image = QImage::fromData(exported(ExportFormat::Png, "chart.png"), "PNG");
    EXPECT_GE(image.width(), 1400);
    EXPECT_GE(image.height(), 600);
    const QByteArray svg = exported(ExportFormat::Svg, "chart.svg");
    EXPECT_TRUE(svg.contains("<svg"));
    EXPECT_TRUE(svg.contains(">Saved</text>"));
    EXPECT_FALSE(svg.contains(">Unshared</text>")); // it is hidden
    const QByteArray pdf = exported(ExportFormat::Pdf, "chart.pdf");
    EXPECT_TRUE(pdf.startsWith("%PDF-"));
    EXPECT_GT(pdf.size(), 2000);
    // The window's chart is as it was before.
    EXPECT_GT(panel_.chart().shownReadings().size(), 0U);
}

TEST_F(ChartExportTest, SaysWhyAFileWasNotWrittenAndKeepsTheOldOne) {
    QSignalSpy failed(&panel_, &ChartPanel::failed);
    for (const ExportFormat format :
         {ExportFormat::Csv, ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf}) {
        panel_.menu().exportTo(format, path("no such folder/chart"));
        ASSERT_EQ(failed.size(), 1);
        const QString text = failed.takeFirst().at(0).toString();
        EXPECT_TRUE(text.contains(path("no such folder/chart"))) << qPrintable(text);
        EXPECT_TRUE(text.contains(QStringLiteral("No such file"))) << qPrintable(text);
    }
    EXPECT_TRUE(QDir(folder_.path()).isEmpty());
}

// As a disk that is full does: what fits is written, and then no more.
class SmallFiles {
public:
    SmallFiles() {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{.rlim_cur = 64, .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallFiles() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, SIG_DFL);
    }
    SmallFiles(const SmallFiles&) = delete;
    SmallFiles& operator=(const SmallFiles&) = delete;
    SmallFiles(SmallFiles&&) = delete;
    SmallFiles& operator=(SmallFiles&&) = delete;

private:
    rlimit before_{};
};

TEST_F(ChartExportTest, AFileThatCannotBeFinishedIsNotLeftBehind) {
    QSignalSpy failed(&panel_, &ChartPanel::failed);
    for (const ExportFormat format :
         {ExportFormat::Csv, ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf}) {
        {
            const SmallFiles small;
            panel_.menu().exportTo(format, path("chart"));
        }
        EXPECT_EQ(failed.size(), 1) << qPrintable(extensionOf(format));
        failed.clear();
        EXPECT_TRUE(QDir(folder_.path()).isEmpty()) << qPrintable(extensionOf(format));
    }
}

TEST_F(ChartExportTest, CopiesAnImageFromTheMenu) {
    QGuiApplication::clipboard()->clear();
    for (QAction* action : panel_.menu().actions()) {
        if (action->text() == QStringLiteral("&Copy image")) {
            action->trigger();
        }
    }
    EXPECT_GE(QGuiApplication::clipboard()->image().width(), 1400);
}

TEST_F(ChartExportTest, TheTableHasTheSameNumbersLatestFirst) {
    panel_.menu().showTable();
    auto* window = panel_.findChild<ChartTableWindow*>();
    ASSERT_NE(window, nullptr);
    auto* table = window->findChild<QTableView*>();
    ASSERT_EQ(table->model()->rowCount(), 3);
    EXPECT_EQ(table->model()->headerData(1, Qt::Horizontal).toString(),
              QStringLiteral("Saved (MiB)"));
    EXPECT_EQ(table->model()->index(0, 1).data().toString(), QStringLiteral("3.0"));
    EXPECT_EQ(table->model()->index(1, 1).data().toString(), QStringLiteral("1.5"));
    EXPECT_EQ(table->model()->index(1, 2).data().toString(), QStringLiteral("1.0"));
    EXPECT_FALSE(table->accessibleName().isEmpty());

    table->selectRow(1);
    for (QPushButton* button : window->findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("&Copy")) {
            button->click();
        }
    }
    const QStringList lines = QGuiApplication::clipboard()->text().split(QChar(u'\n'));
    ASSERT_EQ(lines.size(), 3); // the last line ends too
    EXPECT_TRUE(lines[0].startsWith(QStringLiteral("Time\tSaved (MiB)\tShared (MiB)")));
    EXPECT_TRUE(lines[1].contains(QStringLiteral("\t1.5\t1.0\t")));
    table->clearSelection();
    EXPECT_EQ(window->text().count(QChar(u'\n')), 4);

    // It stands still until it is told otherwise.
    panel_.add(start + 3 * second, {.savedBytes = 1 << 20});
    EXPECT_EQ(table->model()->rowCount(), 3);
    for (QPushButton* button : window->findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("&Update")) {
            button->click();
        }
    }
    EXPECT_EQ(table->model()->rowCount(), 4);
}

TEST(ChartTableModel, WhatHappenedStandsBetweenTheNumbers) {
    Reading early{.usec = start};
    Reading late{.usec = start + 2 * second};
    early.values[Saved] = 1 << 20;
    late.values[Saved] = 2 << 20;
    ChartTableModel model;
    model.show({early, late}, {Saved, Shared},
               {{.usec = start + second, .kind = "marked", .pid = 7, .name = "web"}});
    ASSERT_EQ(model.rowCount(), 3);
    ASSERT_EQ(model.columnCount(), 4);
    EXPECT_EQ(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
              QStringLiteral("Event"));
    const auto cell = [&model](int row, int column) {
        return model.data(model.index(row, column), Qt::DisplayRole).toString();
    };
    EXPECT_EQ(cell(0, 2), QStringLiteral("2.0"));
    EXPECT_TRUE(cell(0, 1).isEmpty());
    EXPECT_EQ(cell(1, 1), QStringLiteral("web (7) marked"));
    EXPECT_TRUE(cell(1, 2).isEmpty());
    EXPECT_FALSE(cell(1, 0).isEmpty());
    EXPECT_EQ(cell(2, 2), QStringLiteral("1.0"));

    model.show({early}, {Saved}, {});
    EXPECT_EQ(model.columnCount(), 2);
}

} // namespace
} // namespace samepage::gui
