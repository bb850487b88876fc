// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_delegate.h"

#include "gui/process_model.h"

#include <QPainter>

namespace samepage::gui {
namespace {

constexpr int dotSize = 8;
constexpr int dotSpace = 14; // from the start of the cell to its text

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
    if (index.column() != ProcessModel::State) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = cell.text;
    cell.text.clear();
    const QWidget* widget = option.widget;
    const QStyle* style = widget->style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, widget);

    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &cell, widget) + 1;
    const QRect inner = option.rect.adjusted(margin, 0, -margin, 0);
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    const QPalette::ColorGroup group =
        (option.state & QStyle::State_Active) != 0 ? QPalette::Active : QPalette::Inactive;
    const QColor textColor =
        cell.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);

    const QColor color = stateColor(index, colorsFor(option.palette));
    painter->save();
    if (color.isValid()) {
        const QRect dot(inner.left(), inner.top() + (inner.height() - dotSize) / 2, dotSize,
                        dotSize);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(selected ? QPen(textColor, 1) : QPen(Qt::NoPen));
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
