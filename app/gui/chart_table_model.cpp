// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_table_model.h"

#include "gui/chart_text.h"

#include <QLocale>

#include <algorithm>
#include <functional>
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

void ChartTableModel::show(const std::vector<Reading>& readings, std::vector<Curve> curves,
                           const std::vector<client::Event>& events) {
    beginResetModel();
    curves_ = std::move(curves);
    events_ = !events.empty();
    rows_.clear();
    rows_.reserve(readings.size() + events.size());
    for (const Reading& reading : readings) {
        rows_.push_back({.reading = reading});
    }
    for (const client::Event& event : events) {
        rows_.push_back({.reading = {.usec = event.usec}, .event = eventText(event)});
    }
    std::ranges::reverse(rows_);
    std::ranges::stable_sort(rows_, std::ranges::greater(),
                             [](const Row& row) { return row.reading.usec; });
    endResetModel();
}

// Right after the time: what is asked for first, and not lost behind the numbers.
bool ChartTableModel::isEventColumn(int column) const {
    return events_ && column == 1;
}

int ChartTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ChartTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 1 + static_cast<int>(curves_.size()) + (events_ ? 1 : 0);
}

QVariant ChartTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    const bool text = index.column() == 0 || isEventColumn(index.column());
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(text ? Qt::AlignLeading : Qt::AlignTrailing) |
                                   Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    if (index.column() == 0) {
        return formatMoment(row.reading.usec);
    }
    if (isEventColumn(index.column())) {
        return row.event;
    }
    if (!row.event.isEmpty()) {
        return {};
    }
    const Curve curve = curves_[static_cast<std::size_t>(index.column() - (events_ ? 2 : 1))];
    return numberOf(curve, row.reading.values[curve]);
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(section == 0 || isEventColumn(section)
                                                     ? Qt::AlignLeading
                                                     : Qt::AlignTrailing) |
                                   Qt::AlignVCenter);
    }
    if (section == 0) {
        return role == Qt::DisplayRole ? tr("Time") : QVariant();
    }
    if (isEventColumn(section)) {
        return role == Qt::DisplayRole ? tr("Event") : QVariant();
    }
    const Curve curve = curves_[static_cast<std::size_t>(section - (events_ ? 2 : 1))];
    if (role == Qt::DisplayRole) {
        return tr("%1 (%2)", "curve and unit").arg(curveName(curve), unitOf(curve));
    }
    return role == Qt::ToolTipRole ? curveToolTip(curve) : QVariant();
}

} // namespace samepage::gui
