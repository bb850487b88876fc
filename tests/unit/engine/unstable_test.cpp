// SPDX-License-Identifier: GPL-2.0-or-later
#include <engine/unstable.h>

#include <map>
#include <random>

#include <gtest/gtest.h>

namespace {

class Unstable : public testing::Test {
protected:
    void SetUp() override { sp_unstable_init(&index); }
    void TearDown() override {
        sp_unstable_destroy(&index);
        sp_shim_fail_alloc_in = 0;
    }
    sp_unstable index{};
};

TEST_F(Unstable, PlacesKeepSpaceAndPage) {
    const u64 place = sp_place(SP_PLACE_SPACES - 2, (1ULL << 44) - 1);
    EXPECT_EQ(sp_place_space(place), SP_PLACE_SPACES - 2);
    EXPECT_EQ(sp_place_page_index(place), (1ULL << 44) - 1);
}

TEST_F(Unstable, BehavesLikeAMap) {
    std::mt19937_64 rng(11);
    std::map<u64, u64> model;
    for (int step = 0; step < 50000; step++) {
        const u64 hash = (rng() % 3000) << 45; // crowded: long probe sequences
        sp_unstable_entry* entry = sp_unstable_find(&index, hash);
        const auto known = model.find(hash);
        ASSERT_EQ(entry != nullptr, known != model.end());
        if (entry == nullptr) {
            ASSERT_TRUE(sp_unstable_insert(&index, hash, rng() >> 1));
            model[hash] = sp_unstable_find(&index, hash)->place;
        } else {
            ASSERT_EQ(entry->place, known->second);
            if (rng() % 2 != 0) {
                sp_unstable_kill(&index, entry);
                model.erase(known);
            }
        }
        ASSERT_EQ(index.live, model.size());
    }
}

TEST_F(Unstable, HashZeroIsAHashLikeAnyOther) {
    ASSERT_TRUE(sp_unstable_insert(&index, 0, 5));
    ASSERT_NE(sp_unstable_find(&index, 0), nullptr);
    EXPECT_EQ(sp_unstable_find(&index, 0)->place, 5U);
}

TEST_F(Unstable, ResetForgetsAndShrinksAfterASmallPass) {
    for (u64 i = 1; i <= 100000; i++)
        sp_unstable_insert(&index, i * 0x9e3779b97f4a7c15ULL, i);
    const unsigned int large = index.bits;
    sp_unstable_reset(&index);
    EXPECT_EQ(index.live, 0U);
    EXPECT_EQ(index.bits, large);
    EXPECT_EQ(sp_unstable_find(&index, 0x9e3779b97f4a7c15ULL), nullptr);
    sp_unstable_insert(&index, 1, 1);
    sp_unstable_reset(&index);
    EXPECT_LT(index.bits, large);
}

TEST_F(Unstable, WithoutMemoryItRefusesAndStaysWhole) {
    sp_shim_fail_alloc_in = 1;
    EXPECT_FALSE(sp_unstable_insert(&index, 1, 1));
    EXPECT_EQ(sp_unstable_find(&index, 1), nullptr);
    u64 inserted = 0;
    for (u64 i = 1; i <= 5000; i++) {
        sp_shim_fail_alloc_in = index.bits != 0 ? 1 : 0; // the first array only
        inserted += sp_unstable_insert(&index, i * 0x9e3779b97f4a7c15ULL, i) ? 1 : 0;
    }
    EXPECT_LT(inserted, 5000U);
    EXPECT_GT(inserted, 500U);
    EXPECT_EQ(index.live, inserted);
    for (u64 i = 1; i <= inserted; i++)
        ASSERT_NE(sp_unstable_find(&index, i * 0x9e3779b97f4a7c15ULL), nullptr);
}

} // namespace
