// SPDX-License-Identifier: GPL-2.0-or-later
// What is written along the axes.
#pragma once

#include "gui/chart_curves.h"

#include <qcustomplot.h>

namespace samepage::gui {

// Sizes in IEC units, at powers of two; rates and durations in round numbers.
class ValueTicker : public QCPAxisTicker {
public:
    explicit ValueTicker(Curve curve)
        : curve_(curve) {
        setTickCount(4);
    }

    [[nodiscard]] double stepFor(double range) const;

protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

private:
    Curve curve_;
};

class LogTicker : public QCPAxisTickerLog {
public:
    explicit LogTicker(Curve curve);

protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

private:
    Curve curve_;
};

// The format of times on an axis of so many seconds.
[[nodiscard]] QString timeFormatFor(double seconds);

} // namespace samepage::gui
