// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_table_window.h"

#include "gui/chart.h"
#include "gui/chart_text.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace samepage::gui {

ChartTableWindow::ChartTableWindow(const Chart& chart, QWidget* parent)
    : QDialog(parent)
    , chart_(chart)
    , about_(new QLabel)
    , table_(new QTableView) {
    setWindowTitle(tr("Numbers of the chart"));
    about_->setWordWrap(true);
    about_->setTextFormat(Qt::PlainText);
    table_->setModel(&model_);
    table_->setAccessibleName(tr("Numbers of the chart"));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setAlternatingRowColors(true);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setDefaultSectionSize(table_->fontMetrics().height() + 8);
    table_->horizontalHeader()->setHighlightSections(false);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton* again = buttons->addButton(tr("&Update"), QDialogButtonBox::ActionRole);
    QPushButton* copyAll = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    again->setToolTip(tr("Show what the chart shows now"));
    copyAll->setToolTip(tr("Copy the selected rows, or all of them if none is selected"));
    connect(again, &QPushButton::clicked, this, &ChartTableWindow::takeNumbers);
    connect(copyAll, &QPushButton::clicked, this, &ChartTableWindow::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* key = new QShortcut(QKeySequence::Copy, this);
    connect(key, &QShortcut::activated, this, &ChartTableWindow::copy);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(about_);
    layout->addWidget(table_, 1);
    layout->addWidget(buttons);
    again->setAutoDefault(false);
    copyAll->setAutoDefault(false);
    takeNumbers();
    resize(860, 480);
    table_->setFocus();
}

void ChartTableWindow::takeNumbers() {
    const std::vector<Reading> readings = chart_.shownReadings();
    const std::vector<client::Event> events = chart_.shownEvents();
    model_.show(readings, curvesOf(chart_.view()), events);
    about_->setText(
        readings.empty()
            ? tr("Nothing is known of the time that the chart shows.")
            : tr("%1 to %2, the latest first. A longer time has fewer points: of each "
                 "span the least and the greatest value.")
                  .arg(formatMoment(readings.front().usec), formatMoment(readings.back().usec)));
    QHeaderView& header = *table_->horizontalHeader();
    // No heading is cut off: rather it scrolls sideways.
    int widest = 0;
    for (int column = 0; column < model_.columnCount(); ++column) {
        widest = std::max(widest, header.sectionSizeHint(column));
    }
    header.setMinimumSectionSize(widest);
    header.setSectionResizeMode(QHeaderView::Stretch);
    header.setSectionResizeMode(0, QHeaderView::ResizeToContents);
    if (!events.empty()) {
        header.setSectionResizeMode(1, QHeaderView::ResizeToContents);
    }
    if (model_.rowCount() > 0) {
        table_->setCurrentIndex(model_.index(0, 0));
        table_->clearSelection();
    }
}

QString ChartTableWindow::text() const {
    QModelIndexList rows = table_->selectionModel()->selectedRows();
    if (rows.isEmpty()) {
        for (int row = 0; row < model_.rowCount(); ++row) {
            rows << model_.index(row, 0);
        }
    }
    std::ranges::sort(rows, {}, &QModelIndex::row);
    const auto line = [this](auto cell) {
        QStringList cells;
        for (int column = 0; column < model_.columnCount(); ++column) {
            cells << cell(column);
        }
        return cells.join(QChar(u'\t')) + QChar(u'\n');
    };
    QString text = line([this](int column) {
        return model_.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    });
    for (const QModelIndex& row : rows) {
        text += line([&](int column) { return row.siblingAtColumn(column).data().toString(); });
    }
    return text;
}

void ChartTableWindow::copy() const {
    QGuiApplication::clipboard()->setText(text());
}

} // namespace samepage::gui
