// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/start_time.h"

#include <sdbus-c++/Error.h>

#include <gtest/gtest.h>

#include <unistd.h>

namespace samepage::ctl {
namespace {

const std::string afterName = " S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 123456789012 19 20";

TEST(ParseStartTime, FindsItWhateverTheNameIs) {
    for (const char* name : {"sleep", "a b", ") R 1 (x", "((", ")"}) {
        EXPECT_EQ(parseStartTime("17 (" + std::string(name) + ")" + afterName), 123456789012U)
            << name;
    }
}

TEST(ParseStartTime, IsEmptyForDamagedText) {
    EXPECT_EQ(parseStartTime(""), std::nullopt);
    EXPECT_EQ(parseStartTime("17 (sleep" + afterName), std::nullopt);
    EXPECT_EQ(parseStartTime("17 (sleep) S 1 2 3"), std::nullopt);
    EXPECT_EQ(parseStartTime("17 (a) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 x 1"),
              std::nullopt);
}

TEST(ProcessKey, NamesALivingProcess) {
    const auto pid = static_cast<std::uint32_t>(getpid());
    const client::ProcessKey key = processKey(pid);
    EXPECT_EQ(key.pid, pid);
    EXPECT_GT(key.startTime, 0U);
    EXPECT_EQ(processKey(pid), key);
}

TEST(ProcessKey, SaysThatThereIsNone) {
    try {
        (void)processKey(4194305); // above the kernel's largest
        FAIL() << "it exists";
    } catch (const sdbus::Error& error) {
        EXPECT_EQ(error.getName(), "org.samepage.Samepage1.Error.NoSuchProcess");
        EXPECT_EQ(error.getMessage(), "There is no process 4194305.");
    }
}

} // namespace
} // namespace samepage::ctl
