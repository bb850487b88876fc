// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/new_rule.h"

#include <gtest/gtest.h>

namespace samepage::client {
namespace {

TEST(NewRule, WhatIsUsualIsLeftOut) {
    const Dictionary rule = ruleDictionary({.value = "/usr/bin/python3.13"});
    EXPECT_EQ(rule.size(), 3U);
    EXPECT_EQ(rule.at("kind").get<std::string>(), "executable");
    EXPECT_EQ(rule.at("value").get<std::string>(), "/usr/bin/python3.13");
    EXPECT_TRUE(rule.at("enabled").get<bool>());
}

TEST(NewRule, EverythingElseIsSaid) {
    const Dictionary rule = ruleDictionary({.kind = "unit",
                                            .value = "a.service",
                                            .never = true,
                                            .domain = "lab",
                                            .priority = -3,
                                            .enabled = false,
                                            .comment = "for a test"});
    EXPECT_EQ(rule.size(), 7U);
    EXPECT_EQ(rule.at("kind").get<std::string>(), "unit");
    EXPECT_EQ(rule.at("action").get<std::string>(), "never");
    EXPECT_EQ(rule.at("domain").get<std::string>(), "lab");
    EXPECT_EQ(rule.at("priority").get<std::int32_t>(), -3);
    EXPECT_FALSE(rule.at("enabled").get<bool>());
    EXPECT_EQ(rule.at("comment").get<std::string>(), "for a test");
}

} // namespace
} // namespace samepage::client
