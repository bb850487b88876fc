// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_filter_model.h"

#include "gui/process_model.h"

namespace samepage::gui {

ProcessFilterModel::ProcessFilterModel(ProcessModel& processes, QObject* parent)
    : QSortFilterProxyModel(parent)
    , processes_(processes) {
    setSourceModel(&processes);
    setDynamicSortFilter(true);
}

void ProcessFilterModel::setNeedle(const QString& text) {
    if (text == needle_) {
        return;
    }
    needle_ = text;
    query_ = ProcessQuery(text);
    invalidateRowsFilter();
}

void ProcessFilterModel::setWorthOnly(bool only) {
    if (worthOnly_ != only) {
        worthOnly_ = only;
        invalidateRowsFilter();
    }
}

bool ProcessFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex& /*parent*/) const {
    if (worthOnly_ && !processes_.isWorthMarking(sourceRow)) {
        return false;
    }
    if (query_.isEmpty()) {
        return true;
    }
    const ProcessRow& process = processes_.process(sourceRow);
    return query_.matches(process, processes_.searchText(sourceRow),
                          processes_.estimateAt(sourceRow));
}

bool ProcessFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    return processes_.compare(left.row(), right.row(), left.column()) < 0;
}

} // namespace samepage::gui
