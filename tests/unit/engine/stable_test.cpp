// SPDX-License-Identifier: GPL-2.0-or-later
#include <engine/engine.h>
#include <engine/stable.h>

#include <algorithm>
#include <deque>
#include <map>
#include <random>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace {

class Stable : public testing::Test {
protected:
    static constexpr u32 kRegions = 8;

    void SetUp() override {
        sp_regions_init(&regions);
        for (u32 i = 0; i < kRegions; i++) {
            all.push_back(
                sp_region_alloc(&regions, &owner, static_cast<unsigned long>(i) * SP_REGION_PAGES));
            for (unsigned page = 0; page < SP_REGION_PAGES; page += SP_BLOCK_PAGES)
                ASSERT_TRUE(sp_region_prepare(&regions, all.back(), page));
        }
        begin(256);
    }
    void TearDown() override {
        sp_shim_fail_alloc_in = 0;
        end();
        for (sp_region* region : all)
            sp_region_free(&regions, region);
        sp_regions_destroy(&regions);
    }
    void begin(u32 mostPlaces) { sp_stable_init(&stable, mostPlaces); }
    void end() {
        for (sp_stable_node& node : nodes) {
            sp_stable_unlink_all(&stable, &regions, &node);
            sp_stable_erase(&stable, &node);
        }
        nodes.clear();
        EXPECT_EQ(stable.n_nodes, 0U);
        EXPECT_EQ(stable.n_places, 0U);
        EXPECT_EQ(stable.n_shared, 0U);
        EXPECT_EQ(stable.n_chains, 0U);
        EXPECT_EQ(stable.n_dups, 0U);
        EXPECT_EQ(stable.n_chain_records, 0U);
        EXPECT_EQ(stable.array_bytes, 0U);
        EXPECT_EQ(regions.tally.merged, 0U);
        sp_stable_destroy(&stable);
    }
    sp_stable_node* insert(u64 key, unsigned long frame, u64 scope = 0) {
        nodes.emplace_back();
        sp_stable_insert(&stable, &nodes.back(), key, scope, frame);
        return &nodes.back();
    }
    sp_place place(u32 number) const {
        return sp_place_of(all[number / SP_REGION_PAGES], number % SP_REGION_PAGES);
    }
    void link(sp_stable_node* node, u32 number) {
        ASSERT_TRUE(sp_stable_reserve(&stable, node, 1));
        sp_stable_link(&stable, &regions, node, place(number));
    }

    sp_owner owner{};
    sp_regions regions{};
    std::vector<sp_region*> all;
    sp_stable stable{};
    std::deque<sp_stable_node> nodes;
};

TEST_F(Stable, FindsByContentAndScopeAndByFrame) {
    const sp_stable_node* a = insert(10, 1, 100);
    const sp_stable_node* b = insert(10, 2, 200);
    const sp_stable_node* c = insert(11, 3, 100);
    EXPECT_EQ(sp_stable_find(&stable, 10, 100), a);
    EXPECT_EQ(sp_stable_find(&stable, 10, 200), b);
    EXPECT_EQ(sp_stable_find(&stable, 10, 300), nullptr);
    EXPECT_EQ(sp_stable_find(&stable, 11, 200), nullptr);
    EXPECT_EQ(sp_stable_find(&stable, 11, 100), c);
    EXPECT_EQ(sp_stable_by_frame(&stable, 3), c);
    EXPECT_EQ(sp_stable_by_frame(&stable, 4), nullptr);
}

TEST_F(Stable, FrameNumbersComeBackWhole) {
    for (const unsigned long frame : {0UL, 1UL, 0x100000UL, (1UL << 30) - 1})
        EXPECT_EQ(sp_stable_frame(insert(1, frame)), frame);
}

TEST_F(Stable, CountsAsMainlineDoes) {
    sp_stable_node* node = insert(1, 1);
    EXPECT_EQ(sp_stable_pages_shared(&stable), 0U);
    for (u32 number = 0; number < 3; number++)
        link(node, number);
    EXPECT_EQ(sp_stable_pages_shared(&stable), 1U);
    EXPECT_EQ(sp_stable_pages_sharing(&stable), 2U);
    EXPECT_EQ(sp_stable_unlink(&stable, &regions, place(1)), node);
    EXPECT_EQ(sp_stable_pages_sharing(&stable), 1U);
    sp_stable_unlink(&stable, &regions, place(0));
    sp_stable_unlink(&stable, &regions, place(2));
    EXPECT_EQ(sp_stable_pages_shared(&stable), 0U);
    EXPECT_EQ(sp_stable_pages_sharing(&stable), 0U);
}

TEST_F(Stable, AFullNodeIsNotOfferedUntilItHasRoom) {
    end();
    begin(3);
    sp_stable_node* node = insert(5, 1);
    for (u32 number = 0; number < 3; number++) {
        EXPECT_EQ(sp_stable_find(&stable, 5, 0), node);
        link(node, number);
    }
    EXPECT_EQ(sp_stable_find(&stable, 5, 0), nullptr);
    EXPECT_EQ(stable.n_chains, 0U) << "one page is no chain yet";
    sp_stable_node* dup = insert(5, 2);
    EXPECT_EQ(stable.n_chains, 1U);
    EXPECT_EQ(stable.n_dups, 2U);
    EXPECT_EQ(sp_stable_find(&stable, 5, 0), dup);
    sp_stable_unlink(&stable, &regions, place(0));
    EXPECT_NE(sp_stable_find(&stable, 5, 0), nullptr);
    for (u32 number = 10; number < 14; number++) {
        sp_stable_node* room = sp_stable_find(&stable, 5, 0);
        ASSERT_NE(room, nullptr);
        link(room, number);
    }
    EXPECT_EQ(sp_stable_find(&stable, 5, 0), nullptr);
    // More than the most may be linked when they are mapped already.
    link(node, 20);
    EXPECT_EQ(node->n_places, 4U);
    sp_stable_unlink(&stable, &regions, place(20));
    EXPECT_EQ(sp_stable_find(&stable, 5, 0), nullptr) << "still full";
}

TEST_F(Stable, BehavesLikeTheNaiveModel) {
    for (const u32 most : {2U, 5U, 256U}) {
        end();
        begin(most);
        std::mt19937_64 random(most);
        struct Known {
            u64 key;
            u64 scope;
            std::set<sp_place> places;
        };
        std::map<sp_stable_node*, Known> model;
        std::map<sp_place, sp_stable_node*> where;
        unsigned long nextFrame = 1;
        std::vector<sp_stable_node*> alive;
        for (int step = 0; step < 30000; step++) {
            const u64 key = (random() % 40) * 0x9e3779b97f4a7c15ULL;
            const u64 scope = random() % 3;
            const u32 number = static_cast<u32>(
                random() % (static_cast<unsigned long>(kRegions) * SP_REGION_PAGES));
            const sp_place at = place(number);
            switch (random() % 11) {
            case 0:
            case 1:
                alive.push_back(insert(key, nextFrame++, scope));
                model[alive.back()] = {key, scope, {}};
                break;
            case 2:
            case 3:
            case 4:
            case 5:
                if (sp_stable_node* node = sp_stable_find(&stable, key, scope); node != nullptr) {
                    ASSERT_EQ(model.at(node).key, key);
                    ASSERT_EQ(model.at(node).scope, scope);
                    ASSERT_LT(model.at(node).places.size(), most);
                    if (where.contains(at))
                        break;
                    link(node, number);
                    model.at(node).places.insert(at);
                    where[at] = node;
                } else {
                    for (const auto& [other, known] : model)
                        ASSERT_FALSE(known.key == key && known.scope == scope &&
                                     known.places.size() < most);
                }
                break;
            case 6:
            case 7:
                if (!where.empty()) {
                    const auto found = where.lower_bound(at) == where.end() ? where.begin()
                                                                            : where.lower_bound(at);
                    ASSERT_EQ(sp_stable_unlink(&stable, &regions, found->first), found->second);
                    model.at(found->second).places.erase(found->first);
                    where.erase(found);
                }
                break;
            case 8:
                if (!alive.empty()) {
                    sp_stable_node* node = alive[random() % alive.size()];
                    sp_stable_rescope(&stable, node, key, scope);
                    model.at(node).key = key;
                    model.at(node).scope = scope;
                }
                break;
            case 9:
                // Two pages have changed places.
                if (alive.size() > 1) {
                    sp_stable_node* one = alive[random() % alive.size()];
                    sp_stable_node* other = alive[random() % alive.size()];
                    if (one == other)
                        break;
                    const unsigned long frame = sp_stable_frame(one);
                    const unsigned long otherFrame = sp_stable_frame(other);
                    sp_stable_lift(&stable, one);
                    sp_stable_lift(&stable, other);
                    sp_stable_land(&stable, &regions, other, frame);
                    sp_stable_land(&stable, &regions, one, otherFrame);
                }
                break;
            default:
                if (!alive.empty()) {
                    const std::size_t index = random() % alive.size();
                    sp_stable_node* node = alive[index];
                    sp_stable_unlink_all(&stable, &regions, node);
                    sp_stable_erase(&stable, node);
                    for (const sp_place gone : model.at(node).places)
                        where.erase(gone);
                    model.erase(node);
                    alive[index] = alive.back();
                    alive.pop_back();
                }
            }
            ASSERT_EQ(stable.n_nodes, model.size());
            ASSERT_EQ(stable.n_places, where.size());
            ASSERT_EQ(regions.tally.merged, where.size());
            if (step % 100 == 0) {
                unsigned long shared = 0;
                for (const auto& [node, known] : model) {
                    shared += known.places.empty() ? 0 : 1;
                    ASSERT_EQ(std::set<sp_place>(sp_stable_places(node),
                                                 sp_stable_places(node) + node->n_places),
                              known.places);
                    ASSERT_EQ(sp_stable_by_frame(&stable, sp_stable_frame(node)), node);
                    for (const sp_place linked : known.places)
                        ASSERT_EQ(sp_region_word(sp_place_region(&regions, linked),
                                                 sp_place_index(linked)),
                                  sp_word_merged(sp_stable_frame(node)));
                }
                ASSERT_EQ(sp_stable_pages_shared(&stable), shared);
            }
        }
        // The nodes that are gone were erased already.
        std::deque<sp_stable_node> none;
        for (sp_stable_node* node : alive) {
            sp_stable_unlink_all(&stable, &regions, node);
            sp_stable_erase(&stable, node);
        }
        nodes.swap(none);
    }
}

TEST_F(Stable, NothingMergedTakesNoMemory) {
    std::vector<sp_stable_node*> some;
    some.reserve(1000);
    for (u32 number = 0; number < 1000; number++)
        some.push_back(insert(number + 1, number + 1));
    EXPECT_GT(sp_stable_bytes(&stable, 0), 0U);
    for (sp_stable_node* node : some)
        sp_stable_erase(&stable, node);
    EXPECT_EQ(sp_stable_bytes(&stable, 64), 0U);
    EXPECT_EQ(sp_stable_by_frame(&stable, 1), nullptr);
    nodes.clear();
}

TEST_F(Stable, WithoutMemoryForPlacesNothingChanges) {
    sp_stable_node* node = insert(1, 1);
    for (u32 number = 0; number < SP_INLINE_PLACES; number++)
        link(node, number);
    sp_shim_fail_alloc_in = 1;
    EXPECT_FALSE(sp_stable_reserve(&stable, node, 1));
    sp_shim_fail_alloc_in = 0;
    EXPECT_FALSE(sp_stable_reserve(&stable, node, SP_MAX_PLACES)) << "more than can be counted";
    EXPECT_EQ(node->n_places, u32{SP_INLINE_PLACES});
    EXPECT_EQ(stable.array_bytes, 0U);
    EXPECT_TRUE(sp_stable_reserve(&stable, node, 100));
    const unsigned long bytes = stable.array_bytes;
    EXPECT_GE(bytes, (SP_INLINE_PLACES + 100) * sizeof(sp_place));
    for (u32 number = SP_INLINE_PLACES; number < SP_INLINE_PLACES + 100; number++)
        link(node, number);
    EXPECT_EQ(stable.array_bytes, bytes) << "what is reserved is used";
}

TEST_F(Stable, AChainWithoutMemoryForItsRecordIsJustNotCounted) {
    end();
    begin(2);
    for (unsigned long frame = 1; frame <= 5; frame++) {
        sp_stable_node* node = insert(9, frame);
        sp_shim_fail_alloc_in = frame < 4 ? 1 : 0;
        link(node, static_cast<u32>(frame) * 2);
        link(node, static_cast<u32>(frame) * 2 + 1);
        sp_shim_fail_alloc_in = 0;
    }
    EXPECT_EQ(sp_stable_pages_shared(&stable), 5U);
    EXPECT_LE(stable.n_dups, 5U);
}

TEST_F(Stable, PagesThatMovedAreFoundWhereTheyAre) {
    sp_stable_node* a = insert(1, 10);
    sp_stable_node* b = insert(2, 20);
    link(a, 0);
    link(a, 1);
    link(b, 2);
    sp_stable_lift(&stable, a);
    EXPECT_EQ(sp_stable_by_frame(&stable, 10), nullptr);
    sp_stable_land(&stable, &regions, a, 30);
    EXPECT_EQ(sp_stable_by_frame(&stable, 30), a);
    EXPECT_EQ(sp_stable_by_frame(&stable, 10), nullptr);
    for (const u32 number : {0U, 1U})
        EXPECT_EQ(sp_region_word(all[0], number), sp_word_merged(30));
    EXPECT_EQ(sp_region_word(all[0], 2), sp_word_merged(20));
    EXPECT_EQ(sp_stable_unlink(&stable, &regions, place(1)), a);
    EXPECT_EQ(sp_stable_find(&stable, 1, 0), a) << "its contents are what they were";
}

TEST_F(Stable, AMovedPageThatMeetsItsTwinIsAChain) {
    sp_stable_node* here = insert(sp_key(7, 1), 10, 1);
    sp_stable_node* there = insert(sp_key(7, 2), 20, 2);
    EXPECT_EQ(stable.n_chains, 0U);
    sp_stable_rescope(&stable, here, sp_key(7, 2), 2);
    EXPECT_EQ(stable.n_chains, 1U);
    EXPECT_EQ(stable.n_dups, 2U);
    EXPECT_EQ(sp_stable_find(&stable, sp_key(7, 1), 1), nullptr);
    sp_stable_erase(&stable, there);
    EXPECT_EQ(sp_stable_find(&stable, sp_key(7, 2), 2), here);
    EXPECT_EQ(stable.n_chains, 0U);
    sp_stable_erase(&stable, here);
    nodes.clear();
}

TEST_F(Stable, WalkSeesEveryNodeOnceAlsoWhenNodesVanishBehindIt) {
    for (unsigned long frame = 0; frame < 1000; frame++)
        insert(frame % 7, frame);
    u64 cursor = 0;
    std::set<unsigned long> seen;
    while (const sp_stable_node* node = sp_stable_walk(&stable, &cursor)) {
        EXPECT_TRUE(seen.insert(sp_stable_frame(node)).second);
        if (seen.size() == 500) {
            sp_stable_erase(&stable, &nodes.back());
            seen.insert(999);
            nodes.pop_back();
        }
    }
    EXPECT_EQ(seen.size(), 1000U);
    EXPECT_NE(sp_stable_walk(&stable, &cursor), nullptr) << "starts over";
}

} // namespace
