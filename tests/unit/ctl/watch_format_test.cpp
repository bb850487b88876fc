// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/watch_format.h"

#include <gmock/gmock.h>

#include <sstream>

namespace samepage::ctl {
namespace {

using testing::ElementsAre;

std::vector<std::string> words(const std::string& line) {
    std::istringstream stream(line);
    std::vector<std::string> result;
    for (std::string word; stream >> word;) {
        result.push_back(word);
    }
    return result;
}

Sample sample(std::uint64_t seconds, std::uint64_t scanned) {
    return {.usec = seconds * 1'000'000,
            .counters = {.pagesShared = 10,
                         .pagesSharing = 300,
                         .pagesUnshared = 40,
                         .pagesVolatile = 5,
                         .pagesScanned = scanned,
                         .fullScans = 2,
                         .savedBytes = 1228800}};
}

// Numbers that nothing has if there are none.
Rates rates(const Sample& before, const Sample& now) {
    return ratesSince(before, now).value_or(Rates{.scanned = -1, .merged = -1});
}

TEST(Rates, AreOfASecond) {
    const Rates now = rates(sample(3600, 500), sample(3602, 700));
    EXPECT_EQ(now.scanned, 100);
    EXPECT_EQ(now.merged, 0);
}

TEST(Rates, OfMergingMayBeBelowZero) {
    Sample before = sample(3600, 500);
    before.counters.pagesSharing = 900;
    EXPECT_EQ(rates(before, sample(3602, 700)).merged, -300);
}

TEST(Rates, NeedSomethingToCompareWith) {
    EXPECT_FALSE(ratesSince(std::nullopt, sample(1, 700)));
    // The engine was started again, or the clock was set back.
    EXPECT_FALSE(ratesSince(sample(1, 700), sample(2, 100)));
    EXPECT_FALSE(ratesSince(sample(2, 700), sample(1, 800)));
}

TEST(WatchLine, ShowsTheCountersAndTheRates) {
    const Rates rates{.scanned = 100.4, .merged = -12.6};
    EXPECT_THAT(words(watchLine(sample(3602, 700), rates, false)),
                ElementsAre("01:00:02", "10", "300", "1.2", "MiB", "40", "5", "100", "-13", "2"));
    EXPECT_THAT(words(watchLine(sample(3602, 700), std::nullopt, true)),
                ElementsAre("01:00:02", "10", "300", "1228800", "40", "5", "-", "-", "2"));
}

TEST(WatchLine, StandsBelowItsTitle) {
    for (const bool inBytes : {false, true}) {
        const std::string header = watchHeader(inBytes);
        const std::string line = watchLine(sample(1, 700), Rates{}, inBytes);
        const std::string saved = inBytes ? "1228800" : "1.2 MiB";
        EXPECT_EQ(header.size(), line.size());
        EXPECT_EQ(header.find("SHARED") + 6, line.find(" 10 ") + 3);
        EXPECT_EQ(header.find("SAVED") + 5, line.find(saved) + saved.size());
    }
}

TEST(WatchLine, FitsATerminal) {
    EXPECT_LE(watchHeader(false).size(), 80U);
}

TEST(WatchLine, DoesNotCutLargeNumbers) {
    Sample large = sample(1, 0);
    large.counters.pagesSharing = 123'456'789'012'345;
    EXPECT_EQ(words(watchLine(large, std::nullopt, true))[2], "123456789012345");
}

} // namespace
} // namespace samepage::ctl
