// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/trend_cell.h"

#include "gui/saving_trend.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <chrono>

namespace samepage::gui {
namespace {

constexpr double lineWidth = 1.5;
constexpr double dotRadius = 2;
constexpr double fillOpacity = 0.16;

QPolygonF curveOf(const SavingTrend& trend, const QRectF& area) {
    const auto& samples = trend.samples();
    const auto [least, most] = std::ranges::minmax(
        samples, {}, [](const SavingTrend::Sample& sample) { return sample.bytes; });
    const auto low = static_cast<double>(least.bytes);
    const auto high = static_cast<double>(most.bytes);
    // What hardly moves is to look like that, and runs through the middle.
    const double span = std::max(high - low, high / 4);
    const double bottom = (low + high - span) / 2;

    using Seconds = std::chrono::duration<double>;
    const SavingTrend::Time now = samples.back().time;
    QPolygonF curve;
    for (const SavingTrend::Sample& sample : samples) {
        const double age = Seconds(now - sample.time) / Seconds(SavingTrend::window);
        const double height = (static_cast<double>(sample.bytes) - bottom) / span;
        curve << QPointF(area.right() - age * area.width(), area.bottom() - height * area.height());
    }
    return curve;
}

} // namespace

void drawTrend(QPainter& painter, const QRectF& cell, const SavingTrend& trend,
               const QColor& color) {
    if (!trend.isKnown()) {
        return;
    }
    const QRectF area = cell.adjusted(dotRadius, dotRadius, -dotRadius, -dotRadius);
    const QPolygonF curve = curveOf(trend, area);
    QPolygonF below = curve;
    below << QPointF(curve.last().x(), cell.bottom()) << QPointF(curve.first().x(), cell.bottom());
    QColor fill = color;
    fill.setAlphaF(static_cast<float>(fillOpacity));

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(below);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, lineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(curve);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(curve.last(), dotRadius, dotRadius);
    painter.restore();
}

} // namespace samepage::gui
