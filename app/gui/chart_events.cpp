// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart_events.h"

#include "gui/chart_text.h"
#include "gui/time_window.h"

#include <QCoreApplication>
#include <QPainterPath>
#include <QStringList>

#include <qcustomplot.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace samepage::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(samepage::gui::Chart)
};

constexpr double reach = 5;   // pixels to each side
constexpr double height = 18; // above the axis
constexpr qsizetype most = 8; // lines

// A flag that stands on the axis.
QPainterPath flag() {
    QPainterPath path;
    path.moveTo(0, 0);
    path.lineTo(-4, -7);
    path.lineTo(4, -7);
    path.closeSubpath();
    return path;
}

} // namespace

ChartEvents::ChartEvents(QCustomPlot& plot)
    : plot_(plot)
    , marks_(nullptr) {
    // An axis rectangle has room for a second axis on each side: this one is
    // never seen, and keeps the marks at the bottom.
    QCPAxis* axis = plot.axisRect()->addAxis(QCPAxis::atRight);
    axis->setVisible(false);
    axis->setRange(0, 1);
    marks_ = plot.addGraph(plot.xAxis, axis);
    marks_->setLineStyle(QCPGraph::lsNone);
    marks_->setAdaptiveSampling(false);
}

void ChartEvents::setEvents(const std::vector<client::Event>& events) {
    events_ = events;
    std::ranges::stable_sort(events_, {}, &client::Event::usec);
    QVector<double> times;
    QVector<double> heights;
    for (const client::Event& event : events_) {
        times << axisSeconds(event.usec);
        heights << 0;
    }
    marks_->setData(times, heights, true);
}

void ChartEvents::setColors(const QColor& mark, const QColor& background) {
    marks_->setScatterStyle(QCPScatterStyle(flag(), QPen(background, 1), QBrush(mark), 1));
    QCPScatterStyle style = marks_->scatterStyle();
    style.setShape(QCPScatterStyle::ssCustom);
    style.setSize(6); // a custom shape is drawn as it is at 6
    marks_->setScatterStyle(style);
}

std::vector<client::Event> ChartEvents::between(qint64 from, qint64 to) const {
    std::vector<client::Event> result;
    std::ranges::copy_if(events_, std::back_inserter(result), [from, to](const client::Event& e) {
        return std::cmp_greater_equal(e.usec, from) && std::cmp_less_equal(e.usec, to);
    });
    return result;
}

QString ChartEvents::textAt(double x) const {
    const double from = plot_.xAxis->pixelToCoord(x - reach);
    const double to = plot_.xAxis->pixelToCoord(x + reach);
    QStringList lines;
    qsizetype left = 0;
    for (auto event = std::ranges::lower_bound(
             events_, from, {}, [](const client::Event& e) { return axisSeconds(e.usec); });
         event != events_.end() && axisSeconds(event->usec) <= to; ++event) {
        if (lines.size() < most) {
            lines << Words::tr("%1  %2", "time and event")
                         .arg(formatMomentShort(event->usec), eventText(*event));
        } else {
            ++left;
        }
    }
    if (left > 0) {
        lines << Words::tr("… and %1 more").arg(left);
    }
    return lines.join(QChar(u'\n'));
}

bool ChartEvents::isInReach(double y) const {
    const QRect rect = plot_.axisRect()->rect();
    return y > rect.bottom() - height && y < rect.bottom() + height / 3;
}

} // namespace samepage::gui
