// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

#include <engine/advisor.h>

namespace {

constexpr std::uint64_t second = 1'000'000'000;

class Advisor : public testing::Test {
protected:
    Advisor() { sp_advisor_init(&advisor_); }

    void enable() { pages_ = sp_advisor_set_mode(&advisor_, SP_ADVISOR_SCAN_TIME, pages_); }

    /// Passes over @p memory pages: batches of pages_ with 20 ms of sleep between, one page takes
    /// @p nsPerPage. How long the last one took, in seconds.
    double passes(int count, std::uint64_t memory, std::uint64_t nsPerPage) {
        std::uint64_t took = 0;
        for (int pass = 0; pass < count; ++pass) {
            const std::uint64_t cpu = memory * nsPerPage;
            took = cpu + memory / std::max<std::uint32_t>(pages_, 1) * 20'000'000;
            pages_ = sp_advisor_next(&advisor_, took, cpu, pages_);
        }
        return static_cast<double>(took) / second;
    }

    sp_advisor advisor_{};
    std::uint32_t pages_ = 100;
};

} // namespace

TEST_F(Advisor, HasTheKernelsDefaults) {
    EXPECT_EQ(advisor_.mode, SP_ADVISOR_NONE);
    EXPECT_EQ(advisor_.max_cpu, 70U);
    EXPECT_EQ(advisor_.min_pages, 500U);
    EXPECT_EQ(advisor_.max_pages, 30000U);
    EXPECT_EQ(advisor_.target_scan_time, 200U);
}

TEST_F(Advisor, ChangesNothingWhileItIsOff) {
    pages_ = 123;
    passes(10, 1'000'000, 1000);
    EXPECT_EQ(pages_, 123U);
}

TEST_F(Advisor, BeginsAtTheMinimumAndLeavesTheDefaultBehind) {
    pages_ = 7;
    enable();
    EXPECT_EQ(pages_, 500U);
    pages_ = 20000;
    enable();
    EXPECT_EQ(pages_, 20000U) << "setting the mode that it has changes nothing";
    EXPECT_EQ(sp_advisor_set_mode(&advisor_, SP_ADVISOR_NONE, pages_), 100U);
}

TEST_F(Advisor, ReachesTheTargetTime) {
    for (const unsigned long target : {50UL, 200UL, 1000UL}) {
        sp_advisor_init(&advisor_);
        advisor_.target_scan_time = target;
        advisor_.min_pages = 1;
        pages_ = 100;
        enable();
        const double took = passes(30, 20'000'000, 500);
        EXPECT_NEAR(took, static_cast<double>(target), 0.1 * static_cast<double>(target)) << pages_;
    }
}

TEST_F(Advisor, FollowsGrowingAndShrinkingMemoryWithoutSwinging) {
    advisor_.min_pages = 1;
    enable();
    passes(30, 20'000'000, 100);
    const auto before = pages_;
    std::uint32_t last = pages_;
    for (int pass = 0; pass < 40; ++pass) {
        passes(1, 100'000'000, 100);
        EXPECT_GE(pages_ + pages_ / 20, last) << "it goes up, and does not come back down";
        last = pages_;
    }
    EXPECT_NEAR(pages_, 5.0 * before, before);
    EXPECT_NEAR(passes(1, 100'000'000, 100), 200, 20);
    passes(60, 20'000'000, 100);
    EXPECT_NEAR(pages_, before, 0.1 * before);
}

TEST_F(Advisor, OneOddPassMovesItByLessThanAThird) {
    advisor_.min_pages = 1;
    enable();
    passes(30, 20'000'000, 100);
    const double before = pages_;
    passes(1, 40'000'000, 100);
    EXPECT_LT(pages_, 1.34 * before);
    EXPECT_GT(pages_, 1.2 * before);
}

TEST_F(Advisor, KeepsToTheLimits) {
    enable();
    passes(20, 1000, 100);
    EXPECT_EQ(pages_, 500U);
    passes(60, 10'000'000'000, 1);
    EXPECT_EQ(pages_, 30000U);
    advisor_.max_pages = 100;
    passes(1, 10'000'000'000, 1);
    EXPECT_EQ(pages_, 100U) << "the maximum wins over the minimum";
}

TEST_F(Advisor, StaysBelowItsShareOfTheCpu) {
    advisor_.max_cpu = 10;
    advisor_.min_pages = 1;
    advisor_.max_pages = 1'000'000;
    advisor_.target_scan_time = 1;
    enable();
    for (int pass = 0; pass < 100; ++pass)
        passes(1, 1'000'000, 10'000); // 10 s of CPU at least: 1 s is out of reach
    const double cpu = 10.0;
    const double took = passes(1, 1'000'000, 10'000);
    EXPECT_LT(cpu / took, 0.115);
    EXPECT_GT(cpu / took, 0.07);
}

TEST_F(Advisor, ForgetsWhatItLearnedWhenSwitchedOffAndOn) {
    enable();
    passes(30, 100'000'000, 100);
    pages_ = sp_advisor_set_mode(&advisor_, SP_ADVISOR_NONE, pages_);
    enable();
    EXPECT_EQ(pages_, 500U);
    EXPECT_EQ(advisor_.work, 0U);
}

TEST_F(Advisor, SurvivesExtremeSettingsAndTimes) {
    enable();
    const std::uint64_t times[] = {0, 1, second, std::numeric_limits<std::uint64_t>::max()};
    const unsigned long settings[] = {0, 1, 1000, std::numeric_limits<unsigned long>::max()};
    const std::uint32_t pages[] = {0, 1, 500, std::numeric_limits<std::uint32_t>::max()};
    for (const auto max : settings)
        for (const auto min : settings)
            for (const auto target : settings)
                for (const auto scan : times)
                    for (const auto cpu : times)
                        for (const auto before : pages) {
                            advisor_.max_pages = max;
                            advisor_.min_pages = min;
                            advisor_.target_scan_time = target;
                            advisor_.max_cpu = static_cast<unsigned>(max);
                            const auto next = sp_advisor_next(&advisor_, scan, cpu, before);
                            EXPECT_LE(next, max);
                            EXPECT_GE(next, std::min(std::min(min, max), 0xffffffffUL));
                        }
}
