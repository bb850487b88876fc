// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/module_engine.h"

#include "engine/counter_names.h"
#include "engine/module_link.h"
#include "engine/problem.h"
#include "engine/run_failure.h"

#include <map>
#include <utility>

namespace samepage {
namespace {

class ModuleSnapshot final : public MergeSnapshot {
public:
    explicit ModuleSnapshot(std::map<ProcessKey, MergeState> processes)
        : processes_(std::move(processes)) {}

    [[nodiscard]] MergeState of(const ProcDir& process, std::uint64_t startTime) const override {
        const auto found = processes_.find({process.pid(), startTime});
        return found == processes_.end() ? MergeState() : found->second;
    }

private:
    std::map<ProcessKey, MergeState> processes_;
};

} // namespace

ModuleEngine::ModuleEngine(KsmDir sysfs, std::string version)
    : sysfs_(std::move(sysfs))
    , version_(std::move(version)) {}

Counters ModuleEngine::counters() {
    Counters counters = sysfs_.counters();
    if (const auto cpu = cpu_.usec())
        counters[scannerCpuCounter] = *cpu;
    return counters;
}

bool ModuleEngine::running() {
    return sysfs_.value("run") == 1U;
}

void ModuleEngine::setRun(int value) const {
    check(value, sysfs_.setRun(value));
}

void ModuleEngine::unmergeAll(const ReportProgress& report) {
    check(2, sysfs_.unmerge(report));
}

void ModuleEngine::check(int run, int error) {
    if (error != 0)
        throw runFailure(run, error, problem::advice(problem::builtinBusy).c_str());
}

void ModuleEngine::setTunables(const Tunables& wanted) {
    writeTunables(sysfs_, wanted, "The loaded module is of another version.");
}

void ModuleEngine::mark(const ProcessHandle& process, const MarkOptions& options) {
    ModuleLink::mark(process, options);
}

void ModuleEngine::unmark(const ProcessHandle& process) {
    ModuleLink::unmark(process);
}

std::uint64_t ModuleEngine::mergeNow(const ProcessHandle& process, const ReportProgress& report) {
    return ModuleLink::mergeNow(process, report);
}

bool ModuleEngine::cancelMerge(const ProcessHandle& process) {
    return ModuleLink::cancelMerge(process);
}

Estimate ModuleEngine::estimate(const std::vector<ProcessKey>& processes,
                                const EstimateOptions& options, const ReportProgress& report) {
    return ModuleLink::estimate(processes, options, report);
}

Explanation ModuleEngine::explain(const ProcessHandle& process, const ReportProgress& report) {
    return ModuleLink::explain(process, report);
}

std::unique_ptr<MergeSnapshot> ModuleEngine::snapshot() {
    return std::make_unique<ModuleSnapshot>(ModuleLink::dump());
}

} // namespace samepage
