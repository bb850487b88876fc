// SPDX-License-Identifier: GPL-2.0-or-later
// The numbers of a chart, and what happened meanwhile, as rows: the latest first.
#pragma once

#include "client/history.h"
#include "gui/chart_points.h"

#include <QAbstractTableModel>

#include <vector>

namespace samepage::gui {

class ChartTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    // Both oldest first. Without events there is no column for them.
    void show(const std::vector<Reading>& readings, std::vector<Curve> curves,
              const std::vector<client::Event>& events);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        Reading reading; // of an event: only its time
        QString event{}; // empty: a row of numbers
    };

    [[nodiscard]] bool isEventColumn(int column) const;

    std::vector<Row> rows_;
    std::vector<Curve> curves_;
    bool events_ = false;
};

} // namespace samepage::gui
