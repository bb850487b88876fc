// SPDX-License-Identifier: GPL-2.0-or-later
// What else can be done with the chart: scale, table, copy, export.
#pragma once

#include "gui/chart_export.h"

#include <QMenu>

namespace samepage::gui {

class Chart;

class ChartMenu : public QMenu {
    Q_OBJECT

public:
    // `chart` must outlive it.
    explicit ChartMenu(Chart& chart, QWidget* parent = nullptr);

    void showTable();
    // Tells through failed() when it could not be written.
    void exportTo(ExportFormat format, const QString& path);

signals:
    // A sentence for the user.
    void failed(const QString& text);

private:
    void askForPath(ExportFormat format);

    Chart& chart_;
};

} // namespace samepage::gui
