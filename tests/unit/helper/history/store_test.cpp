// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/store.h"

#include "history/history_file.h"
#include "history/metrics.h"
#include "history/points.h"
#include "temp_tree.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <limits>
#include <random>

namespace samepage {
namespace {

using testing::ElementsAre;

constexpr std::uint64_t second = usecPerSecond;
constexpr std::uint64_t minute = usecPerMinute;
constexpr std::uint64_t hour = 60 * minute;
constexpr std::uint64_t day = usecPerDay;
constexpr std::uint64_t forever = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t start = 20'000 * day; // in 2024, where a ten minutes begin
constexpr std::uint64_t large = std::uint64_t{64} << 20;

const std::vector<std::string> saved = {"saved_bytes"};

Sample sample(std::uint64_t usec, std::uint64_t value) {
    return {usec, {{"saved_bytes", value}}};
}

Store inMemory() {
    return {openHistoryFile({}, 0), large};
}

Stats total(const std::vector<Span>& spans) {
    Stats all;
    for (const Span& span : spans)
        all.append(span.metrics.at(0));
    return all;
}

/// Starts of the spans that are kept in a tier.
std::vector<std::uint64_t> kept(Store& store, std::size_t tier) {
    Statement find =
        store.database().prepare("SELECT DISTINCT start FROM span WHERE tier = ?1 ORDER BY start");
    find.bind(1, static_cast<std::int64_t>(tier));
    std::vector<std::uint64_t> starts;
    while (find.step())
        starts.push_back(static_cast<std::uint64_t>(find.integer(0)));
    return starts;
}

TEST(Store, KeepsSamplesAsTheyAre) {
    Store store = inMemory();
    store.write({sample(start + 5, 7), {start + second, {{"pages_shared", 3}}}}, {});
    const auto spans = store.spans(0, forever, {"pages_shared", "saved_bytes", "unknown"}, 0);
    ASSERT_EQ(spans.size(), 2U);
    EXPECT_EQ(spans[0], (Span{start, second, {Stats(), Stats::of(7), Stats()}}));
    EXPECT_EQ(spans[1], (Span{start + second, second, {Stats::of(3), Stats(), Stats()}}));
    EXPECT_EQ(store.extent(0, forever), std::pair(start, start + second));
    EXPECT_EQ(store.extent(0, start - 1), std::nullopt);
    EXPECT_EQ(inMemory().extent(0, forever), std::nullopt);
}

TEST(Store, SecondsBecomeMinutesBecomeTenMinutes) {
    Store store = inMemory();
    std::mt19937 random(1);
    std::vector<std::uint64_t> values; // one each 30 seconds, for 92 days
    const std::uint64_t step = 30 * second;
    std::vector<Sample> batch;
    for (std::uint64_t usec = start; usec < start + 92 * day; usec += step) {
        values.push_back(random() % 1'000'000'000);
        batch.push_back(sample(usec, values.back()));
        if (batch.size() == 720) { // six hours
            store.write(batch, {});
            store.prune(usec + step);
            batch.clear();
        }
    }
    const std::uint64_t now = start + 92 * day;
    // As far back as promised, and not further.
    EXPECT_EQ(kept(store, 0).front(), now - 15 * minute);
    EXPECT_EQ(kept(store, 1).front(), now - day);
    EXPECT_EQ(kept(store, 2).front(), now - 90 * day);
    EXPECT_EQ(kept(store, 0).size(), 30U);
    EXPECT_EQ(kept(store, 1).size(), 24U * 60);
    EXPECT_EQ(kept(store, 2).size(), 90U * 144);

    // The finest there is, from one to the next without overlap or hole.
    const auto spans = store.spans(0, forever, saved, 0);
    EXPECT_EQ(spans.size(), 89 * 144U + 23 * 60U + 45U + 30U);
    EXPECT_EQ(total(spans).count, 90 * day / step);
    for (std::size_t i = 1; i < spans.size(); ++i)
        ASSERT_LE(spans[i - 1].end(), spans[i].start);
    EXPECT_EQ(spans.front().width, 10 * minute);
    EXPECT_EQ(spans.back().width, second);
    EXPECT_EQ(store.spans(0, forever, saved, hour).size(), 90U * 144);

    // No peak of any part of it is lost.
    for (int round = 0; round < 500; ++round) {
        // In ten minutes; the first two days are gone.
        const std::uint64_t first = 288 + random() % 12'960;
        const std::uint64_t last = first + random() % (13'248 - first);
        Stats expected;
        for (std::uint64_t i = first * 20; i < (last + 1) * 20; ++i)
            expected.append(Stats::of(static_cast<double>(values[i])));
        const std::uint64_t from = start + first * 10 * minute;
        const std::uint64_t to = start + (last + 1) * 10 * minute - 1;
        const Stats found = total(store.spans(from, to, saved, round % 2 ? 0 : hour));
        EXPECT_EQ(found.min, expected.min);
        EXPECT_EQ(found.max, expected.max);
        EXPECT_EQ(found.minFirst, expected.minFirst);
        EXPECT_EQ(found.count, expected.count);
        EXPECT_NEAR(found.average(), expected.average(), 1);
    }
}

TEST(Store, AClockThatIsAheadForAWhileCostsNothing) {
    Store store = inMemory();
    std::vector<Sample> samples;
    samples.reserve(8640);
    for (std::uint64_t i = 0; i < 8640; ++i) // sixty days
        samples.push_back(sample(start + i * 10 * minute, i));
    store.write(samples, {{start, "started"}});
    const std::uint64_t real = start + 60 * day;
    store.prune(real);
    const auto before = kept(store, 2);

    // Ten years ahead for eight hours, and back.
    samples.clear();
    for (std::uint64_t i = 0; i < 480; ++i) {
        samples.push_back(sample(start + 3650 * day + i * minute, 1'000'000 + i));
        if (i % 60 == 59) {
            store.write(samples, {});
            samples.clear();
            store.prune(start + 3650 * day + i * minute);
        }
    }
    store.write({sample(real, 5)}, {});
    store.prune(real);
    const auto after = kept(store, 2);
    EXPECT_TRUE(std::includes(after.begin(), after.end(), before.begin(), before.end()));
    EXPECT_EQ(total(store.spans(start, real, saved, 0)).count, 60 * 144U + 1);
    EXPECT_EQ(store.events(0, forever, 10, {}).size(), 1U);

    // A machine that believes it to be 1970 forgets nothing either.
    store.prune(hour);
    EXPECT_EQ(kept(store, 2), after);
}

TEST(Store, AClockThatIsSetBackAddsToWhatIsThere) {
    Store store = inMemory();
    store.write({sample(start, 10), sample(start + second, 20)}, {});
    store.write({sample(start, 50), sample(start + second, 1)}, {});
    const auto spans = store.spans(0, forever, saved, 0);
    ASSERT_EQ(spans.size(), 2U);
    EXPECT_EQ(spans[0].metrics[0], (Stats{10, 50, 60, 2, true}));
    EXPECT_EQ(spans[1].metrics[0], (Stats{1, 20, 21, 2, false}));
}

// The seconds of that time are gone, its minutes are not: those must be shown.
TEST(Store, AClockThatIsSetBackHidesNoPeak) {
    Store store = inMemory();
    std::vector<Sample> samples;
    samples.reserve(7200);
    for (std::uint64_t i = 0; i < 7200; ++i)
        samples.push_back(sample(start + i * second, i == 100 ? 999 : 5));
    store.write(samples, {});
    store.prune(start + 7200 * second);
    store.write({sample(start + 90 * second, 6)}, {});
    const auto spans = store.spans(start, start + 10 * minute - 1, saved, 0);
    EXPECT_EQ(total(spans).max, 999);
    EXPECT_EQ(total(spans).count, 601U);
}

TEST(Store, TimesWithoutEndAreNoTrouble) {
    Store store = inMemory();
    store.write({sample(0, 1), sample(forever, 2)}, {{forever, "started"}, {0, "paused"}});
    store.prune(forever);
    EXPECT_EQ(total(store.spans(0, forever, saved, 0)).count, 2U);
    EXPECT_EQ(store.events(0, forever, 10, {}).size(), 2U);
}

EventProcess process(std::uint32_t pid, uid_t uid, bool owned = true) {
    return {pid, 4711, uid, owned, "cat"};
}

TEST(Store, ShowsEventsToThoseWhomTheyConcern) {
    Store store = inMemory();
    const std::vector<Event> all = {{start, "started"},
                                    {start + 1, "marked", process(1, 1000)},
                                    {start + 1, "marked", process(2, 1001)},
                                    {start + 2, "marked", process(3, 1000, false)},
                                    {start + 3, "marked", process(4, 0)},
                                    {start + 4, "paused"}};
    store.write({}, all);
    EXPECT_EQ(store.events(0, forever, 100, {}), all);
    EXPECT_THAT(store.events(0, forever, 100, 1000), ElementsAre(all[0], all[1], all[5]));
    EXPECT_THAT(store.events(0, forever, 100, 0), ElementsAre(all[0], all[4], all[5]));
    EXPECT_THAT(store.events(0, forever, 2, 1000), ElementsAre(all[1], all[5]));
    EXPECT_THAT(store.events(start + 1, start + 2, 100, 1001), ElementsAre(all[2]));
}

TEST(Store, NobodysEventsPushOutThoseOfOthers) {
    Store store = inMemory();
    std::vector<Event> events = {{start, "marked", process(7, 1001)}, {start, "started"}};
    events.reserve(Store::maxEventsPerUser + 502);
    for (std::uint32_t i = 0; i < Store::maxEventsPerUser + 500; ++i)
        events.push_back({start + 1, "marked", process(i, 1000)});
    store.write({}, events);
    store.prune(start + 2);
    const auto left = store.events(0, forever, 100'000, {});
    ASSERT_EQ(left.size(), 2U + Store::maxEventsPerUser);
    EXPECT_EQ(left[0], events[0]);
    EXPECT_EQ(left[1], events[1]);
    EXPECT_EQ(left[2].process->pid, 500U); // the oldest of that user are gone
}

TEST(Store, AllEventsTogetherHaveALimitToo) {
    Store store = inMemory();
    std::vector<Event> events;
    events.reserve(Store::maxEvents + 10);
    for (std::uint32_t i = 0; i < Store::maxEvents + 10; ++i)
        events.push_back({start + i, i % 2 ? "started" : "paused"});
    store.write({}, events);
    store.prune(start + second);
    const auto left = store.events(0, forever, 100'000, {});
    EXPECT_EQ(left.size(), static_cast<std::size_t>(Store::maxEvents));
    EXPECT_EQ(left.front().usec, start + 10);
}

TEST(Store, EventsOfNinetyDaysAreKept) {
    Store store = inMemory();
    store.write({}, {{start, "started"}, {start + 2 * day, "paused"}});
    std::vector<Sample> samples;
    samples.reserve(200);
    for (std::uint64_t i = 0; i < 200; ++i)
        samples.push_back(sample(start + 90 * day + i * 10 * minute, i));
    store.write(samples, {});
    store.prune(start + 91 * day);
    EXPECT_THAT(store.events(0, forever, 10, {}), ElementsAre(Event{start + 2 * day, "paused"}));
}

std::uint64_t bytesIn(const std::filesystem::path& directory) {
    std::uint64_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        if (!entry.path().filename().string().ends_with("-shm")) // in memory while it is used
            bytes += entry.file_size();
    }
    return bytes;
}

TEST(Store, StaysWithinItsBoundsTheOldestGoFirst) {
    const TempTree tree;
    constexpr std::uint64_t maxBytes = std::uint64_t{4} << 20;
    Store store(openHistoryFile(tree.root(), 0), maxBytes);
    std::uint64_t most = 0;
    std::uint64_t usec = start;
    std::map<std::string, std::uint64_t> counters;
    for (const std::string& name : chooseMetrics({}).counters)
        counters[name] = 123'456'789'012;
    for (int round = 0; round < 200; ++round) {
        std::vector<Sample> samples;
        samples.reserve(64);
        for (int i = 0; i < 64; ++i, usec += 10 * minute)
            samples.push_back({usec, counters});
        store.write(samples, {{usec, "marked", process(1, 1000)}});
        most = std::max(most, bytesIn(tree.root()));
        ASSERT_LE(most, maxBytes) << round;
    }
    EXPECT_GT(most, maxBytes / 2);
    const auto extent = store.extent(0, forever);
    ASSERT_TRUE(extent);
    EXPECT_EQ(extent->second, usec - 10 * minute);
    EXPECT_GT(extent->first, start);
    // What is left is the newest, without a hole.
    EXPECT_EQ(store.spans(0, forever, saved, hour).size(),
              (extent->second - extent->first) / (10 * minute) + 1);
    EXPECT_GE(store.events(0, forever, 1, {}).front().usec, extent->first);
}

TEST(Store, AnswersForNinetyDays) {
    const TempTree tree;
    Store store(openHistoryFile(tree.root(), 0), large);
    const MetricChoice all = chooseMetrics({});
    std::mt19937 random(3);
    const std::uint64_t now = start + 90 * day;
    const auto fill = [&](std::uint64_t from, std::uint64_t step) {
        std::vector<Sample> samples;
        for (std::uint64_t usec = from; usec < now; usec += step) {
            samples.push_back({usec, {}});
            for (const std::string& name : all.counters)
                samples.back().counters[name] = random() % 1'000'000'000'000;
            if (samples.size() == 300 || usec + step >= now) {
                store.write(samples, {});
                samples.clear();
                store.prune(usec + step);
            }
        }
    };
    fill(start, 5 * minute);
    fill(now - day, 20 * second);
    fill(now - 15 * minute, second);
    store.prune(now);

    for (const std::uint32_t max : {200U, 2000U, 100'000U}) {
        const auto begin = std::chrono::steady_clock::now();
        const auto spans = store.spans(start, now, all.counters, bucketWidth(start, now, max));
        const auto points = pointsOf(spans, all.series, start, now, max);
        const auto end = std::chrono::steady_clock::now();
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(end - begin).count();
        std::cout << "90 days, " << all.counters.size() << " metrics, at most " << max
                  << " points: " << points.times.size() << " in " << ms << " ms\n";
        EXPECT_LE(points.times.size(), max);
        EXPECT_GT(points.times.size(), std::min(max, 20'000U) / 2);
        EXPECT_LT(ms, 10'000);
    }
    std::cout << "the file has " << bytesIn(tree.root()) / 1024 << " KiB\n";
}

} // namespace
} // namespace samepage
