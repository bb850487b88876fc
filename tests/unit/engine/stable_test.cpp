// SPDX-License-Identifier: GPL-2.0-or-later
#include <engine/stable.h>

#include <deque>
#include <set>

#include <gtest/gtest.h>

namespace {

class Stable : public testing::Test {
protected:
    void SetUp() override { sp_stable_init(&stable); }
    void TearDown() override {
        for (sp_stable_node& node : nodes)
            sp_stable_erase(&stable, &node);
        sp_stable_destroy(&stable);
    }
    sp_stable_node* insert(u64 hash, unsigned long frame) {
        nodes.emplace_back();
        sp_stable_insert(&stable, &nodes.back(), hash, frame);
        return &nodes.back();
    }

    sp_stable stable{};
    std::deque<sp_stable_node> nodes;
};

TEST_F(Stable, FindsByContentAndByFrame) {
    sp_stable_node* a = insert(10, 1);
    sp_stable_node* b = insert(10, 2);
    const sp_stable_node* c = insert(11, 3);
    std::set<const sp_stable_node*> sameHash;
    for (const sp_stable_node* n = sp_stable_find(&stable, 10); n != nullptr; n = sp_stable_next(n))
        sameHash.insert(n);
    EXPECT_EQ(sameHash, (std::set<const sp_stable_node*>{a, b}));
    EXPECT_EQ(sp_stable_by_frame(&stable, 3), c);
    EXPECT_EQ(sp_stable_by_frame(&stable, 4), nullptr);
}

TEST_F(Stable, FrameNumbersComeBackWhole) {
    for (const unsigned long frame : {0UL, 1UL, 0x100000UL, (1UL << 40) + 12345, (1UL << 52) - 1})
        EXPECT_EQ(sp_stable_frame(insert(1, frame)), frame);
}

TEST_F(Stable, CountsAsMainlineDoes) {
    sp_stable_node* node = insert(1, 1);
    EXPECT_EQ(sp_stable_pages_shared(&stable), 0U);
    sp_rmap_item items[3] = {};
    for (sp_rmap_item& item : items)
        sp_stable_link(&stable, node, &item);
    EXPECT_EQ(sp_stable_pages_shared(&stable), 1U);
    EXPECT_EQ(sp_stable_pages_sharing(&stable), 2U);
    sp_stable_unlink(&stable, &items[1]);
    EXPECT_EQ(sp_stable_pages_sharing(&stable), 1U);
    sp_stable_unlink(&stable, &items[0]);
    sp_stable_unlink(&stable, &items[2]);
    EXPECT_EQ(sp_stable_pages_shared(&stable), 0U);
    EXPECT_EQ(sp_stable_pages_sharing(&stable), 0U);
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
