// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/scanner_cpu.h"

#include <fstream>
#include <vector>

namespace samepage {
namespace {

/// Threads come when the module is told to use more of them: it is asked each
/// second, and looks for them this often.
constexpr unsigned findEvery = 20;
/// kthreadd, the parent of all kernel threads.
constexpr const char* kernelThreads = "2/task/2/children";

} // namespace

std::optional<std::uint64_t> ScannerCpu::usec() {
    const std::lock_guard lock(mutex_);
    if (untilFind_ == 0) {
        find();
        untilFind_ = findEvery;
    }
    --untilFind_;
    for (auto thread = threads_.begin(); thread != threads_.end();) {
        const auto now = runTime(thread->first);
        if (!now || *now < thread->second) { // it has ended
            thread = threads_.erase(thread);
            untilFind_ = 0;
            continue;
        }
        total_ += *now - thread->second;
        thread->second = *now;
        ++thread;
    }
    constexpr std::uint64_t thousand = 1000;
    return seen_ ? std::optional(total_ / thousand) : std::nullopt;
}

void ScannerCpu::find() {
    std::ifstream children(procRoot_ / kernelThreads);
    std::vector<pid_t> pids;
    for (pid_t pid = 0; children >> pid;)
        pids.push_back(pid);
    for (const pid_t pid : pids) {
        std::ifstream file(procRoot_ / std::to_string(pid) / "comm");
        std::string name;
        std::getline(file, name);
        if (name == name_ || (name_.ends_with('/') && name.starts_with(name_))) {
            threads_.emplace(pid, 0);
            seen_ = true;
        }
    }
}

std::optional<std::uint64_t> ScannerCpu::runTime(pid_t thread) const {
    std::ifstream file(procRoot_ / std::to_string(thread) / "schedstat");
    std::uint64_t nanoseconds = 0;
    return file >> nanoseconds ? std::optional(nanoseconds) : std::nullopt;
}

} // namespace samepage
