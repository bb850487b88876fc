// SPDX-License-Identifier: GPL-2.0-or-later
// The two curves over time.
#pragma once

#include "gui/chart_series.h"

#include <QSharedPointer>
#include <QWidget>

#include <optional>

class QCustomPlot;
class QCPAxisTickerDateTime;
class QCPGraph;
class QCPItemLine;
class QCPItemText;
class QCPItemTracer;

namespace samepage::gui {

class Chart : public QWidget {
    Q_OBJECT

public:
    enum Curve { Sharing, Shared, CurveCount };

    explicit Chart(QWidget* parent = nullptr);

    void add(quint64 usec, const client::Counters& counters);
    [[nodiscard]] const ChartSeries& series() const { return series_; }

    // How much of the past is on the axis; at most ChartSeries::span.
    void setMinutes(int minutes);
    [[nodiscard]] int minutes() const { return minutes_; }
    void setCurveVisible(Curve curve, bool visible);
    [[nodiscard]] bool isCurveVisible(Curve curve) const;

    // The sample under the crosshair, or nothing when there is no crosshair.
    [[nodiscard]] std::optional<Sample> hovered() const { return hovered_; }

    [[nodiscard]] QSize sizeHint() const override { return {520, 220}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, 110}; }

signals:
    void hoveredChanged();

protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void applyColors();
    void rescale();
    void replotSoon();
    void setHovered(const Sample* sample);
    void placeCrosshair();
    void appendToGraphs(const Sample& sample);

    ChartSeries series_;
    QCustomPlot* plot_;
    QSharedPointer<QCPAxisTickerDateTime> timeTicker_;
    QCPGraph* curves_[CurveCount] = {};
    QCPItemTracer* tracers_[CurveCount] = {};
    QCPItemLine* crosshair_;
    QCPItemText* hint_;
    std::optional<Sample> hovered_;
    int minutes_ = 5;
};

} // namespace samepage::gui
