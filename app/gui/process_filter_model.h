// SPDX-License-Identifier: GPL-2.0-or-later
// Sorting and filter-as-you-type for the process table.
#pragma once

#include "gui/process_query.h"

#include <QSortFilterProxyModel>

#include <memory>

namespace samepage::gui {

class ProcessModel;
class ProcessTreeModel;

class ProcessFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    // `processes` must outlive this.
    explicit ProcessFilterModel(ProcessModel& processes, QObject* parent = nullptr);

    ~ProcessFilterModel() override;

    // Children below their parents, instead of one list. What leads to a process
    // that matches stays. Resets the model.
    void setTree(bool tree);
    [[nodiscard]] bool isTree() const { return tree_ != nullptr; }
    // Its row in ProcessModel; -1 when it is just being removed.
    [[nodiscard]] int flatRow(const QModelIndex& index) const;
    // The place of a row of ProcessModel; invalid when it is filtered out.
    [[nodiscard]] QModelIndex fromFlatRow(int row) const;
    // How many processes are in the table, at all depths.
    [[nodiscard]] int shownProcesses() const;

    // Words and operators that must all hold, see ProcessQuery.
    void setNeedle(const QString& text);
    [[nodiscard]] const ProcessQuery& query() const { return query_; }
    // Only those that are worth marking.
    void setWorthOnly(bool only);

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow,
                                        const QModelIndex& sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    [[nodiscard]] int sourceFlatRow(const QModelIndex& index) const;

    ProcessModel& processes_;
    std::unique_ptr<ProcessTreeModel> tree_; // null: one list
    QString needle_;
    ProcessQuery query_;
    bool worthOnly_ = false;
};

} // namespace samepage::gui
