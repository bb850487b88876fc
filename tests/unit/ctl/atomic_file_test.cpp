// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/atomic_file.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace samepage::ctl {
namespace {

class ReplaceFile : public testing::Test {
protected:
    [[nodiscard]] std::string path() const { return folder_ / "file.prom"; }
    [[nodiscard]] std::string text() const {
        std::ifstream file(path());
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }
    [[nodiscard]] auto files() const {
        return std::distance(std::filesystem::directory_iterator(folder_),
                             std::filesystem::directory_iterator());
    }

    QTemporaryDir temporary_;
    std::filesystem::path folder_ = temporary_.path().toStdString();
};

TEST_F(ReplaceFile, TakesThePlaceOfTheOldOne) {
    replaceFile(path(), "a long first text\n");
    replaceFile(path(), "second\n");
    EXPECT_EQ(text(), "second\n");
    EXPECT_EQ(files(), 1);
}

TEST_F(ReplaceFile, EverybodyMayRead) {
    const mode_t before = umask(077);
    replaceFile(path(), "text\n");
    umask(before);
    struct stat status{};
    ASSERT_EQ(stat(path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0644U);
}

TEST_F(ReplaceFile, LeavesNothingWhenItFails) {
    std::filesystem::create_directories(path() + "/not-empty");
    EXPECT_THROW(replaceFile(path(), "text\n"), std::runtime_error);
    EXPECT_EQ(files(), 1);
    EXPECT_THROW(replaceFile(folder_ / "none" / "file", "text\n"), std::runtime_error);
}

} // namespace
} // namespace samepage::ctl
