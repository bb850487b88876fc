// SPDX-License-Identifier: GPL-2.0-or-later
#include "authority/actions.h"

#include <gtest/gtest.h>

namespace samepage {
namespace {

TEST(MarkAction, OwnIsWhatIsOwnThroughout) {
    EXPECT_EQ(markAction(1000, {1000, 1000, 1000, 1000}), Action::MarkOwn);
    EXPECT_EQ(markAction(0, {0, 0, 0, 0}), Action::MarkOwn);
}

TEST(MarkAction, AnythingElseIsSomebodyElses) {
    EXPECT_EQ(markAction(1000, {0, 0, 0, 0}), Action::MarkAny);
    EXPECT_EQ(markAction(1000, {1001, 1001, 1001, 1001}), Action::MarkAny);
    // Started by the caller, but with somebody else's rights: set-uid programs.
    EXPECT_EQ(markAction(1000, {1000, 0, 0, 0}), Action::MarkAny);
    EXPECT_EQ(markAction(1000, {1000, 1000, 0, 1000}), Action::MarkAny);
    EXPECT_EQ(markAction(1000, {0, 1000, 1000, 1000}), Action::MarkAny);
    EXPECT_EQ(markAction(1000, {1000, 1000, 1000, 0}), Action::MarkAny);
    EXPECT_EQ(markAction(0, {1000, 0, 0, 0}), Action::MarkAny);
}

TEST(ActionId, IsTheOneInThePolicyFile) {
    EXPECT_STREQ(actionId(Action::Inspect), "org.samepage.Samepage1.inspect");
    EXPECT_STREQ(actionId(Action::MarkOwn), "org.samepage.Samepage1.mark-own");
    EXPECT_STREQ(actionId(Action::MarkAny), "org.samepage.Samepage1.mark-any");
    EXPECT_STREQ(actionId(Action::Configure), "org.samepage.Samepage1.configure");
    EXPECT_STREQ(actionId(Action::ManageModule), "org.samepage.Samepage1.manage-module");
}

} // namespace
} // namespace samepage
