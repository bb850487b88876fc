// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/audience.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace samepage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class HeldAuthority final : public Authority {
public:
    Ticket check(const Question& question, Callback callback) override {
        EXPECT_EQ(question.action, Action::Inspect);
        EXPECT_FALSE(question.interactive);
        asked.emplace(++last_, std::pair(question, std::move(callback)));
        return last_;
    }
    void cancel(Ticket ticket) override { asked.erase(ticket); }

    void answerAll(const Answer& answer) {
        for (const auto& [ticket, question] : std::exchange(asked, {}))
            question.second(answer);
    }

    std::map<Ticket, std::pair<Question, Callback>> asked;

private:
    Ticket last_ = 0;
};

struct AudienceTest : testing::Test {
    AudienceTest() { subscribers.add(":1.9", 1009); }

    void tell(const EventProcess& process, const std::string& what) {
        audience.tell(process,
                      [this, what](const std::string& name) { told.push_back(name + " " + what); });
    }

    HeldAuthority authority;
    Subscribers subscribers;
    std::chrono::steady_clock::time_point now{std::chrono::hours(1)};
    Audience audience{authority, subscribers, [this] { return now; }};
    std::vector<std::string> told;
    const EventProcess own{1, 1, 1009, true, "own"};
    const EventProcess setUid{2, 1, 1009, false, "set-uid"};
    const EventProcess other{3, 1, 0, true, "other"};
    const Answer yes = [] {
        Answer answer;
        answer.authorized = true;
        return answer;
    }();
};

TEST_F(AudienceTest, OnesOwnAtOnce) {
    tell(own, "a");
    EXPECT_THAT(told, ElementsAre(":1.9 a"));
    EXPECT_THAT(authority.asked, IsEmpty());
}

TEST_F(AudienceTest, OthersWhenPolkitLetsItInOrder) {
    tell(other, "a");
    tell(setUid, "b");
    EXPECT_THAT(told, IsEmpty());
    EXPECT_EQ(authority.asked.size(), 1U);
    authority.answerAll(yes);
    tell(other, "c");
    EXPECT_THAT(told, ElementsAre(":1.9 a", ":1.9 b", ":1.9 c"));
    EXPECT_THAT(authority.asked, IsEmpty());
}

TEST_F(AudienceTest, NothingAfterANoOrTrouble) {
    Answer trouble = yes;
    trouble.trouble = "it hangs";
    for (const Answer& no : {Answer(), trouble}) {
        tell(other, "a");
        authority.answerAll(no);
        tell(other, "b");
        EXPECT_THAT(authority.asked, IsEmpty());
        now += Audience::answerHolds;
    }
    EXPECT_THAT(told, IsEmpty());
    tell(other, "c"); // it may be otherwise by now
    authority.answerAll(yes);
    EXPECT_THAT(told, ElementsAre(":1.9 c"));
}

TEST_F(AudienceTest, AYesDoesNotHoldForEver) {
    tell(other, "a");
    authority.answerAll(yes);
    now += Audience::answerHolds;
    tell(other, "b");
    authority.answerAll(Answer());
    EXPECT_THAT(told, ElementsAre(":1.9 a"));
}

TEST_F(AudienceTest, WhoHasLeftIsNotAskedAbout) {
    tell(other, "a");
    subscribers.remove(":1.9");
    audience.forget(":1.9");
    EXPECT_THAT(authority.asked, IsEmpty());
    tell(other, "b");
    EXPECT_THAT(told, IsEmpty());
}

TEST_F(AudienceTest, WhoHasUnsubscribedMeanwhileIsNotTold) {
    tell(other, "a");
    subscribers.remove(":1.9");
    authority.answerAll(yes);
    EXPECT_THAT(told, IsEmpty());
}

TEST_F(AudienceTest, WhatWaitsIsBounded) {
    for (std::size_t i = 0; i < 2 * Audience::maxWaiting; ++i)
        tell(other, "a");
    authority.answerAll(yes);
    EXPECT_EQ(told.size(), Audience::maxWaiting);
}

} // namespace
} // namespace samepage
