// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_delegate.h"

#include "gui/process_model.h"
#include "gui/trend_cell.h"

#include <QPainter>

namespace samepage::gui {
namespace {

constexpr int dotSize = 8;
constexpr int dotSpace = 14;  // from the start of the cell to its text
constexpr int trendSpace = 4; // above and below the curve

QColor stateColor(const QModelIndex& index, const ThemeColors& colors) {
    switch (static_cast<Activity>(index.data(ProcessModel::ActivityRole).toInt())) {
    case Activity::Failed:
        return colors.tone(Tone::Error);
    case Activity::Waiting:
    case Activity::Marking:
    case Activity::Unmarking:
        return colors.tone(Tone::Warning);
    case Activity::None:
        break;
    }
    return index.data(ProcessModel::MarkedRole).toBool() ? colors.tone(Tone::Good) : QColor();
}

bool isSelected(const QStyleOptionViewItem& cell) {
    return (cell.state & QStyle::State_Selected) != 0;
}

QColor textColorOf(const QStyleOptionViewItem& cell) {
    const QPalette::ColorGroup group =
        (cell.state & QStyle::State_Active) != 0 ? QPalette::Active : QPalette::Inactive;
    return cell.palette.color(group, isSelected(cell) ? QPalette::HighlightedText : QPalette::Text);
}

QRect innerRect(const QStyleOptionViewItem& cell) {
    const int margin =
        cell.widget->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, &cell, cell.widget) + 1;
    return cell.rect.adjusted(margin, 0, -margin, 0);
}

void drawWithoutText(QPainter& painter, QStyleOptionViewItem cell) {
    cell.text.clear();
    cell.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, &painter, cell.widget);
}

} // namespace

const ThemeColors& ProcessDelegate::colorsFor(const QPalette& palette) const {
    if (!colors_ || paletteKey_ != palette.cacheKey()) {
        paletteKey_ = palette.cacheKey();
        colors_.emplace(palette);
    }
    return *colors_;
}

void ProcessDelegate::initStyleOption(QStyleOptionViewItem* option,
                                      const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    // Names are cut at their end, units keep both: the end tells them apart.
    option->textElideMode = index.column() == ProcessModel::Unit ? Qt::ElideMiddle : Qt::ElideRight;
    if (index.data(ProcessModel::DimRole).toBool()) {
        option->palette.setColor(QPalette::Text, colorsFor(option->palette).dimText);
    }
}

void ProcessDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    if (index.column() == ProcessModel::State) {
        paintState(painter, option, index);
    } else if (index.column() == ProcessModel::Trend) {
        paintTrend(painter, option, index);
    } else {
        QStyledItemDelegate::paint(painter, option, index);
    }
}

void ProcessDelegate::paintState(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = cell.text;
    drawWithoutText(*painter, cell);
    const QRect inner = innerRect(cell);
    const QColor textColor = textColorOf(cell);

    const QColor color = stateColor(index, colorsFor(option.palette));
    painter->save();
    if (color.isValid()) {
        const QRect dot(inner.left(), inner.top() + (inner.height() - dotSize) / 2, dotSize,
                        dotSize);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(isSelected(cell) ? QPen(textColor, 1) : QPen(Qt::NoPen));
        painter->setBrush(color);
        painter->drawEllipse(QStyle::visualRect(option.direction, option.rect, dot));
    }
    const QRect words =
        QStyle::visualRect(option.direction, option.rect, inner.adjusted(dotSpace, 0, 0, 0));
    painter->setPen(textColor);
    painter->setFont(cell.font);
    painter->drawText(words,
                      static_cast<int>(Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine),
                      cell.fontMetrics.elidedText(text, Qt::ElideRight, words.width()));
    painter->restore();
}

void ProcessDelegate::paintTrend(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    const QVariant trend = index.data(ProcessModel::TrendRole);
    if (!trend.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    drawWithoutText(*painter, cell);
    drawTrend(*painter, QRectF(innerRect(cell)).adjusted(0, trendSpace, 0, -trendSpace),
              trend.value<SavingTrend>(),
              isSelected(cell) ? textColorOf(cell) : colorsFor(option.palette).sharing);
}

QSize ProcessDelegate::sizeHint(const QStyleOptionViewItem& option,
                                const QModelIndex& index) const {
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(size.height(), option.fontMetrics.height() + 8));
    if (index.column() == ProcessModel::State) {
        size.rwidth() += dotSpace;
    }
    return size;
}

} // namespace samepage::gui
