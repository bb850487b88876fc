// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/marking.h"

#include "fake_client.h"
#include "made_up.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

#include <unistd.h>

namespace samepage::gui {
namespace {

using client::ErrorKind;

class MarkingTest : public testing::Test {
protected:
    ProcessKey add(std::uint32_t pid, bool foreign = false) {
        ProcessRow row = madeUpProcess(pid, "process" + std::to_string(pid), 1 << 20);
        row.uid = foreign ? ::getuid() + 1 : ::getuid();
        rows_.push_back(row);
        model_.update(rows_);
        return row.key;
    }
    Activity activity(const ProcessKey& key) { return model_.activity(model_.find(key).value()); }
    bool marked(const ProcessKey& key) { return model_.process(model_.find(key).value()).marked; }

    FakeClient client_;
    ProcessModel model_;
    Marking marking_{client_, model_};
    QSignalSpy finished_{&marking_, &Marking::finished};
    std::vector<ProcessRow> rows_;
};

TEST_F(MarkingTest, OneAfterTheOther) {
    const ProcessKey first = add(1);
    const ProcessKey second = add(2);
    EXPECT_EQ(marking_.start({first, second}, true), 2);
    ASSERT_EQ(client_.marks.size(), 1U);
    EXPECT_EQ(activity(first), Activity::Marking);
    EXPECT_EQ(activity(second), Activity::Waiting);

    client_.answerMark();
    EXPECT_EQ(activity(first), Activity::None);
    EXPECT_TRUE(marked(first));
    EXPECT_EQ(activity(second), Activity::Marking);
    EXPECT_EQ(finished_.count(), 0);

    client_.answerMark();
    EXPECT_TRUE(marked(second));
    ASSERT_EQ(finished_.count(), 1);
    EXPECT_EQ(finished_[0][0].toInt(), 2);
    EXPECT_EQ(finished_[0][1].toInt(), 0);
    EXPECT_FALSE(marking_.isBusy());
}

TEST_F(MarkingTest, LeavesOutWhatIsDoneOrUnderWay) {
    const ProcessKey key = add(1);
    EXPECT_EQ(marking_.start({key, key}, true), 1);
    EXPECT_EQ(marking_.start({key}, true), 0);
    EXPECT_EQ(marking_.start({key}, false), 0);
    client_.answerMark();
    EXPECT_EQ(marking_.start({key}, true), 0);
    EXPECT_EQ(marking_.start({key}, false), 1);
    EXPECT_FALSE(client_.marks[0].marked);
    EXPECT_EQ(marking_.start({{.pid = 9, .startTime = 9}}, true), 0);
}

TEST_F(MarkingTest, OneDismissedPasswordIsAnAnswerForAllForeignOnes) {
    const ProcessKey foreign = add(1, true);
    const ProcessKey foreignToo = add(2, true);
    const ProcessKey own = add(3);
    marking_.start({foreign, foreignToo, own}, true);
    client_.refuseMark(ErrorKind::NotAuthorized, "The dialog was dismissed.");

    EXPECT_EQ(activity(foreign), Activity::Failed);
    EXPECT_EQ(activity(foreignToo), Activity::Failed);
    EXPECT_EQ(activity(own), Activity::Marking);
    ASSERT_EQ(client_.marks.size(), 1U);
    EXPECT_EQ(client_.marks[0].process, own);
    client_.answerMark();
    ASSERT_EQ(finished_.count(), 1);
    EXPECT_EQ(finished_[0][1].toInt(), 2);
    EXPECT_FALSE(marked(foreign));
    EXPECT_EQ(model_.message(model_.find(foreign).value()),
              QStringLiteral("The dialog was dismissed."));
}

TEST_F(MarkingTest, TheServiceDyingInTheMiddleEndsTheQueue) {
    const ProcessKey first = add(1);
    const ProcessKey second = add(2);
    const ProcessKey third = add(3);
    marking_.start({first, second, third}, true);
    client_.answerMark();
    client_.refuseMark(ErrorKind::HelperNotAnswering);

    EXPECT_TRUE(client_.marks.empty());
    EXPECT_TRUE(marked(first));
    EXPECT_EQ(activity(second), Activity::Failed);
    EXPECT_EQ(activity(third), Activity::Failed);
    ASSERT_EQ(finished_.count(), 1);
    EXPECT_EQ(finished_[0][0].toInt(), 3);
    EXPECT_EQ(finished_[0][1].toInt(), 2);
    // And it can be tried again.
    EXPECT_EQ(marking_.start({second, third}, true), 2);
    client_.answerMark();
    client_.answerMark();
    EXPECT_TRUE(marked(third));
}

TEST_F(MarkingTest, AProcessThatExitsMeanwhileIsNoTroubleForTheNext) {
    const ProcessKey first = add(1);
    const ProcessKey second = add(2);
    marking_.start({first, second}, true);
    rows_.erase(rows_.begin());
    model_.update(rows_);
    client_.refuseMark(ErrorKind::NoSuchProcess);
    client_.answerMark();
    EXPECT_TRUE(marked(second));
    EXPECT_EQ(finished_.count(), 1);
}

TEST_F(MarkingTest, WhatHasLeftTheTableCanBeUndone) {
    const ProcessKey key = add(1);
    marking_.start({key}, true);
    client_.answerMark();
    marking_.start({key}, false);
    client_.answerMark();
    model_.update({}); // as the table of the marked does
    EXPECT_EQ(marking_.undo(), 1);
    ASSERT_EQ(client_.marks.size(), 1U);
    EXPECT_EQ(client_.marks[0].process, key);
    EXPECT_TRUE(client_.marks[0].marked);
    client_.answerMark();
    model_.update(rows_);
    model_.setMarked(key, true);
    // And the one before it.
    EXPECT_EQ(marking_.undo(), 1);
    EXPECT_FALSE(client_.marks[0].marked);
    client_.answerMark();
    EXPECT_TRUE(marking_.undoable().empty());
    EXPECT_EQ(marking_.undo(), 0);

    // And forth again, until something else is done.
    model_.setMarked(key, false);
    EXPECT_EQ(marking_.redo(), 1);
    EXPECT_TRUE(client_.marks[0].marked);
    client_.answerMark();
    EXPECT_EQ(marking_.undoable().size(), 1U);
    ASSERT_EQ(marking_.redoable().size(), 1U);
    EXPECT_FALSE(marking_.redoable()[0].marked);
    const ProcessKey other = add(2);
    marking_.start({other}, true);
    client_.answerMark();
    EXPECT_TRUE(marking_.redoable().empty());
}

TEST_F(MarkingTest, AFailureLosesNothingThatCanBeUndone) {
    const ProcessKey first = add(1);
    const ProcessKey second = add(2);
    marking_.start({first}, true);
    client_.answerMark();
    marking_.start({second}, true);
    client_.refuseMark(ErrorKind::NotAuthorized);
    ASSERT_EQ(marking_.undoable().size(), 1U);
    EXPECT_EQ(marking_.undoable()[0].process, first);

    EXPECT_EQ(marking_.undo(), 1);
    client_.refuseMark(ErrorKind::Busy);
    ASSERT_EQ(marking_.undoable().size(), 1U); // to be tried again
    EXPECT_EQ(marking_.undo(), 1);
    client_.refuseMark(ErrorKind::NoSuchProcess);
    EXPECT_TRUE(marking_.undoable().empty());
}

TEST_F(MarkingTest, AFailureIsOverOnceTheProcessIsMarkedOtherwise) {
    const ProcessKey key = add(1);
    marking_.start({key}, true);
    client_.refuseMark(ErrorKind::NotAuthorized);
    EXPECT_EQ(activity(key), Activity::Failed);
    model_.update(rows_);
    EXPECT_EQ(activity(key), Activity::Failed);
    rows_[0].marked = rows_[0].mergeable = true; // by somebody else
    model_.update(rows_);
    EXPECT_EQ(activity(key), Activity::None);
    EXPECT_TRUE(model_.message(0).isEmpty());

    marking_.start({key}, false);
    client_.refuseMark(ErrorKind::NotAuthorized);
    model_.setMarked(key, false);
    EXPECT_EQ(activity(key), Activity::None);
}

TEST_F(MarkingTest, AFailureIsNotShownForEver) {
    const ProcessKey key = add(1);
    marking_.start({key}, true);
    client_.refuseMark(ErrorKind::NotAuthorized);
    model_.update(rows_, std::chrono::steady_clock::now() + ProcessModel::failureShown / 2);
    EXPECT_EQ(activity(key), Activity::Failed);
    model_.update(rows_, std::chrono::steady_clock::now() + ProcessModel::failureShown);
    EXPECT_EQ(activity(key), Activity::None);
}

TEST_F(MarkingTest, UnmarkedWhileTheTableIsHeldStillIsNotPartlyMergeable) {
    const ProcessKey key = add(1);
    const auto state = [&] {
        return model_.index(model_.find(key).value(), ProcessModel::State).data().toString();
    };
    model_.setMarked(key, true);
    EXPECT_EQ(state(), QStringLiteral("Marked"));
    model_.setMarked(key, false);
    EXPECT_EQ(state(), QStringLiteral("Not marked"));

    rows_[0].mergeable = true; // the program offered a part itself
    model_.update(rows_);
    model_.setMarked(key, true);
    model_.setMarked(key, false);
    EXPECT_EQ(state(), QStringLiteral("Partly mergeable"));
}

TEST_F(MarkingTest, AnAnswerAfterTheEndIsHarmless) {
    {
        Marking marking(client_, model_);
        const ProcessKey key = add(1);
        marking.start({key}, true);
    }
    client_.answerMark();
}

} // namespace
} // namespace samepage::gui
