// SPDX-License-Identifier: GPL-2.0-or-later
// Sorting and filter-as-you-type for the process table.
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace samepage::gui {

class ProcessModel;

class ProcessFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    // `processes` must outlive this.
    explicit ProcessFilterModel(ProcessModel& processes, QObject* parent = nullptr);

    // Words that must all be found in a process's name, user, pid, unit or
    // program path; upper and lower case are the same.
    void setNeedle(const QString& text);
    [[nodiscard]] QString needle() const { return needle_; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow,
                                        const QModelIndex& sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    ProcessModel& processes_;
    QString needle_;
    QStringList words_;
};

} // namespace samepage::gui
