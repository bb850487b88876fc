// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/long_calls.h"

#include "failure_matcher.h"

#include <QCoreApplication>
#include <gtest/gtest.h>

#include <memory>
#include <thread>

namespace samepage {
namespace {

class LongCallsTest : public testing::Test {
protected:
    /// Who was told what since the last time, as the bus thread does it.
    std::vector<std::string> told() {
        QCoreApplication::sendPostedEvents(&calls_);
        return std::exchange(told_, {});
    }

    // Events are only delivered while there is an application.
    int argc_ = 1;
    char name_[5] = "test";
    char* argv_[2] = {name_, nullptr};
    QCoreApplication app_{argc_, argv_};
    std::vector<std::string> told_;
    LongCalls calls_{[this](const LongCall& call, std::uint64_t done, std::uint64_t total) {
        told_.push_back(call.sender() + " " + call.name() + " " + std::to_string(done) + "/" +
                        std::to_string(total));
    }};
};

const ProcessKey one = {10, 100};
const ProcessKey two = {20, 200};

bool isCancelled(const LongCall& call) {
    return failureOf([&] { call.stopIfCancelled(); }).has_value();
}

TEST_F(LongCallsTest, CancelsWhatIsMeantAndNothingElse) {
    const auto both = calls_.begin(":1.1", "Estimate", {one, two});
    const auto second = calls_.begin(":1.1", "Explain", {two});
    const auto others = calls_.begin(":1.2", "Explain", {one});
    EXPECT_EQ(calls_.cancel(":1.1", ProcessKey{10, 101}), 0U);
    EXPECT_EQ(calls_.cancel(":1.3", std::nullopt), 0U);
    EXPECT_FALSE(isCancelled(*both) || isCancelled(*second) || isCancelled(*others));
    EXPECT_EQ(calls_.cancel(":1.1", one), 1U);
    EXPECT_TRUE(isCancelled(*both));
    EXPECT_FALSE(isCancelled(*second) || isCancelled(*others));
    EXPECT_EQ(calls_.cancel(":1.1", std::nullopt), 2U);
    EXPECT_TRUE(isCancelled(*second));
    EXPECT_FALSE(isCancelled(*others));
    calls_.cancelAll();
    EXPECT_TRUE(isCancelled(*others));
}

TEST_F(LongCallsTest, ForgetsWhatHasEnded) {
    auto call = calls_.begin(":1.1", "Explain", {one});
    call.reset();
    EXPECT_EQ(calls_.cancel(":1.1", std::nullopt), 0U);
    const auto next = calls_.begin(":1.1", "Explain", {one});
    EXPECT_EQ(calls_.cancel(":1.1", std::nullopt), 1U);
}

TEST_F(LongCallsTest, TellsTheFirstReportAndNotEveryOther) {
    const auto call = calls_.begin(":1.1", "MergeNow", {one});
    std::thread([&call] {
        for (std::uint64_t done = 0; done < 1000; ++done)
            call->report(done, 1000);
    }).join();
    const auto first = told();
    ASSERT_FALSE(first.empty());
    EXPECT_EQ(first.front(), ":1.1 MergeNow 0/1000");
    EXPECT_LT(first.size(), 20U);
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
    call->report(1000, 1000);
    EXPECT_EQ(told(), (std::vector<std::string>{":1.1 MergeNow 1000/1000"}));
}

TEST_F(LongCallsTest, AReportEndsACancelledCall) {
    const auto call = calls_.begin(":1.1", "MergeNow", {one});
    call->cancel();
    EXPECT_THAT(failureOf([&] { call->report(1, 2); }),
                FailsWith(FailureKind::Cancelled, "cancelled"));
    EXPECT_TRUE(told().empty());
}

} // namespace
} // namespace samepage
