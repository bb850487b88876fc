// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace samepage {

/// Worker threads for what must not block the bus thread. Jobs with the same
/// key run one after the other in the order they came; jobs with different
/// keys run side by side. No group (a user id, say) has more than its share of
/// threads, so that one user's stuck processes do not hold up the others.
class Strands {
public:
    /// The group of the service's own jobs: no user id.
    static constexpr std::uint64_t ownWork = ~std::uint64_t{0};

    Strands(unsigned maxThreads, unsigned maxThreadsPerGroup);
    ~Strands(); ///< as shutdown()
    Strands(const Strands&) = delete;
    Strands& operator=(const Strands&) = delete;

    /// What the job throws only goes to the log. After shutdown() it is dropped.
    void post(const std::string& key, std::uint64_t group, std::function<void()> job);

    /// Drops what has not started, interrupts system calls of what runs
    /// (they fail with EINTR) and waits until it has ended.
    void shutdown();

private:
    struct Job {
        std::uint64_t group;
        std::function<void()> run;
    };

    void work();
    std::list<std::string>::iterator nextReady();

    const unsigned maxThreads_;
    const unsigned maxThreadsPerGroup_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::map<std::string, std::deque<Job>> strands_; // the front job may be running
    std::list<std::string> ready_;                   // keys whose front job may start
    std::map<std::uint64_t, unsigned> running_;      // threads busy for each group
    std::list<std::thread> threads_;
    unsigned idle_ = 0;
    unsigned alive_ = 0;
    bool stopping_ = false;
};

} // namespace samepage
