// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_filter_model.h"

#include "gui/process_model.h"

#include <algorithm>

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
    words_ = text.toLower().simplified().split(QChar(u' '), Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

bool ProcessFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex& /*parent*/) const {
    if (words_.isEmpty()) {
        return true;
    }
    const QString& text = processes_.searchText(sourceRow);
    return std::ranges::all_of(words_,
                               [&text](const QString& word) { return text.contains(word); });
}

bool ProcessFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    return processes_.compare(left.row(), right.row(), left.column()) < 0;
}

} // namespace samepage::gui
