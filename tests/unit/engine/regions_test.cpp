// SPDX-License-Identifier: GPL-2.0-or-later
#include <engine/regions.h>

#include <map>
#include <random>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace {

TEST(StateWord, KeepsWhatItIsGiven) {
    const u64 key = 0xfedcba9876543210ULL;
    EXPECT_EQ(sp_word_kind(0), SP_NONE);
    for (unsigned changes = 0; changes <= SP_MAX_CHANGES; changes++)
        for (unsigned skip = 0; skip <= 7; skip++) {
            const u32 word = sp_word_seen(key, changes, skip);
            EXPECT_EQ(sp_word_kind(word), SP_SEEN);
            EXPECT_EQ(sp_word_changes(word), changes);
            EXPECT_EQ(sp_word_skip(word), skip);
            EXPECT_TRUE(sp_word_seen_same(word, key));
            EXPECT_FALSE(sp_word_seen_same(word, key ^ (1ULL << 40)));
            EXPECT_FALSE(sp_word_seen_same(word, key ^ (1ULL << 63)));
        }
    EXPECT_EQ(sp_word_kind(sp_word_indexed(key)), SP_INDEXED);
    EXPECT_NE(sp_word_indexed(key), sp_word_indexed(key ^ (1ULL << 63)));
    EXPECT_NE(sp_word_indexed(key), sp_word_indexed(key ^ (1ULL << 34)));
    for (const unsigned long frame : {0UL, 1UL, 0x100000UL, (1UL << 30) - 1}) {
        EXPECT_TRUE(sp_frame_fits(frame));
        EXPECT_EQ(sp_word_kind(sp_word_merged(frame)), SP_MERGED_HERE);
        EXPECT_EQ(sp_word_frame(sp_word_merged(frame)), frame);
    }
    EXPECT_FALSE(sp_frame_fits(1UL << 30));
}

TEST(StateWord, SkipsGrowWithChangesAndFitTheWord) {
    unsigned last = 0;
    for (unsigned changes = 0; changes <= SP_MAX_CHANGES; changes++) {
        EXPECT_GE(sp_skip_for(changes), last);
        last = sp_skip_for(changes);
        EXPECT_LE(last, 7U);
    }
    EXPECT_EQ(sp_skip_for(0), 0U);
    EXPECT_GT(last, 0U);
}

class Regions : public testing::Test {
protected:
    void SetUp() override { sp_regions_init(&regions); }
    void TearDown() override {
        sp_shim_fail_alloc_in = 0;
        for (sp_region* region : all)
            sp_region_free(&regions, region);
        EXPECT_EQ(regions.n, 0U);
        EXPECT_EQ(regions.n_blocks, 0U);
        sp_regions_destroy(&regions);
        EXPECT_EQ(sp_regions_bytes(&regions), 0U);
    }
    sp_regions regions{};
    sp_owner owners[3]{};
    std::vector<sp_region*> all;
};

TEST_F(Regions, PlacesLeadBackToRegionAndPage) {
    for (u32 i = 0; i < 1000; i++) {
        all.push_back(sp_region_alloc(&regions, &owners[0], i));
        ASSERT_NE(all.back(), nullptr);
    }
    std::set<sp_place> places;
    for (const sp_region* region : all)
        for (const unsigned index : {0U, 1U, 63U, 64U, 511U}) {
            const sp_place place = sp_place_of(region, index);
            EXPECT_TRUE(places.insert(place).second);
            EXPECT_EQ(sp_place_region(&regions, place), region);
            EXPECT_EQ(sp_place_index(place), index);
        }
}

TEST_F(Regions, NumbersAreUsedAgainAndNeverTwiceAtOnce) {
    std::mt19937 random(1);
    std::set<u32> numbers;
    u32 highest = 0;
    for (int step = 0; step < 20000; step++) {
        if (all.size() < 300 && random() % 2 != 0) {
            all.push_back(sp_region_alloc(&regions, &owners[0], 0));
            ASSERT_TRUE(numbers.insert(all.back()->id).second);
            highest = std::max(highest, all.back()->id);
        } else if (!all.empty()) {
            const std::size_t at = random() % all.size();
            numbers.erase(all[at]->id);
            sp_region_free(&regions, all[at]);
            all[at] = all.back();
            all.pop_back();
        }
        ASSERT_EQ(regions.n, all.size());
    }
    EXPECT_LT(highest, 1024U);
}

TEST_F(Regions, CountsFollowEveryWord) {
    std::mt19937 random(2);
    for (sp_owner& owner : owners)
        for (u32 i = 0; i < 2; i++)
            all.push_back(
                sp_region_alloc(&regions, &owner, static_cast<unsigned long>(i) * SP_REGION_PAGES));
    std::map<std::pair<std::size_t, unsigned>, u32> model;
    for (int step = 0; step < 30000; step++) {
        const std::size_t at = random() % all.size();
        const unsigned index = random() % SP_REGION_PAGES;
        const u32 words[] = {0, sp_word_seen(random(), 1, 2), sp_word_indexed(random()),
                             sp_word_merged(random() % 999)};
        const u32 word = words[random() % 4];
        ASSERT_TRUE(sp_region_prepare(&regions, all[at], index));
        sp_region_set(&regions, all[at], index, word);
        model[{at, index}] = word;
        ASSERT_EQ(sp_region_word(all[at], index), word);
    }
    sp_tally total{};
    std::map<const sp_owner*, sp_tally> tallies;
    std::map<std::size_t, std::pair<unsigned, unsigned>> tracked;
    for (const auto& [where, word] : model) {
        sp_tally& mine = tallies[all[where.first]->owner];
        const sp_kind kind = sp_word_kind(word);
        total.seen += kind == SP_SEEN, mine.seen += kind == SP_SEEN;
        total.indexed += kind == SP_INDEXED, mine.indexed += kind == SP_INDEXED;
        total.merged += kind == SP_MERGED_HERE, mine.merged += kind == SP_MERGED_HERE;
        tracked[where.first].first += word != 0;
        tracked[where.first].second += kind == SP_MERGED_HERE;
    }
    EXPECT_EQ(regions.tally.seen, total.seen);
    EXPECT_EQ(regions.tally.indexed, total.indexed);
    EXPECT_EQ(regions.tally.merged, total.merged);
    for (const sp_owner& owner : owners) {
        EXPECT_EQ(owner.tally.seen, tallies[&owner].seen);
        EXPECT_EQ(owner.tally.indexed, tallies[&owner].indexed);
        EXPECT_EQ(owner.tally.merged, tallies[&owner].merged);
    }
    for (std::size_t at = 0; at < all.size(); at++) {
        EXPECT_EQ(all[at]->n_tracked, tracked[at].first);
        EXPECT_EQ(all[at]->n_merged, tracked[at].second);
    }
    for (sp_region* region : all)
        sp_region_free(&regions, region);
    all.clear();
    EXPECT_EQ(regions.tally.seen + regions.tally.indexed + regions.tally.merged, 0U);
    for (const sp_owner& owner : owners)
        EXPECT_EQ(owner.tally.seen + owner.tally.indexed + owner.tally.merged, 0U);
}

TEST_F(Regions, SparseMemoryCostsLittle) {
    for (u32 i = 0; i < 100; i++) {
        all.push_back(
            sp_region_alloc(&regions, &owners[0], static_cast<unsigned long>(i) * SP_REGION_PAGES));
        ASSERT_TRUE(sp_region_prepare(&regions, all.back(), 5));
        EXPECT_EQ(sp_region_word(all.back(), 500), 0U) << "not prepared, and known to be nothing";
    }
    EXPECT_LT(sp_regions_bytes(&regions),
              100 * (SP_BLOCK_PAGES * sizeof(u32) + sizeof(sp_region) + 16));
}

TEST_F(Regions, WithoutMemoryNothingChanges) {
    for (int i = 0; i < 64; i++)
        all.push_back(sp_region_alloc(&regions, &owners[0], 0));
    for (unsigned long failure = 1; failure <= 2; failure++) {
        sp_shim_fail_alloc_in = failure;
        sp_region* region = sp_region_alloc(&regions, &owners[0], 0);
        sp_shim_fail_alloc_in = 0;
        if (region != nullptr)
            all.push_back(region); // only the larger table was missing
        ASSERT_EQ(regions.n, all.size());
    }
    sp_shim_fail_alloc_in = 1;
    EXPECT_FALSE(sp_region_prepare(&regions, all[0], 7));
    sp_shim_fail_alloc_in = 0;
    EXPECT_EQ(sp_region_word(all[0], 7), 0U);
    EXPECT_EQ(regions.n_blocks, 0U);
    EXPECT_TRUE(sp_region_prepare(&regions, all[0], 7));
}

} // namespace
