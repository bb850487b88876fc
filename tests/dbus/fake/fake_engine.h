// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine.h"
#include "fake_tunables.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace samepage {

/// Marks real processes in memory only, and counts as if the scanner then
/// found half of each to be the same in all of them.
class FakeEngine final : public Engine {
public:
    struct Delays {
        std::chrono::milliseconds mark{0};
        std::chrono::milliseconds unmerge{0};
        std::chrono::milliseconds scan{3000};  ///< from marking until all is merged
        std::chrono::milliseconds longWork{0}; ///< of merging now, estimating and explaining
    };
    /// running: as if somebody had started it already.
    FakeEngine(Delays delays, bool running)
        : delays_(delays)
        , running_(running) {}

    [[nodiscard]] std::string backend() const override { return "module"; }
    [[nodiscard]] std::string moduleVersion() const override { return "0.1.0-fake"; }
    [[nodiscard]] std::uint64_t instance() const override { return instance_; }
    [[nodiscard]] bool running() override;
    [[nodiscard]] Counters counters() override;
    void start() override;
    void pause() override;
    void unmergeAll(const ReportProgress& report) override;
    [[nodiscard]] Tunables tunables() override;
    void setTunables(const Tunables& wanted) override;
    void mark(const ProcessHandle& process, const MarkOptions& options) override;
    void unmark(const ProcessHandle& process) override;
    [[nodiscard]] std::unique_ptr<MergeSnapshot> snapshot() override;
    std::uint64_t mergeNow(const ProcessHandle& process, const ReportProgress& report) override;
    bool cancelMerge(const ProcessHandle& process) override;
    [[nodiscard]] Estimate estimate(const std::vector<ProcessKey>& processes,
                                    const EstimateOptions& options,
                                    const ReportProgress& report) override;
    [[nodiscard]] Explanation explain(const ProcessHandle& process,
                                      const ReportProgress& report) override;

private:
    struct Mark {
        std::uint64_t bytes = 0;              ///< that will be merged in the end
        std::chrono::milliseconds scanned{0}; ///< for how long it was scanned
    };
    void advance(); // with mutex_ held
    [[nodiscard]] std::map<ProcessKey, MergeState> states() const;
    static void workOn(std::uint64_t pages, std::chrono::milliseconds time,
                       const ReportProgress& report);

    Delays delays_;
    std::mutex mutex_;
    bool running_;
    const std::uint64_t instance_ =
        static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
    std::map<ProcessKey, Mark> marks_;
    std::map<ProcessKey, bool> merging_; // by mergeNow(); true: cancelled
    FakeTunables tunables_;
    std::chrono::steady_clock::time_point lastAdvance_ = std::chrono::steady_clock::now();
    std::chrono::milliseconds scannedTime_{0};
};

} // namespace samepage
