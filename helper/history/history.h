// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "history/event.h"
#include "history/metrics.h"
#include "history/points.h"
#include "history/store.h"

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace samepage {

/// The history of the counters and of what happened. Thread-safe.
///
/// What is recorded waits in memory until flush(), and is safe on disk from
/// then on. Where it cannot be written it goes on waiting, the last quarter of
/// an hour of it, and the log says so once. Times: CLOCK_REALTIME, microseconds.
class History {
public:
    struct Options {
        std::filesystem::path directory; ///< empty: in memory, and gone with it
        std::uint64_t maxBytes = std::uint64_t{64} << 20;
    };
    using Clock = std::function<std::uint64_t()>;

    static constexpr std::size_t maxWaitingSamples = 900;
    static constexpr std::size_t maxWaitingEvents = 4096;
    static constexpr std::size_t maxWaitingEventsPerUser = 256;

    explicit History(Options options, Clock clock = &realTime);

    [[nodiscard]] static std::uint64_t realTime();

    // For any thread: they never wait for the disk.
    void record(std::uint64_t usec, const std::map<std::string, std::uint64_t>& counters);
    /// At the clock's time now.
    void note(const std::string& kind, std::optional<EventProcess> process = std::nullopt);

    // For worker threads: they wait for the disk, and for each other.

    /// Writes what waits. True if nothing waits any more.
    bool flush();

    /// Points of the chosen metrics within [from, to]. Writes what waits first.
    /// Throws Failure when the history cannot be read.
    [[nodiscard]] Points query(std::uint64_t from, std::uint64_t to, std::uint32_t maxPoints,
                               const MetricChoice& metrics);

    /// As Store::events(). Throws Failure.
    [[nodiscard]] std::vector<Event> events(std::uint64_t from, std::uint64_t to, std::uint32_t max,
                                            std::optional<uid_t> reader);

    /// Forgets everything, also the files that were set aside. Throws Failure.
    void clear();

private:
    struct Waiting {
        std::vector<Sample> samples;
        std::vector<Event> events;
    };

    Store& store();
    bool writeWaiting();
    void write(Waiting& waiting);
    void putBack(Waiting&& waiting);
    void limitWaiting();
    [[nodiscard]] bool mayWait(const Event& event) const;
    void withStore(const std::function<void(Store&)>& use);
    void read(const std::function<void(Store&)>& use);
    void report(const std::string& trouble);

    const Options options_;
    const Clock clock_;

    std::mutex waitingMutex_;
    Waiting waiting_;

    std::mutex mutex_; // of all below; before waitingMutex_ where both are held
    std::optional<Store> store_;
    bool lost_ = false; // the store to come begins with that
    std::uint64_t prunedAt_ = 0;
    std::string trouble_; // empty while all is well
};

} // namespace samepage
