// SPDX-License-Identifier: GPL-2.0-or-later
// What the user starts and then waits for: an estimate of some processes, or
// merging some at once. One thing at a time, with progress, to be cancelled.
#pragma once

#include "gui/group_estimate.h"
#include "gui/service_client.h"

#include <QObject>

#include <optional>
#include <vector>

namespace samepage::gui {

class LongWork : public QObject {
    Q_OBJECT

public:
    // The service takes no more in one estimate.
    static constexpr std::size_t mostProcesses = 1024;

    struct Progress {
        LongCall call = LongCall::Estimate;
        std::vector<ProcessKey> processes{}; // all of them
        std::size_t finished = 0;            // of those, when merging
        std::optional<double> share{};       // 0 to 1 of the current call, if known
        bool cancelling = false;
    };
    struct MergeResult {
        std::size_t processes = 0;
        std::size_t failed = 0;
        quint64 newlyMerged = 0;
        std::optional<ClientError> error{}; // the first one
        bool cancelled = false;
    };

    // `client` must outlive this.
    explicit LongWork(ServiceClient& client, QObject* parent = nullptr);

    // Both do nothing while something is under way, or for no processes.
    void estimate(const std::vector<ProcessRow>& processes);
    void mergeNow(const std::vector<ProcessRow>& processes);
    void cancel();

    [[nodiscard]] bool isBusy() const { return progress_.has_value(); }
    [[nodiscard]] const std::optional<Progress>& progress() const { return progress_; }

signals:
    // It began, went on, or ended.
    void changed();
    void estimated(const samepage::gui::EstimatePtr& estimate);
    void estimateFailed(const samepage::client::ClientError& error);
    void merged(const samepage::gui::LongWork::MergeResult& result);

private:
    const Progress& begin(LongCall call, const std::vector<ProcessRow>& processes);
    void mergeNext(const Progress& now);
    void mergedOne(const Reply<quint64>& reply);
    void takeEstimate(quint64 savedBefore, const Reply<client::Estimate>& reply);
    void takeProgress(LongCall call, const ProcessKey& process, quint64 done, quint64 total);

    ServiceClient& client_;
    std::optional<Progress> progress_;
    MergeResult result_;
};

} // namespace samepage::gui
