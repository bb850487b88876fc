// SPDX-License-Identifier: GPL-2.0-or-later
// The window in which the scanner is run and set.
#pragma once

#include "gui/controls_model.h"

#include <QDialog>
#include <QTimer>

class QPushButton;
class QSettings;
class QStackedWidget;

namespace samepage::gui {

class ControlsPage;
class MessageBar;
class SegmentedControl;
class ToneLabel;
class TunableList;

class ControlsWindow : public QDialog {
    Q_OBJECT

public:
    // Both must outlive it. Edits outlive that it is closed.
    ControlsWindow(ServiceClient& client, QSettings& settings, QWidget* parent = nullptr);
    ~ControlsWindow() override;

    [[nodiscard]] ControlsModel& model() { return model_; }
    // To the front, with what the service has now.
    void present();
    // Bytes that merging saves now, until the service says it itself.
    void setSaved(quint64 bytes);
    void showAdvanced(bool advanced);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] QWidget* makeBottom();
    void refresh();
    [[nodiscard]] QString summary() const;

    QSettings& settings_;
    ServiceClient& client_;
    ControlsModel model_;
    SegmentedControl* tabs_;
    QStackedWidget* pages_;
    ControlsPage* page_;
    TunableList* list_;
    MessageBar* message_;
    ToneLabel* summary_;
    QPushButton* revert_;
    QPushButton* apply_;
    QString shownFailure_;
    QTimer appliedTimer_; // while "applied" is said
};

} // namespace samepage::gui
