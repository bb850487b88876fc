// SPDX-License-Identifier: GPL-2.0-or-later
// The whole-window page that is there when something is missing.
#pragma once

#include "gui/setup_state.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace samepage::gui {

class MessageBar;

class SetupPage : public QWidget {
    Q_OBJECT

public:
    explicit SetupPage(QWidget* parent = nullptr);

    void showState(const SetupState& state);
    // The action was chosen and runs: its button waits.
    void setBusy(bool busy);
    // How the action went wrong; stays until the state changes or it is chosen
    // again.
    void showFailure(const QString& sentence);

signals:
    void actionChosen(samepage::gui::SetupAction action);
    void backChosen();

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildSteps(const SetupState& state);
    void updateIcon();
    void updateButtons();

    SetupState state_;
    bool busy_ = false;
    QLabel* icon_;
    QLabel* title_;
    QLabel* text_;
    QLabel* stepsTitle_;
    QVBoxLayout* steps_;
    MessageBar* failure_;
    QPushButton* action_;
    QPushButton* back_;
};

} // namespace samepage::gui
