// SPDX-License-Identifier: GPL-2.0-or-later
// Sorting and filter-as-you-type for the process table.
#pragma once

#include "gui/process_query.h"

#include <QSortFilterProxyModel>

namespace samepage::gui {

class ProcessModel;

class ProcessFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    // `processes` must outlive this.
    explicit ProcessFilterModel(ProcessModel& processes, QObject* parent = nullptr);

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
    ProcessModel& processes_;
    QString needle_;
    ProcessQuery query_;
    bool worthOnly_ = false;
};

} // namespace samepage::gui
