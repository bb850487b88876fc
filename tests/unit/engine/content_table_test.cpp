// SPDX-License-Identifier: GPL-2.0-or-later
#include <engine/content_table.h>

#include <deque>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace {

class ContentTable : public testing::Test {
protected:
    void SetUp() override { sp_content_init(&table); }
    void TearDown() override {
        sp_shim_fail_alloc_in = 0;
        sp_content_destroy(&table);
    }
    std::multiset<const sp_content_node*> found(u64 key) const {
        std::multiset<const sp_content_node*> same;
        for (const sp_content_node* n = sp_content_find(&table, key); n != nullptr;
             n = sp_content_next(n))
            same.insert(n);
        return same;
    }
    sp_content_table table{};
    std::deque<sp_content_node> nodes;
};

TEST_F(ContentTable, AnEmptyTableFindsNothing) {
    EXPECT_EQ(sp_content_find(&table, 0), nullptr);
    EXPECT_EQ(sp_content_bytes(&table), 0U);
}

TEST_F(ContentTable, BehavesLikeAMultimapAlsoWhenItCannotGrow) {
    for (const bool memory : {true, false}) {
        std::mt19937_64 random(3);
        std::map<u64, std::multiset<const sp_content_node*>> model;
        std::size_t size = 0;
        for (int step = 0; step < 20000; step++) {
            const u64 pick = random() % 2000;
            const u64 key = pick == 0 ? 0 : pick == 1 ? UINT64_MAX : pick * 0x9e3779b97f4a7c15ULL;
            std::multiset<const sp_content_node*>& same = model[key];
            if (random() % 3 != 0) {
                nodes.emplace_back();
                sp_shim_fail_alloc_in = memory ? 0 : 1;
                sp_content_insert(&table, &nodes.back(), key);
                sp_shim_fail_alloc_in = 0;
                EXPECT_EQ(sp_content_find(&table, key), &nodes.back())
                    << "the last one comes first";
                same.insert(&nodes.back());
                size++;
            } else if (!same.empty()) {
                sp_content_erase(&table, const_cast<sp_content_node*>(*same.begin()));
                same.erase(same.begin());
                size--;
            }
            ASSERT_EQ(found(key), same);
            ASSERT_EQ(table.count, size);
        }
        EXPECT_EQ(sp_content_bytes(&table) != 0, memory);
        sp_content_destroy(&table);
        nodes.clear();
    }
}

TEST_F(ContentTable, ALargeOneGrowsWhenRoomIsMadeAndNotWhileANodeIsAdded) {
    bool wanted = false;
    for (u64 i = 0; i < 20000; i++) {
        const unsigned bits = table.bits;
        nodes.emplace_back();
        sp_content_insert(&table, &nodes.back(), i * 0x9e3779b97f4a7c15ULL);
        if (bits > 11) {
            ASSERT_EQ(table.bits, bits);
        }
        if (!sp_content_wants_room(&table))
            continue;
        wanted = true;
        sp_shim_fail_alloc_in = 1;
        sp_content_make_room(&table);
        EXPECT_TRUE(sp_content_wants_room(&table)) << "there was no memory";
        sp_shim_fail_alloc_in = 0;
        sp_content_make_room(&table);
        EXPECT_FALSE(sp_content_wants_room(&table));
    }
    EXPECT_TRUE(wanted);
    for (u64 i = 0; i < 20000; i++)
        ASSERT_NE(sp_content_find(&table, i * 0x9e3779b97f4a7c15ULL), nullptr);
}

} // namespace
