// SPDX-License-Identifier: GPL-2.0-or-later
#include "marks/mark_authors.h"

#include "full_disk.h"
#include "temp_tree.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

namespace samepage {
namespace {

class MarkAuthorsTest : public testing::Test {
protected:
    void add(int pid, int startTime) {
        tree_.write("proc/" + std::to_string(pid) + "/stat",
                    std::to_string(pid) + " (x) S 7 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 " +
                        std::to_string(startTime) + " 0 0\n");
    }
    MarkAuthors open() { return MarkAuthors(tree_.root(), (tree_.root() / "proc").string()); }

    TempTree tree_;
};

TEST_F(MarkAuthorsTest, AreKeptForAsLongAsTheProcessesLive) {
    add(5, 50);
    add(6, 60);
    add(7, 70);
    {
        MarkAuthors authors = open();
        authors.set({5, 50}, {true, "user:alice"});
        authors.set({6, 60}, {true, "rule:3"});
        authors.set({7, 70}, {false, "user:bob"});
        authors.save();
        EXPECT_EQ(authors.of({5, 51}), std::nullopt);
    }
    add(6, 61); // another process
    const MarkAuthors authors = open();
    EXPECT_EQ(authors.of({5, 50}), (MarkAuthors::Author{true, "user:alice"}));
    EXPECT_EQ(authors.of({6, 60}), std::nullopt);
    EXPECT_EQ(authors.of({6, 61}), std::nullopt);
    EXPECT_EQ(authors.of({7, 70}), (MarkAuthors::Author{false, "user:bob"}));
}

TEST_F(MarkAuthorsTest, ForgetsWhatIsGoneBeforeThereAreTooMany) {
    add(1, 10);
    MarkAuthors authors = open();
    authors.set({1, 10}, {true, "user:alice"});
    for (int pid = 1000; pid < 2000; ++pid)
        authors.set({pid, 1}, {true, "rule:1"});
    int kept = 0;
    for (int pid = 1000; pid < 2000; ++pid)
        kept += authors.of({pid, 1}) ? 1 : 0;
    EXPECT_LT(kept, 256);
    EXPECT_TRUE(authors.of({1, 10}));
}

TEST_F(MarkAuthorsTest, ABrokenFileIsSetAside) {
    tree_.write("marks.json", "nonsense");
    const MarkAuthors authors = open();
    EXPECT_EQ(tree_.read("marks.json.broken"), "nonsense");
}

TEST_F(MarkAuthorsTest, AFullDiskCostsOnlyTheRecord) {
    add(5, 50);
    MarkAuthors authors = open();
    {
        const FullDisk full;
        authors.set({5, 50}, {true, "user:alice"});
        authors.save();
    }
    EXPECT_TRUE(authors.of({5, 50}));
    authors.save(); // it still has to be written
    EXPECT_TRUE(open().of({5, 50}));
}

TEST_F(MarkAuthorsTest, OneMoreDoesNotWriteAllOfThemAgain) {
    for (int pid = 1; pid <= 1000; ++pid)
        add(pid, 1);
    MarkAuthors authors = open();
    std::uintmax_t written = 0;
    std::uintmax_t before = 0;
    for (int pid = 1; pid <= 1000; ++pid) {
        authors.set({pid, 1}, {true, "user:alice"});
        authors.save();
        // After each of them all is there, whatever happens now.
        if (pid % 200 == 0) {
            EXPECT_EQ(open().marked().size(), static_cast<std::size_t>(pid));
        }
        std::uintmax_t size = 0;
        for (const auto* name : {"marks.json", "marks.journal"}) {
            std::error_code missing;
            const auto here = std::filesystem::file_size(tree_.root() / name, missing);
            size += missing ? 0 : here;
        }
        written += size > before ? size - before : size;
        before = size;
    }
    EXPECT_LT(written, std::uintmax_t{1000} * 1000) << "all of them each time are 50 MB";
}

TEST_F(MarkAuthorsTest, ACutOffLineCostsOnlyItself) {
    add(5, 50);
    add(6, 60);
    add(7, 70);
    {
        MarkAuthors authors = open();
        authors.set({5, 50}, {true, "user:alice"});
        authors.save();
        authors.set({6, 60}, {true, "user:bob"});
        authors.save();
    }
    const std::string text = tree_.read("marks.journal");
    tree_.write("marks.journal", text.substr(0, text.size() - 5));
    {
        MarkAuthors authors = open();
        EXPECT_TRUE(authors.of({5, 50}));
        EXPECT_FALSE(authors.of({6, 60}));
        authors.set({7, 70}, {true, "user:carol"});
        authors.save();
    }
    EXPECT_TRUE(open().of({5, 50}));
    EXPECT_TRUE(open().of({7, 70})) << "what comes behind the line is not lost";
}

} // namespace
} // namespace samepage
