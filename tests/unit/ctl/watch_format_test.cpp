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

TEST(WatchLine, ShowsTheCountersAndTheRate) {
    EXPECT_THAT(words(watchLine(sample(3602, 700), sample(3600, 500), false)),
                ElementsAre("01:00:02", "10", "300", "1.2", "MiB", "40", "5", "100", "2"));
    EXPECT_THAT(words(watchLine(sample(3602, 700), sample(3600, 500), true)),
                ElementsAre("01:00:02", "10", "300", "1228800", "40", "5", "100", "2"));
}

TEST(WatchLine, HasNoRateWithoutSomethingToCompareWith) {
    EXPECT_EQ(words(watchLine(sample(1, 700), std::nullopt, true))[6], "-");
    // The engine was started again, or the clock was set back.
    EXPECT_EQ(words(watchLine(sample(2, 100), sample(1, 700), true))[6], "-");
    EXPECT_EQ(words(watchLine(sample(1, 800), sample(2, 700), true))[6], "-");
}

TEST(WatchLine, StandsBelowItsTitle) {
    const std::string header = watchHeader();
    const std::string line = watchLine(sample(1, 700), sample(0, 0), false);
    EXPECT_EQ(header.size(), line.size());
    EXPECT_EQ(header.find("SHARED") + 6, line.find(" 10 ") + 3);
    EXPECT_EQ(header.find("SAVED") + 5, line.find("1.2 MiB") + 7);
}

TEST(WatchLine, DoesNotCutLargeNumbers) {
    Sample large = sample(1, 0);
    large.counters.pagesSharing = 123'456'789'012'345;
    EXPECT_EQ(words(watchLine(large, std::nullopt, true))[2], "123456789012345");
}

} // namespace
} // namespace samepage::ctl
