// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/progress_line.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace samepage::ctl {
namespace {

TEST(ProgressText, IsAShareThatIsNeverWholeBeforeItIsDone) {
    EXPECT_EQ(progressText("Merging", 0, 1000), "Merging: 0 %");
    EXPECT_EQ(progressText("Merging", 425, 1000), "Merging: 42 %");
    EXPECT_EQ(progressText("Merging", 1000, 1000), "Merging: 99 %");
    EXPECT_EQ(progressText("Merging", 2000, 1000), "Merging: 99 %");
    EXPECT_EQ(progressText("Merging", UINT64_MAX / 2, UINT64_MAX), "Merging: 50 %");
}

TEST(ProgressText, HasNoNumberWhileNoneIsKnown) {
    EXPECT_EQ(progressText("Looking", 17, 0), "Looking ...");
}

} // namespace
} // namespace samepage::ctl
