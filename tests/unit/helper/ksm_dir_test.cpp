// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/ksm_dir.h"

#include "failure_matcher.h"
#include "temp_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>
#include <vector>

namespace samepage {
namespace {

TEST(KsmDir, ReadsCountersAndWhatTheySave) {
    const TempTree tree;
    tree.write("run", "1\n");
    tree.write("pages_shared", "10\n");
    tree.write("pages_sharing", "300\n");
    tree.write("pages_unshared", "5\n");
    tree.write("pages_volatile", "6\n");
    tree.write("full_scans", "7\n");
    tree.write("pages_scanned", "18446744073709551615\n");
    const KsmDir dir(tree.root());
    EXPECT_TRUE(dir.exists());
    const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const Counters expected = {{"pages_shared", 10},
                               {"pages_sharing", 300},
                               {"pages_unshared", 5},
                               {"pages_volatile", 6},
                               {"full_scans", 7},
                               {"pages_scanned", 18446744073709551615U},
                               {"saved_bytes", 300 * pageSize}};
    EXPECT_EQ(dir.counters(), expected);
    EXPECT_EQ(dir.value("run"), 1U);
}

TEST(KsmDir, LeavesOutWhatIsNotThere) {
    const TempTree tree;
    tree.write("pages_shared", "10\n");
    tree.write("full_scans", "many\n");
    const KsmDir dir(tree.root());
    EXPECT_FALSE(dir.exists());
    EXPECT_EQ(dir.counters(), (Counters{{"pages_shared", 10}}));
    EXPECT_FALSE(dir.value("run"));
    EXPECT_EQ(dir.setRun(1), ENOENT);
}

TEST(KsmDir, WritesRun) {
    const TempTree tree;
    tree.write("run", "0");
    EXPECT_EQ(KsmDir(tree.root()).setRun(2), 0);
    EXPECT_EQ(tree.read("run"), "2");
}

TEST(KsmDir, UnmergesAndTellsHowFarItIs) {
    const TempTree tree;
    tree.write("pages_shared", "1");
    tree.write("pages_sharing", "9");
    // Opening a pipe blocks until somebody reads, as the kernel blocks a writer.
    ASSERT_EQ(::mkfifo((tree.root() / "run").c_str(), 0600), 0);
    const KsmDir dir(tree.root());
    std::vector<std::pair<std::uint64_t, std::uint64_t>> told;
    const auto failure = failureOf([&] {
        static_cast<void>(dir.unmerge([&](std::uint64_t done, std::uint64_t total) {
            told.emplace_back(done, total);
            tree.write("pages_sharing", "3");
            if (told.size() == 2)
                throw Failure(FailureKind::Cancelled, "enough");
        }));
    });
    EXPECT_THAT(failure, FailsWith(FailureKind::Cancelled, "enough"));
    EXPECT_THAT(told, testing::ElementsAre(testing::Pair(0, 10), testing::Pair(6, 10)));
}

TEST(KsmDir, ReadsAndWritesText) {
    const TempTree tree;
    tree.write("domains", "all [user] cgroup process\n");
    const KsmDir dir(tree.root());
    EXPECT_EQ(dir.text("domains"), "all [user] cgroup process");
    EXPECT_FALSE(dir.text("threads"));
    EXPECT_EQ(dir.write("domains", "all"), 0);
    EXPECT_EQ(dir.write("threads", "2"), ENOENT);
    EXPECT_EQ(tree.read("threads"), "") << "nothing is made";
}

} // namespace
} // namespace samepage
