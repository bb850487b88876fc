// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/hover_frame.h"

#include "gui/theme_colors.h"

#include <QAbstractButton>
#include <QPainter>

namespace samepage::gui {

void paintHoverFrame(QPainter& painter, const QAbstractButton& button, float fill) {
    const QPalette& palette = button.palette();
    QColor ground = ThemeColors(palette).grid;
    ground.setAlphaF(fill);
    painter.setPen(button.hasFocus() ? palette.color(QPalette::Highlight) : Qt::transparent);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(button.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace samepage::gui
