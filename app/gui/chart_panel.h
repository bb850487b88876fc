// SPDX-License-Identifier: GPL-2.0-or-later
// The chart with what belongs around it: a headline, the choice of view and
// time, the legend, and a menu.
#pragma once

#include "gui/chart_history.h"
#include "gui/service_client.h"

#include <QWidget>

#include <array>

class QComboBox;
class QLabel;
class QSettings;
class QToolButton;

namespace samepage::gui {

class Chart;
class ChartMenu;
class ElidedLabel;
class LegendButton;
class SegmentedControl;

class ChartPanel : public QWidget {
    Q_OBJECT

public:
    // `client` must outlive it.
    explicit ChartPanel(ServiceClient& client, QWidget* parent = nullptr);

    void add(quint64 usec, const Counters& counters);
    // No numbers are coming: the headline must not pretend.
    void setLive(bool live);

    void setMinutes(int minutes);
    // That were chosen last.
    [[nodiscard]] int minutes() const { return minutes_; }
    void setView(ChartView view);
    [[nodiscard]] Chart& chart() { return *chart_; }
    [[nodiscard]] QString headline() const;

    void saveSettings(QSettings& settings) const;
    void restoreSettings(const QSettings& settings);

    [[nodiscard]] ChartMenu& menu() { return *menu_; }

signals:
    // A sentence for the user.
    void failed(const QString& text);

private:
    void buildLayout();
    void buildControls();
    void buildLegend();
    void askForHistory();
    void takeHistory();
    void showNumbers();
    void describe();
    void showWindow();
    void showLegend();

    QLabel* headline_;
    ElidedLabel* when_;
    SegmentedControl* views_;
    QComboBox* range_;
    QToolButton* follow_;
    QToolButton* more_;
    std::array<LegendButton*, CurveCount> legend_{};
    Chart* chart_;
    ChartMenu* menu_;
    ChartHistory history_;
    int minutes_ = 5;
    bool live_ = false;
};

} // namespace samepage::gui
