// SPDX-License-Identifier: GPL-2.0-or-later
// The chart with what belongs around it: a headline, the choice of view and
// time, the legend, and a menu.
#pragma once

#include "gui/chart_history.h"
#include "gui/process_history.h"
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

    // Whether somebody can see it. What came to pass meanwhile is read from the
    // history.
    void setActive(bool active);

    // The list of processes as it is now, and those of it that are selected.
    // `sameQuestion`: as for ProcessHistory.
    void addProcesses(quint64 usec, const std::vector<ProcessRow>& rows, bool sameQuestion);
    void setSelection(std::vector<ProcessKey> selected, const QString& title);

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
    void showProcesses();
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
    ProcessHistory processes_;
    std::vector<ProcessKey> selected_;
    QString selectionTitle_;
    quint64 knownSince_ = 0; // of the selection; 0: nothing is known
    int minutes_ = 5;
    bool live_ = false;
};

} // namespace samepage::gui
