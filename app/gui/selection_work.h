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

    // While merging goes on, the memory of the selected processes is gone through
    // again this often.
    void setExplainPause(std::chrono::milliseconds pause) { explainPause_ = pause; }

signals:
    // The user has started something, of which the service knows nothing yet.
    void begins();
    // Those that the selected process may share with, and itself.
    void partnersChosen(const std::vector<ProcessKey>& processes);

private:
    void followMerging();
    void showSaving();
    void showPartners();
    void showExplanation();
    [[nodiscard]] static QString tallyText(const Explainer::Tally& tally);
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
    // When their memory was last gone through: who they were, and how much of them
    // was merged.
    std::vector<ProcessKey> explained_;
    std::uint64_t explainedMerged_ = 0;
    QElapsedTimer sinceExplained_;
    std::chrono::milliseconds explainPause_{10'000};
    std::vector<ProcessRow> selected_;
    std::vector<ProcessKey> partners_; // of the same program, and the selected one
};

} // namespace samepage::gui
