// SPDX-License-Identifier: GPL-2.0-or-later
// What happened, as marks on the time axis.
#pragma once

#include "client/history.h"

#include <QColor>
#include <QString>

#include <vector>

class QCPGraph;
class QCustomPlot;

namespace samepage::gui {

class ChartEvents {
public:
    // `plot` owns what is drawn, and must outlive it.
    explicit ChartEvents(QCustomPlot& plot);

    void setEvents(const std::vector<client::Event>& events);
    void setColors(const QColor& mark, const QColor& background);

    // Both included; oldest first.
    [[nodiscard]] std::vector<client::Event> between(qint64 from, qint64 to) const;
    // Of the marks within some pixels of this one, a line each; empty when
    // there are none.
    [[nodiscard]] QString textAt(double x) const;
    // Whether a mark can be meant at all with a mouse that high up.
    [[nodiscard]] bool isInReach(double y) const;

private:
    QCustomPlot& plot_;
    QCPGraph* marks_;
    std::vector<client::Event> events_;
};

} // namespace samepage::gui
