// SPDX-License-Identifier: GPL-2.0-or-later
// Curves over time, with marks for what happened. The past comes from outside
// (setHistory), the present sample by sample (add).
#pragma once

#include "gui/chart_events.h"
#include "gui/chart_points.h"
#include "gui/chart_series.h"
#include "gui/time_window.h"

#include <QPointF>
#include <QSharedPointer>
#include <QWidget>

#include <array>
#include <memory>
#include <optional>

class QCustomPlot;
class QCPAxis;
class QCPAxisTickerDateTime;
class QCPGraph;
class QCPItemLine;
class QCPItemText;
class QCPItemTracer;

namespace samepage::gui {

class Chart : public QWidget {
    Q_OBJECT

public:
    explicit Chart(QWidget* parent = nullptr);
    ~Chart() override;

    void add(quint64 usec, const client::Counters& counters);
    [[nodiscard]] const ChartSeries& series() const { return series_; }

    // What the service knows. `allowedPause` before the first own sample is no
    // gap (microseconds).
    void setHistory(const ChartPoints& points, const std::vector<client::Event>& events,
                    quint64 allowedPause);
    // What is known of the selected processes, and what is said while that is
    // nothing.
    void setProcesses(std::vector<Reading> readings, const QString& hint);
    // Shown where nothing else is to be seen.
    void setNote(const QString& note);
    [[nodiscard]] QString note() const { return note_; }
    // There is no curve in what is seen.
    [[nodiscard]] bool isEmpty() const;
    // Nothing is drawn while nobody can see it, as in a minimized window.
    void setActive(bool active);
    [[nodiscard]] bool isSeen() const { return active_ && isVisible(); }
    // The answer for what is shown is on its way.
    void setWaiting(bool waiting);

    void setView(ChartView view);
    [[nodiscard]] ChartView view() const { return view_; }
    void setCurveVisible(Curve curve, bool visible);
    [[nodiscard]] bool isCurveVisible(Curve curve) const { return visible_[curve]; }
    void setLogarithmic(bool logarithmic);
    [[nodiscard]] bool isLogarithmic() const { return logarithmic_; }

    // The part of time that is shown.
    [[nodiscard]] const TimeWindow& window() const { return window_; }
    void setWidth(qint64 usec); // the end stays
    void setMinutes(int minutes) { setWidth(qint64{60} * minutes * TimeWindow::second); }
    void follow();
    void pan(double windows); // to the right, or to the left if negative
    void zoom(double factor); // around the crosshair if there is one

    // The numbers under the crosshair, or nothing when there is none.
    [[nodiscard]] const std::optional<Reading>& hovered() const { return hovered_; }
    // What happened there, a line each.
    [[nodiscard]] QString hoveredEvents() const;
    // The last one of all, if it is the chart's own.
    [[nodiscard]] std::optional<Reading> latest() const;
    // What can be seen, oldest first.
    [[nodiscard]] std::vector<Reading> shownReadings() const;
    [[nodiscard]] std::vector<client::Event> shownEvents() const;
    // Curves of this view that are not hidden.
    [[nodiscard]] std::vector<Curve> shownCurves() const;

    [[nodiscard]] QCustomPlot& plot() { return *plot_; }

    [[nodiscard]] QSize sizeHint() const override { return {520, 220}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, 110}; }

signals:
    void hoveredChanged();
    // What is shown of time: also each second while it follows.
    void windowChanged();
    void logarithmicChanged(bool logarithmic);

protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Drag {
        double x;
        TimeWindow window; // when it began
        bool moved;
    };

    void buildPlot();
    void applyColors();
    void applyScale();
    void mergePoints();
    void fillGraphs();
    void rescaleTime();
    void rescaleValues();
    void updateHint();
    void moveWindow(); // it was changed
    void replotSoon();
    void setHovered(const Reading* reading);
    void placeCrosshair();
    [[nodiscard]] std::pair<std::size_t, std::size_t> shownRange() const;
    [[nodiscard]] QCPAxis* axisOf(Curve curve) const;
    // The curve that tells what the numbers on it mean.
    [[nodiscard]] Curve kindOf(const QCPAxis* axis) const;
    [[nodiscard]] qint64 timeAt(double x) const;

    void mouseMoved(const QPointF& position, bool pressed);
    void wheelTurned(QWheelEvent& event);

    ChartSeries series_;
    ChartPoints history_;
    quint64 allowedPause_ = ChartSeries::gap;
    ChartPoints processes_{ChartView::Processes};
    QString processHint_;
    ChartPoints points_; // what the view is of
    TimeWindow window_;
    ChartView view_ = ChartView::Memory;
    bool logarithmic_ = false;
    std::array<bool, CurveCount> visible_{};
    QString note_;
    bool waiting_ = false;
    bool active_ = true;

    QCustomPlot* plot_;
    QCPAxis* cpuAxis_; // beside plot_->yAxis2, which is for the duration of passes
    QSharedPointer<QCPAxisTickerDateTime> timeTicker_;
    std::array<QCPGraph*, CurveCount> curves_{};
    std::array<QCPItemTracer*, CurveCount> tracers_{};
    QCPItemLine* crosshair_;
    QCPItemText* hint_;
    std::unique_ptr<ChartEvents> marks_;
    std::optional<Reading> hovered_;
    std::optional<Drag> drag_;
};

} // namespace samepage::gui
