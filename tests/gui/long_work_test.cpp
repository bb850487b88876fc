// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/long_work.h"

#include "fake_client.h"
#include "made_up.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace samepage::gui {
namespace {

using client::ErrorKind;

class LongWorkTest : public testing::Test {
protected:
    LongWorkTest() {
        QObject::connect(&work_, &LongWork::merged, &work_,
                         [this](const LongWork::MergeResult& result) { merged_ = result; });
        QObject::connect(&work_, &LongWork::estimated, &work_,
                         [this](const EstimatePtr& estimate) { estimate_ = estimate; });
    }
    static std::vector<ProcessRow> rows(std::uint32_t count) {
        std::vector<ProcessRow> result;
        for (std::uint32_t pid = 1; pid <= count; ++pid) {
            result.push_back(madeUpProcess(pid, "process", 1 << 20));
            result.back().saved = 1000;
        }
        return result;
    }

    FakeClient client_;
    LongWork work_{client_};
    QSignalSpy failed_{&work_, &LongWork::estimateFailed};
    std::optional<LongWork::MergeResult> merged_;
    EstimatePtr estimate_;
};

TEST_F(LongWorkTest, AnEstimateIsForAllTogether) {
    work_.estimate(rows(3));
    ASSERT_EQ(client_.estimates.size(), 1U);
    EXPECT_EQ(client_.estimates[0].processes.size(), 3U);
    EXPECT_TRUE(work_.isBusy());
    work_.estimate(rows(1)); // one thing at a time
    work_.mergeNow(rows(1));
    EXPECT_EQ(client_.estimates.size() + client_.merges.size(), 1U);

    FakeClient::answer(client_.estimates, client::Estimate{.saved = 77, .processes = 3});
    EXPECT_FALSE(work_.isBusy());
    ASSERT_NE(estimate_, nullptr);
    EXPECT_EQ(estimate_->estimate.saved, 77U);
    EXPECT_EQ(estimate_->processes.size(), 3U);
    EXPECT_EQ(estimate_->savedBefore, 3000U);
}

TEST_F(LongWorkTest, ProgressIsThatOfTheCallUnderWay) {
    work_.mergeNow(rows(2));
    const ProcessKey first = client_.merges[0].process;
    emit client_.progressed(LongCall::Explain, first, 1, 2);
    EXPECT_FALSE(work_.progress()->share.has_value());
    emit client_.progressed(LongCall::MergeNow, first, 1, 4);
    EXPECT_DOUBLE_EQ(work_.progress()->share.value(), 0.25);
    FakeClient::answer(client_.merges, quint64{5});
    EXPECT_EQ(work_.progress()->finished, 1U);
    EXPECT_FALSE(work_.progress()->share.has_value());
    emit client_.progressed(LongCall::MergeNow, first, 4, 4); // late
    EXPECT_FALSE(work_.progress()->share.has_value());
    emit client_.progressed(LongCall::MergeNow, client_.merges[0].process, 9, 4);
    EXPECT_DOUBLE_EQ(work_.progress()->share.value(), 1);
    FakeClient::answer(client_.merges, quint64{6});
    ASSERT_TRUE(merged_.has_value());
    EXPECT_EQ(merged_->newlyMerged, 11U);
    EXPECT_EQ(merged_->failed, 0U);
}

TEST_F(LongWorkTest, WhoeverCancelsIsNotToldThatItFailed) {
    work_.estimate(rows(2));
    work_.cancel();
    work_.cancel();
    ASSERT_EQ(client_.cancels.size(), 1U);
    EXPECT_EQ(client_.cancels[0].pid, 1U);
    FakeClient::refuse(client_.estimates, ErrorKind::Cancelled);
    EXPECT_FALSE(work_.isBusy());
    EXPECT_EQ(failed_.count(), 0);

    // Somebody else's doing is worth a word.
    work_.estimate(rows(2));
    FakeClient::refuse(client_.estimates, ErrorKind::Cancelled);
    EXPECT_EQ(failed_.count(), 1);
}

TEST_F(LongWorkTest, CancellingStopsTheMergesThatAreStillToCome) {
    work_.mergeNow(rows(3));
    FakeClient::answer(client_.merges, quint64{4096});
    work_.cancel();
    EXPECT_EQ(client_.cancels.back().pid, 2U);
    FakeClient::refuse(client_.merges, ErrorKind::Cancelled);
    EXPECT_TRUE(client_.merges.empty());
    ASSERT_TRUE(merged_.has_value());
    EXPECT_TRUE(merged_->cancelled);
    EXPECT_EQ(merged_->failed, 0U);
    EXPECT_EQ(merged_->newlyMerged, 4096U);
}

TEST_F(LongWorkTest, OneThatFailsIsNoTroubleForTheNextButADenialIs) {
    work_.mergeNow(rows(2));
    FakeClient::refuse(client_.merges, ErrorKind::NoSuchProcess);
    FakeClient::answer(client_.merges, quint64{1});
    ASSERT_TRUE(merged_.has_value());
    EXPECT_EQ(merged_->failed, 1U);
    EXPECT_EQ(merged_->newlyMerged, 1U);

    merged_.reset();
    work_.mergeNow(rows(2));
    FakeClient::refuse(client_.merges, ErrorKind::NotAuthorized, "Dismissed.");
    EXPECT_TRUE(client_.merges.empty());
    ASSERT_TRUE(merged_.has_value());
    EXPECT_EQ(merged_->error->message, "Dismissed.");
}

TEST_F(LongWorkTest, AnAnswerAfterTheEndIsHarmless) {
    {
        LongWork work(client_);
        work.estimate(rows(1));
    }
    FakeClient::answer(client_.estimates, client::Estimate{});
}

} // namespace
} // namespace samepage::gui
