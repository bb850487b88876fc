// SPDX-License-Identifier: GPL-2.0-or-later
// Cells of the process table: quiet where there is nothing to see, a coloured
// dot where there is.
#pragma once

#include <QStyledItemDelegate>

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
};

} // namespace samepage::gui
