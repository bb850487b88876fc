// SPDX-License-Identifier: GPL-2.0-or-later
// The chart's axes: what part of time, and how much, is on them.
#include "gui/chart.h"
#include "gui/chart_tickers.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace samepage::gui {
namespace {

// An axis of 0 to 1 byte tells nothing.
double leastTop(Curve curve) {
    switch (curve) {
    case ScanRate:
        return 100;
    case ScanCpu:
        return 5;
    case PassTime:
        return 1;
    default:
        return 1 << 20;
    }
}

} // namespace

void Chart::applyScale() {
    for (QCPAxis* axis : {plot_->yAxis, cpuAxis_, plot_->yAxis2}) {
        const Curve curve = kindOf(axis);
        axis->setScaleType(logarithmic_ ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
        axis->setTicker(logarithmic_ ? QSharedPointer<QCPAxisTicker>(new LogTicker(curve))
                                     : QSharedPointer<QCPAxisTicker>(new ValueTicker(curve)));
    }
}

Curve Chart::kindOf(const QCPAxis* axis) const {
    if (axis == plot_->yAxis2) {
        return PassTime;
    }
    if (axis == cpuAxis_) {
        return ScanCpu;
    }
    return view_ == ChartView::Scanner ? ScanRate : Saved;
}

void Chart::rescaleTime() {
    const double width = axisSeconds(window_.width());
    timeTicker_->setDateTimeFormat(timeFormatFor(width));
    const double end = axisSeconds(window_.to());
    plot_->xAxis->setRange(end - width, end);
}

void Chart::rescaleValues() {
    constexpr double none = std::numeric_limits<double>::infinity();
    for (QCPAxis* axis : {plot_->yAxis, cpuAxis_, plot_->yAxis2}) {
        const Curve kind = kindOf(axis);
        axis->setVisible(axis == plot_->yAxis || (view_ == ChartView::Scanner && visible_[kind]));
        double top = 0;
        double least = none; // above 0
        const auto [first, last] = shownRange();
        for (const Curve curve : shownCurves()) {
            if (axisOf(curve) != axis) {
                continue;
            }
            // One more at each end, as the lines come from there.
            for (std::size_t at = first > 0 ? first - 1 : 0;
                 at < std::min(last + 1, points_.readings().size()); ++at) {
                const double value = points_.readings()[at].values[curve];
                top = std::max(top, std::isnan(value) ? 0 : value);
                least = value > 0 ? std::min(least, value) : least;
            }
        }
        top = std::max(top * 1.08, leastTop(kind));
        if (logarithmic_) {
            axis->setRange(std::min(least == none ? top / 1000 : least / 2, top / 20), top * 1.5);
            continue;
        }
        // A round number stays still while the curve moves.
        const double step = ValueTicker(kind).stepFor(top);
        axis->setRange(0, std::ceil(top / step * 2) * step / 2);
    }
}

} // namespace samepage::gui
