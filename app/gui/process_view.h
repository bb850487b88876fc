// SPDX-License-Identifier: GPL-2.0-or-later
// The process table on screen.
#pragma once

#include "client/process_row.h"

#include <QTreeView>

#include <set>
#include <vector>

class QMenu;

namespace samepage::gui {

class EmptyNotice;
class ProcessFilterModel;
class ProcessModel;

class ProcessView : public QTreeView {
    Q_OBJECT

public:
    // Both must outlive this; `filter` has `processes` as its source.
    ProcessView(ProcessModel& processes, ProcessFilterModel& filter, QWidget* parent = nullptr);

    // In the order of the table.
    [[nodiscard]] std::vector<client::ProcessRow> selected() const;
    // Those that can be seen now, from the top down.
    [[nodiscard]] std::vector<client::ProcessRow> onScreen() const;
    // The selection as text, a line for each process, columns split by tabs.
    [[nodiscard]] QString selectedText() const;

    // Instead of what is selected; those that the filter hides are left out.
    void select(const std::vector<client::ProcessKey>& keys);

    // Menus for what the headings do with the mouse: sort, show and hide, move.
    void addColumnMenus(QMenu& menu);

    // Children below their parents; the selection stays.
    void setTree(bool tree);

    [[nodiscard]] EmptyNotice& notice() { return *notice_; }

    // Column widths, order, visibility and sorting.
    [[nodiscard]] QByteArray saveColumns() const;
    // Ignores what does not fit and keeps the defaults.
    void restoreColumns(const QByteArray& state);

signals:
    void selectionChangedByUser();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void selectionChanged(const QItemSelection& selected,
                          const QItemSelection& deselected) override;

private:
    [[nodiscard]] QModelIndexList selectedInOrder() const;
    void expandNew(const QModelIndex& parent, int first, int last);
    void setDefaultColumns();
    void fillWidth();
    void showHeaderMenu(const QPoint& position);
    void fillSortMenu(QMenu& menu);
    void fillColumnMenu(QMenu& menu);
    void fillMoveMenu(QMenu& menu);
    // In the order of the screen.
    [[nodiscard]] std::vector<int> columns() const;
    [[nodiscard]] QString heading(int column) const;

    ProcessModel& processes_;
    ProcessFilterModel& filter_;
    EmptyNotice* notice_;
    // Branches that the user has closed; all others are open.
    std::set<client::ProcessKey> closed_;
    int filledWidth_ = 0; // of all columns, after they last filled the view
};

} // namespace samepage::gui
