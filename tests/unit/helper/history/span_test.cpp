// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/span.h"

#include <gtest/gtest.h>

#include <utility>

namespace samepage {
namespace {

Span span(std::uint64_t start, std::uint64_t width, const std::vector<std::uint64_t>& counts) {
    Span result{start, width, {}};
    for (const std::uint64_t count : counts) {
        Stats stats;
        for (std::uint64_t i = 0; i < count; ++i)
            stats.append(Stats::of(static_cast<double>(i)));
        result.metrics.push_back(stats);
    }
    return result;
}

TEST(Refined, TakesFineSpansWhereTheyAreComplete) {
    const std::vector<Span> coarse = {span(0, 10, {3}), span(10, 10, {2}), span(20, 10, {2})};
    const std::vector<Span> fine = {span(0, 5, {1}), span(5, 5, {2}), span(10, 5, {1}),
                                    span(25, 5, {2})};
    const std::vector<Span> expected = {fine[0], fine[1], coarse[1], fine[3]};
    EXPECT_EQ(refined(coarse, fine), expected);
}

TEST(Refined, EveryMetricMustBeComplete) {
    const std::vector<Span> coarse = {span(0, 10, {2, 3})};
    const std::vector<Span> fine = {span(0, 5, {1, 1}), span(5, 5, {1, 1})};
    EXPECT_EQ(refined(coarse, fine), coarse);
    const std::vector<Span> all = {span(0, 5, {1, 1}), span(5, 5, {1, 2})};
    EXPECT_EQ(refined(coarse, all), all);
}

TEST(Refined, WithoutFineOnesTheCoarseStay) {
    const std::vector<Span> coarse = {span(0, 10, {3}), span(30, 10, {2})};
    EXPECT_EQ(refined(coarse, {}), coarse);
}

TEST(Refined, FineOnesWithoutACoarseOneStayToo) {
    const std::vector<Span> coarse = {span(10, 10, {2})};
    const std::vector<Span> fine = {span(0, 5, {1}), span(15, 5, {1}), span(20, 5, {1})};
    const std::vector<Span> expected = {fine[0], coarse[0], fine[2]};
    EXPECT_EQ(refined(coarse, fine), expected);
    EXPECT_EQ(refined({}, fine), fine);
}

} // namespace
} // namespace samepage
