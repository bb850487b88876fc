// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/stats.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

namespace samepage {
namespace {

Stats ofAll(const std::vector<double>& values) {
    Stats all;
    for (const double value : values)
        all.append(Stats::of(value));
    return all;
}

TEST(Stats, KnowNothingAtFirst) {
    Stats stats;
    stats.append(Stats());
    EXPECT_EQ(stats.count, 0U);
    stats.append(Stats::of(-7));
    EXPECT_EQ(stats, Stats::of(-7));
    stats.append(Stats());
    EXPECT_EQ(stats, Stats::of(-7));
}

TEST(Stats, KnowWhichCameFirst) {
    EXPECT_TRUE(ofAll({1, 2}).minFirst);
    EXPECT_FALSE(ofAll({2, 1}).minFirst);
    EXPECT_TRUE(ofAll({5, 1, 9}).minFirst);
    EXPECT_FALSE(ofAll({5, 9, 1}).minFirst);
    // The first of several equal ones counts.
    EXPECT_TRUE(ofAll({1, 9, 1}).minFirst);
    EXPECT_FALSE(ofAll({9, 1, 9}).minFirst);
}

// Whatever is taken together in which steps: the same comes out.
TEST(Stats, DoNotDependOnHowTheyArePutTogether) {
    std::mt19937 random(20261121);
    std::uniform_int_distribution<int> value(-5, 5);
    std::uniform_int_distribution<std::size_t> length(1, 12);
    for (int round = 0; round < 5000; ++round) {
        std::vector<double> values(length(random));
        std::generate(values.begin(), values.end(), [&] { return value(random); });
        const auto cut = static_cast<std::ptrdiff_t>(
            std::uniform_int_distribution<std::size_t>(0, values.size())(random));
        Stats parts = ofAll({values.begin(), values.begin() + cut});
        parts.append(ofAll({values.begin() + cut, values.end()}));
        EXPECT_EQ(parts, ofAll(values));

        const auto min = std::min_element(values.begin(), values.end());
        const auto max = std::max_element(values.begin(), values.end());
        EXPECT_EQ(parts.min, *min);
        EXPECT_EQ(parts.max, *max);
        EXPECT_EQ(parts.minFirst, min <= max);
        EXPECT_EQ(parts.count, values.size());
        EXPECT_DOUBLE_EQ(parts.average(), std::accumulate(values.begin(), values.end(), 0.0) /
                                              static_cast<double>(values.size()));
    }
}

} // namespace
} // namespace samepage
