// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/builtin_engine.h"

#include "engine/counter_names.h"
#include "engine/problem.h"
#include "engine/run_failure.h"
#include "failure.h"

#include <unistd.h>

#include <utility>

namespace samepage {
namespace {

/// Reads each process when asked: /proc/PID/ksm_stat is cheap.
class BuiltinSnapshot final : public MergeSnapshot {
public:
    explicit BuiltinSnapshot(const Counters& counters) {
        const auto shared = counters.find("pages_shared");
        const auto sharing = counters.find("pages_sharing");
        if (shared == counters.end() || sharing == counters.end() || sharing->second == 0)
            return;
        const auto saved = static_cast<double>(sharing->second);
        savedShare_ = saved / (saved + static_cast<double>(shared->second));
    }

    [[nodiscard]] MergeState of(const ProcDir& process, std::uint64_t) const override {
        static const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
        const KsmStat stat = process.ksmStat();
        MergeState state;
        state.mergedBytes = stat.mergingPages.value_or(0) * pageSize;
        // This kernel does not say how many share each page: the mean of all.
        state.savedBytes =
            static_cast<std::uint64_t>(static_cast<double>(state.mergedBytes) * savedShare_);
        state.marked = stat.mergeAny.value_or(false);
        state.mergeable = state.marked || stat.mergeable.value_or(false) ||
                          stat.rmapItems.value_or(0) > 0 || state.mergedBytes > 0;
        return state;
    }

private:
    double savedShare_ = 0;
};

} // namespace

BuiltinEngine::BuiltinEngine(KsmDir ksm, std::string problem)
    : ksm_(std::move(ksm))
    , problem_(std::move(problem)) {}

Counters BuiltinEngine::counters() {
    Counters counters = ksm_.counters();
    if (const auto cpu = cpu_.usec())
        counters[scannerCpuCounter] = *cpu;
    return counters;
}

bool BuiltinEngine::running() {
    return ksm_.value("run") == 1U;
}

void BuiltinEngine::setRun(int value) const {
    check(value, ksm_.setRun(value));
}

void BuiltinEngine::unmergeAll(const ReportProgress& report) {
    check(2, ksm_.unmerge(report));
}

void BuiltinEngine::check(int run, int error) {
    if (error != 0)
        throw runFailure(run, error,
                         "The kernel's own scanner is busy with something else; try again.");
}

void BuiltinEngine::setTunables(const Tunables& wanted) {
    writeTunables(ksm_, wanted, "The samepage module may have it. " + problem::advice(problem_));
}

void BuiltinEngine::needsModule(const char* what) const {
    throw Failure(FailureKind::NotSupported, std::string("The kernel's own scanner cannot ") +
                                                 what + ": that needs the samepage module. " +
                                                 problem::advice(problem_));
}

void BuiltinEngine::mark(const ProcessHandle&, const MarkOptions&) {
    needsModule("mark a running process");
}

void BuiltinEngine::unmark(const ProcessHandle&) {
    needsModule("unmark a running process");
}

std::uint64_t BuiltinEngine::mergeNow(const ProcessHandle&, const ReportProgress&) {
    needsModule("merge one process at once");
}

bool BuiltinEngine::cancelMerge(const ProcessHandle&) {
    needsModule("merge one process at once, nor end that");
}

Estimate BuiltinEngine::estimate(const std::vector<ProcessKey>&, const EstimateOptions&,
                                 const ReportProgress&) {
    needsModule("estimate what marking would save");
}

Explanation BuiltinEngine::explain(const ProcessHandle&, const ReportProgress&) {
    needsModule("say why memory is not merged");
}

std::unique_ptr<MergeSnapshot> BuiltinEngine::snapshot() {
    return std::make_unique<BuiltinSnapshot>(ksm_.counters());
}

} // namespace samepage
