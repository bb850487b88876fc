// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart.h"

#include "gui/format.h"
#include "gui/theme_colors.h"

#include <QDateTime>
#include <QEvent>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace samepage::gui {
namespace {

double seconds(quint64 usec) {
    return static_cast<double>(usec) / 1e6;
}

double now() {
    return static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1000.0;
}

quint64 valueOf(const Sample& sample, int curve) {
    return curve == Chart::Sharing ? sample.counters.pagesSharing : sample.counters.pagesShared;
}

// The top of the axis: a bit of air, and a round number so that it stays still
// while the curve moves.
double roundUp(double value) {
    const double power = std::pow(10, std::floor(std::log10(std::max(value, 1.0))));
    for (const double step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0}) {
        if (value <= step * power) {
            return step * power;
        }
    }
    return 10 * power;
}

} // namespace

Chart::Chart(QWidget* parent)
    : QWidget(parent)
    , plot_(new QCustomPlot(this))
    , timeTicker_(QSharedPointer<QCPAxisTickerDateTime>::create())
    , crosshair_(nullptr)
    , hint_(nullptr) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Chart of merged pages over time"));
    plot_->setFocusPolicy(Qt::NoFocus);
    plot_->setAttribute(Qt::WA_OpaquePaintEvent, false);
    plot_->setNoAntialiasingOnDrag(true);
    plot_->setMouseTracking(true);
    plot_->installEventFilter(this);
    // The size of the parts around it is this widget's matter.
    plot_->setMinimumSize(1, 1);

    for (int curve = 0; curve < CurveCount; ++curve) {
        curves_[curve] = plot_->addGraph();
        curves_[curve]->setAdaptiveSampling(true);
    }
    timeTicker_->setDateTimeFormat(QStringLiteral("HH:mm"));
    timeTicker_->setTickCount(5);
    timeTicker_->setTickStepStrategy(QCPAxisTicker::tssReadability);
    plot_->xAxis->setTicker(timeTicker_);
    plot_->yAxis->setNumberFormat(QStringLiteral("f"));
    plot_->yAxis->setNumberPrecision(0);
    plot_->yAxis->ticker()->setTickCount(4);
    plot_->xAxis->setSubTicks(false);
    plot_->yAxis->setSubTicks(false);
    plot_->xAxis->grid()->setVisible(false);
    plot_->axisRect()->setMinimumMargins(QMargins(8, 10, 14, 6));
    plot_->setLocale(QLocale());

    crosshair_ = new QCPItemLine(plot_);
    crosshair_->setVisible(false);
    crosshair_->setClipToAxisRect(true);
    for (int curve = 0; curve < CurveCount; ++curve) {
        auto* tracer = new QCPItemTracer(plot_);
        tracer->setStyle(QCPItemTracer::tsCircle);
        tracer->setSize(8);
        tracer->setVisible(false);
        tracers_[curve] = tracer;
    }
    hint_ = new QCPItemText(plot_);
    hint_->position->setType(QCPItemPosition::ptAxisRectRatio);
    hint_->position->setCoords(0.5, 0.45);
    hint_->setPositionAlignment(Qt::AlignCenter);
    hint_->setTextAlignment(Qt::AlignCenter);
    hint_->setText(tr("Waiting for the first numbers…"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot_);
    applyColors();
    rescale();
}

void Chart::add(quint64 usec, const client::Counters& counters) {
    const bool wasEmpty = series_.samples().empty();
    const quint64 lastBefore = wasEmpty ? 0 : series_.last()->usec;
    if (!series_.add(usec, counters)) {
        return;
    }
    if (usec < lastBefore) { // the clock was set back
        for (QCPGraph* curve : curves_) {
            curve->data()->clear();
        }
    }
    appendToGraphs(*series_.last());
    for (QCPGraph* curve : curves_) {
        curve->data()->removeBefore(seconds(usec - std::min(usec, ChartSeries::span)));
    }
    setAccessibleDescription(tr("Pages sharing: %1. Pages shared: %2. Saved: %3.")
                                 .arg(formatCount(counters.pagesSharing),
                                      formatCount(counters.pagesShared),
                                      formatSize(counters.savedBytes)));
    replotSoon();
}

void Chart::appendToGraphs(const Sample& sample) {
    for (int curve = 0; curve < CurveCount; ++curve) {
        if (sample.afterGap) {
            // Not a number: the line is interrupted.
            curves_[curve]->addData(seconds(sample.usec) - 0.5,
                                    std::numeric_limits<double>::quiet_NaN());
        }
        curves_[curve]->addData(seconds(sample.usec), static_cast<double>(valueOf(sample, curve)));
    }
}

void Chart::setMinutes(int minutes) {
    minutes_ =
        std::clamp(minutes, 1, static_cast<int>(ChartSeries::span / ChartSeries::second / 60));
    // A range of a minute has several ticks within the same minute.
    timeTicker_->setDateTimeFormat(minutes_ < 3 ? QStringLiteral("HH:mm:ss")
                                                : QStringLiteral("HH:mm"));
    replotSoon();
}

void Chart::setCurveVisible(Curve curve, bool visible) {
    curves_[curve]->setVisible(visible);
    placeCrosshair();
    replotSoon();
}

bool Chart::isCurveVisible(Curve curve) const {
    return curves_[curve]->visible();
}

void Chart::rescale() {
    const Sample* last = series_.last();
    const double end = last != nullptr ? seconds(last->usec) : now();
    plot_->xAxis->setRange(end - minutes_ * 60, end);

    quint64 top = 0;
    for (const Sample& sample : series_.samples()) {
        if (seconds(sample.usec) < end - minutes_ * 60) {
            continue;
        }
        for (int curve = 0; curve < CurveCount; ++curve) {
            if (curves_[curve]->visible()) {
                top = std::max(top, valueOf(sample, curve));
            }
        }
    }
    constexpr double least = 100; // an axis of 0 to 1 page tells nothing
    plot_->yAxis->setRange(0, std::max(least, roundUp(static_cast<double>(top) * 1.08)));

    const bool idle = last != nullptr && top == 0 && last->counters.pagesSharing == 0;
    hint_->setVisible(last == nullptr || idle);
    hint_->setText(last == nullptr ? tr("Waiting for the first numbers…")
                                   : tr("Nothing is merged yet"));
}

void Chart::replotSoon() {
    // A window nobody sees costs nothing; showEvent() makes up for it.
    if (isVisible()) {
        rescale();
        placeCrosshair();
        plot_->replot(QCustomPlot::rpQueuedReplot);
    }
}

void Chart::setHovered(const Sample* sample) {
    if (sample == nullptr ? !hovered_.has_value()
                          : hovered_.has_value() && hovered_->usec == sample->usec) {
        return;
    }
    hovered_ = sample == nullptr ? std::nullopt : std::optional<Sample>(*sample);
    placeCrosshair();
    plot_->replot(QCustomPlot::rpQueuedReplot);
    emit hoveredChanged();
}

void Chart::placeCrosshair() {
    const bool shown =
        hovered_.has_value() && plot_->xAxis->range().contains(seconds(hovered_->usec));
    crosshair_->setVisible(shown);
    for (int curve = 0; curve < CurveCount; ++curve) {
        tracers_[curve]->setVisible(shown && curves_[curve]->visible());
        if (shown) {
            tracers_[curve]->position->setCoords(seconds(hovered_->usec),
                                                 static_cast<double>(valueOf(*hovered_, curve)));
        }
    }
    if (shown) {
        crosshair_->start->setCoords(seconds(hovered_->usec), 0);
        crosshair_->end->setCoords(seconds(hovered_->usec), plot_->yAxis->range().upper);
    }
}

bool Chart::eventFilter(QObject* watched, QEvent* event) {
    if (watched == plot_) {
        if (event->type() == QEvent::MouseMove) {
            const QPointF position = static_cast<QMouseEvent*>(event)->position();
            const double time = plot_->xAxis->pixelToCoord(position.x());
            const bool inside = plot_->axisRect()->rect().contains(position.toPoint());
            setHovered(inside && time > 0 ? series_.nearest(static_cast<quint64>(time * 1e6))
                                          : nullptr);
        } else if (event->type() == QEvent::Leave) {
            setHovered(nullptr);
        } else if (event->type() == QEvent::MouseButtonPress) {
            setFocus(Qt::MouseFocusReason);
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Chart::keyPressEvent(QKeyEvent* event) {
    const Sample* last = series_.last();
    if (last == nullptr) {
        QWidget::keyPressEvent(event);
        return;
    }
    const quint64 here = hovered_ ? hovered_->usec : last->usec;
    constexpr int far = 30; // seconds, with a sample each
    switch (event->key()) {
    case Qt::Key_Left:
        setHovered(series_.step(here, -1));
        break;
    case Qt::Key_Right:
        setHovered(series_.step(here, 1));
        break;
    case Qt::Key_PageUp:
        setHovered(series_.step(here, -far));
        break;
    case Qt::Key_PageDown:
        setHovered(series_.step(here, far));
        break;
    case Qt::Key_Home:
        setHovered(&series_.samples().front());
        break;
    case Qt::Key_End:
        setHovered(last);
        break;
    case Qt::Key_Escape:
        setHovered(nullptr);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Chart::focusOutEvent(QFocusEvent* event) {
    setHovered(nullptr);
    QWidget::focusOutEvent(event);
}

void Chart::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    rescale();
    placeCrosshair();
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

bool Chart::event(QEvent* event) {
    if (event->type() == QEvent::DevicePixelRatioChange) {
        plot_->setBufferDevicePixelRatio(devicePixelRatioF());
        replotSoon();
    }
    return QWidget::event(event);
}

void Chart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyColors();
        replotSoon();
    }
}

void Chart::applyColors() {
    const ThemeColors colors(palette());
    const QColor background = palette().color(QPalette::Base);
    plot_->setBackground(background);

    QFont small = font();
    small.setPointSizeF(std::max(small.pointSizeF() * 0.9, 7.0));
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
        axis->setBasePen(QPen(colors.grid));
        axis->setTickPen(Qt::NoPen);
        axis->setTickLabelColor(colors.dimText);
        axis->setTickLabelFont(small);
        axis->grid()->setPen(QPen(colors.grid, 1));
        axis->grid()->setZeroLinePen(QPen(colors.grid, 1));
    }
    plot_->yAxis->setBasePen(Qt::NoPen);

    const QColor lines[CurveCount] = {colors.sharing, colors.shared};
    for (int curve = 0; curve < CurveCount; ++curve) {
        QPen pen(lines[curve], 2);
        pen.setCapStyle(Qt::RoundCap);
        pen.setJoinStyle(Qt::RoundJoin);
        curves_[curve]->setPen(pen);
        curves_[curve]->setAntialiased(true);
        tracers_[curve]->setPen(QPen(background, 1.5));
        tracers_[curve]->setBrush(lines[curve]);
    }
    QColor area = colors.sharing;
    area.setAlphaF(0.14F);
    curves_[Sharing]->setBrush(area);
    crosshair_->setPen(QPen(colors.dimText, 1, Qt::DashLine));
    hint_->setColor(colors.dimText);
    hint_->setFont(font());
    hint_->setBrush(background); // the grid must not run through the words
    hint_->setPadding(QMargins(10, 4, 10, 4));
}

} // namespace samepage::gui
