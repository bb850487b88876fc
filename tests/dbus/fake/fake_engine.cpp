// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_engine.h"

#include "failure.h"

#include <unistd.h>

#include <algorithm>
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

void FakeEngine::unmergeAll() {
    {
        const std::lock_guard lock(mutex_);
        advance();
        running_ = false;
    }
    std::this_thread::sleep_for(delays_.unmerge);
    const std::lock_guard lock(mutex_);
    for (auto& [key, mark] : marks_)
        mark.scanned = milliseconds(0);
}

void FakeEngine::mark(const ProcessHandle& process) {
    std::this_thread::sleep_for(delays_.mark);
    const std::uint64_t bytes = process.proc().residentBytes().value_or(0) / 2;
    const std::lock_guard lock(mutex_);
    advance();
    if (process.hasExited())
        throw Failure(FailureKind::NoSuchProcess,
                      "The samepage module refused: the process has exited.");
    marks_.try_emplace(process.key(), Mark{bytes, milliseconds(0)});
}

void FakeEngine::unmark(const ProcessHandle& process) {
    std::this_thread::sleep_for(delays_.mark);
    const std::lock_guard lock(mutex_);
    advance();
    marks_.erase(process.key());
}

std::unique_ptr<MergeSnapshot> FakeEngine::snapshot() {
    const std::lock_guard lock(mutex_);
    advance();
    return std::make_unique<FakeSnapshot>(states());
}

} // namespace samepage
