// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QColor>

class QPainter;
class QRectF;

namespace samepage::gui {

class SavingTrend;

// Draws the trend as a small curve into `cell`, whose right edge is now. Nothing is
// drawn while it is not known.
void drawTrend(QPainter& painter, const QRectF& cell, const SavingTrend& trend,
               const QColor& color);

} // namespace samepage::gui
