// SPDX-License-Identifier: GPL-2.0-or-later
// What the scanner does now, start and pause, and unmerging everything.
#pragma once

#include "gui/service_client.h"
#include "gui/unmerge_need.h"

#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace samepage::gui {

class MessageBar;
class ToneLabel;

class ControlsScanning : public QWidget {
    Q_OBJECT

public:
    using Available = std::function<std::optional<quint64>()>;

    // `client` must outlive it. `available`: bytes of memory that are there now.
    ControlsScanning(ServiceClient& client, Available available, QWidget* parent = nullptr);

    // Bytes that merging saves now.
    void setSaved(quint64 bytes);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void updateDot();
    void updateProgress();
    void run(Command command, const QString& whatFailed);
    void ask();
    [[nodiscard]] bool isUnmerging() const;

    ServiceClient& client_;
    Available available_;
    QLabel* dot_;
    QLabel* state_;
    ToneLabel* explanation_;
    QPushButton* startOrPause_;
    QPushButton* unmerge_;
    QProgressBar* progress_;
    MessageBar* message_;
    std::optional<quint64> saved_;
    std::optional<quint64> savedAtFirst_; // when unmerging began
    bool asking_ = false;                 // the message is a question
    std::optional<Command> running_;      // called, and not answered yet
};

} // namespace samepage::gui
