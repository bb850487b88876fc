// SPDX-License-Identifier: GPL-2.0-or-later
//
// Whole passes over the memory of processes that live: the properties that
// matter hold at every step, and once all is quiet everything equal is one.
#include "fake_memory.h"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace samepage::test {
namespace {

class Life {
public:
    Life(FakeMemory& memory, unsigned seed, std::uint64_t domains)
        : memory_(memory)
        , random_(seed)
        , domains_(domains) {
        for (int i = 0; i < 4; i++)
            begin();
    }

    void step() {
        const unsigned what = pick(100);
        const auto process = processes_[pick(processes_.size())];
        if (what < 88) {
            const std::uint32_t page = pick(memory_.pages(process));
            for (std::uint32_t i = 0; i < 20 && page + i < memory_.pages(process); i++)
                memory_.write(process, page + i, pick(3) == 0 ? 0 : pick(60));
        } else if (what < 94) {
            const std::uint32_t page = pick(memory_.pages(process));
            for (std::uint32_t i = 0; i < 10 && page + i < memory_.pages(process); i++)
                memory_.discard(process, page + i);
        } else if (what < 96 && processes_.size() < 10) {
            processes_.push_back(memory_.fork(process));
        } else if (what < 98 && processes_.size() > 2) {
            const std::size_t index = pick(processes_.size());
            memory_.exit(processes_[index]);
            processes_.erase(processes_.begin() + static_cast<std::ptrdiff_t>(index));
        } else if (processes_.size() < 10) {
            begin();
        }
    }

    std::uint32_t pick(std::size_t below) { return static_cast<std::uint32_t>(random_() % below); }

private:
    void begin() {
        const std::uint32_t pages = 50 + pick(1200);
        processes_.push_back(memory_.start(pages, pick(domains_)));
        for (std::uint32_t page = 0; page < pages; page++)
            memory_.write(processes_.back(), page, page % 90);
    }

    FakeMemory& memory_;
    std::mt19937 random_;
    std::uint64_t domains_;
    std::vector<FakeMemory::Process> processes_;
};

// Left alone for some passes, looked at twice, and offered to whom came later.
constexpr int kQuietPasses = 16;

struct Setting {
    std::uint32_t mostSharing;
    std::uint64_t domains;
    bool zeroPages;
    bool smart;
    double busy;
    unsigned hashBits;
    bool trust;
};

class Simulation : public testing::TestWithParam<Setting> {};

TEST_P(Simulation, HoldsItsWordAndMergesAllThatIsEqualOnceAllIsQuiet) {
    const Setting& setting = GetParam();
    for (unsigned seed = 1; seed <= 3; seed++) {
        FakeMemory memory(setting.mostSharing);
        memory.limitHash(setting.hashBits);
        memory.setBusy(setting.busy);
        memory.setTrust(setting.trust);
        memory.engine()->use_zero_pages = setting.zeroPages;
        memory.engine()->smart_scan = setting.smart;
        Life life(memory, seed, setting.domains);
        for (int round = 0; round < 40; round++) {
            for (unsigned i = life.pick(30); i > 0; i--)
                life.step();
            memory.pass();
            ASSERT_EQ(memory.problem(), "") << "seed " << seed << " round " << round;
            if (life.pick(5) == 0)
                memory.prune();
        }
        memory.setBusy(0);
        for (int i = 0; i < kQuietPasses; i++)
            memory.pass();
        memory.prune();
        ASSERT_EQ(memory.problem(), "") << "seed " << seed;
        // Pages that left a full page behind may need more than the fewest pages.
        if (setting.mostSharing >= 256 && setting.hashBits == 64)
            EXPECT_EQ(memory.unmergedTwins(), 0U) << "seed " << seed;
        else if (setting.hashBits >= 4)
            EXPECT_GT(memory.actualSharing(), memory.possibleSharing() / 2) << "seed " << seed;
        else // so many collide that few meet their twins
            EXPECT_GT(memory.actualSharing(), 0U) << "seed " << seed;
    }
}

INSTANTIATE_TEST_SUITE_P(Settings, Simulation,
                         testing::Values(Setting{1U << 20, 1, false, true, 0, 64, true},
                                         Setting{1U << 20, 3, false, true, 0.2, 64, true},
                                         Setting{1U << 20, 2, true, true, 0.1, 64, false},
                                         Setting{1U << 20, 1, true, false, 0.5, 64, true},
                                         Setting{2, 1, false, true, 0, 64, true},
                                         Setting{7, 3, true, true, 0.2, 64, false},
                                         Setting{256, 2, false, true, 0.1, 4, false},
                                         Setting{3, 2, true, false, 0.1, 1, false},
                                         Setting{256, 2, true, true, 0.1, 6, true}));

// Every allocation fails once, in the middle of everything; nothing breaks, and what
// could not be merged is merged later.
TEST(Allocations, AnyOneMayFailInAnyPass) {
    for (unsigned long failure = 1; failure <= 150; failure++) {
        FakeMemory memory(4);
        Life life(memory, 5, 2);
        for (int round = 0; round < 4; round++) {
            sp_shim_fail_alloc_in = round == 1 || failure > 40 ? failure : 0;
            for (int i = 0; i < 5; i++)
                life.step();
            memory.pass();
            sp_shim_fail_alloc_in = 0;
            ASSERT_EQ(memory.problem(), "") << "failure " << failure << " round " << round;
        }
        for (int i = 0; i < kQuietPasses; i++)
            memory.pass();
        ASSERT_EQ(memory.problem(), "");
        EXPECT_GT(memory.actualSharing(), memory.possibleSharing() / 2) << "failure " << failure;
    }
}

// No memory at all for a while.
TEST(Allocations, AllMayFailForAWhile) {
    FakeMemory memory;
    const auto a = memory.start(600);
    const auto b = memory.start(600);
    for (std::uint32_t page = 0; page < 600; page++) {
        memory.write(a, page, page);
        memory.write(b, page, page);
    }
    memory.failAllocations(true);
    for (int i = 0; i < 3; i++) {
        memory.pass();
        ASSERT_EQ(memory.problem(), "");
    }
    EXPECT_EQ(memory.actualSharing(), 0U);
    memory.failAllocations(false);
    for (int i = 0; i < 3; i++)
        memory.pass();
    EXPECT_EQ(memory.problem(), "");
    EXPECT_EQ(memory.actualSharing(), 600U);
}

} // namespace
} // namespace samepage::test
