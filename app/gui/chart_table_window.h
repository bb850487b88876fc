// SPDX-License-Identifier: GPL-2.0-or-later
// The numbers of the chart as a table, for reading, copying and screen readers.
#pragma once

#include "gui/chart_table_model.h"

#include <QDialog>

class QLabel;
class QTableView;

namespace samepage::gui {

class Chart;

class ChartTableWindow : public QDialog {
    Q_OBJECT

public:
    // `chart` must outlive the window.
    explicit ChartTableWindow(const Chart& chart, QWidget* parent = nullptr);

    // What is selected, or everything; with headers, cells divided by tabs.
    [[nodiscard]] QString text() const;

private:
    void takeNumbers();
    void copy() const;

    const Chart& chart_;
    ChartTableModel model_;
    QLabel* about_;
    QTableView* table_;
};

} // namespace samepage::gui
