// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_table_model.h"

#include "gui/chart_text.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace samepage::gui {
namespace {

QString unitOf(Curve curve) {
    switch (curve) {
    case ScanRate:
        return ChartTableModel::tr("pages per second");
    case ScanCpu:
        return ChartTableModel::tr("percent of a CPU");
    case PassTime:
        return ChartTableModel::tr("seconds");
    default:
        return ChartTableModel::tr("MiB");
    }
}

QString numberOf(Curve curve, double value) {
    if (!(value >= 0)) {
        return QStringLiteral("–");
    }
    const QLocale locale;
    switch (curve) {
    case ScanRate:
        return locale.toString(value, 'f', 0);
    case ScanCpu:
    case PassTime:
        return locale.toString(value, 'f', 1);
    default:
        return locale.toString(value / (1 << 20), 'f', 1);
    }
}

} // namespace

void ChartTableModel::show(std::vector<Reading> readings, std::vector<Curve> curves) {
    beginResetModel();
    readings_ = std::move(readings);
    curves_ = std::move(curves);
    std::ranges::reverse(readings_);
    endResetModel();
}

int ChartTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(readings_.size());
}

int ChartTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 1 + static_cast<int>(curves_.size());
}

QVariant ChartTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const Reading& reading = readings_[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment(index.column() == 0 ? Qt::AlignLeading : Qt::AlignTrailing) |
            Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    if (index.column() == 0) {
        return formatMoment(reading.usec);
    }
    const Curve curve = curves_[static_cast<std::size_t>(index.column() - 1)];
    return numberOf(curve, reading.values[curve]);
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment(section == 0 ? Qt::AlignLeading : Qt::AlignTrailing) | Qt::AlignVCenter);
    }
    if (section == 0) {
        return role == Qt::DisplayRole ? tr("Time") : QVariant();
    }
    const Curve curve = curves_[static_cast<std::size_t>(section - 1)];
    if (role == Qt::DisplayRole) {
        return tr("%1 (%2)", "curve and unit").arg(curveName(curve), unitOf(curve));
    }
    return role == Qt::ToolTipRole ? curveToolTip(curve) : QVariant();
}

} // namespace samepage::gui
