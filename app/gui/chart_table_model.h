// SPDX-License-Identifier: GPL-2.0-or-later
// The numbers of a chart as rows: the latest first.
#pragma once

#include "gui/chart_points.h"

#include <QAbstractTableModel>

#include <vector>

namespace samepage::gui {

class ChartTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void show(std::vector<Reading> readings, std::vector<Curve> curves);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<Reading> readings_;
    std::vector<Curve> curves_;
};

} // namespace samepage::gui
