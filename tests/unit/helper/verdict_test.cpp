// SPDX-License-Identifier: GPL-2.0-or-later
#include "authority/verdict.h"

#include "failure_matcher.h"

#include <gtest/gtest.h>

namespace samepage {
namespace {

Question question(bool interactive) {
    Question question;
    question.action = Action::Configure;
    question.interactive = interactive;
    return question;
}

Answer answer(bool authorized, bool challenge, bool dismissed, const char* trouble = "") {
    Answer answer;
    answer.authorized = authorized;
    answer.challenge = challenge;
    answer.dismissed = dismissed;
    answer.trouble = trouble;
    return answer;
}

TEST(Verdict, AYesIsAYes) {
    EXPECT_FALSE(verdict(question(false), answer(true, false, false)));
    EXPECT_FALSE(verdict(question(true), answer(true, false, false)));
}

TEST(Verdict, AChallengeAsksForInteractionOnlyIfThatWasNotAllowed) {
    EXPECT_THAT(verdict(question(false), answer(false, true, false)),
                FailsWith(FailureKind::InteractionRequired, "configure"));
    EXPECT_THAT(verdict(question(true), answer(false, true, false)),
                FailsWith(FailureKind::NoAgent, "agent"));
}

TEST(Verdict, ANoIsANo) {
    EXPECT_THAT(verdict(question(false), answer(false, false, false)),
                FailsWith(FailureKind::NotAuthorized, "does not allow"));
    EXPECT_THAT(verdict(question(true), answer(false, true, true)),
                FailsWith(FailureKind::PromptDismissed, "dismissed"));
}

TEST(Verdict, TroubleIsANoWhateverElseItSays) {
    Answer none = answer(true, false, false, "it is not there");
    EXPECT_THAT(verdict(question(true), none),
                FailsWith(FailureKind::AuthorityUnavailable, "it is not there"));
    none.late = true;
    EXPECT_THAT(verdict(question(true), none), FailsWith(FailureKind::AuthorityTimeout, ""));
    EXPECT_THAT(verdict(question(true), Answer()), FailsWith(FailureKind::NotAuthorized, ""));
}

} // namespace
} // namespace samepage
