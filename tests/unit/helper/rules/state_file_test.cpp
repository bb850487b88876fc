// SPDX-License-Identifier: GPL-2.0-or-later
#include "state/state_file.h"

#include "failure_matcher.h"
#include "full_disk.h"
#include "temp_tree.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <stdexcept>

namespace samepage {
namespace {

class StateFileTest : public testing::Test {
protected:
    /// The value that the file holds; empty: it holds none.
    std::optional<int> load(bool expected = true) {
        std::optional<int> value;
        StateFile file(tree_.root(), "state.json", 2, "The tests");
        EXPECT_EQ(file.load([&](const QJsonObject& json) {
            if (json["value"].toInt() < 0)
                throw std::runtime_error("it is negative");
            value = json["value"].toInt();
        }),
                  expected);
        return value;
    }
    void save(int value) {
        StateFile(tree_.root(), "state.json", 2, "The tests").save({{"value", value}});
    }

    TempTree tree_;
};

TEST_F(StateFileTest, KeepsWhatWasSavedLast) {
    EXPECT_EQ(load(), std::nullopt);
    save(1);
    save(2);
    EXPECT_EQ(load(), 2);
    struct stat status = {};
    ASSERT_EQ(::stat((tree_.root() / "state.json").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(StateFileTest, OlderVersionsCanBeRead) {
    tree_.write("state.json", R"({"version": 1, "value": 5})");
    EXPECT_EQ(load(), 5);
}

TEST_F(StateFileTest, WhatCannotBeUsedIsSetAside) {
    for (const char* text : {"", "{", "[]", "null", R"({"value": 1})",
                             R"({"version": 3, "value": 1})", R"({"version": 0, "value": 1})",
                             R"({"version": "2", "value": 1})", R"({"version": 2, "value": -1})"}) {
        tree_.write("state.json", text);
        EXPECT_EQ(load(false), std::nullopt) << text;
        EXPECT_EQ(tree_.read("state.json.broken"), text);
        EXPECT_FALSE(std::filesystem::exists(tree_.root() / "state.json"));
        EXPECT_EQ(load(), std::nullopt); // once is enough
    }
}

TEST_F(StateFileTest, AnUnfinishedFileOfAnEarlierRunDoesNoHarm) {
    save(1);
    tree_.write("state.json.new", "{\"version\": 2, \"val");
    EXPECT_EQ(load(), 1);
    save(2);
    EXPECT_EQ(load(), 2);
    EXPECT_FALSE(std::filesystem::exists(tree_.root() / "state.json.new"));
}

TEST_F(StateFileTest, AFullDiskChangesNothing) {
    save(1);
    {
        const FullDisk full;
        EXPECT_THAT(failureOf([&] { save(2); }),
                    FailsWith(FailureKind::Failed, "The tests could not be saved in "));
    }
    EXPECT_EQ(load(), 1);
    EXPECT_FALSE(std::filesystem::exists(tree_.root() / "state.json.new"));
}

TEST_F(StateFileTest, AMissingDirectoryIsAFailure) {
    StateFile file(tree_.root() / "none", "state.json", 1, "The tests");
    EXPECT_THAT(failureOf([&] { file.save({}); }),
                FailsWith(FailureKind::Failed, "No such file or directory. Nothing was changed."));
}

TEST_F(StateFileTest, LinksAreNotFollowed) {
    tree_.write("secret", R"({"version": 2, "value": 1})");
    std::filesystem::create_symlink(tree_.root() / "secret", tree_.root() / "state.json");
    EXPECT_EQ(load(false), std::nullopt);
}

TEST(StateFile, WithoutADirectoryNothingIsKept) {
    StateFile file({}, "state.json", 1, "The tests");
    file.save({{"value", 1}});
    EXPECT_TRUE(file.load([](const QJsonObject&) { FAIL(); }));
}

} // namespace
} // namespace samepage
