// SPDX-License-Identifier: GPL-2.0-or-later
// What is found out about the selected processes and done to them at length:
// explaining, estimating, merging at once. Between the service, the table's
// model and the details pane.
#pragma once

#include "gui/explainer.h"
#include "gui/long_work.h"
#include "gui/process_model.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <chrono>
#include <vector>

namespace samepage::gui {

class Actions;
class DetailsPane;
class MessageBar;

class SelectionWork : public QObject {
    Q_OBJECT

public:
    // All must outlive this.
    SelectionWork(ServiceClient& client, ProcessModel& model, Actions& actions,
                  DetailsPane& details, MessageBar& messages, QObject* parent = nullptr);

    // To be called when the selection, or what is in it, has changed.
    void setSelected(const std::vector<ProcessRow>& selected);
    // Which of the actions can be done now.
    void updateActions();
    // Something is being found out or done.
    [[nodiscard]] bool isBusy() const { return work_.isBusy() || explainer_.isAsking(); }

    // While merging goes on, the memory of the selected process is gone through again
    // this often.
    void setExplainPause(std::chrono::milliseconds pause) { explainPause_ = pause; }

signals:
    // The user has started something, of which the service knows nothing yet.
    void begins();

private:
    void followMerging(const ProcessRow& process);
    void showSaving();
    void showExplanation();
    void estimate();
    void mergeNow();
    [[nodiscard]] EstimatePtr commonEstimate() const;
    [[nodiscard]] bool canWork() const;

    ServiceClient& client_;
    ProcessModel& model_;
    Actions& actions_;
    DetailsPane& details_;
    MessageBar& messages_;
    Explainer explainer_;
    LongWork work_;
    const QString estimateToolTip_;
    ProcessRow explained_{}; // as it was when its memory was last gone through
    QElapsedTimer sinceExplained_;
    std::chrono::milliseconds explainPause_{10'000};
    std::vector<ProcessRow> selected_;
};

} // namespace samepage::gui
