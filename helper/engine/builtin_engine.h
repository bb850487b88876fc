// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/ksm_dir.h"
#include "engine/scanner_cpu.h"

#include <cstdint>
#include <string>
#include <vector>

namespace samepage {

/// The kernel's own scanner. It can be shown, started and stopped, but it
/// merges only what a process offered itself: it cannot mark a running one.
class BuiltinEngine final : public Engine {
public:
    /// problem: why the module is not in use; it goes into the errors of mark().
    BuiltinEngine(KsmDir ksm, std::string problem);

    [[nodiscard]] std::string backend() const override { return "builtin"; }
    [[nodiscard]] bool running() override;
    [[nodiscard]] Counters counters() override;
    void start() override { setRun(1); }
    void pause() override { setRun(0); }
    void unmergeAll(const ReportProgress& report) override;
    [[nodiscard]] Tunables tunables() override { return readTunables(ksm_); }
    void setTunables(const Tunables& wanted) override;
    [[nodiscard]] bool canMark() const override { return false; }
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
    [[noreturn]] void needsModule(const char* what) const;

    KsmDir ksm_;
    ScannerCpu cpu_{"ksmd"};
    std::string problem_;
};

} // namespace samepage
