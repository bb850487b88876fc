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

void LongWork::begin(LongCall call, const std::vector<ProcessRow>& processes) {
    progress_ = Progress{.call = call};
    progress_->processes.reserve(processes.size());
    for (const ProcessRow& process : processes) {
        progress_->processes.push_back(process.key);
    }
}

void LongWork::estimate(const std::vector<ProcessRow>& processes) {
    if (progress_ || processes.empty()) {
        return;
    }
    begin(LongCall::Estimate, processes);
    quint64 savedBefore = 0;
    for (const ProcessRow& process : processes) {
        savedBefore += process.saved;
    }
    client_.estimate(
        progress_->processes, Prompt::Allowed,
        [self = QPointer<LongWork>(this), savedBefore](const Reply<client::Estimate>& reply) {
            if (self) {
                self->takeEstimate(savedBefore, reply);
            }
        });
    emit changed();
}

void LongWork::takeEstimate(quint64 savedBefore, const Reply<client::Estimate>& reply) {
    const Progress done = *std::exchange(progress_, std::nullopt);
    emit changed();
    if (reply.error) {
        // Whoever cancelled it need not be told.
        if (!done.cancelling || reply.error->kind != ErrorKind::Cancelled) {
            emit estimateFailed(*reply.error);
        }
        return;
    }
    emit estimated(std::make_shared<const GroupEstimate>(GroupEstimate{
        .processes = done.processes, .estimate = *reply.result, .savedBefore = savedBefore}));
}

void LongWork::mergeNow(const std::vector<ProcessRow>& processes) {
    if (progress_ || processes.empty()) {
        return;
    }
    begin(LongCall::MergeNow, processes);
    result_ = {.processes = processes.size()};
    mergeNext();
    emit changed();
}

void LongWork::mergeNext() {
    client_.mergeNow(progress_->processes[progress_->finished],
                     [self = QPointer<LongWork>(this)](const Reply<quint64>& reply) {
                         if (self) {
                             self->mergedOne(reply);
                         }
                     });
}

void LongWork::mergedOne(const Reply<quint64>& reply) {
    ++progress_->finished;
    progress_->share.reset();
    if (reply.error) {
        if (progress_->cancelling) {
            result_.cancelled = true;
        } else {
            ++result_.failed;
            if (!result_.error) {
                result_.error = reply.error;
            }
        }
    } else {
        result_.newlyMerged += *reply.result;
    }
    const bool more = progress_->finished < progress_->processes.size();
    // A dismissed password dialog is an answer for all the others too.
    const bool denied = reply.error && client::isDenial(reply.error->kind);
    if (more && progress_->cancelling) {
        result_.cancelled = true;
    } else if (more && !denied) {
        mergeNext();
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
    progress_->cancelling = true;
    const std::size_t current = progress_->call == LongCall::MergeNow ? progress_->finished : 0;
    client_.cancel(progress_->processes[current]);
    emit changed();
}

void LongWork::takeProgress(LongCall call, const ProcessKey& process, quint64 done, quint64 total) {
    if (!progress_ || progress_->call != call) {
        return;
    }
    const std::size_t current = call == LongCall::MergeNow ? progress_->finished : 0;
    if (progress_->processes[current] != process) {
        return; // late, of one that is done
    }
    progress_->share.reset();
    if (total > 0) {
        progress_->share =
            std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
    }
    emit changed();
}

} // namespace samepage::gui
