// SPDX-License-Identifier: GPL-2.0-or-later
// Cells of the process table: quiet where there is nothing to see, a coloured
// dot where there is.
#pragma once

#include "gui/theme_colors.h"

#include <QStyledItemDelegate>

#include <optional>

namespace samepage::gui {

class ProcessDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    void paintState(QPainter* painter, const QStyleOptionViewItem& option,
                    const QModelIndex& index) const;
    void paintTrend(QPainter* painter, const QStyleOptionViewItem& option,
                    const QModelIndex& index) const;
    [[nodiscard]] const ThemeColors& colorsFor(const QPalette& palette) const;

    // Working them out is too much for each cell; palettes seldom change.
    mutable qint64 paletteKey_ = 0;
    mutable std::optional<ThemeColors> colors_;
};

} // namespace samepage::gui
