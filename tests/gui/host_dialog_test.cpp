// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/host_dialog.h"

#include <QComboBox>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace samepage::gui {
namespace {

class HostDialogTest : public testing::Test {
protected:
    HostDialogTest()
        : settings_(folder_.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat) {}

    // What was chosen; empty if the button did not allow it.
    QString type(const QString& text) {
        const HostDialog dialog(settings_);
        QString chosen;
        QObject::connect(&dialog, &HostDialog::chosen, [&](const QString& host) { chosen = host; });
        dialog.findChild<QComboBox*>()->setEditText(text);
        for (auto* button : dialog.findChildren<QPushButton*>()) {
            if (button->isDefault()) {
                button->click();
            }
        }
        return chosen;
    }

    QTemporaryDir folder_;
    QSettings settings_;
};

TEST_F(HostDialogTest, RemembersTheLastOneFirstAndEachOnce) {
    EXPECT_EQ(type(QStringLiteral(" root@one ")), QStringLiteral("root@one"));
    type(QStringLiteral("two"));
    type(QStringLiteral("root@one"));
    EXPECT_EQ(HostDialog::remembered(settings_),
              QStringList({QStringLiteral("root@one"), QStringLiteral("two")}));
    EXPECT_EQ(HostDialog(settings_).findChild<QComboBox*>()->currentText(),
              QStringLiteral("root@one"));
    for (int number = 0; number < 20; ++number) {
        type(QStringLiteral("host%1").arg(number));
    }
    EXPECT_EQ(HostDialog::remembered(settings_).size(), 12);
    EXPECT_EQ(HostDialog::remembered(settings_).constFirst(), QStringLiteral("host19"));
}

TEST_F(HostDialogTest, ForgetsTheOneThatIsChosen) {
    type(QStringLiteral("one"));
    type(QStringLiteral("two"));
    const HostDialog dialog(settings_);
    auto* box = dialog.findChild<QComboBox*>();
    QPushButton* forget = nullptr;
    for (auto* button : dialog.findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("&Forget")) {
            forget = button;
        }
    }
    ASSERT_NE(forget, nullptr);
    box->setEditText(QStringLiteral("three"));
    EXPECT_FALSE(forget->isEnabled()); // there is none
    box->setCurrentIndex(box->findText(QStringLiteral("two")));
    ASSERT_TRUE(forget->isEnabled());
    forget->click();
    EXPECT_EQ(HostDialog::remembered(settings_), QStringList({QStringLiteral("one")}));
    EXPECT_EQ(box->currentText(), QStringLiteral("one"));
    forget->click();
    EXPECT_TRUE(HostDialog::remembered(settings_).isEmpty());
    EXPECT_EQ(box->currentText(), QString());
    EXPECT_FALSE(forget->isEnabled());
}

TEST_F(HostDialogTest, WhatSshWouldTakeForAnOptionIsNoComputer) {
    for (const char* text : {"", "  ", "-oProxyCommand=true", "two words"}) {
        EXPECT_EQ(type(QString::fromUtf8(text)), QString()) << text;
    }
    EXPECT_TRUE(HostDialog::remembered(settings_).isEmpty());
    settings_.setValue("hosts", QStringList({QStringLiteral("-x"), QStringLiteral("good")}));
    EXPECT_EQ(HostDialog::remembered(settings_), QStringList({QStringLiteral("good")}));
}

} // namespace
} // namespace samepage::gui
