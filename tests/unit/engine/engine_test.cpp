// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_memory.h"

#include <random>

#include <gtest/gtest.h>

namespace samepage::test {
namespace {

void expectContentsKept(const FakeMemory& memory) {
    for (std::uint32_t page = 0; page < memory.pages(); page++)
        ASSERT_EQ(memory.contents(page), memory.expected(page)) << "page " << page;
}

TEST(Engine, FirstLookMergesNothing) {
    FakeMemory memory(2, 100);
    memory.pass();
    EXPECT_EQ(memory.actualSharing(), 0U);
    EXPECT_EQ(sp_engine_pages_volatile(memory.engine()), 200U);
    EXPECT_EQ(sp_engine_pages_unshared(memory.engine()), 0U);
}

TEST(Engine, UnchangedEqualPagesBecomeOneInTheSecondPass) {
    FakeMemory memory(3, 50);
    for (std::uint32_t page = 0; page < memory.pages(); page++)
        memory.write(page, page % 50 + 1);
    memory.pass();
    memory.pass();
    EXPECT_EQ(memory.actualSharing(), 100U);
    EXPECT_EQ(sp_stable_pages_shared(&memory.engine()->stable), 50U);
    EXPECT_EQ(sp_stable_pages_sharing(&memory.engine()->stable), 100U);
    expectContentsKept(memory);
}

TEST(Engine, UniquePagesAreUnshared) {
    FakeMemory memory(1, 300);
    for (std::uint32_t page = 0; page < memory.pages(); page++)
        memory.write(page, page);
    memory.pass();
    memory.pass();
    EXPECT_EQ(sp_engine_pages_unshared(memory.engine()), 300U);
    EXPECT_EQ(memory.actualSharing(), 0U);
}

TEST(Engine, PagesThatKeepChangingAreVolatileAndNeverTakenAsPartners) {
    FakeMemory memory(2, 64);
    for (std::uint32_t round = 1; round < 6; round++) {
        for (std::uint32_t page = 0; page < memory.pages(); page++)
            memory.write(page, round * 1000 + page % 64);
        memory.pass();
        EXPECT_EQ(sp_engine_pages_volatile(memory.engine()), 128U);
        EXPECT_EQ(memory.actualSharing(), 0U);
    }
}

TEST(Engine, APageThatJustChangedJoinsAPageThatIsMerged) {
    FakeMemory memory(1, 3);
    memory.write(0, 5);
    memory.write(1, 5);
    memory.write(2, 9);
    memory.pass();
    memory.pass();
    ASSERT_EQ(memory.actualSharing(), 1U);
    memory.write(2, 5);
    memory.pass();
    EXPECT_EQ(memory.actualSharing(), 2U);
    expectContentsKept(memory);
}

TEST(Engine, CollidingHashesNeverMixContents) {
    for (const unsigned bits : {1U, 3U, 8U}) {
        FakeMemory memory(4, 200);
        memory.limitHash(bits);
        std::mt19937 rng(bits);
        for (int round = 0; round < 30; round++) {
            for (int i = 0; i < 40; i++)
                memory.write(rng() % memory.pages(), rng() % 20);
            memory.pass();
            expectContentsKept(memory);
        }
        EXPECT_GT(memory.actualSharing(), 0U);
    }
}

// The property that matters: whatever is written and whenever merging fails,
// contents stay, and once all is quiet everything equal becomes one.
TEST(Engine, RandomWritesThenQuietMergesAllThatIsEqual) {
    for (unsigned seed = 1; seed <= 12; seed++) {
        FakeMemory memory(4, 256);
        std::mt19937 rng(seed);
        memory.setBusy(0.2);
        for (int round = 0; round < 25; round++) {
            const unsigned writes = rng() % 300;
            for (unsigned i = 0; i < writes; i++)
                memory.write(rng() % memory.pages(), rng() % 100);
            memory.pass();
            expectContentsKept(memory);
            ASSERT_EQ(sp_stable_pages_shared(&memory.engine()->stable) +
                          sp_stable_pages_sharing(&memory.engine()->stable),
                      memory.engine()->stable.n_items);
        }
        memory.setBusy(0);
        for (int i = 0; i < 3; i++)
            memory.pass();
        expectContentsKept(memory);
        EXPECT_EQ(memory.actualSharing(), memory.possibleSharing()) << "seed " << seed;
    }
}

TEST(Engine, WithoutMemoryForTheIndexItMergesLaterInsteadOfFailing) {
    for (unsigned long failure = 1; failure < 12; failure++) {
        FakeMemory memory(4, 512);
        for (std::uint32_t page = 0; page < memory.pages(); page++)
            memory.write(page, page % 512);
        memory.pass();
        sp_shim_fail_alloc_in = failure;
        memory.pass();
        sp_shim_fail_alloc_in = 0;
        expectContentsKept(memory);
        memory.pass();
        memory.pass();
        EXPECT_EQ(memory.actualSharing(), memory.possibleSharing()) << "failure " << failure;
    }
}

TEST(Engine, ForgettingLeavesMergedPagesFindable) {
    FakeMemory memory(1, 4);
    for (std::uint32_t page = 0; page < 3; page++)
        memory.write(page, 1);
    memory.write(3, 2);
    memory.pass();
    memory.pass();
    sp_engine_forget(memory.engine());
    EXPECT_EQ(sp_engine_pages_unshared(memory.engine()), 0U);
    memory.write(3, 1);
    memory.pass();
    EXPECT_EQ(memory.actualSharing(), 3U);
}

TEST(ScanState, ChangeIsSeenOncePerChange) {
    sp_region region{};
    EXPECT_FALSE(sp_region_unchanged(&region, 5, 77));
    EXPECT_TRUE(sp_region_unchanged(&region, 5, 77));
    EXPECT_FALSE(sp_region_unchanged(&region, 5, 78));
    EXPECT_TRUE(sp_region_unchanged(&region, 5, 78));
    sp_region_forget(&region, 5);
    EXPECT_FALSE(sp_region_unchanged(&region, 5, 78));
    // A hash whose kept bits are zero is not mistaken for "not looked at".
    EXPECT_FALSE(sp_region_unchanged(&region, 6, 1ULL << 40));
    EXPECT_TRUE(sp_region_unchanged(&region, 6, 1ULL << 40));
}

} // namespace
} // namespace samepage::test
