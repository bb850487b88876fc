// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/long_work.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace samepage::gui {

using client::ErrorKind;

LongWork::LongWork(ServiceClient& client, QObject* parent)
    : QObject(parent)
    , client_(client) {
    connect(&client_, &ServiceClient::progressed, this, &LongWork::takeProgress);
}

const LongWork::Progress& LongWork::begin(LongCall call, const std::vector<ProcessRow>& processes) {
    Progress& begun = progress_.emplace(Progress{.call = call});
    begun.processes.reserve(processes.size());
    for (const ProcessRow& process : processes) {
        begun.processes.push_back(process.key);
    }
    return begun;
}

void LongWork::estimate(const std::vector<ProcessRow>& processes) {
    if (progress_ || processes.empty()) {
        return;
    }
    const Progress& begun = begin(LongCall::Estimate, processes);
    quint64 savedBefore = 0;
    for (const ProcessRow& process : processes) {
        savedBefore += process.saved;
    }
    client_.estimate(
        {.processes = begun.processes}, Prompt::Allowed,
        [self = QPointer<LongWork>(this), savedBefore](const Reply<client::Estimate>& reply) {
            if (self) {
                self->takeEstimate(savedBefore, reply);
            }
        });
    emit changed();
}

void LongWork::takeEstimate(quint64 savedBefore, const Reply<client::Estimate>& reply) {
    const std::optional<Progress> done = std::exchange(progress_, std::nullopt);
    emit changed();
    if (done && reply.result) {
        emit estimated(std::make_shared<const GroupEstimate>(GroupEstimate{
            .processes = done->processes, .estimate = *reply.result, .savedBefore = savedBefore}));
    } else if (done && reply.error &&
               (!done->cancelling || reply.error->kind != ErrorKind::Cancelled)) {
        // Whoever cancelled it need not be told.
        emit estimateFailed(*reply.error);
    }
}

void LongWork::mergeNow(const std::vector<ProcessRow>& processes) {
    if (progress_ || processes.empty()) {
        return;
    }
    result_ = {.processes = processes.size()};
    mergeNext(begin(LongCall::MergeNow, processes));
    emit changed();
}

void LongWork::mergeNext(const Progress& now) {
    client_.mergeNow(now.processes[now.finished],
                     [self = QPointer<LongWork>(this)](const Reply<quint64>& reply) {
                         if (self) {
                             self->mergedOne(reply);
                         }
                     });
}

void LongWork::mergedOne(const Reply<quint64>& reply) {
    if (!progress_) {
        return;
    }
    Progress& now = *progress_;
    ++now.finished;
    now.share.reset();
    if (reply.result) {
        result_.newlyMerged += *reply.result;
    } else if (now.cancelling) {
        result_.cancelled = true;
    } else {
        ++result_.failed;
        if (!result_.error) {
            result_.error = reply.error;
        }
    }
    const bool more = now.finished < now.processes.size();
    // A dismissed password dialog is an answer for all the others too.
    const bool denied = reply.error && client::isDenial(reply.error->kind);
    if (more && now.cancelling) {
        result_.cancelled = true;
    } else if (more && !denied) {
        mergeNext(now);
        emit changed();
        return;
    }
    progress_.reset();
    emit changed();
    emit merged(std::exchange(result_, {}));
}

void LongWork::cancel() {
    if (!progress_ || progress_->cancelling) {
        return;
    }
    Progress& now = *progress_;
    now.cancelling = true;
    client_.cancel(now.processes[now.call == LongCall::MergeNow ? now.finished : 0]);
    emit changed();
}

void LongWork::takeProgress(LongCall call, const ProcessKey& process, quint64 done, quint64 total) {
    if (!progress_ || progress_->call != call) {
        return;
    }
    Progress& now = *progress_;
    if (now.processes[call == LongCall::MergeNow ? now.finished : 0] != process) {
        return; // late, of one that is done
    }
    now.share.reset();
    if (total > 0) {
        now.share = std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
    }
    emit changed();
}

} // namespace samepage::gui
