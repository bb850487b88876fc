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
    explainer_.setProcess(one);
    explainer_.setProcess(two);
    explainer_.setProcess(two);
    EXPECT_TRUE(client_.explains.empty());
    ASSERT_TRUE(asked());
    ASSERT_EQ(client_.explains.size(), 1U);
    EXPECT_EQ(client_.explains[0].process, two);
    EXPECT_EQ(client_.explains[0].prompt, Prompt::Never);
    EXPECT_TRUE(client_.cancels.empty());

    FakeClient::answer(client_.explains, client::Explanation{.resident = 5, .reasons = {}});
    ASSERT_TRUE(explainer_.explanation().has_value());
    EXPECT_EQ(explainer_.explanation()->resident, 5U);
    explainer_.setProcess(std::nullopt);
    EXPECT_FALSE(explainer_.explanation().has_value());
    EXPECT_TRUE(client_.cancels.empty()); // it was done
}

TEST_F(ExplainerTest, AnotherSelectionCancelsAndTheOldAnswerIsNotTaken) {
    explainer_.setProcess(one);
    ASSERT_TRUE(asked());
    explainer_.setProcess(two);
    ASSERT_EQ(client_.cancels.size(), 1U);
    EXPECT_EQ(client_.cancels[0], one);
    FakeClient::answer(client_.explains, client::Explanation{.resident = 1, .reasons = {}});
    EXPECT_FALSE(explainer_.explanation().has_value());
    ASSERT_TRUE(asked());
    EXPECT_EQ(client_.explains[0].process, two);
}

TEST_F(ExplainerTest, HeldItAsksLater) {
    explainer_.setProcess(one);
    ASSERT_TRUE(asked());
    explainer_.setHeld(true);
    EXPECT_EQ(client_.cancels.size(), 1U);
    FakeClient::refuse(client_.explains, ErrorKind::Cancelled);
    EXPECT_FALSE(explainer_.error().has_value());
    QTest::qWait(900);
    EXPECT_TRUE(client_.explains.empty());
    explainer_.setHeld(false);
    EXPECT_TRUE(asked());
}

TEST_F(ExplainerTest, ANoStaysUntilSomebodyAsksWithAPassword) {
    explainer_.setProcess(one);
    ASSERT_TRUE(asked());
    FakeClient::refuse(client_.explains, ErrorKind::NeedsInteraction);
    ASSERT_TRUE(explainer_.error().has_value());
    explainer_.ask(Prompt::Allowed);
    ASSERT_EQ(client_.explains.size(), 1U);
    EXPECT_EQ(client_.explains[0].prompt, Prompt::Allowed);
    FakeClient::answer(client_.explains, client::Explanation{});
    EXPECT_FALSE(explainer_.error().has_value());
    EXPECT_TRUE(explainer_.explanation().has_value());
}

} // namespace
} // namespace samepage::gui
