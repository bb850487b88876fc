// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/settings.h"

#include <gtest/gtest.h>

namespace samepage::client {
namespace {

TEST(Settings, EveryTypeOfTheInterfaceIsRead) {
    const Settings settings = parseSettings({{"threads", sdbus::Variant(std::uint64_t{2})},
                                             {"memory_percent", sdbus::Variant(std::uint32_t{25})},
                                             {"pressure_percent", sdbus::Variant(5.5)},
                                             {"smart_scan", sdbus::Variant(true)},
                                             {"domains", sdbus::Variant(std::string("user"))}});
    EXPECT_EQ(settings, (Settings{{"threads", std::uint64_t{2}},
                                  {"memory_percent", std::uint64_t{25}},
                                  {"pressure_percent", 5.5},
                                  {"smart_scan", true},
                                  {"domains", std::string("user")}}));
}

TEST(Settings, WhatANewerServiceMaySendIsLeftOut) {
    EXPECT_EQ(parseSettings({{"nodes", sdbus::Variant(std::vector<std::uint64_t>{1, 2})},
                             {"threads", sdbus::Variant(std::uint64_t{2})}}),
              (Settings{{"threads", std::uint64_t{2}}}));
}

TEST(Settings, NumbersAreSentInTheTypesOfTheirMethod) {
    const Settings settings{{"memory_percent", std::uint64_t{30}}};
    EXPECT_TRUE(
        policyDictionary(settings).at("memory_percent").containsValueOfType<std::uint32_t>());
    EXPECT_TRUE(
        tunablesDictionary(settings).at("memory_percent").containsValueOfType<std::uint64_t>());
    EXPECT_EQ(policyDictionary({{"pressure_percent", 0.5}}).at("pressure_percent").get<double>(),
              0.5);
    EXPECT_TRUE(
        tunablesDictionary({{"smart_scan", false}}).at("smart_scan").containsValueOfType<bool>());
}

} // namespace
} // namespace samepage::client
