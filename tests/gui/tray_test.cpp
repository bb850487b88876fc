// SPDX-License-Identifier: GPL-2.0-or-later
#include "window_fixture.h"

#include "gui/tray_icon.h"
#include "gui/tray_news.h"
#include "gui/tray_text.h"

#include <QAction>
#include <QSignalSpy>

namespace samepage::gui {
namespace {

using namespace std::chrono_literals;
using client::EngineState;
using client::Problem;

EngineStatus statusOf(EngineState state, Problem problem = Problem::None) {
    return {.backend = client::Backend::Module,
            .state = state,
            .problem = problem,
            .explanation = "The machine runs on battery."};
}

TEST(TrayText, TellsWhatIsSavedAndWhatIsDone) {
    const QString text =
        trayToolTip(Link::Connected, statusOf(EngineState::Running), quint64{3} << 30);
    EXPECT_TRUE(text.contains(QStringLiteral("3.0\u00a0GiB"))) << qPrintable(text);
    EXPECT_TRUE(text.contains(QStringLiteral("Scanning")));
    // What was saved before the service went is not known to be so now.
    EXPECT_FALSE(trayToolTip(Link::BusGone, {}, 5).contains(QStringLiteral("saves")));
}

TEST(TrayText, NamesAnotherComputer) {
    const QString far = QStringLiteral("far.example");
    const EngineStatus status = statusOf(EngineState::Running);
    EXPECT_TRUE(trayToolTip(Link::Connected, status, 5, far).contains(far));
    EXPECT_TRUE(trayToolTip(Link::BusGone, status, 5, far).contains(far));
}

TEST(TrayNews, WhatStopsByItselfIsToldOnceWithTheReason) {
    TrayNews news;
    const TrayNews::Time start;
    EXPECT_FALSE(news.look(Link::Connected, statusOf(EngineState::Running), start));
    const auto told = news.look(Link::Connected, statusOf(EngineState::Waiting), start);
    ASSERT_TRUE(told.has_value());
    EXPECT_TRUE(told->text.contains(QStringLiteral("battery")));
    // Off and on again: not each time.
    EXPECT_FALSE(news.look(Link::Connected, statusOf(EngineState::Running), start + 1min));
    EXPECT_FALSE(news.look(Link::Connected, statusOf(EngineState::Waiting), start + 2min));
    EXPECT_FALSE(news.look(Link::Connected, statusOf(EngineState::Running), start + 3min));
    EXPECT_TRUE(news.look(Link::Connected, statusOf(EngineState::Waiting), start + 1h));
    // Somebody paused it.
    EXPECT_FALSE(news.look(Link::Connected, statusOf(EngineState::Running), start + 2h));
    EXPECT_FALSE(news.look(Link::Connected, statusOf(EngineState::Paused), start + 2h));
}

TEST(TrayNews, AProblemIsToldWhenItComesAndNotWhenItWasThereBefore) {
    TrayNews news;
    const auto broken = statusOf(EngineState::Unavailable, Problem::ModuleFailed);
    EXPECT_FALSE(news.look(Link::Connected, broken, {}));
    EXPECT_FALSE(news.look(Link::Connected, statusOf(EngineState::Running), {}));
    const auto told = news.look(Link::Connected, broken, {});
    ASSERT_TRUE(told.has_value());
    EXPECT_FALSE(told->title.isEmpty());
    EXPECT_FALSE(news.look(Link::Connected, broken, {}));
}

TEST(TrayNews, ALostServiceIsToldOnceAndAShortAbsenceNever) {
    TrayNews fresh;
    EXPECT_FALSE(fresh.look(Link::HelperNotInstalled, {}, {})); // never was there
    TrayNews news;
    EXPECT_FALSE(news.look(Link::Connected, statusOf(EngineState::Running), {}));
    EXPECT_FALSE(news.look(Link::Connecting, {}, {}));
    EXPECT_TRUE(news.look(Link::HelperNotAnswering, {}, {}));
    EXPECT_FALSE(news.look(Link::HelperNotInstalled, {}, {}));
    EXPECT_FALSE(news.look(Link::Connected, statusOf(EngineState::Running), {}));
    EXPECT_TRUE(news.look(Link::BusGone, {}, {}));
}

class TrayIconTest : public testing::Test {
protected:
    TrayIconTest()
        : settings_(folder_.filePath(QStringLiteral("samepage.ini")), QSettings::IniFormat)
        , actions_(&window_)
        , tray_(client_, settings_, actions_, window_, [this] { return there_; }) {}
    void TearDown() override { QGuiApplication::setQuitOnLastWindowClosed(true); }

    bool there_ = true;
    QTemporaryDir folder_;
    QSettings settings_;
    FakeClient client_;
    QWidget window_;
    Actions actions_;
    TrayIcon tray_;
};

TEST_F(TrayIconTest, IsOffUntilItIsWantedAndThenRemembered) {
    EXPECT_FALSE(tray_.isOn());
    EXPECT_TRUE(actions_.tray->isEnabled());
    EXPECT_FALSE(actions_.tray->isChecked());
    actions_.tray->trigger();
    EXPECT_TRUE(tray_.isOn());
    EXPECT_FALSE(QGuiApplication::quitOnLastWindowClosed());

    there_ = false; // the panel is gone
    tray_.look();
    EXPECT_FALSE(tray_.isOn());
    EXPECT_TRUE(QGuiApplication::quitOnLastWindowClosed());
    EXPECT_FALSE(actions_.tray->isEnabled());
    EXPECT_TRUE(actions_.tray->toolTip().contains(QStringLiteral("no tray")));
    there_ = true; // and back
    tray_.look();
    EXPECT_TRUE(tray_.isOn());
    actions_.tray->trigger();
    EXPECT_FALSE(tray_.isOn());
}

TEST_F(TrayIconTest, TellsProblemsOnlyWhileItIsOn) {
    const QSignalSpy told(&tray_, &TrayIcon::told);
    client_.appear();
    client_.changeStatus(statusOf(EngineState::Unavailable, Problem::ModuleFailed));
    EXPECT_EQ(told.size(), 0);
    client_.changeStatus(statusOf(EngineState::Running));
    actions_.tray->trigger();
    client_.changeStatus(statusOf(EngineState::Unavailable, Problem::ModuleFailed));
    EXPECT_EQ(told.size(), 1);
    emit client_.countersChanged(1, {.savedBytes = quint64{1} << 30});
    EXPECT_FALSE(tray_.toolTip().isEmpty());
}

TEST_F(MainWindowTest, WithoutATrayClosingTheWindowCloses) {
    // The offscreen platform has none.
    EXPECT_FALSE(actions().tray->isEnabled());
    EXPECT_TRUE(actions().tray->toolTip().contains(QStringLiteral("no tray")));
    QCloseEvent close;
    QApplication::sendEvent(window_.get(), &close);
    EXPECT_TRUE(close.isAccepted());
}

TEST_F(MainWindowTest, WithTheTrayOnClosingTheWindowHidesIt) {
    window_.reset();
    const auto there = [] { return true; };
    window_ = std::make_unique<MainWindow>(client_, settings_, nullptr, there);
    window_->show();
    actions().tray->trigger();
    QCloseEvent close;
    QApplication::sendEvent(window_.get(), &close);
    EXPECT_FALSE(close.isAccepted());
    EXPECT_FALSE(window_->isVisible());
    window_->show();
    actions().tray->trigger();
    QCloseEvent again;
    QApplication::sendEvent(window_.get(), &again);
    EXPECT_TRUE(again.isAccepted());
    QGuiApplication::setQuitOnLastWindowClosed(true);
}

} // namespace
} // namespace samepage::gui
