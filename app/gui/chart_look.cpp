// SPDX-License-Identifier: GPL-2.0-or-later
// The chart's colours and fonts.
#include "gui/chart.h"
#include "gui/theme_colors.h"

#include <QEvent>
#include <QPainter>

#include <qcustomplot.h>

#include <algorithm>

namespace samepage::gui {

void Chart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyColors();
        replotSoon();
    }
}

void Chart::paintEvent(QPaintEvent* /*event*/) {
    if (hasFocus()) {
        QPainter painter(this);
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void Chart::applyColors() {
    const ThemeColors colors(palette());
    const QColor background = palette().color(QPalette::Base);
    plot_->setBackground(background);

    QFont small = font();
    small.setPointSizeF(std::max(small.pointSizeF() * 0.9, 7.0));
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis, plot_->yAxis2, cpuAxis_}) {
        axis->setBasePen(axis == plot_->xAxis ? QPen(colors.grid) : QPen(Qt::NoPen));
        axis->setTickPen(Qt::NoPen);
        axis->setTickLabelColor(colors.dimText);
        axis->setTickLabelFont(small);
        axis->grid()->setPen(QPen(colors.grid, 1));
        axis->grid()->setZeroLinePen(QPen(colors.grid, 1));
    }
    // With two scales, each has the colour of its curve.
    plot_->yAxis2->setTickLabelColor(colors.curve(PassTime));
    cpuAxis_->setTickLabelColor(colors.curve(ScanCpu));

    for (int curve = 0; curve < CurveCount; ++curve) {
        const QColor color = colors.curve(static_cast<Curve>(curve));
        QPen pen(color, curve == Saved || curve == OwnSaved ? 2 : 1.5);
        pen.setCapStyle(Qt::RoundCap);
        pen.setJoinStyle(Qt::RoundJoin);
        curves_[curve]->setPen(pen);
        curves_[curve]->setAntialiased(true);
        tracers_[curve]->setPen(QPen(background, 1.5));
        tracers_[curve]->setBrush(color);
    }
    for (const Curve curve : {Saved, ScanRate, OwnSaved}) {
        QColor area = colors.curve(curve);
        area.setAlphaF(0.14F);
        curves_[curve]->setBrush(area);
    }
    marks_->setColors(colors.dimText, background);
    crosshair_->setPen(QPen(colors.dimText, 1, Qt::DashLine));
    hint_->setColor(colors.dimText);
    hint_->setFont(font());
    hint_->setBrush(background); // the grid must not run through the words
    hint_->setPadding(QMargins(10, 4, 10, 4));
}

} // namespace samepage::gui
