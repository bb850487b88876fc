// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/counters.h"

#include <gtest/gtest.h>

namespace samepage::client {
namespace {

TEST(Counters, TakesEveryKeyOfTheContract) {
    const Counters counters = parseCounters({{"pages_shared", 1},
                                             {"pages_sharing", 2},
                                             {"pages_unshared", 3},
                                             {"pages_volatile", 4},
                                             {"pages_scanned", 5},
                                             {"full_scans", 6},
                                             {"saved_bytes", 7}});
    EXPECT_EQ(counters, (Counters{.pagesShared = 1,
                                  .pagesSharing = 2,
                                  .pagesUnshared = 3,
                                  .pagesVolatile = 4,
                                  .pagesScanned = 5,
                                  .fullScans = 6,
                                  .savedBytes = 7}));
}

TEST(Counters, MissingKeysAreZeroAndUnknownOnesIgnored) {
    EXPECT_EQ(parseCounters({{"pages_sharing", 9}, {"from_the_future", 1}}),
              (Counters{.pagesSharing = 9}));
}

} // namespace
} // namespace samepage::client
