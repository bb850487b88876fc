// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/rule.h"

#include <gtest/gtest.h>

namespace samepage::client {
namespace {

Dictionary listed() {
    return {{"id", sdbus::Variant(std::uint32_t{7})},
            {"kind", sdbus::Variant(std::string("user"))},
            {"value", sdbus::Variant(std::string("1000"))},
            {"user", sdbus::Variant(std::string("ada"))},
            {"action", sdbus::Variant(std::string("never"))},
            {"domain", sdbus::Variant(std::string())},
            {"priority", sdbus::Variant(std::int32_t{-5})},
            {"enabled", sdbus::Variant(true)},
            {"comment", sdbus::Variant(std::string("keys"))}};
}

TEST(Rule, IsReadAndCanBeAddedAgain) {
    const Rule rule = parseRule(listed());
    EXPECT_EQ(rule.id, 7U);
    EXPECT_EQ(rule.user, "ada");
    const NewRule again = sameAgain(rule);
    EXPECT_EQ(again.kind, "user");
    EXPECT_EQ(again.value, "1000"); // the name may be another one's tomorrow
    EXPECT_TRUE(again.never);
    EXPECT_EQ(again.priority, -5);
    EXPECT_TRUE(again.enabled);
    EXPECT_EQ(again.comment, "keys");
}

TEST(Rule, WhatDoesNotFollowTheContractIsRefused) {
    Dictionary rule = listed();
    rule.erase("kind");
    EXPECT_THROW(static_cast<void>(parseRule(rule)), MalformedReply);
    rule = listed();
    rule["priority"] = sdbus::Variant(std::string("high"));
    EXPECT_THROW(static_cast<void>(parseRules({rule})), MalformedReply);
    rule = listed();
    rule.erase("comment");
    rule["from the future"] = sdbus::Variant(true);
    EXPECT_EQ(parseRules({rule}).size(), 1U);
}

} // namespace
} // namespace samepage::client
