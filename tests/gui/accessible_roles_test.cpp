// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/accessible_roles.h"

#include "gui/breakdown_bar.h"
#include "gui/chart.h"
#include "gui/elided_label.h"

#include <QAccessible>
#include <QLabel>
#include <QScrollArea>

#include <gtest/gtest.h>

namespace samepage::gui {
namespace {

class AccessibleRoles : public testing::Test {
protected:
    static void SetUpTestSuite() { installAccessibleRoles(); }

    static QAccessible::Role roleOf(QWidget& widget) {
        return QAccessible::queryAccessibleInterface(&widget)->role();
    }
};

TEST_F(AccessibleRoles, WhatIsPaintedIsAPictureOrText) {
    Chart chart;
    BreakdownBar bar;
    ElidedLabel label(Qt::ElideMiddle);
    label.setText(QStringLiteral("/usr/bin/example"));
    EXPECT_EQ(roleOf(chart), QAccessible::Chart);
    EXPECT_EQ(roleOf(bar), QAccessible::Chart);
    EXPECT_EQ(roleOf(label), QAccessible::StaticText);
    EXPECT_EQ(QAccessible::queryAccessibleInterface(&label)->text(QAccessible::Name),
              QStringLiteral("/usr/bin/example"));
    // Its parts are nothing to read.
    EXPECT_FALSE(chart.findChildren<QWidget*>().isEmpty());
    EXPECT_EQ(QAccessible::queryAccessibleInterface(&chart)->childCount(), 0);
}

TEST_F(AccessibleRoles, AScrollBarThatHasGoneIsNotThere) {
    QScrollArea area;
    area.setWidget(new QLabel(QStringLiteral("much to see")));
    area.resize(20, 20);
    area.show();
    QAccessibleInterface* read = QAccessible::queryAccessibleInterface(&area);
    EXPECT_GT(read->childCount(), 0);
    for (const int index : {-1, read->childCount(), read->childCount() + 1, 1000}) {
        EXPECT_EQ(read->child(index), nullptr) << index;
    }
}

} // namespace
} // namespace samepage::gui
