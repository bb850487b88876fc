// SPDX-License-Identifier: GPL-2.0-or-later
// What is saved, as a headline; under it the legend and the chart.
#pragma once

#include "gui/service_client.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace samepage::gui {

class Chart;
class LegendButton;

class ChartPanel : public QWidget {
    Q_OBJECT

public:
    explicit ChartPanel(QWidget* parent = nullptr);

    void add(quint64 usec, const Counters& counters);
    // No numbers are coming: the headline must not pretend.
    void setLive(bool live);

    void setMinutes(int minutes);
    [[nodiscard]] int minutes() const;
    [[nodiscard]] Chart& chart() { return *chart_; }
    [[nodiscard]] QString headline() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void showNumbers();
    void applyColors();

    QLabel* headline_;
    QLabel* when_;
    QComboBox* range_;
    LegendButton* sharing_;
    LegendButton* shared_;
    Chart* chart_;
    bool live_ = false;
};

} // namespace samepage::gui
