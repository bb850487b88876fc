// SPDX-License-Identifier: GPL-2.0-or-later
#include <engine/contents.h>

#include <array>
#include <bit>
#include <cstring>
#include <random>
#include <set>
#include <unordered_set>
#include <vector>

#include <gtest/gtest.h>

namespace {

constexpr std::size_t kWords = SP_PAGE_SIZE / sizeof(u64);
using Page = std::array<u64, kWords>;

u64 hashOf(const Page& page, u64 seed = 1) {
    return sp_hash_bytes(page.data(), SP_PAGE_SIZE, seed);
}

Page randomPage(u64 seed) {
    std::mt19937_64 random(seed);
    Page page{};
    for (u64& word : page)
        word = random();
    return page;
}

// How many bits of the hash change, at most and at least, for any bit of the page.
void expectEveryBitMatters(Page page) {
    const u64 before = hashOf(page);
    std::array<unsigned, 64> flips{};
    for (std::size_t bit = 0; bit < SP_PAGE_SIZE * 8; bit++) {
        page[bit / 64] ^= 1ULL << bit % 64;
        const u64 difference = hashOf(page) ^ before;
        ASSERT_GE(std::popcount(difference), 8) << "bit " << bit;
        for (std::size_t i = 0; i < 64; i++)
            flips[i] += difference >> i & 1;
        page[bit / 64] ^= 1ULL << bit % 64;
    }
    for (std::size_t i = 0; i < 64; i++) {
        EXPECT_GT(flips[i], SP_PAGE_SIZE * 8 * 45 / 100) << "bit " << i << " of the hash";
        EXPECT_LT(flips[i], SP_PAGE_SIZE * 8 * 55 / 100) << "bit " << i << " of the hash";
    }
}

TEST(Hash, EveryBitOfThePageMatters) {
    expectEveryBitMatters(randomPage(1));
    expectEveryBitMatters(Page{});
}

TEST(Hash, DependsOnTheSeedAndOnNothingElse) {
    const Page page = randomPage(2);
    const Page copy = page;
    EXPECT_EQ(hashOf(page), hashOf(copy));
    std::set<u64> hashes;
    for (u64 seed = 0; seed < 1000; seed++)
        hashes.insert(hashOf(page, seed));
    EXPECT_EQ(hashes.size(), 1000U);
}

// Pages as programs have them: nearly all the same, words that count, words that swap places.
TEST(Hash, AlikePagesHaveHashesThatAreSpread) {
    std::unordered_set<u64> hashes;
    std::unordered_set<u32> tops;
    std::size_t pages = 0;
    auto add = [&](const Page& page) {
        hashes.insert(hashOf(page));
        tops.insert(static_cast<u32>(hashOf(page) >> 32));
        pages++;
    };
    Page page{};
    for (std::size_t word = 0; word < kWords; word++)
        for (u64 value = 1; value <= 64; value++) {
            page[word] = value;
            add(page);
            page[word] = 0;
        }
    for (std::size_t one = 0; one < 64; one++)
        for (std::size_t other = one + 1; other < 64; other++) {
            page[one] = 0x1111111111111111ULL;
            page[other] = 0x1111111111111111ULL;
            add(page);
            page[one] = page[other] = 0;
        }
    for (u64 byte = 1; byte < 256; byte++) {
        page.fill(byte * 0x0101010101010101ULL);
        add(page);
    }
    const Page mixed = randomPage(3);
    for (std::size_t word = 0; word + 1 < kWords; word++) {
        Page swapped = mixed;
        std::swap(swapped[word], swapped[word + 1]);
        add(swapped);
    }
    EXPECT_EQ(hashes.size(), pages);
    // So many random numbers of 32 bits: about one in 240,000 pairs of them is expected to be
    // equal.
    EXPECT_GT(tops.size() + 5, pages);
}

TEST(Hash, TakesAnyLength) {
    const Page page = randomPage(4);
    std::set<u64> hashes;
    for (std::size_t length = 0; length <= 200; length++)
        hashes.insert(sp_hash_bytes(page.data(), length, 1));
    EXPECT_EQ(hashes.size(), 201U);
}

TEST(SamePage, SeesEveryByte) {
    const Page page = randomPage(5);
    Page other = page;
    EXPECT_TRUE(sp_same_page(page.data(), other.data()));
    auto* bytes = reinterpret_cast<unsigned char*>(other.data());
    for (std::size_t at = 0; at < SP_PAGE_SIZE; at++)
        for (const unsigned bit : {0U, 7U}) {
            bytes[at] = static_cast<unsigned char>(bytes[at] ^ 1U << bit);
            ASSERT_FALSE(sp_same_page(page.data(), other.data())) << "byte " << at;
            bytes[at] = static_cast<unsigned char>(bytes[at] ^ 1U << bit);
        }
    EXPECT_TRUE(sp_same_page(page.data(), other.data()));
}

} // namespace
