// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_engine.h"

#include "failure.h"

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <thread>
#include <utility>

namespace samepage {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::uint64_t pageSize() {
    static const auto size = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return size;
}

class FakeSnapshot final : public MergeSnapshot {
public:
    explicit FakeSnapshot(std::map<ProcessKey, MergeState> states)
        : states_(std::move(states)) {}
    [[nodiscard]] MergeState of(const ProcDir& process, std::uint64_t startTime) const override {
        const auto found = states_.find({process.pid(), startTime});
        return found == states_.end() ? MergeState() : found->second;
    }

private:
    std::map<ProcessKey, MergeState> states_;
};

Failure goneMeanwhile() {
    return {FailureKind::NoSuchProcess, "The samepage module refused: the process has exited."};
}

bool stillThere(ProcessKey key) {
    const auto process = ProcDir::open(key.pid);
    const auto stat = process ? process->stat() : std::nullopt;
    return stat && !stat->hasExited() && stat->startTime == key.startTime;
}

} // namespace

void FakeEngine::advance() {
    const auto now = steady_clock::now();
    const auto passed = std::chrono::duration_cast<milliseconds>(now - lastAdvance_);
    lastAdvance_ = now;
    std::erase_if(marks_, [](const auto& mark) { return !stillThere(mark.first); });
    if (!running_)
        return;
    scannedTime_ += passed;
    for (auto& [key, mark] : marks_)
        mark.scanned = std::min(delays_.scan, mark.scanned + passed);
}

std::map<ProcessKey, MergeState> FakeEngine::states() const {
    std::map<ProcessKey, MergeState> states;
    for (const auto& [key, mark] : marks_) {
        const auto done = static_cast<std::uint64_t>(mark.scanned.count());
        const auto all =
            static_cast<std::uint64_t>(std::max<std::int64_t>(1, delays_.scan.count()));
        const std::uint64_t pages = mark.bytes / pageSize() * done / all;
        MergeState state;
        state.marked = true;
        state.mergeable = true;
        state.mergedBytes = pages * pageSize();
        state.savedBytes = state.mergedBytes * (marks_.size() - 1) / marks_.size();
        states[key] = state;
    }
    return states;
}

bool FakeEngine::running() {
    const std::lock_guard lock(mutex_);
    return running_;
}

Counters FakeEngine::counters() {
    const std::lock_guard lock(mutex_);
    advance();
    std::uint64_t merged = 0;
    std::uint64_t saved = 0;
    std::uint64_t looked = 0;
    for (const auto& [key, state] : states()) {
        merged += state.mergedBytes / pageSize();
        saved += state.savedBytes / pageSize();
    }
    for (const auto& [key, mark] : marks_)
        looked += mark.bytes / pageSize();
    const auto seconds = static_cast<std::uint64_t>(scannedTime_.count() / 1000);
    return {{"pages_shared", merged - saved},
            {"pages_sharing", saved},
            {"pages_unshared", looked - merged},
            {"pages_volatile", marks_.size() * 7},
            {"full_scans", seconds},
            {"pages_scanned", looked * 2 * seconds},
            {"scanner_cpu_usec", static_cast<std::uint64_t>(scannedTime_.count()) * 150},
            {"saved_bytes", saved * pageSize()}};
}

void FakeEngine::start() {
    const std::lock_guard lock(mutex_);
    advance();
    running_ = true;
}

void FakeEngine::pause() {
    const std::lock_guard lock(mutex_);
    advance();
    running_ = false;
}

void FakeEngine::unmergeAll(const ReportProgress& report) {
    std::uint64_t merged = 0;
    {
        const std::lock_guard lock(mutex_);
        advance();
        running_ = false;
        for (const auto& [key, state] : states())
            merged += state.mergedBytes / pageSize();
    }
    workOn(merged, delays_.unmerge, report);
    const std::lock_guard lock(mutex_);
    for (auto& [key, mark] : marks_)
        mark.scanned = milliseconds(0);
}

void FakeEngine::mark(const ProcessHandle& process, const MarkOptions&) {
    std::this_thread::sleep_for(delays_.mark);
    const std::uint64_t bytes = process.proc().residentBytes().value_or(0) / 2;
    const std::lock_guard lock(mutex_);
    advance();
    if (process.hasExited())
        throw goneMeanwhile();
    marks_.try_emplace(process.key(), Mark{bytes, milliseconds(0)});
}

void FakeEngine::unmark(const ProcessHandle& process) {
    std::this_thread::sleep_for(delays_.mark);
    const std::lock_guard lock(mutex_);
    advance();
    marks_.erase(process.key());
}

Tunables FakeEngine::tunables() {
    const std::lock_guard lock(mutex_);
    return readTunables(tunables_);
}

void FakeEngine::setTunables(const Tunables& wanted) {
    const std::lock_guard lock(mutex_);
    advance();
    tunables_.setMerged(std::ranges::any_of(
        states(), [](const auto& state) { return state.second.mergedBytes > 0; }));
    writeTunables(tunables_, wanted, "The loaded module is of another version.");
}

/// Takes its time, and tells how far it is.
void FakeEngine::workOn(std::uint64_t pages, milliseconds time, const ReportProgress& report) {
    constexpr std::uint64_t steps = 50;
    for (std::uint64_t step = 0; step < steps; ++step) {
        report(pages * step / steps, pages);
        std::this_thread::sleep_for(time / steps);
    }
    report(pages, pages);
}

std::uint64_t FakeEngine::mergeNow(const ProcessHandle& process, const ReportProgress& report) {
    const ProcessKey key = process.key();
    std::uint64_t bytes = 0;
    {
        const std::lock_guard lock(mutex_);
        advance();
        const auto mark = marks_.find(key);
        if (mark == marks_.end())
            throw Failure(FailureKind::NotMarkable, "The samepage module refused: the process is "
                                                    "not mergeable; mark it first.");
        if (!merging_.try_emplace(key, false).second)
            throw Failure(FailureKind::Busy, "The samepage module refused: this process is being "
                                             "merged already.");
        bytes = mark->second.bytes;
    }
    const auto finished = [this, key] {
        const std::lock_guard lock(mutex_);
        merging_.erase(key);
    };
    try {
        workOn(bytes / pageSize(), delays_.longWork, [&](std::uint64_t done, std::uint64_t total) {
            {
                const std::lock_guard lock(mutex_);
                if (merging_.at(key))
                    throw Failure(FailureKind::Cancelled,
                                  "It was ended early: merging was cancelled.");
            }
            report(done, total);
        });
    } catch (...) {
        finished();
        throw;
    }
    finished();
    const std::lock_guard lock(mutex_);
    advance();
    const auto mark = marks_.find(key);
    if (mark == marks_.end())
        throw goneMeanwhile();
    const std::uint64_t before = states().at(key).mergedBytes;
    mark->second.scanned = delays_.scan;
    return states().at(key).mergedBytes - before;
}

bool FakeEngine::cancelMerge(const ProcessHandle& process) {
    const std::lock_guard lock(mutex_);
    const auto merging = merging_.find(process.key());
    if (merging == merging_.end())
        return false;
    merging->second = true;
    return true;
}

Estimate FakeEngine::estimate(const std::vector<ProcessKey>& processes,
                              const EstimateOptions& options, const ReportProgress& report) {
    Estimate result;
    result.sample = std::bit_ceil(options.sample);
    std::uint64_t most = 0;
    for (const ProcessKey& key : processes) {
        const auto process = stillThere(key) ? ProcDir::open(key.pid) : std::nullopt;
        const std::uint64_t resident = process ? process->residentBytes().value_or(0) : 0;
        // As it would be marked: half of each is the same in all.
        const std::uint64_t same = resident / 2 / pageSize() * pageSize();
        most = std::max(most, same);
        result.within += same;
        result.lookedPages += resident / pageSize() / result.sample;
        result.processes += process ? 1 : 0;
    }
    workOn(result.lookedPages, delays_.longWork, report);
    if (result.processes == 0)
        throw Failure(FailureKind::NoSuchProcess,
                      "The samepage module refused: all of the processes have exited.");
    result.within -= most;
    const std::lock_guard lock(mutex_);
    advance();
    result.merged = marks_.empty() ? 0 : most;
    result.saved = result.within + result.merged;
    result.error = result.sample > 1 ? result.saved / 50 : 0;
    result.changedPages = options.secondLookMillisecs > 0 ? result.processes * 3 : 0;
    return result;
}

Explanation FakeEngine::explain(const ProcessHandle& process, const ReportProgress& report) {
    const std::uint64_t resident = process.proc().residentBytes().value_or(0);
    workOn(resident / pageSize(), delays_.longWork, report);
    if (process.hasExited())
        throw goneMeanwhile();
    const std::lock_guard lock(mutex_);
    advance();
    const auto now = states();
    const auto state = now.find(process.key());
    Explanation result;
    result.resident = resident;
    for (const char* reason : {"merged", "zero", "unique", "volatile", "unseen", "unmarked", "file",
                               "shared", "huge", "pinned", "other_domain", "protected", "other"})
        result.reasons[reason] = 0;
    result.reasons["file"] = resident / 4;
    if (state == now.end()) {
        result.reasons["unmarked"] = resident - resident / 4;
        return result;
    }
    result.reasons["merged"] = state->second.mergedBytes;
    result.reasons["unique"] = resident - resident / 4 - state->second.mergedBytes;
    return result;
}

std::unique_ptr<MergeSnapshot> FakeEngine::snapshot() {
    const std::lock_guard lock(mutex_);
    advance();
    return std::make_unique<FakeSnapshot>(states());
}

} // namespace samepage
