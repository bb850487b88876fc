// SPDX-License-Identifier: GPL-2.0-or-later
// A window with a fake service, for tests that click and type.
#pragma once

#include "fake_client.h"
#include "made_up.h"

#include "gui/actions.h"
#include "gui/main_window.h"
#include "gui/message_bar.h"
#include "gui/process_view.h"
#include "gui/setup_page.h"

#include <QApplication>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <memory>

namespace samepage::gui {

class MainWindowTest : public testing::Test {
protected:
    MainWindowTest()
        : settings_(folder_.filePath(QStringLiteral("samepage.ini")), QSettings::IniFormat) {
        open();
    }

    void open() {
        window_ = std::make_unique<MainWindow>(client_, settings_);
        window_->show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(window_.get()));
    }

    void work(std::size_t processes = 12) {
        client_.appear();
        client_.answerList(madeUpProcesses(processes, false));
        settle();
    }

    // Lets timers of 0 ms and layouts do what they have to.
    static void settle() { QTest::qWait(20); }

    template <typename Widget>
    Widget& part() {
        return *window_->findChild<Widget*>();
    }
    Actions& actions() { return part<Actions>(); }
    ProcessView& view() { return part<ProcessView>(); }
    bool setupShown() { return part<SetupPage>().isVisible(); }
    QString message() {
        QStringList texts;
        for (const MessageBar* bar : window_->findChildren<MessageBar*>()) {
            if (bar->isVisible()) {
                texts << bar->text();
            }
        }
        return texts.join(QChar(u'\n'));
    }
    void select(int row) {
        view().setCurrentIndex(view().model()->index(row, 0));
        settle();
    }
    void selectUnmarked() {
        for (int row = 0; row < view().model()->rowCount(); ++row) {
            if (cell(row, ProcessModel::State) == QStringLiteral("Not marked")) {
                select(row);
                return;
            }
        }
        FAIL() << "no unmarked process";
    }
    QString cell(int row, int column) {
        return view().model()->index(row, column).data().toString();
    }
    QPushButton* button(const QString& text) {
        for (QPushButton* candidate : window_->findChildren<QPushButton*>()) {
            if (candidate->isVisible() && candidate->text().remove(QChar(u'&')) == text) {
                return candidate;
            }
        }
        return nullptr;
    }
    void TearDown() override {
        // Errors are shown inside the window, never in front of it.
        EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
    }

    QTemporaryDir folder_;
    QSettings settings_;
    FakeClient client_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace samepage::gui
