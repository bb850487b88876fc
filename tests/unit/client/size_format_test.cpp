// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/size_format.h"

#include <gtest/gtest.h>

#include <limits>

namespace samepage::client {
namespace {

constexpr std::uint64_t kib = 1024;
constexpr std::uint64_t mib = 1024 * kib;
constexpr std::uint64_t gib = 1024 * mib;

TEST(SizeFormat, WritesIecUnits) {
    EXPECT_EQ(formatBytes(0), "0 B");
    EXPECT_EQ(formatBytes(1), "1 B");
    EXPECT_EQ(formatBytes(1023), "1023 B");
    EXPECT_EQ(formatBytes(kib), "1.0 KiB");
    EXPECT_EQ(formatBytes(4 * kib), "4.0 KiB");
    EXPECT_EQ(formatBytes(312 * mib), "312 MiB");
    EXPECT_EQ(formatBytes(gib + gib / 5), "1.2 GiB");
    EXPECT_EQ(formatBytes(std::numeric_limits<std::uint64_t>::max()), "16.0 EiB");
}

TEST(SizeFormat, NeverShows1024OfAUnit) {
    EXPECT_EQ(formatBytes(mib - 1), "1.0 MiB");
    EXPECT_EQ(formatBytes(gib - 1), "1.0 GiB");
    EXPECT_EQ(formatBytes(1023 * kib), "1023 KiB");
}

TEST(SizeFormat, DropsTheDecimalWhereItWouldBeAFourthDigit) {
    EXPECT_EQ(formatBytes(99 * mib + 9 * mib / 10), "99.9 MiB");
    EXPECT_EQ(formatBytes(100 * mib - 1), "100 MiB");
}

// Property: the text never lies by more than its last digit, and never needs
// more than four digits.
TEST(SizeFormat, ScalesEverySizeToFourDigitsAtMost) {
    for (std::uint64_t bytes = 1; bytes < (std::uint64_t{1} << 62); bytes += bytes / 7 + 1) {
        const ScaledSize size = scaleBytes(bytes);
        EXPECT_LT(size.value, 1024) << bytes;
        EXPECT_LE(formatBytes(bytes).find(' '), 4U) << bytes;
        if (bytes >= kib) {
            EXPECT_GE(size.value, 0.9994) << bytes;
        }
    }
}

} // namespace
} // namespace samepage::client
