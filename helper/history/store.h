// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "history/database.h"
#include "history/event.h"
#include "history/span.h"
#include "history/tiers.h"

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace samepage {

/// The counters at one time.
struct Sample {
    std::uint64_t usec = 0; ///< CLOCK_REALTIME
    std::map<std::string, std::uint64_t> counters;
};

/// Spans and events in a database that openHistoryFile() has made ready. One
/// thread at a time; everything blocks and throws SqliteError.
class Store {
public:
    static constexpr std::int64_t maxEventsPerUser = 10'000;
    static constexpr std::int64_t maxEvents = 50'000;

    /// maxBytes: of the file and its log together, at least 4 MiB.
    Store(Database database, std::uint64_t maxBytes);

    [[nodiscard]] Database& database() noexcept { return database_; }

    /// All of it or, when it throws, nothing: it is kept once this returns. In
    /// the order in which they came: where the clock was set back, samples join
    /// the spans that are there. Forgets the oldest things where there is no room.
    void write(const std::vector<Sample>& samples, const std::vector<Event>& events);

    /// Forgets what is too old. Not the future's: the clock may have been wrong.
    void prune(std::uint64_t now);

    /// First and last start of any span within [from, to].
    [[nodiscard]] std::optional<std::pair<std::uint64_t, std::uint64_t>> extent(std::uint64_t from,
                                                                                std::uint64_t to);

    /// All that is known from `from` to `to`, of the metrics in this order, in
    /// the finest spans there are, though none finer than `resolution` needs.
    [[nodiscard]] std::vector<Span> spans(std::uint64_t from, std::uint64_t to,
                                          const std::vector<std::string>& metrics,
                                          std::uint64_t resolution);

    /// The last `max` events within [from, to], oldest first. With a reader,
    /// only those about no process, or a process that was the reader's own.
    [[nodiscard]] std::vector<Event> events(std::uint64_t from, std::uint64_t to, std::uint32_t max,
                                            std::optional<uid_t> reader);

private:
    void writeSamples(const std::vector<Sample>& samples);
    void writeEvents(const std::vector<Event>& events);
    void makeRoom();
    void pruneEvents();
    [[nodiscard]] bool guarded(std::size_t tier, std::uint64_t now);
    [[nodiscard]] std::vector<Span> load(std::size_t tier, std::uint64_t from, std::uint64_t to,
                                         const std::vector<std::string>& metrics);

    Database database_;
    std::int64_t maxPages_;
};

} // namespace samepage
