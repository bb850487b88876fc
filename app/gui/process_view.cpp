// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_view.h"

#include "gui/empty_notice.h"
#include "gui/process_delegate.h"
#include "gui/process_filter_model.h"
#include "gui/process_model.h"

#include <QAction>
#include <QActionGroup>
#include <QHeaderView>
#include <QMenu>
#include <QProxyStyle>
#include <QResizeEvent>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace samepage::gui {
namespace {

// Cells and headings with some air at their sides, and the arrow of the sorting
// where it leaves the heading in line with its column.
class TableStyle : public QProxyStyle {
public:
    static constexpr int air = 9;
    static constexpr int arrow = 9;
    static constexpr int arrowSpace = 6;

    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option,
                                  const QWidget* widget) const override {
        return metric == PM_FocusFrameHMargin ? air
                                              : QProxyStyle::pixelMetric(metric, option, widget);
    }

    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption* option,
                                       const QWidget* widget) const override {
        QRect rect = QProxyStyle::subElementRect(element, option, widget);
        const auto* cell = qstyleoption_cast<const QStyleOptionViewItem*>(option);
        if (element == SE_ItemViewItemText && cell != nullptr && !cell->icon.isNull()) {
            // The air is for the sides of a cell, not for between icon and text.
            if (cell->direction == Qt::RightToLeft) {
                rect.adjust(0, 0, air, 0);
            } else {
                rect.adjust(-air, 0, 0, 0);
            }
        }
        return rect;
    }

    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override {
        const auto* heading = qstyleoption_cast<const QStyleOptionHeaderV2*>(option);
        if (element != CE_Header || heading == nullptr) {
            QProxyStyle::drawControl(element, option, painter, widget);
            return;
        }
        QProxyStyle::drawControl(CE_HeaderSection, heading, painter, widget);
        QStyleOptionHeaderV2 part = *heading;
        const auto place = [&](SubElement what) {
            part.rect = visualRect(heading->direction, heading->rect, headingRect(what, *heading));
        };
        place(SE_HeaderLabel);
        QProxyStyle::drawControl(CE_HeaderLabel, &part, painter, widget);
        if (heading->sortIndicator != QStyleOptionHeader::None) {
            place(SE_HeaderArrow);
            QProxyStyle::drawPrimitive(PE_IndicatorHeaderArrow, &part, painter, widget);
        }
    }

    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option,
                                         const QSize& size, const QWidget* widget) const override {
        QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
        if (type == CT_HeaderSection) {
            result.rheight() += 8;
        }
        return result;
    }

private:
    static QRect headingRect(SubElement element, const QStyleOptionHeader& heading) {
        const bool arrowFirst = (heading.textAlignment & Qt::AlignRight) != 0;
        QRect inner = heading.rect.adjusted(air + 1, 0, -air - 1, 0);
        if (element == SE_HeaderArrow) {
            return {arrowFirst ? inner.left() : inner.right() + 1 - arrow,
                    inner.center().y() - arrow / 2, arrow, arrow};
        }
        if (heading.sortIndicator != QStyleOptionHeader::None) {
            constexpr int taken = arrow + arrowSpace;
            inner.adjust(arrowFirst ? taken : 0, 0, arrowFirst ? 0 : -taken, 0);
        }
        return inner;
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
    header()->setStretchLastSection(false);
    header()->setHighlightSections(false);
    header()->setMinimumSectionSize(48);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header(), &QWidget::customContextMenuRequested, this, &ProcessView::showHeaderMenu);
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        if (const int row = filter_.flatRow(index); row >= 0) {
            closed_.insert(processes_.process(row).key);
        }
    });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        if (const int row = filter_.flatRow(index); row >= 0) {
            closed_.erase(processes_.process(row).key);
        }
    });
    connect(&filter, &QAbstractItemModel::rowsInserted, this, &ProcessView::expandNew);
    connect(&filter, &QAbstractItemModel::modelReset, this,
            [this] { expandNew({}, 0, filter_.rowCount() - 1); });
    setDefaultColumns();
    notice_ = new EmptyNotice(viewport());
}

void ProcessView::setDefaultColumns() {
    const int digit = fontMetrics().horizontalAdvance(QChar(u'0'));
    const auto width = [&](int column, int characters, const QString& longest = {}) {
        // Wide enough for its own heading too, with the arrow of the sorting.
        constexpr int around =
            2 * (TableStyle::air + 1) + TableStyle::arrow + TableStyle::arrowSpace + 2;
        const QString heading = model()->headerData(column, Qt::Horizontal).toString();
        header()->resizeSection(
            column,
            std::max({digit * characters + 22, fontMetrics().horizontalAdvance(longest) + 40,
                      header()->fontMetrics().horizontalAdvance(heading) + around}));
    };
    width(ProcessModel::Name, 26);
    width(ProcessModel::Pid, 7);
    width(ProcessModel::User, 10);
    width(ProcessModel::Unit, 24);
    width(ProcessModel::Memory, 8);
    width(ProcessModel::Merged, 8);
    width(ProcessModel::Saved, 8);
    width(ProcessModel::State, 16, ProcessModel::tr("Partly mergeable"));
    width(ProcessModel::Estimated, 11);
    width(ProcessModel::MarkedBy, 10);
    width(ProcessModel::Container, 20);
    width(ProcessModel::RunState, 12);
    width(ProcessModel::Trend, 10);
    width(ProcessModel::Mergeable, 10);
    // Beside what has been saved.
    header()->moveSection(header()->visualIndex(ProcessModel::Trend),
                          header()->visualIndex(ProcessModel::State));
    header()->moveSection(header()->visualIndex(ProcessModel::Estimated),
                          header()->visualIndex(ProcessModel::State));
    for (const int column : {ProcessModel::MarkedBy, ProcessModel::Container,
                             ProcessModel::RunState, ProcessModel::Mergeable}) {
        header()->setSectionHidden(column, true);
    }
    sortByColumn(ProcessModel::Memory, Qt::DescendingOrder);
}

void ProcessView::setTree(bool tree) {
    if (tree == filter_.isTree()) {
        return;
    }
    std::vector<client::ProcessKey> keys;
    for (const client::ProcessRow& row : selected()) {
        keys.push_back(row.key);
    }
    const int current = filter_.flatRow(currentIndex());
    closed_.clear();
    setRootIsDecorated(tree);
    setItemsExpandable(tree);
    filter_.setTree(tree);
    if (current >= 0) {
        selectionModel()->setCurrentIndex(filter_.fromFlatRow(current),
                                          QItemSelectionModel::NoUpdate);
        scrollTo(currentIndex());
    }
    select(keys);
}

void ProcessView::select(const std::vector<client::ProcessKey>& keys) {
    QItemSelection selection;
    for (const client::ProcessKey& key : keys) {
        if (const auto row = processes_.find(key)) {
            if (const QModelIndex index = filter_.fromFlatRow(*row); index.isValid()) {
                selection.select(index, index);
            }
        }
    }
    selectionModel()->select(selection,
                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void ProcessView::expandNew(const QModelIndex& parent, int first, int last) {
    if (!filter_.isTree()) {
        return;
    }
    const auto open = [this](const QModelIndex& index) {
        const int row = filter_.flatRow(index);
        if (row >= 0 && !closed_.contains(processes_.process(row).key)) {
            expand(index);
        }
    };
    open(parent);
    // With what is below: a filter that is cleared brings whole branches.
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = filter_.index(row, 0, parent);
        if (const int children = filter_.rowCount(index); children > 0) {
            expandNew(index, 0, children - 1);
        }
    }
}

QModelIndexList ProcessView::selectedInOrder() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    if (!filter_.isTree()) {
        std::ranges::sort(rows, {}, &QModelIndex::row);
        return rows;
    }
    // From the root down, as they are on screen.
    std::vector<std::pair<std::vector<int>, QModelIndex>> paths;
    paths.reserve(static_cast<std::size_t>(rows.size()));
    for (const QModelIndex& row : std::as_const(rows)) {
        std::vector<int> path;
        for (QModelIndex index = row; index.isValid(); index = index.parent()) {
            path.push_back(index.row());
        }
        std::ranges::reverse(path);
        paths.emplace_back(std::move(path), row);
    }
    std::ranges::sort(paths, {}, &std::pair<std::vector<int>, QModelIndex>::first);
    rows.clear();
    for (const auto& [path, index] : paths) {
        rows.append(index);
    }
    return rows;
}

std::vector<client::ProcessRow> ProcessView::selected() const {
    std::vector<client::ProcessRow> result;
    for (const QModelIndex& index : selectedInOrder()) {
        if (const int row = filter_.flatRow(index); row >= 0) {
            result.push_back(processes_.process(row));
        }
    }
    return result;
}

std::vector<client::ProcessRow> ProcessView::onScreen() const {
    std::vector<client::ProcessRow> result;
    const int end = viewport()->height();
    for (QModelIndex index = indexAt(QPoint(0, 0));
         index.isValid() && visualRect(index).top() < end; index = indexBelow(index)) {
        if (const int row = filter_.flatRow(index); row >= 0) {
            result.push_back(processes_.process(row));
        }
    }
    return result;
}

QString ProcessView::selectedText() const {
    QStringList lines;
    for (const QModelIndex& index : selectedInOrder()) {
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
        header()->setStretchLastSection(false);
        // A table without names helps nobody.
        header()->setSectionHidden(ProcessModel::Name, false);
        sortByColumn(header()->sortIndicatorSection(), header()->sortIndicatorOrder());
    }
}

void ProcessView::resizeEvent(QResizeEvent* event) {
    // The columns fill the view as long as the user has not made them do
    // otherwise; name and unit are the ones that give and take.
    const int before = event->oldSize().width();
    if (before <= 0 || std::abs(header()->length() - filledWidth_) <= 1) {
        fillWidth();
    }
    QTreeView::resizeEvent(event);
}

void ProcessView::fillWidth() {
    constexpr int leastName = 130;
    constexpr int leastUnit = 64;
    int missing = viewport()->width() - header()->length();
    const auto give = [&](int column, int pixels, int least) {
        if (!header()->isSectionHidden(column)) {
            const int old = header()->sectionSize(column);
            const int now = std::max(least, old + pixels);
            header()->resizeSection(column, now);
            missing -= now - old;
        }
    };
    // Room is shared; what is short is taken from the unit first.
    give(ProcessModel::Unit, missing > 0 ? missing / 2 : missing, leastUnit);
    give(ProcessModel::Name, missing, leastName);
    filledWidth_ = header()->length();
}

void ProcessView::showHeaderMenu(const QPoint& position) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(*menu);
    menu->popup(header()->mapToGlobal(position));
}

void ProcessView::addColumnMenus(QMenu& menu) {
    const auto add = [this, &menu](const QString& title, void (ProcessView::*fill)(QMenu&)) {
        QMenu* part = menu.addMenu(title);
        // As things are when it is opened.
        connect(part, &QMenu::aboutToShow, this, [this, part, fill] {
            part->clear();
            for (QObject* old : part->findChildren<QObject*>(Qt::FindDirectChildrenOnly)) {
                if (qobject_cast<QMenu*>(old) != nullptr ||
                    qobject_cast<QActionGroup*>(old) != nullptr) {
                    delete old;
                }
            }
            (this->*fill)(*part);
        });
    };
    add(tr("S&ort by"), &ProcessView::fillSortMenu);
    add(tr("Co&lumns"), &ProcessView::fillColumnMenu);
    add(tr("Mo&ve column"), &ProcessView::fillMoveMenu);
}

std::vector<int> ProcessView::columns() const {
    std::vector<int> result;
    result.reserve(header()->count());
    for (int visual = 0; visual < header()->count(); ++visual) {
        result.push_back(header()->logicalIndex(visual));
    }
    return result;
}

QString ProcessView::heading(int column) const {
    return model()->headerData(column, Qt::Horizontal).toString();
}

void ProcessView::fillSortMenu(QMenu& menu) {
    const int sorted = header()->sortIndicatorSection();
    const Qt::SortOrder order = header()->sortIndicatorOrder();
    auto* group = new QActionGroup(&menu);
    for (const int column : columns()) {
        if (header()->isSectionHidden(column)) {
            continue;
        }
        QAction* action = menu.addAction(heading(column));
        action->setCheckable(true);
        action->setChecked(column == sorted);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, column, order] { sortByColumn(column, order); });
    }
    menu.addSeparator();
    auto* orders = new QActionGroup(&menu);
    for (const auto& [text, wanted] : {std::pair{tr("&Ascending"), Qt::AscendingOrder},
                                       {tr("&Descending"), Qt::DescendingOrder}}) {
        QAction* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(order == wanted);
        orders->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, sorted, wanted] { sortByColumn(sorted, wanted); });
    }
}

void ProcessView::fillColumnMenu(QMenu& menu) {
    for (const int column : columns()) {
        QAction* action = menu.addAction(heading(column));
        action->setCheckable(true);
        action->setChecked(!header()->isSectionHidden(column));
        action->setEnabled(column != ProcessModel::Name);
        action->setToolTip(model()->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { header()->setSectionHidden(column, !shown); });
    }
}

void ProcessView::fillMoveMenu(QMenu& menu) {
    std::vector<int> shown = columns();
    std::erase_if(shown, [this](int column) { return header()->isSectionHidden(column); });
    for (std::size_t place = 0; place < shown.size(); ++place) {
        QMenu* part = menu.addMenu(heading(shown[place]));
        const auto add = [&](const QString& text, bool possible, std::size_t other) {
            QAction* action = part->addAction(text);
            action->setEnabled(possible);
            if (possible) {
                connect(action, &QAction::triggered, this,
                        [this, column = shown[place], to = shown[other]] {
                            header()->moveSection(header()->visualIndex(column),
                                                  header()->visualIndex(to));
                        });
            }
        };
        add(tr("To the &left"), place > 0, place - 1);
        add(tr("To the &right"), place + 1 < shown.size(), place + 1);
    }
}

} // namespace samepage::gui
