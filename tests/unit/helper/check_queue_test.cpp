// SPDX-License-Identifier: GPL-2.0-or-later
#include "authority/check_queue.h"

#include <gtest/gtest.h>

namespace samepage {
namespace {

TEST(CheckQueue, KeepsOrder) {
    CheckQueue queue({.total = 2, .prompts = 2, .perUser = 2});
    queue.add(1, 1000, false);
    queue.add(2, 1000, false);
    queue.add(3, 1000, false);
    EXPECT_EQ(queue.next(), 1U);
    EXPECT_EQ(queue.next(), 2U);
    EXPECT_FALSE(queue.next()); // full
    queue.remove(1);
    EXPECT_EQ(queue.next(), 3U);
}

TEST(CheckQueue, OneUserDoesNotHoldUpAnother) {
    CheckQueue queue({.total = 10, .prompts = 10, .perUser = 2});
    for (std::uint64_t ticket = 1; ticket <= 5; ++ticket)
        queue.add(ticket, 1000, false);
    queue.add(6, 1001, false);
    EXPECT_EQ(queue.next(), 1U);
    EXPECT_EQ(queue.next(), 2U);
    EXPECT_EQ(queue.next(), 6U);
    EXPECT_FALSE(queue.next());
    queue.remove(6);
    EXPECT_FALSE(queue.next());
    queue.remove(2);
    EXPECT_EQ(queue.next(), 3U);
}

TEST(CheckQueue, PromptsDoNotHoldUpTheRest) {
    CheckQueue queue({.total = 10, .prompts = 1, .perUser = 10});
    queue.add(1, 1000, true);
    queue.add(2, 1000, true);
    queue.add(3, 1000, false);
    EXPECT_EQ(queue.next(), 1U);
    EXPECT_EQ(queue.next(), 3U);
    EXPECT_FALSE(queue.next());
    queue.remove(1);
    EXPECT_EQ(queue.next(), 2U);
}

TEST(CheckQueue, OnesOwnPromptsDoNotHoldUpTheRest) {
    CheckQueue queue({.total = 10, .prompts = 10, .perUser = 10, .promptsPerUser = 1});
    queue.add(1, 1000, true);
    queue.add(2, 1000, true);
    queue.add(3, 1001, true);
    queue.add(4, 1000, false);
    EXPECT_EQ(queue.next(), 1U);
    EXPECT_EQ(queue.next(), 3U);
    EXPECT_EQ(queue.next(), 4U);
    EXPECT_FALSE(queue.next());
    queue.remove(1);
    EXPECT_EQ(queue.next(), 2U);
}

TEST(CheckQueue, TakesWaitingOnesBack) {
    CheckQueue queue({.total = 1, .prompts = 1, .perUser = 1});
    queue.add(1, 1000, false);
    queue.add(2, 1000, false);
    queue.add(3, 1000, false);
    EXPECT_EQ(queue.next(), 1U);
    queue.remove(2);
    queue.remove(99); // not known: nothing happens
    queue.remove(1);
    EXPECT_EQ(queue.next(), 3U);
    queue.remove(3);
    EXPECT_FALSE(queue.next());
}

} // namespace
} // namespace samepage
