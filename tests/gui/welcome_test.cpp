// SPDX-License-Identifier: GPL-2.0-or-later
#include "window_fixture.h"

#include "gui/welcome_window.h"

#include <QAction>

namespace samepage::gui {
namespace {

TEST_F(MainWindowTest, TheWelcomeComesUntilItWasReadAndFromTheMenu) {
    EXPECT_TRUE(WelcomeWindow::isDue(settings_));
    EXPECT_EQ(window_->findChild<WelcomeWindow*>(), nullptr); // not by itself: main() asks for it
    actions().welcome->trigger();
    settle();
    auto* welcome = window_->findChild<WelcomeWindow*>();
    ASSERT_NE(welcome, nullptr);
    EXPECT_TRUE(welcome->isVisible());
    EXPECT_FALSE(welcome->isModal());
    EXPECT_TRUE(WelcomeWindow::isDue(settings_)); // it was not closed yet
    ASSERT_EQ(welcome->findChildren<QPushButton*>().size(), 1);
    QTest::mouseClick(welcome->findChild<QPushButton*>(), Qt::LeftButton);
    EXPECT_FALSE(welcome->isVisible());
    EXPECT_FALSE(WelcomeWindow::isDue(settings_));
    actions().welcome->trigger();
    EXPECT_TRUE(welcome->isVisible());
}

TEST_F(MainWindowTest, EscapeCountsAsRead) {
    window_->showWelcome();
    settle();
    QTest::keyClick(window_->findChild<WelcomeWindow*>(), Qt::Key_Escape);
    EXPECT_FALSE(WelcomeWindow::isDue(settings_));
}

} // namespace
} // namespace samepage::gui
