// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/target.h"

#include "failure_matcher.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <limits>

namespace samepage {
namespace {

ProcessKey ownKey() {
    return {::getpid(), ProcDir::open(::getpid())->stat()->startTime};
}

TEST(CheckedPid, TakesWhatCanBeAPid) {
    EXPECT_EQ(checkedPid(1), 1);
    EXPECT_EQ(checkedPid(std::numeric_limits<std::int32_t>::max()),
              std::numeric_limits<pid_t>::max());
    for (const std::uint32_t wrong : {0U, 1U << 31U, ~0U})
        EXPECT_THAT(failureOf([&] { (void)checkedPid(wrong); }),
                    FailsWith(FailureKind::InvalidArgument, "out of range"));
}

TEST(TargetSet, NamesEachProcessOnce) {
    const std::vector<ProcessKey> keys = {{2, 20}, {1, 10}, {2, 20}, {2, 21}};
    EXPECT_EQ(TargetSet(keys, 4).keys(), (std::vector<ProcessKey>{{2, 20}, {1, 10}, {2, 21}}));
}

TEST(TargetSet, RefusesNoneAndTooMany) {
    const auto refusal = [](const std::vector<ProcessKey>& keys) {
        return failureOf([&] { const TargetSet set(keys, 2); });
    };
    EXPECT_THAT(refusal({}), FailsWith(FailureKind::InvalidArgument, "at least one"));
    EXPECT_THAT(refusal({{1, 1}, {2, 2}, {3, 3}}),
                FailsWith(FailureKind::InvalidArgument, "at most 2"));
    EXPECT_EQ(refusal({{1, 1}, {2, 2}}), std::nullopt);
}

TEST(TargetSet, LooksAtProcesses) {
    TargetSet own({ownKey()}, 2);
    own.lookAt();
    ASSERT_EQ(own.uids().size(), 1U);
    EXPECT_TRUE(own.uids().front().allAre(::getuid()));
    own.checkUnchanged();
    ProcessKey wrong = ownKey();
    ++wrong.startTime;
    TargetSet gone({ownKey(), wrong}, 2);
    EXPECT_THAT(failureOf([&] { gone.lookAt(); }),
                FailsWith(FailureKind::NoSuchProcess, "another start time"));
}

TEST(InspectQuestion, IsNeededForOthersOnly) {
    const ProcUids mine = {1000, 1000, 1000, 1000};
    const ProcUids setUid = {1000, 0, 0, 0};
    EXPECT_FALSE(inspectQuestion({mine, mine}, 1000));
    for (const auto& processes : {std::vector{mine, setUid}, std::vector{setUid}}) {
        const auto question = inspectQuestion(processes, 1000);
        ASSERT_TRUE(question);
        EXPECT_EQ(question->action, Action::Inspect);
    }
    EXPECT_TRUE(inspectQuestion({mine}, 1001));
}

} // namespace
} // namespace samepage
