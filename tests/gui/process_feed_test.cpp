// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/process_feed.h"

#include "fake_client.h"
#include "made_up.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace samepage::gui {
namespace {

using client::ErrorKind;

class ProcessFeedTest : public testing::Test {
protected:
    void SetUp() override {
        client_.appear();
        feed_.setActive(true);
        client_.answerList({});
        listed_.clear();
    }

    FakeClient client_;
    ProcessFeed feed_{client_};
    QSignalSpy listed_{&feed_, &ProcessFeed::listed};
    QSignalSpy denied_{&feed_, &ProcessFeed::denied};
    QSignalSpy failed_{&feed_, &ProcessFeed::failed};
};

TEST_F(ProcessFeedTest, AsksAgainByItselfOnlyWhileActive) {
    EXPECT_TRUE(QTest::qWaitFor([this] { return !client_.lists.empty(); }, 4000));
    client_.answerList({});
    feed_.setActive(false);
    QTest::qWait(2600);
    EXPECT_TRUE(client_.lists.empty());
    feed_.setActive(true);
    EXPECT_EQ(client_.lists.size(), 1U);
}

TEST_F(ProcessFeedTest, AllUsersMayAskForAPasswordOnceAndNeverByTheClock) {
    feed_.setScope(Scope::AllUsers);
    ASSERT_EQ(client_.lists.size(), 1U);
    EXPECT_EQ(client_.lists[0].prompt, Prompt::Allowed);
    EXPECT_TRUE(client_.lists[0].query.allUsers);
    EXPECT_TRUE(feed_.isAsking());
    EXPECT_EQ(feed_.scope(), Scope::Mine); // until it is allowed
    client_.answerList({madeUpProcess(1, "init", 1)});
    EXPECT_EQ(feed_.scope(), Scope::AllUsers);
    EXPECT_FALSE(feed_.isAsking());

    feed_.refresh();
    ASSERT_EQ(client_.lists.size(), 1U);
    EXPECT_EQ(client_.lists[0].prompt, Prompt::Never);
    EXPECT_TRUE(client_.lists[0].query.allUsers);
}

TEST_F(ProcessFeedTest, ANoLeadsBackToOnesOwn) {
    feed_.setScope(Scope::AllUsers);
    client_.refuseList(ErrorKind::NotAuthorized, "no");
    EXPECT_EQ(feed_.scope(), Scope::Mine);
    ASSERT_EQ(denied_.count(), 1);
    EXPECT_FALSE(denied_[0][1].toBool());
    ASSERT_EQ(client_.lists.size(), 1U);
    EXPECT_FALSE(client_.lists[0].query.allUsers);
}

TEST_F(ProcessFeedTest, AnAuthorisationThatExpiresLeadsBackToo) {
    feed_.setScope(Scope::AllUsers);
    client_.answerList({});
    feed_.refresh();
    client_.refuseList(ErrorKind::NeedsInteraction);
    EXPECT_EQ(feed_.scope(), Scope::Mine);
    ASSERT_EQ(denied_.count(), 1);
    EXPECT_TRUE(denied_[0][1].toBool());
}

TEST_F(ProcessFeedTest, MarkedShowsAllUsersWhereThatIsAllowedWithoutAsking) {
    feed_.setScope(Scope::Marked);
    EXPECT_EQ(client_.lists[0].prompt, Prompt::Never);
    EXPECT_TRUE(client_.lists[0].query.allUsers);
    EXPECT_TRUE(client_.lists[0].query.markedOnly);
    client_.refuseList(ErrorKind::NeedsInteraction);
    ASSERT_EQ(client_.lists.size(), 1U);
    EXPECT_FALSE(client_.lists[0].query.allUsers);
    EXPECT_TRUE(client_.lists[0].query.markedOnly);
    client_.answerList({});
    EXPECT_EQ(denied_.count(), 0);
    EXPECT_FALSE(feed_.othersToo());
    EXPECT_EQ(feed_.scope(), Scope::Marked);
}

TEST_F(ProcessFeedTest, OnlyTheLatestQuestionCounts) {
    feed_.setScope(Scope::AllUsers);
    feed_.setScope(Scope::Mine);
    ASSERT_EQ(client_.lists.size(), 2U);
    client_.answerList({madeUpProcess(1, "foreign", 1)}); // the first
    EXPECT_EQ(listed_.count(), 0);
    EXPECT_EQ(feed_.scope(), Scope::Mine);
    client_.answerList({});
    EXPECT_EQ(listed_.count(), 1);
}

TEST_F(ProcessFeedTest, TheSameFailureIsToldOnce) {
    for (int round = 0; round < 3; ++round) {
        feed_.refresh();
        client_.refuseList(ErrorKind::Failed, "the kernel says no");
    }
    EXPECT_EQ(failed_.count(), 1);
    feed_.refresh();
    client_.answerList({});
    feed_.refresh();
    client_.refuseList(ErrorKind::Failed, "the kernel says no");
    EXPECT_EQ(failed_.count(), 2);
}

TEST_F(ProcessFeedTest, ALostConnectionIsNotItsMatterAndItStartsAgainAfter) {
    feed_.refresh();
    client_.refuseList(ErrorKind::BusGone);
    client_.changeLink(Link::BusGone);
    EXPECT_EQ(failed_.count(), 0);
    feed_.refresh();
    EXPECT_TRUE(client_.lists.empty());
    client_.changeLink(Link::Connected);
    EXPECT_EQ(client_.lists.size(), 1U);
}

} // namespace
} // namespace samepage::gui
