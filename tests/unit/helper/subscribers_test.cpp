// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/subscribers.h"

#include "failure_matcher.h"

#include <gtest/gtest.h>

#include <string>

namespace samepage {
namespace {

TEST(Subscribers, CountEachCallerOnce) {
    Subscribers subscribers;
    EXPECT_TRUE(subscribers.empty());
    subscribers.add(":1.1", 1000);
    subscribers.add(":1.1", 1000);
    subscribers.remove(":1.1");
    EXPECT_TRUE(subscribers.empty());
    subscribers.remove(":1.1"); // again: nothing happens
}

TEST(Subscribers, LimitEachUser) {
    Subscribers subscribers;
    for (std::size_t i = 0; i < Subscribers::maxPerUser; ++i)
        subscribers.add(":1." + std::to_string(i), 1000);
    EXPECT_THAT(failureOf([&] { subscribers.add(":2.0", 1000); }),
                FailsWith(FailureKind::LimitsExceeded, "subscribed"));
    subscribers.add(":1.0", 1000); // is one already
    subscribers.add(":3.0", 1001); // another user is not affected
    subscribers.remove(":1.5");
    subscribers.add(":2.0", 1000);
}

TEST(Subscribers, LimitAllTogether) {
    Subscribers subscribers;
    for (std::size_t i = 0; i < Subscribers::maxTotal; ++i)
        subscribers.add(":1." + std::to_string(i), static_cast<uid_t>(1000 + i));
    EXPECT_THAT(failureOf([&] { subscribers.add(":2.0", 5); }),
                FailsWith(FailureKind::LimitsExceeded, ""));
}

} // namespace
} // namespace samepage
