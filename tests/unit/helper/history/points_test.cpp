// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/points.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace samepage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsNan;

constexpr std::uint64_t second = 1'000'000;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Span sample(std::uint64_t start, double value) {
    return {start, second, {Stats::of(value)}};
}

Stats stats(double first, double last) {
    Stats result = Stats::of(first);
    result.append(Stats::of(last));
    return result;
}

const std::vector<Series> onlyMetric = {{0, false}};

TEST(Points, ShowEachSampleWhereThereIsRoom) {
    const auto points = pointsOf({sample(10 * second, 1), sample(11 * second, 5)}, onlyMetric,
                                 10 * second, 11 * second, 2);
    EXPECT_THAT(points.times, ElementsAre(10 * second, 11 * second));
    EXPECT_THAT(points.values, ElementsAre(ElementsAre(1, 5)));
}

TEST(Points, LeaveOutWhatBeginsOutside) {
    const std::vector<Span> spans = {sample(second, 1), sample(2 * second, 2),
                                     sample(3 * second, 3)};
    EXPECT_THAT(pointsOf(spans, onlyMetric, 2 * second, 2 * second, 10).times,
                ElementsAre(2 * second));
    EXPECT_THAT(pointsOf(spans, onlyMetric, 4 * second, 5 * second, 10).times, IsEmpty());
}

TEST(Points, ShowMinimumAndMaximumInTheirOrder) {
    const std::vector<Span> spans = {{0, 60 * second, {stats(1, 9)}},
                                     {60 * second, 60 * second, {stats(9, 2)}}};
    const auto points = pointsOf(spans, {{0, false}, {0, true}}, 0, 1000 * second, 10);
    EXPECT_THAT(points.times, ElementsAre(0, 30 * second, 60 * second, 90 * second));
    EXPECT_THAT(points.values[0], ElementsAre(1, 9, 9, 2));
    EXPECT_THAT(points.values[1], ElementsAre(5, 5, 5.5, 5.5));
}

TEST(Points, StayWithinTheRange) {
    const auto points = pointsOf({{0, 60 * second, {stats(1, 9)}}}, onlyMetric, 0, 10 * second, 10);
    EXPECT_THAT(points.times, ElementsAre(0, 10 * second));
    EXPECT_THAT(points.values[0], ElementsAre(1, 9));
}

TEST(Points, AHoleIsAPointWithoutValues) {
    const std::vector<Span> spans = {sample(1 * second, 1), sample(6 * second, 2),
                                     sample(12 * second, 3)};
    const auto points = pointsOf(spans, onlyMetric, 0, 20 * second, 10);
    // Five seconds from one to the next are no hole, six are one.
    EXPECT_THAT(points.times, ElementsAre(1 * second, 6 * second, 7 * second, 12 * second));
    EXPECT_THAT(points.values[0], ElementsAre(1, 2, IsNan(), 3));
}

TEST(Points, TenMinutesAfterTenMinutesAreNoHole) {
    const std::vector<Span> spans = {{0, 600 * second, {Stats::of(1)}},
                                     {600 * second, 600 * second, {Stats::of(2)}},
                                     {1800 * second, 600 * second, {Stats::of(3)}}};
    const auto points = pointsOf(spans, onlyMetric, 0, 3000 * second, 10);
    EXPECT_THAT(points.times, ElementsAre(0, 600 * second, 1200 * second, 1800 * second));
    EXPECT_THAT(points.values[0], ElementsAre(1, 2, IsNan(), 3));
}

TEST(Points, AMetricThatIsMissingIsNotANumber) {
    const std::vector<Span> spans = {{0, second, {Stats::of(1), Stats()}},
                                     {second, second, {Stats::of(2), Stats::of(7)}}};
    const auto points = pointsOf(spans, {{0, false}, {1, false}, {1, true}}, 0, 10 * second, 10);
    EXPECT_THAT(points.values[0], ElementsAre(1, 2));
    EXPECT_THAT(points.values[1], ElementsAre(IsNan(), 7));
    EXPECT_THAT(points.values[2], ElementsAre(IsNan(), 7));
}

TEST(Points, TakeNeighboursTogetherWhereThereIsNoRoom) {
    std::vector<Span> spans;
    spans.reserve(100);
    for (std::uint64_t i = 0; i < 100; ++i)
        spans.push_back(sample(i * second, i == 37 ? 1000.0 : 10.0));
    const auto points = pointsOf(spans, onlyMetric, 0, 99 * second, 10);
    ASSERT_LE(points.times.size(), 10U);
    EXPECT_EQ(std::count(points.values[0].begin(), points.values[0].end(), 1000.0), 1);
    // A bucket in which nothing changes is one point.
    EXPECT_LE(points.times.size(), 6U);
}

TEST(Points, AHoleThatEmptiesABucketShows) {
    std::vector<Span> spans;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        if (i < 300 || i >= 600)
            spans.push_back(sample(i * second, static_cast<double>(i % 7)));
    }
    const auto points = pointsOf(spans, onlyMetric, 0, 999 * second, 20);
    ASSERT_LE(points.times.size(), 20U);
    ASSERT_EQ(std::count_if(points.values[0].begin(), points.values[0].end(),
                            [](double value) { return std::isnan(value); }),
              1);
    const auto hole = std::find_if(points.values[0].begin(), points.values[0].end(),
                                   [](double value) { return std::isnan(value); });
    EXPECT_EQ(points.times[static_cast<std::size_t>(hole - points.values[0].begin())],
              300 * second);
}

TEST(Points, AMovingWindowShowsTheSamePoints) {
    std::vector<Span> spans;
    std::mt19937 random(7);
    spans.reserve(1000);
    for (std::uint64_t i = 0; i < 1000; ++i)
        spans.push_back(sample(i * second, static_cast<double>(random() % 100)));
    const auto first = pointsOf(spans, onlyMetric, 0, 800 * second, 100);
    const auto later = pointsOf(spans, onlyMetric, 5 * second, 805 * second, 100);
    const std::uint64_t width = bucketWidth(0, 800 * second, 100);
    for (std::size_t i = 0; i < first.times.size(); ++i) {
        if (first.times[i] < 6 * second + width || first.times[i] > 780 * second)
            continue; // buckets that the window cuts
        const auto same = std::find(later.times.begin(), later.times.end(), first.times[i]);
        ASSERT_NE(same, later.times.end()) << first.times[i];
        EXPECT_EQ(later.values[0][static_cast<std::size_t>(same - later.times.begin())],
                  first.values[0][i]);
    }
}

TEST(Points, TheWholeOfTimeFitsToo) {
    const std::vector<Span> spans = {sample(0, 1), sample(5 * second, 2), sample(9 * second, 0)};
    const auto points =
        pointsOf(spans, onlyMetric, 0, std::numeric_limits<std::uint64_t>::max(), 2);
    EXPECT_THAT(points.times, ElementsAre(0, 9 * second));
    EXPECT_THAT(points.values[0], ElementsAre(2, 0));
}

/// A random series with pauses, of spans of one width.
std::vector<Span> randomSpans(std::mt19937& random, std::uint64_t width) {
    std::uniform_real_distribution<double> value(-1e6, 1e6);
    std::uniform_int_distribution<int> dice(0, 19);
    std::vector<Span> spans;
    std::uint64_t start = (random() % 1000) * width;
    const std::size_t count = 1 + random() % 400;
    for (std::size_t i = 0; i < count; ++i) {
        start += width * (dice(random) == 0 ? 1 + random() % 300 : 1);
        Span span{start, width, {}};
        for (int metric = 0; metric < 2; ++metric) {
            if (dice(random) == 0)
                span.metrics.emplace_back();
            else if (dice(random) < 10)
                span.metrics.push_back(Stats::of(value(random)));
            else
                span.metrics.push_back(stats(value(random), value(random)));
        }
        spans.push_back(std::move(span));
    }
    return spans;
}

// The heart of it: whatever the range and the number of points, every extreme
// is there, nothing is invented, and there are never too many.
TEST(Points, NeverLoseAPeak) {
    std::mt19937 random(20261121);
    for (int round = 0; round < 3000; ++round) {
        const std::uint64_t width = std::array{second, 60 * second, 600 * second}.at(random() % 3);
        const std::vector<Span> spans = randomSpans(random, width);
        const std::uint64_t last = spans.back().start;
        std::uint64_t from = random() % (last + 1);
        std::uint64_t to = random() % (last + 2 * width);
        if (from > to)
            std::swap(from, to);
        const auto max = static_cast<std::uint32_t>(2 + random() % 100);
        const auto points = pointsOf(spans, {{0, false}, {1, false}}, from, to, max);

        ASSERT_LE(points.times.size(), max);
        EXPECT_TRUE(std::is_sorted(points.times.begin(), points.times.end()));
        for (const std::uint64_t time : points.times) {
            EXPECT_GE(time, from);
            EXPECT_LE(time, to);
        }
        for (std::size_t metric = 0; metric < 2; ++metric) {
            const auto& values = points.values[metric];
            ASSERT_EQ(values.size(), points.times.size());
            Stats all;
            for (const Span& span : spans) {
                if (span.start >= from && span.start <= to)
                    all.append(span.metrics[metric]);
            }
            Stats shown;
            for (const double value : values) {
                if (!std::isnan(value))
                    shown.append(Stats::of(value));
            }
            EXPECT_EQ(shown.count == 0, all.count == 0);
            if (all.count == 0)
                continue;
            EXPECT_EQ(shown.min, all.min);
            EXPECT_EQ(shown.max, all.max);
        }
    }
}

// And of each bucket: between two of its limits no extreme is lost either.
TEST(Points, NeverLoseThePeakOfABucket) {
    std::mt19937 random(42);
    for (int round = 0; round < 300; ++round) {
        std::vector<Span> spans;
        spans.reserve(500);
        for (std::uint64_t i = 0; i < 500; ++i)
            spans.push_back(sample(i * second, static_cast<double>(random() % 100000)));
        const auto max = static_cast<std::uint32_t>(4 + random() % 60);
        const std::uint64_t to = 499 * second;
        const auto points = pointsOf(spans, onlyMetric, 0, to, max);
        const std::uint64_t width = bucketWidth(0, to, max);
        for (std::uint64_t begin = 0; begin <= to; begin += width) {
            Stats all;
            for (const Span& span : spans) {
                if (span.start >= begin && span.start < begin + width)
                    all.append(span.metrics[0]);
            }
            Stats shown;
            for (std::size_t i = 0; i < points.times.size(); ++i) {
                if (points.times[i] >= begin && points.times[i] < begin + width)
                    shown.append(Stats::of(points.values[0][i]));
            }
            if (all.count == 0)
                continue;
            EXPECT_EQ(shown.min, all.min);
            EXPECT_EQ(shown.max, all.max);
            EXPECT_EQ(shown.minFirst, all.minFirst);
        }
    }
}

} // namespace
} // namespace samepage
