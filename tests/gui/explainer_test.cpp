// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/explainer.h"

#include "fake_client.h"

#include <QTest>

#include <gtest/gtest.h>

namespace samepage::gui {
namespace {

using client::ErrorKind;

constexpr ProcessKey one{.pid = 1, .startTime = 10};
constexpr ProcessKey two{.pid = 2, .startTime = 20};
constexpr ProcessKey three{.pid = 3, .startTime = 30};

class ExplainerTest : public testing::Test {
protected:
    ExplainerTest() { client_.appear(); }
    bool asked() {
        return QTest::qWaitFor([this] { return !client_.explains.empty(); }, 4000);
    }

    FakeClient client_;
    Explainer explainer_{client_};
};

TEST_F(ExplainerTest, AsksOnceTheSelectionRestsAndWithoutAPassword) {
    explainer_.setProcesses({one});
    explainer_.setProcesses({two});
    explainer_.setProcesses({two});
    EXPECT_TRUE(client_.explains.empty());
    ASSERT_TRUE(asked());
    ASSERT_EQ(client_.explains.size(), 1U);
    EXPECT_EQ(client_.explains[0].process, two);
    EXPECT_EQ(client_.explains[0].prompt, Prompt::Never);
    EXPECT_TRUE(client_.cancels.empty());

    FakeClient::answer(client_.explains, client::Explanation{.resident = 5, .reasons = {}});
    ASSERT_TRUE(explainer_.explanation().has_value());
    EXPECT_EQ(explainer_.explanation()->resident, 5U);
    explainer_.setProcesses({});
    EXPECT_FALSE(explainer_.explanation().has_value());
    EXPECT_TRUE(client_.cancels.empty()); // it was done
}

TEST_F(ExplainerTest, AnotherSelectionCancelsAndTheOldAnswerIsNotTaken) {
    explainer_.setProcesses({one});
    ASSERT_TRUE(asked());
    explainer_.setProcesses({two});
    ASSERT_EQ(client_.cancels.size(), 1U);
    EXPECT_EQ(client_.cancels[0], one);
    FakeClient::answer(client_.explains, client::Explanation{.resident = 1, .reasons = {}});
    EXPECT_FALSE(explainer_.explanation().has_value());
    ASSERT_TRUE(asked());
    EXPECT_EQ(client_.explains[0].process, two);
}

TEST_F(ExplainerTest, HeldItAsksLater) {
    explainer_.setProcesses({one});
    ASSERT_TRUE(asked());
    explainer_.setHeld(true);
    EXPECT_EQ(client_.cancels.size(), 1U);
    FakeClient::refuse(client_.explains, ErrorKind::Cancelled);
    EXPECT_FALSE(explainer_.tally().error.has_value());
    QTest::qWait(900);
    EXPECT_TRUE(client_.explains.empty());
    explainer_.setHeld(false);
    EXPECT_TRUE(asked());
}

TEST_F(ExplainerTest, ANoStaysUntilSomebodyAsksWithAPassword) {
    explainer_.setProcesses({one});
    ASSERT_TRUE(asked());
    FakeClient::refuse(client_.explains, ErrorKind::NeedsInteraction);
    ASSERT_TRUE(explainer_.tally().error.has_value());
    explainer_.ask(Prompt::Allowed);
    ASSERT_EQ(client_.explains.size(), 1U);
    EXPECT_EQ(client_.explains[0].prompt, Prompt::Allowed);
    FakeClient::answer(client_.explains, client::Explanation{});
    EXPECT_FALSE(explainer_.tally().error.has_value());
    EXPECT_TRUE(explainer_.explanation().has_value());
}

TEST_F(ExplainerTest, OfSeveralItGivesTheSumAndSaysWhoIsNotInIt) {
    explainer_.setProcesses({three, one, two});
    ASSERT_TRUE(asked());
    ASSERT_EQ(client_.explains.size(), 1U); // one after the other
    EXPECT_EQ(client_.explains[0].process, one);
    FakeClient::answer(client_.explains,
                       client::Explanation{.resident = 7, .reasons = {{"file", 3}, {"zero", 4}}});
    EXPECT_EQ(explainer_.explanation()->resident, 7U);
    EXPECT_EQ(explainer_.tally().answered(), 1U);
    FakeClient::refuse(client_.explains, ErrorKind::NotAuthorized);
    FakeClient::answer(client_.explains,
                       client::Explanation{.resident = 5, .reasons = {{"file", 5}}});
    EXPECT_FALSE(explainer_.isAsking());
    EXPECT_EQ(*explainer_.explanation(),
              (client::Explanation{.resident = 12, .reasons = {{"file", 8}, {"zero", 4}}}));
    const Explainer::Tally tally = explainer_.tally();
    EXPECT_EQ(tally.processes, 3U);
    EXPECT_EQ(tally.explained, 2U);
    EXPECT_EQ(tally.denied, 1U);
}

TEST_F(ExplainerTest, WhoStaysSelectedIsNotAskedAboutAgain) {
    explainer_.setProcesses({one, two});
    ASSERT_TRUE(asked());
    FakeClient::answer(client_.explains, client::Explanation{.resident = 1, .reasons = {}});
    FakeClient::answer(client_.explains, client::Explanation{.resident = 2, .reasons = {}});
    explainer_.setProcesses({two, three});
    EXPECT_EQ(explainer_.explanation()->resident, 2U);
    ASSERT_TRUE(asked());
    EXPECT_EQ(client_.explains[0].process, three);
    FakeClient::answer(client_.explains, client::Explanation{.resident = 4, .reasons = {}});
    EXPECT_EQ(explainer_.explanation()->resident, 6U);
    EXPECT_TRUE(client_.explains.empty());
}

TEST_F(ExplainerTest, ANoIsNotAskedForAgainForEachOfThem) {
    explainer_.setProcesses({one, two});
    explainer_.ask(Prompt::Allowed);
    ASSERT_EQ(client_.explains.size(), 1U);
    EXPECT_EQ(client_.explains[0].prompt, Prompt::Allowed);
    FakeClient::refuse(client_.explains, ErrorKind::NotAuthorized);
    ASSERT_EQ(client_.explains.size(), 1U);
    EXPECT_EQ(client_.explains[0].prompt, Prompt::Never);
}

TEST_F(ExplainerTest, OfVeryManyTheUserHasToAsk) {
    std::vector<ProcessKey> many;
    for (quint32 pid = 1; pid <= Explainer::mostUnasked + 1; ++pid) {
        many.push_back({.pid = pid, .startTime = 1});
    }
    explainer_.setProcesses(many);
    EXPECT_TRUE(explainer_.waitsForUser());
    explainer_.ask(Prompt::Never);
    QTest::qWait(900);
    EXPECT_TRUE(client_.explains.empty());
    explainer_.ask(Prompt::Allowed);
    EXPECT_FALSE(explainer_.waitsForUser());
    EXPECT_EQ(client_.explains.size(), 1U);
    // Who was asked for before does not make it ask for all the others.
    explainer_.setProcesses({many[0]});
    EXPECT_FALSE(explainer_.waitsForUser());
    FakeClient::answer(client_.explains, client::Explanation{});
    many.push_back({.pid = 1000, .startTime = 1});
    explainer_.setProcesses(many);
    EXPECT_TRUE(explainer_.waitsForUser());
}

} // namespace
} // namespace samepage::gui
