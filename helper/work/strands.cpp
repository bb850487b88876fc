// SPDX-License-Identifier: GPL-2.0-or-later
#include "work/strands.h"

#include "text/log.h"
#include "work/interruptible.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <string>
#include <utility>

namespace samepage {
Strands::Strands(unsigned maxThreads, unsigned maxThreadsPerGroup)
    : maxThreads_(maxThreads)
    , maxThreadsPerGroup_(maxThreadsPerGroup) {
    installInterruptHandler();
}

Strands::~Strands() {
    shutdown();
}

void Strands::post(const std::string& key, std::uint64_t group, std::function<void()> job) {
    const std::lock_guard lock(mutex_);
    if (stopping_)
        return;
    auto& strand = strands_[key];
    strand.push_back({group, std::move(job)});
    if (strand.size() > 1)
        return; // starts when the ones before it are done
    ready_.push_back(key);
    if (idle_ < ready_.size() && threads_.size() < maxThreads_) {
        ++alive_;
        threads_.emplace_back([this] { work(); });
    }
    wake_.notify_one();
}

std::list<std::string>::iterator Strands::nextReady() {
    return std::find_if(ready_.begin(), ready_.end(), [this](const std::string& key) {
        const auto busy = running_.find(strands_.at(key).front().group);
        return busy == running_.end() || busy->second < maxThreadsPerGroup_;
    });
}

void Strands::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        auto next = ready_.end();
        ++idle_;
        wake_.wait(lock, [&] { return stopping_ || (next = nextReady()) != ready_.end(); });
        --idle_;
        if (stopping_)
            break;
        const std::string key = *next;
        ready_.erase(next);
        Job job = std::move(strands_.at(key).front());
        ++running_[job.group];

        lock.unlock();
        try {
            job.run();
        } catch (const std::exception& error) {
            // A bug, or memory is short; the others go on.
            log(LogLevel::Error, std::string("A job failed: ") + error.what());
        }
        job.run = nullptr; // what it holds goes before the next one starts
        lock.lock();

        if (--running_[job.group] == 0)
            running_.erase(job.group);
        auto& strand = strands_.at(key);
        strand.pop_front();
        if (strand.empty())
            strands_.erase(key);
        else
            ready_.push_back(key);
        wake_.notify_all(); // the group has a free place again
    }
    --alive_;
    wake_.notify_all();
}

void Strands::shutdown() {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
    while (!wake_.wait_for(lock, std::chrono::milliseconds(50), [this] { return alive_ == 0; })) {
        for (auto& thread : threads_)
            interrupt(thread);
    }
    auto threads = std::move(threads_);
    threads_.clear();
    ready_.clear();
    strands_.clear();
    lock.unlock();
    for (auto& thread : threads)
        thread.join();
}

} // namespace samepage
