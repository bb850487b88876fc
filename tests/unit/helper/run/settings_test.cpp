// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/settings.h"

#include "failure_matcher.h"
#include "full_disk.h"
#include "temp_tree.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace samepage {
namespace {

void fill(Settings& settings) {
    settings.tunables["module"] = {{"max_kernel_pages", std::numeric_limits<std::uint64_t>::max()},
                                   {"smart_scan", false},
                                   {"domains", std::string("cgroup")}};
    settings.tunables["builtin"] = {{"pages_to_scan", std::uint64_t{7}}};
    settings.policy = {RunWhen::Pressure, 33, 2.5};
    settings.started = {"module", "builtin"};
}

TEST(SettingsBook, IsTheSameAfterwards) {
    const TempTree tree;
    SettingsBook book(tree.root());
    EXPECT_EQ(book.settings(), Settings());
    book.change(&fill);
    const SettingsBook again(tree.root());
    EXPECT_EQ(again.settings(), book.settings());
    EXPECT_FALSE(again.startedAnew());
}

TEST(SettingsBook, AFullDiskChangesNothing) {
    const TempTree tree;
    SettingsBook book(tree.root());
    book.change(&fill);
    const Settings before = book.settings();
    {
        const FullDisk full;
        EXPECT_THAT(failureOf([&] { book.change([](Settings& kept) { kept.started.clear(); }); }),
                    FailsWith(FailureKind::Failed, "Nothing was changed"));
        book.change([](Settings&) {}); // nothing to write
    }
    EXPECT_EQ(book.settings(), before);
    EXPECT_EQ(SettingsBook(tree.root()).settings(), before);
}

TEST(SettingsBook, WhatMakesNoSenseIsSetAside) {
    const TempTree tree;
    const std::string policy =
        R"("policy": {"when": "always", "memory_percent": 25, "pressure_percent": 5})";
    for (const std::string& more :
         {std::string(R"("policy": {})"),
          std::string(R"("policy": {"when": "always", "memory_percent": 0})"),
          policy + R"(, "tunables": {"module": {"run": "1"}})",
          policy + R"(, "tunables": {"module": {"threads": 1}})",
          policy + R"(, "tunables": {"module": {"threads": "0"}})"}) {
        const std::string text = R"({"version": 1, )" + more + "}";
        tree.write("settings.json", text);
        const SettingsBook book(tree.root());
        EXPECT_TRUE(book.startedAnew()) << text;
        EXPECT_EQ(book.settings(), Settings());
        EXPECT_EQ(tree.read("settings.json.broken"), text);
    }
    tree.write("settings.json", R"({"version": 1, )" + policy + "}");
    EXPECT_FALSE(SettingsBook(tree.root()).startedAnew());
}

TEST(SettingsBook, KnowsHowVersionsBeforeSaidWhatWasStarted) {
    using Started = std::set<std::string>;
    const TempTree tree;
    const std::string rest =
        R"({"version": 1, "policy": {"when": "always", "memory_percent": 25, "pressure_percent": 5}, )";
    tree.write("settings.json", rest + R"("started": "builtin"})");
    EXPECT_EQ(SettingsBook(tree.root()).settings().started, Started{"builtin"});
    tree.write("settings.json", rest + R"("started": ""})");
    EXPECT_EQ(SettingsBook(tree.root()).settings().started, Started());
}

} // namespace
} // namespace samepage
