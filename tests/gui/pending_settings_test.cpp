// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/pending_settings.h"

#include <gtest/gtest.h>

namespace samepage::gui {
namespace {

using client::Settings;
using client::SettingValue;
using Number = std::uint64_t;

SettingValue number(Number value) {
    return value;
}

TEST(PendingSettings, OnlyWhatIsDifferentIsSent) {
    PendingSettings settings;
    settings.takeAll({{"a", number(1)}, {"b", number(2)}});
    settings.edit("a", number(10));
    settings.edit("b", number(3));
    settings.edit("b", number(2)); // as it was
    EXPECT_EQ(settings.changes(), (Settings{{"a", number(10)}}));
    EXPECT_EQ(*settings.value("a"), number(10));
    EXPECT_EQ(*settings.serviceValue("a"), number(1));
    EXPECT_FALSE(settings.isEdited("b"));
}

TEST(PendingSettings, WhatIsNotEditedFollowsTheServiceAndWhatIsStays) {
    PendingSettings settings;
    settings.takeAll({{"a", number(1)}, {"b", number(2)}});
    settings.edit("a", number(10));
    EXPECT_FALSE(settings.isOvertaken("a"));
    settings.takeChanged({{"a", number(5)}, {"b", number(6)}});
    EXPECT_EQ(*settings.value("a"), number(10));
    EXPECT_TRUE(settings.isOvertaken("a"));
    EXPECT_EQ(*settings.value("b"), number(6));
    EXPECT_FALSE(settings.isOvertaken("b"));
    settings.takeChanged({{"a", number(10)}}); // somebody else wanted the same
    EXPECT_FALSE(settings.isEdited("a"));
    EXPECT_TRUE(settings.changes().empty());
}

TEST(PendingSettings, RevertGivesUpEveryEdit) {
    PendingSettings settings;
    settings.takeAll({{"a", number(1)}});
    settings.edit("a", number(10));
    settings.revert();
    EXPECT_TRUE(settings.changes().empty());
    EXPECT_EQ(*settings.value("a"), number(1));
}

TEST(PendingSettings, AnEditOutlivesThatTheServiceLacksTheSettingForAWhile) {
    PendingSettings settings;
    settings.takeAll({{"a", number(1)}, {"b", number(2)}});
    settings.edit("a", number(10));
    settings.takeAll({{"b", number(2)}});
    EXPECT_FALSE(settings.isEdited("a"));
    EXPECT_EQ(settings.value("a"), nullptr);
    EXPECT_TRUE(settings.changes().empty());
    settings.takeAll({{"a", number(1)}, {"b", number(2)}});
    EXPECT_EQ(settings.changes(), (Settings{{"a", number(10)}}));
}

TEST(PendingSettings, WhatTheServiceDoesNotHaveCannotBeEdited) {
    PendingSettings settings;
    settings.edit("a", number(10));
    EXPECT_TRUE(settings.changes().empty());
}

} // namespace
} // namespace samepage::gui
