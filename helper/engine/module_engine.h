// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/ksm_dir.h"
#include "engine/scanner_cpu.h"

#include <cstdint>
#include <string>
#include <vector>

namespace samepage {

/// The samepage kernel module: knobs and counters in sysfs, processes over
/// generic netlink.
class ModuleEngine final : public Engine {
public:
    ModuleEngine(KsmDir sysfs, std::string version);

    [[nodiscard]] std::string backend() const override { return "module"; }
    [[nodiscard]] std::string moduleVersion() const override { return version_; }
    [[nodiscard]] std::uint64_t instance() const override { return sysfs_.instance(); }
    [[nodiscard]] bool running() override;
    [[nodiscard]] Counters counters() override;
    void start() override { setRun(1); }
    void pause() override { setRun(0); }
    void unmergeAll(const ReportProgress& report) override;
    [[nodiscard]] Tunables tunables() override { return readTunables(sysfs_); }
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
    void setRun(int value) const;
    static void check(int run, int error);

    KsmDir sysfs_;
    ScannerCpu cpu_{"samepage_scan/"};
    std::string version_;
};

} // namespace samepage
