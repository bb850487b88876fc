// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/saving_text.h"

#include "made_up.h"

#include <gtest/gtest.h>

namespace samepage::gui {
namespace {

using client::ErrorKind;

constexpr quint64 mib = 1 << 20;

QString plain(QString text) {
    return text.replace(QChar(QChar::Nbsp), QChar(u' '));
}

class SavingTextTest : public testing::Test {
protected:
    GroupEstimate estimate_{.processes = {{.pid = 1, .startTime = 10}, {.pid = 2, .startTime = 20}},
                            .estimate = {.saved = 100 * mib, .within = 100 * mib},
                            .savedBefore = 5 * mib};
    std::vector<client::ProcessRow> now_{madeUpProcess(1, "one", mib),
                                         madeUpProcess(2, "two", mib)};
};

TEST_F(SavingTextTest, BeforeMarkingItIsWhatWouldBeSavedAndWhy) {
    QString text = plain(savingText(estimate_, now_));
    EXPECT_TRUE(text.contains(QStringLiteral("2 processes together would save 100 MiB.")))
        << qPrintable(text);
    EXPECT_FALSE(text.contains(QStringLiteral("give or take")));
    EXPECT_FALSE(text.contains(QStringLiteral("zeroes")));
    estimate_.estimate.error = 3 * mib;
    estimate_.estimate.zero = mib;
    text = plain(savingText(estimate_, now_));
    EXPECT_TRUE(text.contains(QStringLiteral("give or take 3.0 MiB"))) << qPrintable(text);
    EXPECT_TRUE(text.contains(QStringLiteral("1.0 MiB because it is nothing but zeroes")));
    estimate_.estimate = {};
    EXPECT_TRUE(savingText(estimate_, now_).contains(QStringLiteral("nothing now")));
}

TEST_F(SavingTextTest, AfterMarkingItIsPredictedAgainstAchieved) {
    now_[0].marked = true;
    now_[0].saved = 45 * mib;
    QString text = plain(savingText(estimate_, now_));
    EXPECT_TRUE(text.contains(QStringLiteral("100 MiB. Saved since: 40.0 MiB (40 %).")))
        << qPrintable(text);
    EXPECT_TRUE(text.contains(QStringLiteral("Marked are 1 of them")));
    now_[1].marked = true;
    now_[1].saved = 60 * mib;
    text = plain(savingText(estimate_, now_));
    EXPECT_TRUE(text.contains(QStringLiteral("100 MiB (100 %)"))) << qPrintable(text);
    EXPECT_FALSE(text.contains(QStringLiteral("Marked are")));
    // Less than before is nothing, not an enormous number.
    now_[0].saved = now_[1].saved = 0;
    text = plain(savingText(estimate_, now_));
    EXPECT_TRUE(text.contains(QStringLiteral("0 B (0 %)"))) << qPrintable(text);
    // And nothing predicted is no division by zero.
    estimate_.estimate = {};
    EXPECT_TRUE(plain(savingText(estimate_, now_)).contains(QStringLiteral("Saved since: 0 B.")));
}

TEST_F(SavingTextTest, TheEndOfAMergeIsTold) {
    EXPECT_EQ(plain(mergedText({.processes = 1, .newlyMerged = 2 * mib})),
              QStringLiteral("Merged 2.0 MiB more."));
    EXPECT_EQ(mergedText({.processes = 1}), QStringLiteral("There was nothing more to merge."));
    EXPECT_EQ(mergedText({.processes = 3, .cancelled = true}),
              QStringLiteral("Merging was cancelled."));
    const ClientError error{.kind = ErrorKind::Busy, .name = {}, .message = "Somebody merges it."};
    EXPECT_EQ(mergedText({.processes = 1, .failed = 1, .error = error}),
              QStringLiteral("The process was not merged. Somebody merges it."));
    EXPECT_EQ(plain(mergedText({.processes = 3, .failed = 1, .newlyMerged = mib, .error = error})),
              QStringLiteral("Merged 1.0 MiB more. 1 of 3 processes were not merged. Somebody "
                             "merges it."));
}

} // namespace
} // namespace samepage::gui
