// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/time_window.h"

#include <gtest/gtest.h>

namespace samepage::gui {
namespace {

constexpr qint64 second = TimeWindow::second;
constexpr qint64 now = 1'763'600'000 * second;

TimeWindow ofAnHour() {
    TimeWindow window;
    window.setNow(now);
    window.setWidth(3600 * second);
    return window;
}

TEST(TimeWindow, FollowsThePresentUntilItIsMoved) {
    TimeWindow window = ofAnHour();
    window.setNow(now + 5 * second);
    EXPECT_EQ(window.to(), now + 5 * second);
    window.pan(-600 * second);
    EXPECT_FALSE(window.isFollowing());
    window.setNow(now + 9 * second);
    EXPECT_EQ(window.to(), now - 595 * second);
    window.follow();
    EXPECT_EQ(window.to(), now + 9 * second);
    EXPECT_EQ(window.width(), 3600 * second);
}

TEST(TimeWindow, ZoomsAroundATime) {
    TimeWindow window = ofAnHour();
    window.zoom(0.5, now - 1800 * second);
    EXPECT_EQ(window.from(), now - 2700 * second);
    EXPECT_EQ(window.to(), now - 900 * second);
    window.zoom(0.5, window.to());
    EXPECT_EQ(window.to(), now - 900 * second);
}

TEST(TimeWindow, WhoeverReachesThePresentFollowsIt) {
    TimeWindow window = ofAnHour();
    window.zoom(0.5, now);
    EXPECT_TRUE(window.isFollowing());
    window.pan(-7200 * second);
    window.pan(7190 * second); // nobody hits it exactly
    EXPECT_TRUE(window.isFollowing());
    EXPECT_EQ(window.to(), now);
    window.pan(9999 * second);
    EXPECT_EQ(window.to(), now);
}

TEST(TimeWindow, EndsWhereTheHistoryDoes) {
    TimeWindow window = ofAnHour();
    window.pan(-1000 * TimeWindow::day);
    EXPECT_EQ(window.from(), now - 90 * TimeWindow::day);
    window.zoom(1e9, now);
    EXPECT_EQ(window.width(), 90 * TimeWindow::day);
    EXPECT_EQ(window.to(), now);
    window.zoom(1e-9, now);
    EXPECT_EQ(window.width(), TimeWindow::narrowest);
}

TEST(TimeWindow, RevealsATimeWithoutMovingMoreThanNeeded) {
    TimeWindow window = ofAnHour();
    window.reveal(now - 60 * second);
    EXPECT_TRUE(window.isFollowing());
    window.reveal(now - 7200 * second);
    EXPECT_EQ(window.from(), now - 7200 * second);
    window.reveal(now - 1800 * second);
    EXPECT_EQ(window.to(), now - 1800 * second);
}

TEST(TimeWindow, AClockThatWasSetBackLeavesNoWindowInTheFuture) {
    TimeWindow window = ofAnHour();
    window.pan(-600 * second);
    window.setNow(now - 86400 * second);
    EXPECT_EQ(window.to(), now - 86400 * second);
}

} // namespace
} // namespace samepage::gui
