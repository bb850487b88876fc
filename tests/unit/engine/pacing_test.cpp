// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <engine/pacing.h>

namespace {

constexpr std::uint64_t milli = 1'000'000;
constexpr std::uint64_t second = 1000 * milli;

/// A thread on simulated clocks, that works and sleeps as it is told.
class Thread {
public:
    explicit Thread(bool remember = false)
        : remember_(remember) {
        sp_pacing_init(&pacing_);
    }

    /// For @p duration: batches that take as long as @p batch says, timers that wake up to @p
    /// lateness too late.
    void runFor(std::uint64_t duration, std::uint32_t share,
                const std::function<std::uint64_t()>& batch, std::uint64_t lateness = 0) {
        const auto end = now_ + duration;
        while (now_ < end) {
            work(batch());
            while (const auto sleep = sp_pacing_sleep_ns(&pacing_, run_, now_, share))
                now_ += sleep + (lateness ? rng_() % lateness : 0);
        }
    }

    void work(std::uint64_t ns) {
        while (ns) { // in steps, for worstShare()
            const auto step = std::min(ns, milli);
            now_ += step;
            run_ += step;
            ns -= step;
            if (remember_)
                history_.push_back({now_, run_});
        }
    }

    void idle(std::uint64_t ns) { now_ += ns; }

    double share() const {
        return static_cast<double>(run_ - startRun) / static_cast<double>(now_ - start);
    }
    std::uint64_t now() const { return now_; }
    std::uint64_t run() const { return run_; }

    /// The largest share of any stretch of @p window.
    double worstShare(std::uint64_t window) const {
        double worst = 0;
        std::size_t first = 0;
        for (std::size_t last = 0; last < history_.size(); ++last) {
            while (history_[last].now - history_[first].now > window)
                ++first;
            worst = std::max(worst, static_cast<double>(history_[last].run - history_[first].run) /
                                        static_cast<double>(window));
        }
        return worst;
    }

private:
    struct Moment {
        std::uint64_t now, run;
    };

    // It ran before it was watched.
    static constexpr std::uint64_t start = 5 * second;
    static constexpr std::uint64_t startRun = 3 * second;

    bool remember_;
    sp_pacing pacing_{};
    std::mt19937 rng_{1};
    std::uint64_t now_ = start;
    std::uint64_t run_ = startRun;
    std::vector<Moment> history_;
};

} // namespace

TEST(Pacing, KeepsAnyShareWithBatchesOfAnySize) {
    for (const std::uint32_t share : {3U, 10U, 50U, 200U, 500U, 900U, 999U})
        for (const std::uint64_t batch : {10'000UL, 200'000UL, 3 * milli, 40 * milli}) {
            Thread thread;
            thread.runFor(100 * second, share, [&] { return batch; });
            EXPECT_LE(thread.share(), share / 1000.0 * 1.01 + 0.0005) << share << " " << batch;
            EXPECT_GE(thread.share(), share / 1000.0 * 0.9) << share << " " << batch;
        }
}

TEST(Pacing, KeepsItWithErraticWorkAndLateTimers) {
    std::mt19937 rng{2};
    for (const std::uint32_t share : {10U, 200U, 700U}) {
        Thread thread;
        thread.runFor(
            200 * second, share, [&] { return rng() % 100 ? rng() % milli + 1 : 100 * milli; },
            8 * milli);
        EXPECT_LE(thread.share(), share / 1000.0 * 1.01);
        EXPECT_GE(thread.share(), share / 1000.0 * 0.85) << "late timers are made up for";
    }
}

TEST(Pacing, HasNoBurstsWithinASecond) {
    for (const std::uint32_t share : {10U, 200U, 500U}) {
        Thread thread{true};
        thread.idle(3600 * second); // nothing saved up
        thread.runFor(20 * second, share, [] { return 2 * milli; });
        thread.idle(3600 * second);
        thread.runFor(20 * second, share, [] { return 2 * milli; });
        const double allowed =
            share / 1000.0 * (1 + SP_PACING_CREDIT_NS / static_cast<double>(second)) + 0.003;
        EXPECT_LE(thread.worstShare(second), allowed) << share;
    }
}

TEST(Pacing, ALongStretchIsPaidBackInFull) {
    Thread thread;
    thread.runFor(1 * second, 200, [] { return milli; });
    const auto run = thread.run();
    const auto now = thread.now();
    bool once = true;
    thread.runFor(30 * second, 200,
                  [&] { return std::exchange(once, false) ? 2 * second : milli; });
    EXPECT_LE(static_cast<double>(thread.run() - run) / static_cast<double>(thread.now() - now),
              0.205);
}

TEST(Pacing, NoSleepIsLongerThanASecond) {
    sp_pacing pacing{};
    sp_pacing_init(&pacing);
    EXPECT_EQ(sp_pacing_sleep_ns(&pacing, 0, second, 1), 0U);
    EXPECT_EQ(sp_pacing_sleep_ns(&pacing, 10 * second, 11 * second, 1), second);
}

TEST(Pacing, ANewShareTakesEffectAtOnce) {
    Thread thread;
    thread.runFor(20 * second, 1000, [] { return milli; });
    EXPECT_GT(thread.share(), 0.99) << "a whole CPU: never told to sleep";
    auto run = thread.run();
    auto now = thread.now();
    thread.runFor(20 * second, 100, [] { return milli; });
    EXPECT_LE(static_cast<double>(thread.run() - run) / static_cast<double>(thread.now() - now),
              0.105);
    EXPECT_GE(static_cast<double>(thread.run() - run) / static_cast<double>(thread.now() - now),
              0.09)
        << "the time without a limit is no debt";
    run = thread.run();
    now = thread.now();
    thread.runFor(20 * second, 800, [] { return milli; });
    EXPECT_NEAR(static_cast<double>(thread.run() - run) / static_cast<double>(thread.now() - now),
                0.8, 0.02);
}

TEST(Pacing, SurvivesBrokenClocksAndShares) {
    sp_pacing pacing{};
    sp_pacing_init(&pacing);
    const std::uint64_t times[] = {0, 1, second, std::numeric_limits<std::uint64_t>::max()};
    for (const auto run : times)
        for (const auto now : times)
            for (const std::uint32_t share : {0U, 1U, 999U, 1000U, 5000U, 0xffffffffU})
                EXPECT_LE(sp_pacing_sleep_ns(&pacing, run, now, share), SP_PACING_MAX_SLEEP_NS);
    // And it comes back to order.
    std::uint64_t now = 1000 * second;
    int asked = 0;
    while (sp_pacing_sleep_ns(&pacing, 0, now += 10 * second, 1000) != 0)
        ASSERT_LT(++asked, 3);
}
