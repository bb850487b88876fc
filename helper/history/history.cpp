// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/history.h"

#include "failure.h"
#include "history/history_file.h"
#include "text/log.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <utility>

namespace samepage {
namespace {

constexpr std::uint64_t pruneEach = usecPerMinute;

// What one transaction takes: making room in between is enough then.
constexpr std::size_t batch = 64;

template <typename Item>
std::vector<Item> firstOf(const std::vector<Item>& items) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(batch, items.size()));
    return {items.begin(), items.begin() + count};
}

template <typename Item>
void dropFirst(std::vector<Item>& items, std::size_t count) {
    items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(count));
}

template <typename Item>
void keepLast(std::vector<Item>& items, std::size_t count) {
    if (items.size() > count)
        dropFirst(items, items.size() - count);
}

template <typename Item>
void prepend(std::vector<Item>& items, std::vector<Item>&& before) {
    before.insert(before.end(), std::make_move_iterator(items.begin()),
                  std::make_move_iterator(items.end()));
    items = std::move(before);
}

} // namespace

History::History(Options options, Clock clock)
    : options_(std::move(options))
    , clock_(std::move(clock)) {}

std::uint64_t History::realTime() {
    using namespace std::chrono;
    const auto now = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    return now < 0 ? 0 : static_cast<std::uint64_t>(now);
}

void History::record(std::uint64_t usec, const std::map<std::string, std::uint64_t>& counters) {
    Sample sample{usec, keptCounters(counters)};
    if (sample.counters.empty())
        return; // there is no engine
    const std::lock_guard lock(waitingMutex_);
    waiting_.samples.push_back(std::move(sample));
    limitWaiting();
}

void History::note(const std::string& kind, std::optional<EventProcess> process) {
    Event event{clock_(), kind, std::move(process)};
    const std::lock_guard lock(waitingMutex_);
    if (!mayWait(event))
        return;
    waiting_.events.push_back(std::move(event));
    limitWaiting();
}

/// Nobody's events push out those of others.
bool History::mayWait(const Event& event) const {
    if (!event.process)
        return true;
    const auto ofSameUser = [&event](const Event& other) {
        return other.process && other.process->uid == event.process->uid;
    };
    return static_cast<std::size_t>(std::count_if(waiting_.events.begin(), waiting_.events.end(),
                                                  ofSameUser)) < maxWaitingEventsPerUser;
}

void History::limitWaiting() {
    keepLast(waiting_.samples, maxWaitingSamples);
    keepLast(waiting_.events, maxWaitingEvents);
}

bool History::flush() {
    const std::lock_guard lock(mutex_);
    return writeWaiting();
}

bool History::writeWaiting() {
    Waiting waiting;
    {
        const std::lock_guard lock(waitingMutex_);
        std::swap(waiting, waiting_);
    }
    try {
        write(waiting);
    } catch (const std::exception& error) { // SqliteError, filesystem_error
        putBack(std::move(waiting));
        report(error.what());
        return false;
    }
    if (!std::exchange(trouble_, {}).empty())
        log(LogLevel::Notice, "The history can be written again.");
    return true;
}

/// Takes out of `waiting` what is on disk.
void History::write(Waiting& waiting) {
    const auto writeAll = [&](Store& store) {
        while (!waiting.samples.empty() || !waiting.events.empty()) {
            const auto samples = firstOf(waiting.samples);
            const auto events = firstOf(waiting.events);
            store.write(samples, events);
            dropFirst(waiting.samples, samples.size());
            dropFirst(waiting.events, events.size());
        }
        const std::uint64_t now = clock_();
        if (now >= prunedAt_ && now < prunedAt_ + pruneEach)
            return;
        store.prune(now);
        prunedAt_ = now;
    };
    if (!waiting.samples.empty() || !waiting.events.empty())
        withStore(writeAll);
}

void History::putBack(Waiting&& waiting) {
    const std::lock_guard lock(waitingMutex_);
    prepend(waiting_.samples, std::move(waiting.samples));
    prepend(waiting_.events, std::move(waiting.events));
    limitWaiting();
}

/// Says it once, until it is over.
void History::report(const std::string& trouble) {
    if (trouble_.empty())
        log(LogLevel::Warning, "The history cannot be written: " + trouble +
                                   ". The last quarter of an hour waits in memory until it can.");
    trouble_ = trouble;
}

Store& History::store() {
    if (store_ && store_->database().isMoved()) {
        log(LogLevel::Warning, "The file of the history was deleted or moved: a new one begins.");
        store_.reset();
    }
    if (!store_) {
        store_.emplace(openHistoryFile(options_.directory, clock_(), &lost_), options_.maxBytes);
        if (lost_)
            store_->write({}, {{clock_(), "history-lost"}});
        lost_ = false;
    }
    return *store_;
}

/// Does it with the history, and once more with a new one if this one turns out
/// to be damaged.
void History::withStore(const std::function<void(Store&)>& use) {
    try {
        use(store());
        return;
    } catch (const SqliteError& error) {
        if (!error.isCorruption())
            throw;
        store_.reset();
        lost_ = true;
        if (!options_.directory.empty())
            setHistoryFileAside(options_.directory, clock_(),
                                std::string("it is damaged: ") + error.what());
    }
    use(store());
}

void History::read(const std::function<void(Store&)>& use) {
    const std::lock_guard lock(mutex_);
    writeWaiting();
    try {
        withStore(use);
    } catch (const std::exception& error) { // SqliteError, filesystem_error
        throw Failure(FailureKind::Failed,
                      std::string("The history cannot be read: ") + error.what() + ".");
    }
}

Points History::query(std::uint64_t from, std::uint64_t to, std::uint32_t maxPoints,
                      const MetricChoice& metrics) {
    Points points;
    points.values.resize(metrics.series.size());
    read([&](Store& store) {
        const auto extent = store.extent(from, to);
        if (!extent)
            return;
        // Of all time, what there is of it fills the points.
        const std::uint64_t begin = std::max(from, extent->first);
        const std::uint64_t end = std::min(to, extent->second);
        const auto spans =
            store.spans(begin, end, metrics.counters, bucketWidth(begin, end, maxPoints));
        points = pointsOf(spans, metrics.series, begin, end, maxPoints);
    });
    return points;
}

std::vector<Event> History::events(std::uint64_t from, std::uint64_t to, std::uint32_t max,
                                   std::optional<uid_t> reader) {
    std::vector<Event> events;
    read([&](Store& store) { events = store.events(from, to, max, reader); });
    return events;
}

void History::clear() {
    const std::lock_guard lock(mutex_);
    {
        const std::lock_guard waitingLock(waitingMutex_);
        waiting_ = {};
    }
    store_.reset();
    try {
        if (!options_.directory.empty())
            deleteHistoryFiles(options_.directory);
    } catch (const std::filesystem::filesystem_error& error) {
        throw Failure(FailureKind::Failed,
                      std::string("The history could not be deleted: ") + error.what() + ".");
    }
}

} // namespace samepage
