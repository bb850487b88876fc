// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_memory.h"

#include <map>

#include <gtest/gtest.h>

namespace samepage::test {
namespace {

void pass(FakeMemory& memory, int times) {
    for (int i = 0; i < times; i++) {
        memory.pass();
        ASSERT_EQ(memory.problem(), "");
    }
}

void fill(FakeMemory& memory, FakeMemory::Process process, std::uint32_t distinct,
          std::uint32_t first = 1) {
    for (std::uint32_t page = 0; page < memory.pages(process); page++)
        memory.write(process, page, first + page % distinct);
}

TEST(Engine, FirstLookMergesNothing) {
    FakeMemory memory;
    fill(memory, memory.start(100), 10);
    pass(memory, 1);
    EXPECT_EQ(memory.actualSharing(), 0U);
    EXPECT_EQ(memory.verdicts(SP_FRESH), 90U);
    EXPECT_EQ(memory.verdicts(SP_UNSHARED), 10U);
    EXPECT_EQ(sp_engine_pages_volatile(memory.engine()), 90U);
    EXPECT_EQ(sp_engine_pages_unshared(memory.engine()), 10U);
}

TEST(Engine, UnchangedEqualPagesBecomeOneInTheSecondPass) {
    FakeMemory memory;
    for (int i = 0; i < 3; i++)
        fill(memory, memory.start(50), 50);
    pass(memory, 2);
    EXPECT_EQ(memory.actualSharing(), 100U);
    EXPECT_EQ(sp_stable_pages_shared(&memory.engine()->stable), 50U);
    EXPECT_EQ(sp_stable_pages_sharing(&memory.engine()->stable), 100U);
    EXPECT_EQ(sp_engine_pages_unshared(memory.engine()), 0U);
    EXPECT_EQ(sp_engine_pages_volatile(memory.engine()), 0U);
}

TEST(Engine, UniquePagesAreUnsharedAndStaySo) {
    FakeMemory memory;
    fill(memory, memory.start(1300), 1300);
    for (int i = 0; i < 4; i++) {
        pass(memory, 1);
        EXPECT_EQ(sp_engine_pages_unshared(memory.engine()), 1300U);
    }
    EXPECT_EQ(memory.actualSharing(), 0U);
}

TEST(Engine, PagesThatKeepChangingAreVolatileAndNeverMerged) {
    FakeMemory memory;
    memory.engine()->smart_scan = false;
    const auto a = memory.start(64);
    const auto b = memory.start(64);
    for (std::uint32_t round = 1; round < 6; round++) {
        fill(memory, a, 64, round * 1000);
        fill(memory, b, 64, round * 1000);
        pass(memory, 1);
        EXPECT_EQ(memory.actualSharing(), 0U);
        if (round > 1) {
            EXPECT_EQ(sp_engine_pages_volatile(memory.engine()), 128U);
        }
    }
}

TEST(Engine, SmartScanLeavesChangingPagesAloneForSomePassesOnly) {
    FakeMemory memory;
    const auto a = memory.start(1);
    std::uint64_t lastScanned = 0;
    std::uint32_t longest = 0;
    std::uint32_t idle = 0;
    for (std::uint32_t round = 1; round < 200; round++) {
        memory.write(a, 0, round);
        pass(memory, 1);
        idle = memory.engine()->pages_scanned == lastScanned ? idle + 1 : 0;
        lastScanned = memory.engine()->pages_scanned;
        longest = std::max(longest, idle);
    }
    EXPECT_EQ(longest, sp_skip_for(SP_MAX_CHANGES));
    EXPECT_EQ(memory.engine()->pages_scanned + memory.engine()->pages_skipped, 199U);
    // Once it holds still it is merged with its twin within the time it is left alone, and two
    // looks.
    const auto b = memory.start(1);
    memory.write(b, 0, 7);
    memory.write(a, 0, 7);
    pass(memory, static_cast<int>(sp_skip_for(SP_MAX_CHANGES)) + 3);
    EXPECT_EQ(memory.actualSharing(), 1U);
}

TEST(Engine, APageThatJustChangedJoinsAPageThatIsMerged) {
    FakeMemory memory;
    const auto a = memory.start(3);
    memory.write(a, 0, 5);
    memory.write(a, 1, 5);
    memory.write(a, 2, 9);
    pass(memory, 2);
    ASSERT_EQ(memory.actualSharing(), 1U);
    memory.write(a, 2, 5);
    pass(memory, 1);
    EXPECT_EQ(memory.actualSharing(), 2U);
}

TEST(Engine, AWrittenPageLeavesItsNodeAndTheLastOneFreesIt) {
    FakeMemory memory;
    const auto a = memory.start(2);
    memory.write(a, 0, 5);
    memory.write(a, 1, 5);
    pass(memory, 2);
    ASSERT_EQ(sp_stable_pages_shared(&memory.engine()->stable), 1U);
    memory.write(a, 0, 6);
    pass(memory, 1);
    EXPECT_EQ(sp_stable_pages_sharing(&memory.engine()->stable), 0U);
    EXPECT_EQ(sp_stable_pages_shared(&memory.engine()->stable), 1U);
    memory.write(a, 1, 6);
    pass(memory, 1);
    memory.prune();
    EXPECT_EQ(memory.engine()->stable.n_nodes, 0U);
    EXPECT_EQ(memory.problem(), "");
}

TEST(Engine, DomainsNeverMix) {
    FakeMemory memory;
    std::vector<FakeMemory::Process> processes;
    for (std::uint64_t domain = 0; domain < 4; domain++)
        for (int i = 0; i < 3; i++)
            processes.push_back(memory.start(40, domain * 1000));
    for (const auto process : processes)
        fill(memory, process, 40);
    pass(memory, 4);
    EXPECT_EQ(memory.actualSharing(), 4U * 2 * 40);
    EXPECT_EQ(sp_stable_pages_shared(&memory.engine()->stable), 4U * 40);
    // One domain for all: everything equal becomes one.
    for (const auto process : processes)
        memory.setDomain(process, 1);
    sp_engine_forget(memory.engine());
    ASSERT_EQ(memory.problem(), "");
    pass(memory, 4);
    EXPECT_EQ(memory.actualSharing(), 11U * 40);
}

// Domains whose keys have the same top half for equal contents: only the exact comparison parts
// them.
TEST(Engine, DomainsNeverMixAlsoWhenTheirKeysCollide) {
    std::map<u32, u64> known;
    u64 one = 0;
    u64 other = 0;
    for (u64 domain = 1; one == 0; domain++) {
        const auto [at, isNew] =
            known.try_emplace(static_cast<u32>(sp_key(0, domain) >> 32), domain);
        if (!isNew) {
            one = at->second;
            other = domain;
        }
    }
    FakeMemory memory;
    fill(memory, memory.start(300, one), 300);
    fill(memory, memory.start(300, other), 300);
    pass(memory, 4);
    EXPECT_EQ(memory.actualSharing(), 0U);
    EXPECT_EQ(sp_engine_pages_unshared(memory.engine()), 600U);
    fill(memory, memory.start(300, other), 300);
    pass(memory, 4);
    EXPECT_EQ(memory.actualSharing(), 300U);
}

// It was not written to, so no pass would look at it by itself.
TEST(Engine, AWaitingPageMeetsAMergedPageThatIsTakenOver) {
    FakeMemory memory;
    const auto waiting = memory.start(1);
    memory.write(waiting, 0, 8);
    const auto merged = memory.start(10);
    fill(memory, merged, 1);
    pass(memory, 2);
    memory.abandonNodes();
    memory.setLooking(merged, false);
    memory.write(waiting, 0, 1);
    pass(memory, 3);
    ASSERT_EQ(sp_engine_pages_unshared(memory.engine()), 1U);
    memory.setLooking(merged, true);
    pass(memory, 3);
    EXPECT_EQ(memory.actualSharing(), 10U);
}

TEST(Engine, NoMoreThanMaxPageSharingMapOnePage) {
    FakeMemory memory(16);
    const auto a = memory.start(1000);
    fill(memory, a, 1);
    pass(memory, 4);
    const sp_stable& stable = memory.engine()->stable;
    EXPECT_EQ(memory.actualSharing(), memory.possibleSharing());
    EXPECT_EQ(stable.n_shared, 1000U / 16 + 1);
    EXPECT_EQ(stable.n_chains, 1U);
    EXPECT_EQ(stable.n_dups, stable.n_shared);
    // A full page that loses a mapping has room again, and is used again.
    memory.write(a, 0, 99);
    pass(memory, 1);
    memory.write(a, 0, 1);
    pass(memory, 1);
    EXPECT_EQ(memory.actualSharing(), memory.possibleSharing());
}

TEST(Engine, ForkedPagesStayMergedAndAreKnownAtTheNextPass) {
    FakeMemory memory;
    const auto a = memory.start(20);
    const auto b = memory.start(20);
    fill(memory, a, 20);
    fill(memory, b, 20);
    pass(memory, 2);
    const auto child = memory.fork(a);
    pass(memory, 1);
    EXPECT_EQ(sp_stable_pages_sharing(&memory.engine()->stable), 40U);
    memory.write(child, 3, 77);
    pass(memory, 1);
    EXPECT_EQ(sp_stable_pages_sharing(&memory.engine()->stable), 39U);
    memory.exit(a);
    memory.exit(b);
    pass(memory, 1);
    EXPECT_EQ(sp_stable_pages_shared(&memory.engine()->stable), 19U);
    memory.exit(child);
    memory.prune();
    EXPECT_EQ(memory.engine()->stable.n_nodes, 0U);
    EXPECT_EQ(memory.problem(), "");
}

TEST(Engine, PagesThatAForkSharesWaitAfterOneLook) {
    FakeMemory memory;
    const auto a = memory.start(30);
    for (std::uint32_t page = 0; page < 30; page++)
        memory.write(a, page, 100 + page);
    memory.fork(a);
    memory.fork(a);
    pass(memory, 1);
    // Nobody has these contents but the page itself: there is nothing to look at a second time.
    EXPECT_EQ(memory.verdicts(SP_UNSHARED), 90U);
    EXPECT_EQ(memory.verdicts(SP_FRESH), 0U);
}

TEST(Engine, FamiliesOfForkedProcessesMergeCompletely) {
    FakeMemory memory;
    for (int family = 0; family < 3; family++) {
        const auto a = memory.start(30);
        fill(memory, a, 30);
        for (int child = 0; child < 6; child++)
            memory.fork(a);
        pass(memory, 2);
    }
    pass(memory, 2);
    EXPECT_EQ(memory.actualSharing(), 3U * 7 * 30 - 30);
    EXPECT_EQ(memory.unmergedTwins(), 0U);
    EXPECT_EQ(memory.problem(), "");
}

TEST(Engine, PagesLeftMergedByAnEarlierLoadAreTakenOver) {
    FakeMemory memory;
    const auto a = memory.start(30);
    fill(memory, a, 3);
    pass(memory, 2);
    ASSERT_EQ(memory.actualSharing(), 27U);
    memory.abandonNodes();
    EXPECT_EQ(sp_stable_pages_sharing(&memory.engine()->stable), 0U);
    EXPECT_EQ(memory.problem(), "");
    const auto b = memory.start(30);
    fill(memory, b, 3);
    pass(memory, 3);
    EXPECT_EQ(sp_stable_pages_sharing(&memory.engine()->stable), 57U);
    EXPECT_EQ(memory.actualSharing(), 57U);
}

TEST(Engine, ZeroPagesAreMappedInsteadOfMergedWhenAsked) {
    FakeMemory memory;
    memory.engine()->use_zero_pages = true;
    const auto a = memory.start(50);
    for (std::uint32_t page = 0; page < 10; page++)
        memory.write(a, page, 5);
    pass(memory, 2);
    EXPECT_EQ(memory.verdicts(SP_ZERO), 40U);
    EXPECT_EQ(memory.actualSharing(), 40U + 9);
    EXPECT_EQ(sp_stable_pages_shared(&memory.engine()->stable), 1U);
    memory.write(a, 49, 5);
    pass(memory, 1);
    EXPECT_EQ(memory.actualSharing(), 39U + 10);
}

TEST(Engine, ZeroPagesMergeLikeAnyOtherWithoutUseZeroPages) {
    FakeMemory memory;
    memory.start(50);
    pass(memory, 2);
    EXPECT_EQ(memory.verdicts(SP_ZERO), 0U);
    EXPECT_EQ(sp_stable_pages_sharing(&memory.engine()->stable), 49U);
}

TEST(Engine, ZeroPagesOnlyMergesNothingElse) {
    FakeMemory memory;
    memory.engine()->use_zero_pages = true;
    memory.engine()->zero_pages_only = true;
    const auto a = memory.start(50);
    for (std::uint32_t page = 0; page < 10; page++)
        memory.write(a, page, 5);
    pass(memory, 3);
    EXPECT_EQ(memory.actualSharing(), 40U);
    EXPECT_EQ(sp_stable_pages_shared(&memory.engine()->stable), 0U);
    EXPECT_EQ(sp_engine_pages_unshared(memory.engine()), 10U);
    // Back to everything, as the scanner does it.
    memory.engine()->zero_pages_only = false;
    sp_engine_forget(memory.engine());
    ASSERT_EQ(memory.problem(), "");
    pass(memory, 3);
    EXPECT_EQ(memory.actualSharing(), 49U);
}

TEST(Engine, LookOnlyMergesNothingAndTellsWhatWould) {
    FakeMemory memory;
    memory.setHuge(0, 20);
    const auto a = memory.start(30);
    const auto b = memory.start(30);
    fill(memory, a, 30);
    fill(memory, b, 30);
    pass(memory, 3);
    EXPECT_EQ(memory.actualSharing(), 10U) << "the small pages only";
    EXPECT_GE(memory.verdicts(SP_MATCH), 20U);
    memory.setHuge(0, 0); // it paid, and they were split
    pass(memory, 3);
    EXPECT_EQ(memory.actualSharing(), 30U);
}

TEST(Engine, CollidingHashesNeverMixContents) {
    for (const unsigned bits : {1U, 3U, 8U}) {
        FakeMemory memory;
        memory.limitHash(bits);
        const auto a = memory.start(800);
        std::mt19937 random(bits);
        for (int round = 0; round < 30; round++) {
            for (int i = 0; i < 40; i++)
                memory.write(a, static_cast<std::uint32_t>(random() % 800),
                             static_cast<std::uint32_t>(random() % 20));
            pass(memory, 1);
        }
        EXPECT_GT(memory.actualSharing(), 0U);
    }
}

TEST(Engine, ForgettingLeavesMergedPagesFindable) {
    FakeMemory memory;
    const auto a = memory.start(4);
    for (std::uint32_t page = 0; page < 3; page++)
        memory.write(a, page, 1);
    memory.write(a, 3, 2);
    pass(memory, 2);
    sp_engine_forget(memory.engine());
    EXPECT_EQ(memory.problem(), "");
    EXPECT_EQ(sp_engine_pages_unshared(memory.engine()), 0U);
    memory.write(a, 3, 1);
    pass(memory, 1);
    EXPECT_EQ(memory.actualSharing(), 3U);
}

} // namespace
} // namespace samepage::test
