// SPDX-License-Identifier: GPL-2.0-or-later
// What is found out about the selected processes and done to them at length:
// explaining, estimating, merging at once. Between the service, the table's
// model and the details pane.
#pragma once

#include "gui/explainer.h"
#include "gui/long_work.h"
#include "gui/process_model.h"

#include <QObject>

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

signals:
    // The user has started something, of which the service knows nothing yet.
    void begins();

private:
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
    std::vector<ProcessRow> selected_;
};

} // namespace samepage::gui
