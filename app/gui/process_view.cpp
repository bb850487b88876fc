// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_view.h"

#include "gui/empty_notice.h"
#include "gui/process_delegate.h"
#include "gui/process_filter_model.h"
#include "gui/process_model.h"

#include <QHeaderView>
#include <QMenu>
#include <QProxyStyle>

#include <algorithm>

namespace samepage::gui {
namespace {

// Cells and headers with some air at their sides.
class TableStyle : public QProxyStyle {
public:
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option,
                                  const QWidget* widget) const override {
        constexpr int air = 7;
        if (metric == PM_HeaderMargin || metric == PM_FocusFrameHMargin) {
            return air;
        }
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
};

} // namespace

ProcessView::ProcessView(ProcessModel& processes, ProcessFilterModel& filter, QWidget* parent)
    : QTreeView(parent)
    , processes_(processes)
    , filter_(filter)
    , notice_(nullptr) {
    auto* style = new TableStyle;
    style->setParent(this);
    setStyle(style);
    header()->setStyle(style);
    setModel(&filter);
    setItemDelegate(new ProcessDelegate(this));
    setAccessibleName(tr("Processes"));
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true); // thousands of rows, one height
    setAllColumnsShowFocus(true);
    setAlternatingRowColors(true);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    setSortingEnabled(true);
    setTabKeyNavigation(false);
    setContextMenuPolicy(Qt::ActionsContextMenu);

    header()->setSectionsMovable(true);
    header()->setFirstSectionMovable(true);
    header()->setStretchLastSection(true);
    header()->setHighlightSections(false);
    header()->setMinimumSectionSize(48);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header(), &QWidget::customContextMenuRequested, this, &ProcessView::showHeaderMenu);
    setDefaultColumns();
    notice_ = new EmptyNotice(viewport());
}

void ProcessView::setDefaultColumns() {
    const int digit = fontMetrics().horizontalAdvance(QChar(u'0'));
    const auto width = [&](int column, int characters) {
        header()->resizeSection(column, digit * characters + 22);
    };
    width(ProcessModel::Name, 27);
    width(ProcessModel::Pid, 8);
    width(ProcessModel::User, 12);
    width(ProcessModel::Unit, 24);
    width(ProcessModel::Memory, 10);
    width(ProcessModel::Merged, 10);
    width(ProcessModel::Saved, 10);
    width(ProcessModel::State, 14);
    sortByColumn(ProcessModel::Memory, Qt::DescendingOrder);
}

std::vector<client::ProcessRow> ProcessView::selected() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex& index) { return index.row(); });
    std::vector<client::ProcessRow> result;
    result.reserve(static_cast<std::size_t>(rows.size()));
    for (const QModelIndex& index : std::as_const(rows)) {
        result.push_back(processes_.process(filter_.mapToSource(index).row()));
    }
    return result;
}

QString ProcessView::selectedText() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex& index) { return index.row(); });
    QStringList lines;
    for (const QModelIndex& index : std::as_const(rows)) {
        QStringList cells;
        for (int visual = 0; visual < header()->count(); ++visual) {
            const int column = header()->logicalIndex(visual);
            if (!header()->isSectionHidden(column)) {
                cells << index.siblingAtColumn(column).data(Qt::AccessibleTextRole).toString();
            }
        }
        lines << cells.join(QChar(u'\t'));
    }
    return lines.join(QChar(u'\n'));
}

void ProcessView::selectionChanged(const QItemSelection& selected,
                                   const QItemSelection& deselected) {
    QTreeView::selectionChanged(selected, deselected);
    emit selectionChangedByUser();
}

QByteArray ProcessView::saveColumns() const {
    return header()->saveState();
}

void ProcessView::restoreColumns(const QByteArray& state) {
    if (!state.isEmpty() && header()->restoreState(state)) {
        header()->setStretchLastSection(true);
        // A table without names helps nobody.
        header()->setSectionHidden(ProcessModel::Name, false);
        sortByColumn(header()->sortIndicatorSection(), header()->sortIndicatorOrder());
    }
}

void ProcessView::showHeaderMenu(const QPoint& position) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < ProcessModel::ColumnCount; ++column) {
        QAction* action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!header()->isSectionHidden(column));
        action->setEnabled(column != ProcessModel::Name);
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { header()->setSectionHidden(column, !shown); });
    }
    menu->popup(header()->mapToGlobal(position));
}

} // namespace samepage::gui
