// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_filter_model.h"

#include "gui/process_model.h"
#include "gui/process_tree_model.h"

#include <utility>
#include <vector>

namespace samepage::gui {

ProcessFilterModel::ProcessFilterModel(ProcessModel& processes, QObject* parent)
    : QSortFilterProxyModel(parent)
    , processes_(processes) {
    setSourceModel(&processes);
    setDynamicSortFilter(true);
}

ProcessFilterModel::~ProcessFilterModel() {
    // Not to hear of a source that is gone.
    setSourceModel(nullptr);
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

void ProcessFilterModel::setTree(bool tree) {
    if (tree == isTree()) {
        return;
    }
    if (tree) {
        tree_ = std::make_unique<ProcessTreeModel>(processes_);
        setRecursiveFilteringEnabled(true);
        setSourceModel(tree_.get());
    } else {
        // From here on rows are those of the list; the old source goes last.
        const std::unique_ptr<ProcessTreeModel> old = std::move(tree_);
        setSourceModel(&processes_);
        setRecursiveFilteringEnabled(false);
    }
}

int ProcessFilterModel::sourceFlatRow(const QModelIndex& index) const {
    return tree_ ? tree_->flatRow(index) : index.row();
}

int ProcessFilterModel::flatRow(const QModelIndex& index) const {
    return sourceFlatRow(mapToSource(index));
}

QModelIndex ProcessFilterModel::fromFlatRow(int row) const {
    return mapFromSource(tree_ ? tree_->fromFlatRow(row) : processes_.index(row, 0));
}

int ProcessFilterModel::shownProcesses() const {
    if (!tree_) {
        return rowCount();
    }
    int count = 0;
    std::vector<QModelIndex> parents{QModelIndex()};
    while (!parents.empty()) {
        const QModelIndex parent = parents.back();
        parents.pop_back();
        const int children = rowCount(parent);
        count += children;
        for (int row = 0; row < children; ++row) {
            parents.push_back(index(row, 0, parent));
        }
    }
    return count;
}

bool ProcessFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const {
    const int row = tree_ ? tree_->flatRow(tree_->index(sourceRow, 0, sourceParent)) : sourceRow;
    if (row < 0 || (worthOnly_ && !processes_.isWorthMarking(row))) {
        return false;
    }
    return query_.isEmpty() || query_.matches(processes_.process(row), processes_.searchText(row),
                                              processes_.estimateAt(row));
}

bool ProcessFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const int leftRow = sourceFlatRow(left);
    const int rightRow = sourceFlatRow(right);
    if (leftRow < 0 || rightRow < 0) {
        return leftRow < rightRow;
    }
    return processes_.compare(leftRow, rightRow, left.column()) < 0;
}

} // namespace samepage::gui
