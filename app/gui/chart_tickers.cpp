// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_tickers.h"

#include <algorithm>
#include <cmath>

namespace samepage::gui {
namespace {

QString label(Curve curve, double tick) {
    if (tick == 0) {
        return QStringLiteral("0");
    }
    return curveValue(curve, tick);
}

} // namespace

double ValueTicker::stepFor(double range) const {
    const double rough = std::max(range / tickCount(), 1e-3);
    if (isSize(curve_)) {
        return std::exp2(std::ceil(std::log2(rough)));
    }
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (rough <= step * power) {
            return step * power;
        }
    }
    return 10 * power;
}

double ValueTicker::getTickStep(const QCPRange& range) {
    return stepFor(range.size());
}

QString ValueTicker::getTickLabel(double tick, const QLocale& /*locale*/, QChar /*format*/,
                                  int /*precision*/) {
    return label(curve_, tick);
}

LogTicker::LogTicker(Curve curve)
    : curve_(curve) {
    // 4 KiB, 64 KiB, 1 MiB, 16 MiB, ...
    setLogBase(isSize(curve) ? 16 : 10);
    setTickCount(4);
    setSubTickCount(0);
}

QString LogTicker::getTickLabel(double tick, const QLocale& /*locale*/, QChar /*format*/,
                                int /*precision*/) {
    return label(curve_, tick);
}

QString timeFormatFor(double seconds) {
    constexpr double hour = 3600;
    constexpr double day = 24 * hour;
    if (seconds < 240) { // several ticks within a minute
        return QStringLiteral("HH:mm:ss");
    }
    if (seconds < 20 * hour) {
        return QStringLiteral("HH:mm");
    }
    return seconds < 5 * day ? QStringLiteral("ddd HH:mm") : QStringLiteral("d MMM");
}

} // namespace samepage::gui
