// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>

#include <gtest/gtest.h>

#include <engine/sample.h>

// Part of the shim.
unsigned long sp_shim_fail_alloc_in = 0;

namespace {

struct Content {
    std::uint32_t draw = 0;
    std::uint32_t count = 0;
};

class Sample : public testing::Test {
protected:
    void begin(std::size_t bytes, unsigned shift = 0) {
        end();
        sp_sample_init(&sample_, bytes, shift);
    }
    void end() { sp_sample_destroy(&sample_); }
    void TearDown() override { end(); }

    /// Adds to the table and to the model; false: no memory.
    bool add(std::uint64_t key, std::uint32_t draw) {
        bool failed = false;
        sp_sample_add(&sample_, key, draw, key % SP_SAMPLE_MAX_SCOPES, &failed);
        if (!failed) {
            model_[key].draw = draw;
            ++model_[key].count;
        }
        return !failed;
    }

    /// The table holds what the model has of its sample, and nothing else.
    void check() {
        std::size_t expected = 0;
        for (const auto& [key, content] : model_) {
            const auto* entry = sp_sample_find(&sample_, key);
            if (!sp_drawn(content.draw, sample_.shift)) {
                EXPECT_EQ(entry, nullptr) << key;
                continue;
            }
            ++expected;
            ASSERT_NE(entry, nullptr) << key;
            EXPECT_EQ(entry->count, content.count);
            EXPECT_EQ(entry->draw, content.draw);
            EXPECT_EQ(entry->scope, key % SP_SAMPLE_MAX_SCOPES);
        }
        EXPECT_EQ(sample_.n, expected);
        EXPECT_LE(sample_.capacity, sample_.limit);
    }

    static std::uint32_t drawOf(std::uint64_t key) {
        return static_cast<std::uint32_t>((key * 0x9e3779b97f4a7c15U) >> 48);
    }

    sp_sample sample_{};
    std::map<std::uint64_t, Content> model_;
    std::mt19937_64 rng_{3};
};

} // namespace

TEST_F(Sample, CountsEverythingWhileThereIsRoom) {
    begin(16U << 20);
    for (int i = 0; i < 200'000; ++i) {
        const auto key = rng_() % 50'000 + 1;
        ASSERT_TRUE(add(key * 0xd6e8feb86659fd93U, drawOf(key)));
    }
    EXPECT_EQ(sample_.shift, 0U);
    check();
}

TEST_F(Sample, HalvesItselfWhenItIsFullAndStaysRight) {
    begin(64U << 10); // 4096 entries
    for (int i = 0; i < 100'000; ++i) {
        const auto key = (rng_() % 40'000 + 1) * 0xd6e8feb86659fd93U;
        ASSERT_TRUE(add(key, drawOf(key)));
    }
    EXPECT_GE(sample_.shift, 3U);
    EXPECT_LE(sample_.shift, 6U);
    check();
    // What is in the sample speaks for the rest.
    std::uint64_t sum = 0, all = 0;
    for (std::size_t i = 0; i < sample_.capacity; ++i)
        sum += sample_.entries[i].key ? sample_.entries[i].count : 0;
    for (const auto& [key, content] : model_)
        all += content.count;
    EXPECT_NEAR(static_cast<double>(sum << sample_.shift), static_cast<double>(all),
                0.15 * static_cast<double>(all));
}

TEST_F(Sample, NeverDropsWhatIsAlwaysInIt) {
    begin(64U << 10);
    ASSERT_TRUE(add(77, SP_DRAW_ALWAYS));
    for (std::uint64_t key = 1000; key < 60'000; ++key)
        ASSERT_TRUE(add(key * 0xd6e8feb86659fd93U, drawOf(key * 0xd6e8feb86659fd93U)));
    ASSERT_NE(sp_sample_find(&sample_, 77), nullptr);
    check();
}

TEST_F(Sample, FailsWhenNothingCanBeDropped) {
    begin(16U << 10);
    std::uint64_t key = 1;
    while (key < 100'000 && add(key, SP_DRAW_ALWAYS))
        ++key;
    EXPECT_LT(key, 1100U);
    EXPECT_GT(key, 700U);
    check();
}

TEST_F(Sample, ShrinksOnRequestOnly) {
    begin(1U << 20, 2);
    for (std::uint64_t key = 1; key < 10'000; ++key)
        ASSERT_TRUE(add(key, drawOf(key)));
    check();
    sp_sample_shrink(&sample_, 1);
    EXPECT_EQ(sample_.shift, 2U) << "what was dropped does not come back";
    for (unsigned shift = 3; shift <= SP_DRAW_BITS; ++shift) {
        sp_sample_shrink(&sample_, shift);
        check();
    }
}

TEST_F(Sample, KeysThatCollideAndWrapAround) {
    begin(64U << 10);
    // All of them start within a few slots of the end of the table.
    for (int i = 0; i < 600; ++i) {
        const auto key = (rng_() << 20) | (0xfffffU - rng_() % 4);
        ASSERT_TRUE(add(key, static_cast<std::uint32_t>(rng_() % 65536)));
    }
    check();
    for (unsigned shift = 1; shift < 6; ++shift) {
        sp_sample_shrink(&sample_, shift);
        check();
    }
}

TEST_F(Sample, KeyZeroIsAKey) {
    begin(64U << 10);
    bool failed = false;
    EXPECT_EQ(sp_sample_find(&sample_, 0), nullptr);
    EXPECT_NE(sp_sample_add(&sample_, 0, 5, 1, &failed), nullptr);
    EXPECT_EQ(sp_sample_find(&sample_, 0)->count, 1U);
}

TEST_F(Sample, WithoutMemoryItTakesASmallerSampleOrFails) {
    begin(16U << 20);
    sp_shim_fail_alloc_in = 1;
    EXPECT_FALSE(add(1, 1)) << "not even the first";
    model_.clear();
    for (std::uint64_t key = 1; key <= 700; ++key)
        ASSERT_TRUE(add(key * 0xd6e8feb86659fd93U, drawOf(key)));
    sp_shim_fail_alloc_in = 1;
    for (std::uint64_t key = 701; key <= 1000; ++key)
        ASSERT_TRUE(add(key * 0xd6e8feb86659fd93U, drawOf(key)));
    EXPECT_EQ(sp_shim_fail_alloc_in, 0U);
    EXPECT_GE(sample_.shift, 1U);
    check();
}
