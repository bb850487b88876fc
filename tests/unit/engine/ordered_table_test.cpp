// SPDX-License-Identifier: GPL-2.0-or-later
#include <engine/ordered_table.h>

#include <algorithm>
#include <deque>
#include <map>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace {

class OrderedTable : public testing::Test {
protected:
    void SetUp() override { sp_table_init(&table); }
    void TearDown() override {
        sp_table_destroy(&table);
        sp_shim_fail_alloc_in = 0;
    }

    std::vector<u64> keysInOrder() const {
        std::vector<u64> keys;
        u64 from = 0;
        for (const sp_table_node* n = sp_table_lower_bound(&table, 0); n != nullptr;
             n = sp_table_lower_bound(&table, from)) {
            for (const sp_table_node* same = n; same != nullptr; same = sp_table_next(same))
                keys.push_back(same->key);
            if (n->key == UINT64_MAX)
                break;
            from = n->key + 1;
        }
        return keys;
    }

    sp_table table{};
    std::deque<sp_table_node> nodes;
};

TEST_F(OrderedTable, AnEmptyTableFindsNothing) {
    EXPECT_EQ(sp_table_find(&table, 0), nullptr);
    EXPECT_EQ(sp_table_lower_bound(&table, 0), nullptr);
}

TEST_F(OrderedTable, BehavesLikeAMultimap) {
    std::mt19937_64 rng(3);
    std::multimap<u64, sp_table_node*> model;
    for (int step = 0; step < 20000; step++) {
        // Few keys from all over the range, the ends included: many doubles.
        const u64 pick = rng() % 3000;
        const u64 key = pick == 0 ? 0 : pick == 1 ? UINT64_MAX : pick * 0x9e3779b97f4a7c15ULL;
        if (rng() % 3 != 0) {
            nodes.emplace_back();
            sp_table_insert(&table, &nodes.back(), key);
            model.emplace(key, &nodes.back());
        } else if (auto found = model.find(key); found != model.end()) {
            sp_table_erase(&table, found->second);
            model.erase(found);
        }
        ASSERT_EQ(table.count, model.size());
        std::size_t same = 0;
        for (const sp_table_node* n = sp_table_find(&table, key); n != nullptr;
             n = sp_table_next(n))
            same++;
        ASSERT_EQ(same, model.count(key));
    }
    std::vector<u64> expected;
    for (const auto& [key, node] : model)
        expected.push_back(key);
    EXPECT_EQ(keysInOrder(), expected);
}

TEST_F(OrderedTable, WithoutMemoryToGrowItOnlyGetsSlower) {
    std::mt19937_64 rng(5);
    for (int i = 0; i < 5000; i++) {
        sp_shim_fail_alloc_in = 1;
        nodes.emplace_back();
        sp_table_insert(&table, &nodes.back(), rng());
    }
    EXPECT_EQ(table.bits, 0U);
    for (const sp_table_node& node : nodes)
        ASSERT_EQ(sp_table_find(&table, node.key), &node);
    EXPECT_TRUE(std::ranges::is_sorted(keysInOrder()));
}

TEST_F(OrderedTable, KeysThatCrowdAreStillFound) {
    for (u64 i = 0; i < 2000; i++) {
        nodes.emplace_back();
        sp_table_insert(&table, &nodes.back(), 2000 - i);
    }
    for (u64 i = 1; i <= 2000; i++)
        ASSERT_NE(sp_table_find(&table, i), nullptr);
    EXPECT_EQ(sp_table_find(&table, 2001), nullptr);
}

} // namespace
