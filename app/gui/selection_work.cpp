// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/selection_work.h"

#include "gui/actions.h"
#include "gui/breakdown_view.h"
#include "gui/details_pane.h"
#include "gui/error_text.h"
#include "gui/message_bar.h"
#include "gui/saving_panel.h"
#include "gui/saving_text.h"
#include "gui/sharing_partners.h"

#include <QAction>
#include <QStringList>

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
    connect(&details_, &DetailsPane::selectPartnersClicked, this,
            [this] { emit partnersChosen(std::vector(partners_)); });
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
    // Very many are not gone through again by themselves.
    const bool followed = selected.size() <= Explainer::mostUnasked && canWork();
    // A mark changes what there is to say about every page.
    const bool markChanged =
        followed && std::ranges::any_of(selected, [this](const ProcessRow& row) {
            const auto before = std::ranges::find(selected_, row.key, &ProcessRow::key);
            return before != selected_.end() && before->marked != row.marked;
        });
    selected_ = selected;
    std::vector<ProcessKey> keys;
    if (canWork()) {
        keys.reserve(selected_.size());
        std::ranges::transform(selected_, std::back_inserter(keys), &ProcessRow::key);
    }
    explainer_.setProcesses(std::move(keys));
    if (markChanged) {
        explainer_.ask(Prompt::Never);
    }
    if (followed) {
        followMerging();
    }
    showSaving();
    showPartners();
    showExplanation();
    updateActions();
}

void SelectionWork::followMerging() {
    std::vector<ProcessKey> keys;
    std::uint64_t merged = 0;
    for (const ProcessRow& row : selected_) {
        keys.push_back(row.key);
        merged += row.merged;
    }
    std::ranges::sort(keys); // the table may be sorted by what changes
    const bool moved =
        merged + leastMove < explainedMerged_ || merged > explainedMerged_ + leastMove;
    const bool others = keys != explained_;
    const bool again = !others && moved && !explainer_.isAsking() && explainer_.explanation() &&
                       sinceExplained_.hasExpired(explainPause_.count());
    if (others || again) {
        explained_ = std::move(keys);
        explainedMerged_ = merged;
        sinceExplained_.start();
    }
    if (again) {
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

void SelectionWork::showPartners() {
    partners_.clear();
    if (selected_.size() != 1 || selected_[0].merged == 0) {
        details_.showPartners({}, false);
        return;
    }
    std::vector<ProcessRow> merged;
    for (int row = 0; row < model_.rowCount(); ++row) {
        if (model_.process(row).merged > 0) {
            merged.push_back(model_.process(row));
        }
    }
    const SharingPartners partners = sharingPartners(selected_[0], merged);
    partners_.push_back(selected_[0].key);
    std::ranges::transform(partners.sameProgram, std::back_inserter(partners_), &ProcessRow::key);
    details_.showPartners(partnersText(selected_[0], partners), partners_.size() > 1);
}

void SelectionWork::showExplanation() {
    BreakdownView& view = details_.breakdown();
    view.setVisible(!selected_.empty() && canWork());
    const Explainer::Tally tally = explainer_.tally();
    const bool several = tally.processes > 1;
    view.setSeveral(several);
    const QString toAsk = tr("Ask…");
    const auto explanation = explainer_.explanation();
    if (explanation && !explainer_.waitsForUser()) {
        view.showShares(memoryShares(*explanation), several ? tallyText(tally) : QString(),
                        several && tally.denied > 0 ? toAsk : QString());
        return;
    }
    if (explainer_.waitsForUser()) {
        view.showMessage(tr("To see where their memory stands, all of it has to be gone through. "
                            "With so many processes that takes a while."),
                         tr("Go through it"));
    } else if (explainer_.isAsking() || tally.answered() < tally.processes || !tally.error) {
        view.showMessage(
            several ? tr("Going through their memory…") : tr("Going through its memory…"), {});
    } else if (tally.denied > 0) {
        view.showMessage(tr("To look into memory of other users you have to be authorised."),
                         toAsk);
    } else {
        view.showMessage(errorSentence(*tally.error), tr("Try again"));
    }
}

// What the sum does not hold.
QString SelectionWork::tallyText(const Explainer::Tally& tally) {
    QStringList sentences;
    if (tally.answered() < tally.processes) {
        sentences << tr("So far %1 of %2 processes.").arg(tally.answered()).arg(tally.processes);
    }
    if (tally.denied > 0) {
        sentences << tr("Left out, as you are not authorised to look into them: %1 of %2.")
                         .arg(tally.denied)
                         .arg(tally.processes);
    }
    if (tally.gone > 0) {
        sentences
            << tr("Left out, as they have exited: %1 of %2.").arg(tally.gone).arg(tally.processes);
    }
    if (tally.failed > 0) {
        sentences
            << tr("Left out, as it did not work: %1 of %2.").arg(tally.failed).arg(tally.processes);
    }
    return sentences.join(QChar(u' '));
}

} // namespace samepage::gui
