// SPDX-License-Identifier: GPL-2.0-or-later
#include <engine/unstable.h>

#include <map>
#include <random>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace {

class Unstable : public testing::Test {
protected:
    static constexpr u32 kRegions = 40;

    void SetUp() override {
        sp_regions_init(&regions);
        sp_unstable_init(&index);
        for (u32 i = 0; i < kRegions; i++) {
            all.push_back(
                sp_region_alloc(&regions, &owner, static_cast<unsigned long>(i) * SP_REGION_PAGES));
            for (unsigned page = 0; page < SP_REGION_PAGES; page += SP_BLOCK_PAGES)
                ASSERT_TRUE(sp_region_prepare(&regions, all.back(), page));
        }
    }
    void TearDown() override {
        sp_shim_fail_alloc_in = 0;
        sp_unstable_destroy(&index);
        for (sp_region* region : all)
            sp_region_free(&regions, region);
        EXPECT_EQ(regions.n_blocks, 0U);
        EXPECT_EQ(owner.tally.indexed, 0U);
        sp_regions_destroy(&regions);
    }

    std::multiset<sp_place> found(u64 key) const {
        std::multiset<sp_place> places;
        sp_unstable_cursor cursor{};
        sp_unstable_find(&index, key, &cursor);
        for (sp_place place = sp_unstable_next(&index, &regions, &cursor); place != SP_NO_PLACE;
             place = sp_unstable_next(&index, &regions, &cursor))
            places.insert(place);
        return places;
    }
    sp_place place(u32 number) const {
        return sp_place_of(all[number / SP_REGION_PAGES], number % SP_REGION_PAGES);
    }
    void setWord(sp_place place, u32 word) {
        sp_region_set(&regions, sp_place_region(&regions, place), sp_place_index(place), word);
    }

    sp_owner owner{};
    sp_regions regions{};
    sp_unstable index{};
    std::vector<sp_region*> all;
};

TEST_F(Unstable, AnEmptyIndexFindsNothing) {
    EXPECT_TRUE(found(0).empty());
    EXPECT_TRUE(found(~u64{0}).empty());
}

TEST_F(Unstable, BehavesLikeAMultimapWhosePagesChangeBehindItsBack) {
    std::mt19937_64 random(11);
    std::map<sp_place, u64> model; // what each indexed page is indexed under
    for (int step = 0; step < 60000; step++) {
        // Few keys, crowded at the end of the array: long probe sequences that wrap around.
        const u64 key = ~u64{0} - ((random() % 300) << 34);
        const sp_place at = place(
            static_cast<u32>(random() % (static_cast<unsigned long>(kRegions) * SP_REGION_PAGES)));
        switch (random() % 4) {
        case 0:
        case 1:
            ASSERT_TRUE(sp_unstable_insert(&index, &regions, key, at));
            model[at] = key;
            break;
        case 2:
            setWord(at, random() % 2 != 0 ? 0 : sp_word_seen(key, 0, 0));
            model.erase(at);
            break;
        default:
            if (step % 50 == 0)
                sp_unstable_trim(&index, &regions);
        }
        ASSERT_EQ(regions.tally.indexed, model.size());
        ASSERT_EQ(owner.tally.indexed, model.size());
        if (step % 20 == 0) {
            std::multiset<sp_place> expected;
            for (const auto& [where, under] : model)
                if (under == key)
                    expected.insert(where);
            ASSERT_EQ(found(key), expected) << "step " << step;
        }
    }
}

TEST_F(Unstable, AnEntryOfARegionThatIsGoneIsNeverReturned) {
    for (u32 i = 0; i < 200; i++)
        ASSERT_TRUE(sp_unstable_insert(&index, &regions, 77ULL << 40, place(i)));
    EXPECT_EQ(found(77ULL << 40).size(), 200U);
    sp_region_free(&regions, all.front());
    all.erase(all.begin());
    EXPECT_TRUE(found(77ULL << 40).empty());
    // A new region may get the number of the old one.
    std::set<u32> numbers;
    for (int i = 0; i < 100; i++) {
        all.push_back(sp_region_alloc(&regions, &owner, 0));
        numbers.insert(all.back()->id);
    }
    EXPECT_EQ(numbers.size(), 100U);
    EXPECT_TRUE(found(77ULL << 40).empty());
}

TEST_F(Unstable, TrimmingGivesMemoryBackAndKeepsWhatLives) {
    for (u32 i = 0; i < kRegions * SP_REGION_PAGES; i++)
        ASSERT_TRUE(sp_unstable_insert(&index, &regions, i * 0x9e3779b97f4a7c15ULL, place(i)));
    const unsigned long large = sp_unstable_bytes(&index);
    EXPECT_LE(large, regions.tally.indexed * sizeof(sp_unstable_entry) * 2);
    for (u32 i = 100; i < kRegions * SP_REGION_PAGES; i++)
        setWord(place(i), 0);
    sp_unstable_trim(&index, &regions);
    EXPECT_LT(sp_unstable_bytes(&index), large / 10);
    for (u32 i = 0; i < 100; i++)
        EXPECT_TRUE(found(i * 0x9e3779b97f4a7c15ULL).contains(place(i)));
    for (u32 i = 0; i < 100; i++)
        setWord(place(i), 0);
    sp_unstable_trim(&index, &regions);
    EXPECT_EQ(sp_unstable_bytes(&index), 0U);
}

TEST_F(Unstable, DroppedEntriesDoNotMakeItGrow) {
    for (u32 round = 1; round <= 200; round++)
        for (u32 i = 0; i < 1000; i++) {
            setWord(place(i), 0);
            ASSERT_TRUE(sp_unstable_insert(
                &index, &regions, (u64{round} * 1000 + i) * 0x9e3779b97f4a7c15ULL, place(i)));
        }
    EXPECT_LE(sp_unstable_bytes(&index), 1000 * sizeof(sp_unstable_entry) * 3);
    EXPECT_EQ(regions.tally.indexed, 1000U);
}

TEST_F(Unstable, OfManyEqualPagesOnlySomeHaveEntriesAndAllAreIndexed) {
    const u64 key = 77ULL << 40;
    for (u32 i = 0; i < 3000; i++)
        ASSERT_TRUE(sp_unstable_insert(&index, &regions, key, place(i)));
    EXPECT_EQ(regions.tally.indexed, 3000U);
    const std::multiset<sp_place> first = found(key);
    EXPECT_GE(first.size(), 100U);
    EXPECT_LE(first.size(), 300U);

    // Whoever comes after one of them has changed takes its place.
    for (const sp_place gone : first)
        setWord(gone, 0);
    EXPECT_TRUE(found(key).empty());
    for (u32 i = 4000; i < 4010; i++)
        ASSERT_TRUE(sp_unstable_insert(&index, &regions, key, place(i)));
    EXPECT_EQ(found(key).size(), 10U);
    EXPECT_EQ(index.used, first.size()) << "no entry was added";
}

TEST_F(Unstable, AnInsertionDoesNotRebuildALargeArrayWhenRoomIsMadeInTime) {
    bool wanted = false;
    for (u32 i = 0; i < kRegions * SP_REGION_PAGES; i++) {
        const sp_unstable_entry* const before = index.entries;
        const u32 capacity = index.capacity;
        ASSERT_TRUE(sp_unstable_insert(&index, &regions, i * 0x9e3779b97f4a7c15ULL, place(i)));
        if (capacity > 20000) {
            ASSERT_EQ(index.entries, before);
        }
        if (!sp_unstable_wants_room(&index))
            continue;
        wanted = true;
        sp_unstable_make_room(&index, &regions);
        EXPECT_FALSE(sp_unstable_wants_room(&index));
    }
    EXPECT_TRUE(wanted);
    for (u32 i = 0; i < kRegions * SP_REGION_PAGES; i++)
        ASSERT_TRUE(found(i * 0x9e3779b97f4a7c15ULL).contains(place(i)));
}

TEST_F(Unstable, WithoutMemoryItRefusesAndStaysWhole) {
    sp_shim_fail_alloc_in = 1;
    EXPECT_FALSE(sp_unstable_insert(&index, &regions, 1, place(0)));
    EXPECT_TRUE(found(1).empty());
    EXPECT_EQ(regions.tally.indexed, 0U);
    std::vector<u32> inserted;
    for (u32 i = 0; i < 5000; i++) {
        sp_shim_fail_alloc_in = index.capacity != 0 ? 1 : 0; // the first array only
        if (sp_unstable_insert(&index, &regions, i * 0x9e3779b97f4a7c15ULL, place(i)))
            inserted.push_back(i);
    }
    sp_shim_fail_alloc_in = 0;
    EXPECT_LT(inserted.size(), 5000U);
    EXPECT_GT(inserted.size(), 400U);
    EXPECT_EQ(regions.tally.indexed, inserted.size());
    for (const u32 i : inserted)
        ASSERT_TRUE(found(i * 0x9e3779b97f4a7c15ULL).contains(place(i)));
    EXPECT_TRUE(found(~u64{0}).empty()) << "a full array ends a lookup all the same";
}

} // namespace
