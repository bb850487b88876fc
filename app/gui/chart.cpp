// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/chart.h"

#include <QDateTime>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace samepage::gui {
namespace {

qint64 clockNow() {
    return QDateTime::currentMSecsSinceEpoch() * 1000;
}

} // namespace

Chart::Chart(QWidget* parent)
    : QWidget(parent)
    , plot_(new QCustomPlot(this))
    , cpuAxis_(plot_->axisRect()->addAxis(QCPAxis::atRight))
    , timeTicker_(QSharedPointer<QCPAxisTickerDateTime>::create())
    , crosshair_(nullptr)
    , hint_(nullptr) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Chart of merging over time"));
    for (int curve = 0; curve < CurveCount; ++curve) {
        visible_[curve] = shownAtFirst(static_cast<Curve>(curve));
    }
    window_.setNow(clockNow());
    buildPlot();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1); // where the frame of the focus goes
    layout->addWidget(plot_);
    applyColors();
    applyScale();
    rescaleTime();
    rescaleValues();
    updateHint();
}

Chart::~Chart() = default;

void Chart::buildPlot() {
    plot_->setFocusPolicy(Qt::NoFocus);
    plot_->setNoAntialiasingOnDrag(true);
    plot_->setMouseTracking(true);
    plot_->installEventFilter(this);
    // The size of the parts around it is this widget's matter.
    plot_->setMinimumSize(1, 1);
    plot_->setLocale(QLocale());

    timeTicker_->setTickCount(5);
    timeTicker_->setTickStepStrategy(QCPAxisTicker::tssReadability);
    plot_->xAxis->setTicker(timeTicker_);
    plot_->xAxis->setSubTicks(false);
    plot_->yAxis->setSubTicks(false);
    plot_->yAxis2->setSubTicks(false);
    cpuAxis_->setSubTicks(false);
    cpuAxis_->grid()->setVisible(false);
    plot_->xAxis->grid()->setVisible(false);
    plot_->axisRect()->setMinimumMargins(QMargins(8, 10, 14, 6));

    // The ones that matter most are drawn last.
    for (int number = CurveCount - 1; number >= 0; --number) {
        const auto curve = static_cast<Curve>(number);
        QCPGraph* graph = plot_->addGraph(plot_->xAxis, axisOf(curve));
        graph->setName(curveName(curve));
        graph->setAdaptiveSampling(true);
        if (curve == PassTime) {
            graph->setLineStyle(QCPGraph::lsStepLeft); // it is so until the next one
        }
        curves_[curve] = graph;
        auto* tracer = new QCPItemTracer(plot_);
        tracer->position->setAxes(plot_->xAxis, axisOf(curve));
        tracer->setStyle(QCPItemTracer::tsCircle);
        tracer->setSize(8);
        tracer->setVisible(false);
        tracers_[curve] = tracer;
    }
    marks_ = std::make_unique<ChartEvents>(*plot_);

    crosshair_ = new QCPItemLine(plot_);
    for (QCPItemPosition* end : {crosshair_->start, crosshair_->end}) {
        end->setTypeX(QCPItemPosition::ptPlotCoords);
        end->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    crosshair_->setVisible(false);
    crosshair_->setClipToAxisRect(true);
    hint_ = new QCPItemText(plot_);
    hint_->position->setType(QCPItemPosition::ptAxisRectRatio);
    hint_->position->setCoords(0.5, 0.45);
    hint_->setPositionAlignment(Qt::AlignCenter);
    hint_->setTextAlignment(Qt::AlignCenter);
}

QCPAxis* Chart::axisOf(Curve curve) const {
    if (curve == ScanCpu) {
        return cpuAxis_;
    }
    return curve == PassTime ? plot_->yAxis2 : plot_->yAxis;
}

// --- numbers ---------------------------------------------------------------

void Chart::add(quint64 usec, const client::Counters& counters) {
    const quint64 before = series_.last() != nullptr ? series_.last()->usec : 0;
    if (!series_.add(usec, counters)) {
        return;
    }
    if (usec < before) { // the clock was set back
        history_ = ChartPoints(view_);
    }
    window_.setNow(static_cast<qint64>(usec));
    mergePoints();
    moveWindow();
}

void Chart::setHistory(const ChartPoints& points, const std::vector<client::Event>& events,
                       quint64 allowedPause) {
    history_ = points;
    allowedPause_ = allowedPause;
    marks_->setEvents(events);
    mergePoints();
    replotSoon();
}

void Chart::setProcesses(std::vector<Reading> readings, const QString& hint) {
    processes_ = ChartPoints::ofReadings(ChartView::Processes, std::move(readings));
    processHint_ = hint;
    if (view_ != ChartView::Processes) {
        return;
    }
    // Lists and counters come at moments of their own.
    if (!processes_.readings().empty() &&
        std::cmp_greater(processes_.readings().back().usec, window_.now())) {
        window_.setNow(static_cast<qint64>(processes_.readings().back().usec));
    }
    mergePoints();
    moveWindow();
}

void Chart::mergePoints() {
    if (view_ == ChartView::Processes) {
        points_ = processes_;
    } else {
        points_ = history_.view() == view_ ? history_ : ChartPoints(view_);
        points_.append(series_, allowedPause_);
    }
    if (isSeen()) {
        fillGraphs();
    }
}

void Chart::fillGraphs() {
    for (int curve = 0; curve < CurveCount; ++curve) {
        QVector<QCPGraphData> line;
        if (viewOf(static_cast<Curve>(curve)) == view_) {
            line.reserve(static_cast<qsizetype>(points_.readings().size()));
            for (const Reading& reading : points_.readings()) {
                line << QCPGraphData(axisSeconds(reading.usec), reading.values[curve]);
            }
        }
        curves_[curve]->data()->set(line, true);
    }
    if (hovered_) {
        const Reading* still = points_.nearest(hovered_->usec);
        hovered_ = still != nullptr ? std::optional(*still) : std::nullopt;
        emit hoveredChanged();
    }
}

std::optional<Reading> Chart::latest() const {
    if (view_ == ChartView::Processes) {
        const Reading* last = processes_.nearest(std::numeric_limits<quint64>::max());
        return last != nullptr ? std::optional(*last) : std::nullopt;
    }
    if (series_.last() == nullptr) {
        return std::nullopt;
    }
    ChartPoints own(view_);
    own.append(series_, ChartSeries::gap);
    const Reading* last = own.nearest(series_.last()->usec);
    return last != nullptr ? std::optional(*last) : std::nullopt;
}

std::pair<std::size_t, std::size_t> Chart::shownRange() const {
    const std::vector<Reading>& all = points_.readings();
    const auto from = static_cast<quint64>(std::max<qint64>(window_.from(), 0));
    const auto to = static_cast<quint64>(std::max<qint64>(window_.to(), 0));
    const auto first = std::ranges::lower_bound(all, from, {}, &Reading::usec);
    const auto last = std::ranges::upper_bound(first, all.end(), to, {}, &Reading::usec);
    return {static_cast<std::size_t>(first - all.begin()),
            static_cast<std::size_t>(last - all.begin())};
}

std::vector<Reading> Chart::shownReadings() const {
    const auto [first, last] = shownRange();
    std::vector<Reading> known;
    for (std::size_t at = first; at < last; ++at) {
        if (points_.readings()[at].known()) {
            known.push_back(points_.readings()[at]);
        }
    }
    return known;
}

std::vector<client::Event> Chart::shownEvents() const {
    return marks_->between(window_.from(), window_.to());
}

std::vector<Curve> Chart::shownCurves() const {
    std::vector<Curve> curves = curvesOf(view_);
    std::erase_if(curves, [this](Curve curve) { return !visible_[curve]; });
    return curves;
}

// --- what is shown of them -------------------------------------------------

void Chart::setView(ChartView view) {
    if (view_ == view) {
        return;
    }
    view_ = view;
    hovered_.reset();
    applyScale();
    mergePoints();
    moveWindow();
    emit hoveredChanged();
}

void Chart::setCurveVisible(Curve curve, bool visible) {
    visible_[curve] = visible;
    replotSoon();
}

void Chart::setLogarithmic(bool logarithmic) {
    if (logarithmic_ == logarithmic) {
        return;
    }
    logarithmic_ = logarithmic;
    applyScale();
    replotSoon();
    emit logarithmicChanged(logarithmic);
}

void Chart::setWidth(qint64 usec) {
    window_.setWidth(usec);
    moveWindow();
}

void Chart::follow() {
    window_.follow();
    moveWindow();
}

void Chart::pan(double windows) {
    window_.pan(static_cast<qint64>(windows * static_cast<double>(window_.width())));
    moveWindow();
}

void Chart::zoom(double factor) {
    const qint64 anchor = hovered_                ? static_cast<qint64>(hovered_->usec)
                          : window_.isFollowing() ? window_.to()
                                                  : window_.from() + window_.width() / 2;
    window_.zoom(factor, anchor);
    moveWindow();
}

void Chart::moveWindow() {
    replotSoon();
    emit windowChanged();
}

void Chart::setNote(const QString& note) {
    if (note != note_) {
        note_ = note;
        replotSoon();
    }
}

void Chart::setActive(bool active) {
    if (active_ == active) {
        return;
    }
    active_ = active;
    if (isSeen()) {
        fillGraphs();
        moveWindow();
    }
}

void Chart::setWaiting(bool waiting) {
    if (waiting != waiting_) {
        waiting_ = waiting;
        replotSoon();
    }
}

bool Chart::isEmpty() const {
    const auto [first, last] = shownRange();
    const auto begin = points_.readings().begin();
    return std::none_of(begin + static_cast<std::ptrdiff_t>(first),
                        begin + static_cast<std::ptrdiff_t>(last),
                        [](const Reading& reading) { return reading.known(); });
}

void Chart::updateHint() {
    QString text;
    if (isEmpty()) {
        text = view_ == ChartView::Processes ? processHint_
               : !note_.isEmpty()            ? note_
               : waiting_                    ? tr("Reading the history…")
               : series_.last() == nullptr   ? tr("Waiting for the first numbers…")
                                             : tr("Nothing is known of this time");
    } else if (shownCurves().empty()) {
        text = tr("All curves are hidden");
    } else if (view_ == ChartView::Memory && window_.isFollowing() && series_.last() != nullptr &&
               series_.last()->counters.pagesSharing == 0) {
        const bool idle = std::ranges::all_of(
            shownReadings(), [](const Reading& reading) { return !(reading.values[Saved] > 0); });
        text = idle ? tr("Nothing is merged yet") : QString();
    }
    hint_->setVisible(!text.isEmpty());
    hint_->setText(text);
}

void Chart::replotSoon() {
    // A window nobody sees costs nothing; showEvent() and setActive() make up for it.
    if (!isSeen()) {
        return;
    }
    for (int curve = 0; curve < CurveCount; ++curve) {
        curves_[curve]->setVisible(visible_[curve] && viewOf(static_cast<Curve>(curve)) == view_);
    }
    rescaleTime();
    rescaleValues();
    updateHint();
    placeCrosshair();
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void Chart::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    fillGraphs();
    moveWindow();
}

void Chart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    emit windowChanged(); // there may be room for more points
}

bool Chart::event(QEvent* event) {
    if (event->type() == QEvent::DevicePixelRatioChange) {
        plot_->setBufferDevicePixelRatio(devicePixelRatioF());
        replotSoon();
    }
    return QWidget::event(event);
}

} // namespace samepage::gui
