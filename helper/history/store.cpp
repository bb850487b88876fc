// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/store.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace samepage {
namespace {

constexpr std::uint64_t lastTime =
    static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

/// SQLite's numbers have a sign. Times beyond year 294000 are all the same.
std::int64_t stored(std::uint64_t usec) {
    return static_cast<std::int64_t>(std::min(usec, lastTime));
}

std::int64_t number(std::size_t value) {
    return static_cast<std::int64_t>(value);
}

Stats statsFrom(const Statement& row, int column) {
    Stats stats;
    stats.min = row.real(column);
    stats.max = row.real(column + 1);
    stats.sum = row.real(column + 2);
    stats.count = static_cast<std::uint64_t>(row.integer(column + 3));
    stats.minFirst = row.integer(column + 4) != 0;
    return stats;
}

/// Within a transaction: a new name is gone again if that is rolled back, so
/// nothing of this is remembered for the next one.
class MetricIds {
public:
    explicit MetricIds(Database& database)
        : find_(database.prepare("SELECT id FROM metric WHERE name = ?1"))
        , add_(database.prepare("INSERT OR IGNORE INTO metric(name) VALUES (?1)")) {}

    std::int64_t of(const std::string& name) {
        const auto known = ids_.find(name);
        if (known != ids_.end())
            return known->second;
        add_.bind(1, name).run();
        if (find_.bind(1, name).step())
            ids_[name] = find_.integer(0);
        find_.reset();
        return ids_.at(name);
    }

private:
    Statement find_;
    Statement add_;
    std::map<std::string, std::int64_t> ids_;
};

} // namespace

Store::Store(Database database, std::uint64_t maxBytes)
    : database_(std::move(database)) {
    const auto pageSize = static_cast<std::uint64_t>(database_.number("PRAGMA page_size"));
    // A quarter is for the log: what it may grow to until it is copied into the
    // file, and one large transaction.
    maxPages_ = static_cast<std::int64_t>(maxBytes / 4 * 3 / pageSize);
    const std::uint64_t logPages = std::clamp<std::uint64_t>(maxBytes / 16 / pageSize, 4, 1000);
    const auto set = [this](const char* pragma, std::uint64_t value) {
        database_.execute((std::string("PRAGMA ") + pragma + "=" + std::to_string(value)).c_str());
    };
    set("max_page_count", static_cast<std::uint64_t>(maxPages_));
    set("wal_autocheckpoint", logPages);
    set("journal_size_limit", logPages * pageSize);
}

void Store::write(const std::vector<Sample>& samples, const std::vector<Event>& events) {
    makeRoom();
    Transaction transaction(database_);
    writeSamples(samples);
    writeEvents(events);
    transaction.commit();
}

void Store::writeSamples(const std::vector<Sample>& samples) {
    using Key = std::tuple<std::size_t, std::uint64_t, std::int64_t>; // tier, start, metric
    MetricIds ids(database_);
    std::map<Key, Stats> news;
    for (const Sample& sample : samples) {
        const std::uint64_t usec = std::min(sample.usec, lastTime);
        for (const auto& [name, value] : sample.counters) {
            const std::int64_t metric = ids.of(name);
            for (std::size_t tier = 0; tier < tiers.size(); ++tier)
                news[{tier, tiers.at(tier).startOf(usec), metric}].append(
                    Stats::of(static_cast<double>(value)));
        }
    }
    Statement find = database_.prepare("SELECT min, max, sum, count, min_first FROM span "
                                       "WHERE tier = ?1 AND start = ?2 AND metric = ?3");
    Statement put =
        database_.prepare("INSERT OR REPLACE INTO span(tier, start, metric, min, max, sum, count, "
                          "min_first) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    for (const auto& [key, added] : news) {
        const auto& [tier, start, metric] = key;
        find.bind(1, number(tier)).bind(2, stored(start)).bind(3, metric);
        Stats stats;
        if (find.step())
            stats = statsFrom(find, 0);
        find.reset();
        stats.append(added);
        put.bind(1, number(tier)).bind(2, stored(start)).bind(3, metric);
        put.bind(4, stats.min).bind(5, stats.max).bind(6, stats.sum);
        put.bind(7, number(stats.count)).bind(8, std::int64_t{stats.minFirst}).run();
    }
}

void Store::writeEvents(const std::vector<Event>& events) {
    Statement put = database_.prepare("INSERT INTO event(usec, kind, pid, start_time, uid, owned, "
                                      "name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    for (const Event& event : events) {
        put.bind(1, stored(event.usec)).bind(2, event.kind);
        if (const auto& process = event.process) {
            put.bind(3, std::int64_t{process->pid}).bind(4, stored(process->startTime));
            put.bind(5, std::int64_t{process->uid}).bind(6, std::int64_t{process->owned});
            put.bind(7, process->name);
        } else {
            for (int column = 3; column <= 7; ++column)
                put.bindNull(column);
        }
        put.run();
    }
}

/// Well before the file is full: forgetting takes room too.
void Store::makeRoom() {
    while (database_.number("PRAGMA page_count") - database_.number("PRAGMA freelist_count") >
           maxPages_ / 10 * 9) {
        Transaction transaction(database_);
        // The oldest tenth, of everything there is.
        Statement find = database_.prepare(
            "WITH times(time) AS (SELECT start FROM span UNION ALL SELECT usec FROM event) "
            "SELECT time FROM times ORDER BY time LIMIT 1 "
            "OFFSET (SELECT count(*) / 10 FROM times)");
        if (!find.step())
            return; // the file is full of something else
        const std::int64_t until = find.integer(0);
        find.reset();
        database_.prepare("DELETE FROM span WHERE start <= ?1").bind(1, until).run();
        database_.prepare("DELETE FROM event WHERE usec <= ?1").bind(1, until).run();
        transaction.commit();
    }
}

bool Store::guarded(std::size_t tier, std::uint64_t now) {
    const std::uint64_t guard = tiers.at(tier).guard;
    Statement count = database_.prepare("SELECT count(*) FROM (SELECT DISTINCT start FROM span "
                                        "WHERE tier = ?1 AND start BETWEEN ?2 AND ?3 LIMIT ?4)");
    count.bind(1, number(tier)).bind(2, stored(now - tiers.at(tier).age)).bind(3, stored(now));
    return !count.bind(4, number(guard)).step() ||
           static_cast<std::uint64_t>(count.integer(0)) < guard;
}

void Store::prune(std::uint64_t now) {
    Transaction transaction(database_);
    for (std::size_t tier = 0; tier < tiers.size(); ++tier) {
        if (now < tiers.at(tier).age || guarded(tier, now))
            continue;
        const std::int64_t limit = stored(now - tiers.at(tier).age);
        database_.prepare("DELETE FROM span WHERE tier = ?1 AND start < ?2")
            .bind(1, number(tier))
            .bind(2, limit)
            .run();
        if (tier + 1 == tiers.size())
            database_.prepare("DELETE FROM event WHERE usec < ?1").bind(1, limit).run();
    }
    transaction.commit();
    if (database_.number("SELECT count(*) FROM event") > maxEventsPerUser)
        pruneEvents();
}

/// A user who marks and unmarks for hours takes room from nobody else.
void Store::pruneEvents() {
    Transaction transaction(database_);
    database_
        .prepare("DELETE FROM event WHERE id IN (SELECT id FROM (SELECT id, uid, row_number() "
                 "OVER (PARTITION BY uid ORDER BY id DESC) AS place FROM event) "
                 "WHERE uid IS NOT NULL AND place > ?1)")
        .bind(1, maxEventsPerUser)
        .run();
    database_
        .prepare("DELETE FROM event WHERE id <= (SELECT id FROM event ORDER BY id DESC LIMIT 1 "
                 "OFFSET ?1)")
        .bind(1, maxEvents)
        .run();
    transaction.commit();
}

std::optional<std::pair<std::uint64_t, std::uint64_t>> Store::extent(std::uint64_t from,
                                                                     std::uint64_t to) {
    std::optional<std::pair<std::uint64_t, std::uint64_t>> found;
    // In the order of the primary key: the first row is the answer.
    Statement first = database_.prepare("SELECT start FROM span WHERE tier = ?1 AND start BETWEEN "
                                        "?2 AND ?3 ORDER BY start LIMIT 1");
    Statement last = database_.prepare("SELECT start FROM span WHERE tier = ?1 AND start BETWEEN "
                                       "?2 AND ?3 ORDER BY start DESC LIMIT 1");
    for (std::size_t tier = 0; tier < tiers.size(); ++tier) {
        first.bind(1, number(tier)).bind(2, stored(from)).bind(3, stored(to));
        last.bind(1, number(tier)).bind(2, stored(from)).bind(3, stored(to));
        if (!first.step() || !last.step())
            continue;
        const auto least = static_cast<std::uint64_t>(first.integer(0));
        const auto greatest = static_cast<std::uint64_t>(last.integer(0));
        first.reset();
        last.reset();
        found = found ? std::pair(std::min(found->first, least), std::max(found->second, greatest))
                      : std::pair(least, greatest);
    }
    return found;
}

std::vector<Span> Store::load(std::size_t tier, std::uint64_t from, std::uint64_t to,
                              const std::vector<std::string>& metrics) {
    std::map<std::int64_t, std::size_t> places;
    Statement name = database_.prepare("SELECT id FROM metric WHERE name = ?1");
    for (std::size_t place = 0; place < metrics.size(); ++place) {
        if (name.bind(1, metrics[place]).step())
            places[name.integer(0)] = place;
        name.reset();
    }
    std::vector<Span> spans;
    Statement find =
        database_.prepare("SELECT start, metric, min, max, sum, count, min_first FROM span "
                          "WHERE tier = ?1 AND start BETWEEN ?2 AND ?3 ORDER BY start, metric");
    find.bind(1, number(tier)).bind(2, stored(from)).bind(3, stored(to));
    while (find.step()) {
        const auto place = places.find(find.integer(1));
        if (place == places.end())
            continue;
        const auto start = static_cast<std::uint64_t>(find.integer(0));
        if (spans.empty() || spans.back().start != start)
            spans.push_back({start, tiers.at(tier).width, std::vector<Stats>(metrics.size())});
        spans.back().metrics[place->second] = statsFrom(find, 2);
    }
    return spans;
}

std::vector<Span> Store::spans(std::uint64_t from, std::uint64_t to,
                               const std::vector<std::string>& metrics, std::uint64_t resolution) {
    // From and to the limits of the coarsest spans: whether finer ones are
    // complete shows only with all of them.
    const std::uint64_t widest = tiers.back().width;
    const std::uint64_t begin = tiers.back().startOf(std::min(from, lastTime));
    const std::uint64_t end = tiers.back().startOf(std::min(to, lastTime)) + widest - 1;
    std::size_t tier = tiers.size() - 1;
    std::vector<Span> spans = load(tier, begin, end, metrics);
    while (tier > 0 && tiers.at(tier).width > resolution) {
        --tier;
        spans = refined(spans, load(tier, begin, end, metrics));
    }
    std::erase_if(spans, [&](const Span& span) { return span.start < from || span.start > to; });
    return spans;
}

std::vector<Event> Store::events(std::uint64_t from, std::uint64_t to, std::uint32_t max,
                                 std::optional<uid_t> reader) {
    Statement find = database_.prepare(
        "SELECT usec, kind, pid, start_time, uid, owned, name FROM event "
        "WHERE usec BETWEEN ?1 AND ?2 AND (?3 OR pid IS NULL OR (owned AND uid = ?4)) "
        "ORDER BY usec DESC, id DESC LIMIT ?5");
    find.bind(1, stored(from)).bind(2, stored(to)).bind(3, std::int64_t{!reader});
    find.bind(4, std::int64_t{reader.value_or(0)}).bind(5, std::int64_t{max});
    std::vector<Event> events;
    while (find.step()) {
        Event event;
        event.usec = static_cast<std::uint64_t>(find.integer(0));
        event.kind = find.text(1);
        if (!find.isNull(2)) {
            EventProcess process;
            process.pid = static_cast<std::uint32_t>(find.integer(2));
            process.startTime = static_cast<std::uint64_t>(find.integer(3));
            process.uid = static_cast<uid_t>(find.integer(4));
            process.owned = find.integer(5) != 0;
            process.name = find.text(6);
            event.process = std::move(process);
        }
        events.push_back(std::move(event));
    }
    std::reverse(events.begin(), events.end());
    return events;
}

} // namespace samepage
