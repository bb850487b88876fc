// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/selection_work.h"

#include "gui/actions.h"
#include "gui/breakdown_view.h"
#include "gui/details_pane.h"
#include "gui/error_text.h"
#include "gui/message_bar.h"
#include "gui/saving_panel.h"
#include "gui/saving_text.h"

#include <QAction>

#include <algorithm>
#include <utility>

namespace samepage::gui {
namespace {

// Bytes; less is not worth going through all of the memory again.
constexpr std::uint64_t leastMove = 4 << 20;

template <typename Condition>
std::vector<ProcessRow> those(const std::vector<ProcessRow>& rows, Condition condition) {
    std::vector<ProcessRow> result;
    std::ranges::copy_if(rows, std::back_inserter(result), condition);
    return result;
}

} // namespace

SelectionWork::SelectionWork(ServiceClient& client, ProcessModel& model, Actions& actions,
                             DetailsPane& details, MessageBar& messages, QObject* parent)
    : QObject(parent)
    , client_(client)
    , model_(model)
    , actions_(actions)
    , details_(details)
    , messages_(messages)
    , explainer_(client)
    , work_(client)
    , estimateToolTip_(actions.estimate->toolTip()) {
    connect(actions_.estimate, &QAction::triggered, this, &SelectionWork::estimate);
    connect(actions_.mergeNow, &QAction::triggered, this, &SelectionWork::mergeNow);
    connect(&explainer_, &Explainer::changed, this, &SelectionWork::showExplanation);
    connect(&details_.breakdown(), &BreakdownView::askClicked, this,
            [this] { explainer_.ask(Prompt::Allowed); });
    connect(&details_.saving(), &SavingPanel::cancelClicked, &work_, &LongWork::cancel);
    connect(&work_, &LongWork::changed, this, [this] {
        explainer_.setHeld(work_.isBusy());
        details_.saving().showProgress(work_.progress());
        updateActions();
    });
    connect(&work_, &LongWork::estimated, this, [this](const EstimatePtr& estimate) {
        model_.addEstimate(estimate);
        showSaving();
    });
    connect(&work_, &LongWork::estimateFailed, this, [this](const ClientError& error) {
        messages_.showMessage(
            {.tone = Tone::Error, .text = withReason(tr("The saving was not estimated."), error)});
    });
    connect(&work_, &LongWork::merged, this, [this](const LongWork::MergeResult& result) {
        messages_.showMessage({.tone = result.error       ? Tone::Error
                                       : result.cancelled ? Tone::Info
                                                          : Tone::Good,
                               .text = mergedText(result)});
        explainer_.ask(Prompt::Never);
    });
    connect(&client_, &ServiceClient::linkChanged, this, &SelectionWork::showExplanation);
    connect(&client_, &ServiceClient::statusChanged, this, &SelectionWork::showExplanation);
}

void SelectionWork::setSelected(const std::vector<ProcessRow>& selected) {
    // A mark changes what there is to say about every page.
    const bool markChanged = selected.size() == 1 && selected_.size() == 1 &&
                             selected[0].key == selected_[0].key &&
                             selected[0].marked != selected_[0].marked;
    selected_ = selected;
    const bool one = selected_.size() == 1 && canWork();
    explainer_.setProcess(one ? std::optional(selected_[0].key) : std::nullopt);
    if (markChanged && one) {
        explainer_.ask(Prompt::Never);
    }
    if (one) {
        followMerging(selected_[0]);
    }
    showSaving();
    showExplanation();
    updateActions();
}

void SelectionWork::followMerging(const ProcessRow& process) {
    const bool moved = process.merged + leastMove < explained_.merged ||
                       process.merged > explained_.merged + leastMove;
    if (process.key != explained_.key) {
        explained_ = process;
        sinceExplained_.start();
    } else if (moved && !explainer_.isAsking() && explainer_.explanation() &&
               sinceExplained_.hasExpired(explainPause_.count())) {
        explained_ = process;
        sinceExplained_.start();
        explainer_.ask(Prompt::Never);
    }
}

bool SelectionWork::canWork() const {
    return client_.link() == Link::Connected && client::canMark(client_.status());
}

void SelectionWork::updateActions() {
    const bool possible = canWork() && !work_.isBusy();
    const auto unmarked = std::ranges::count_if(selected_, client::isYetToMark);
    actions_.estimate->setEnabled(possible && unmarked > 0 &&
                                  std::cmp_less_equal(unmarked, LongWork::mostProcesses));
    const bool tooMany = std::cmp_greater(unmarked, LongWork::mostProcesses);
    actions_.estimate->setToolTip(
        tooMany ? tr("Not more than %1 processes can be estimated together; select fewer")
                      .arg(LongWork::mostProcesses)
                : estimateToolTip_);
    actions_.mergeNow->setEnabled(possible && std::ranges::any_of(selected_, &ProcessRow::marked));
}

void SelectionWork::estimate() {
    const std::vector<ProcessRow> processes = those(selected_, client::isYetToMark);
    if (processes.empty() || work_.isBusy()) {
        return;
    }
    messages_.dismiss();
    explainer_.setHeld(true); // first: cancelling must not hit what comes now
    emit begins();
    work_.estimate(processes);
}

void SelectionWork::mergeNow() {
    const std::vector<ProcessRow> processes = those(selected_, &ProcessRow::marked);
    if (processes.empty() || work_.isBusy()) {
        return;
    }
    messages_.dismiss();
    explainer_.setHeld(true);
    emit begins();
    work_.mergeNow(processes);
}

// The estimate that the selection was part of; those that were marked then did
// not count.
EstimatePtr SelectionWork::commonEstimate() const {
    EstimatePtr common;
    for (const ProcessRow& row : selected_) {
        const EstimatePtr estimate = model_.estimate(row.key);
        const bool left = !estimate && (row.marked || !row.markable);
        if (!left && (!estimate || (common && common != estimate))) {
            return nullptr;
        }
        common = estimate ? estimate : common;
    }
    return common;
}

void SelectionWork::showSaving() {
    const EstimatePtr estimate = commonEstimate();
    if (!estimate) {
        details_.saving().showResult({});
        return;
    }
    std::vector<ProcessRow> now;
    for (const ProcessKey& key : estimate->processes) {
        if (const auto row = model_.find(key)) {
            now.push_back(model_.process(*row));
        }
    }
    details_.saving().showResult(savingText(*estimate, now));
}

void SelectionWork::showExplanation() {
    BreakdownView& view = details_.breakdown();
    view.setVisible(selected_.size() == 1 && canWork());
    if (const auto& explanation = explainer_.explanation()) {
        view.showShares(memoryShares(*explanation));
        return;
    }
    const auto& error = explainer_.error();
    if (!error) {
        view.showMessage(tr("Going through its memory…"), {});
    } else if (client::isDenial(error->kind)) {
        view.showMessage(tr("To look into memory of other users you have to be authorised."),
                         tr("Ask…"));
    } else {
        view.showMessage(errorSentence(*error), tr("Try again"));
    }
}

} // namespace samepage::gui
