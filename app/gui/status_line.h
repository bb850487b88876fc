// SPDX-License-Identifier: GPL-2.0-or-later
// The bottom line: what the scanner does, and how much it has looked at.
#pragma once

#include "gui/service_client.h"

#include <QStatusBar>

class QLabel;

namespace samepage::gui {

class StatusLine : public QStatusBar {
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    // Whose processes these are; empty: this machine's.
    void showHost(const QString& host);
    void showEngine(Link link, const EngineStatus& status);
    void showCounters(const Counters& counters);
    void showProcesses(int shown, int total, int selected, const QString& note);

    // "Scanning", "Paused" and so on.
    [[nodiscard]] QString stateText() const;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateDot();
    void fit();

    QLabel* host_;
    QLabel* dot_;
    QLabel* state_;
    QLabel* processes_;
    QLabel* counters_;
    QLabel* backend_;
    bool connected_ = false;
    client::EngineState shownState_ = client::EngineState::Unavailable;
};

} // namespace samepage::gui
