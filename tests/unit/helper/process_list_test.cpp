// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/process_list.h"

#include "engine/builtin_engine.h"
#include "temp_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace samepage {
namespace {

/// A /proc with a few processes, and the kernel's own scanner.
class ProcessListTest : public testing::Test {
protected:
    ProcessListTest() {
        tree_.write("ksm/run", "1\n");
        tree_.write("ksm/pages_shared", "25\n");
        tree_.write("ksm/pages_sharing", "75\n");
        add(100, "alpha", 'S', 4194304, 1000,
            "ksm_rmap_items 9\nksm_merging_pages 8\nksm_merge_any: yes\n");
        add(101, "beta", 'R', 4194304, 1000,
            "ksm_rmap_items 0\nksm_merging_pages 0\nksm_merge_any: no\n");
        add(102, "daemon", 'S', 4194304, 0, "ksm_rmap_items 5\nksm_merging_pages 0\n");
        add(103, "kworker/0:1", 'I', 0x00200000 | 0x40, 0, "");
        add(104, "gone", 'Z', 4194304, 1000, "");
        tree_.write("proc/self-like/stat", "no number: no process");
        std::filesystem::create_symlink("/opt/alpha/bin/alpha", tree_.root() / "proc/100/exe");
        tree_.write("proc/100/cgroup", "0::/lxc.payload.web/system.slice/alpha.service\n");
    }

    void add(int pid, const std::string& name, char state, unsigned flags, unsigned uid,
             const std::string& ksm) const {
        const std::string dir = "proc/" + std::to_string(pid) + "/";
        const std::string id = std::to_string(uid);
        tree_.write(dir + "stat", std::to_string(pid) + " (" + name + ") " + state +
                                      " 7 1 1 0 -1 " + std::to_string(flags) +
                                      " 0 0 0 0 0 0 0 0 20 0 1 0 " + std::to_string(pid * 10) +
                                      " 0 0\n");
        tree_.write(dir + "status",
                    "Name:\t" + name + "\nUid:\t" + id + "\t" + id + "\t" + id + "\t" + id + "\n");
        tree_.write(dir + "statm", "500 200 100 1 0 50 0\n");
        tree_.write(dir + "ksm_stat", ksm);
        tree_.write(dir + "cgroup", "0::/\n");
    }

    std::vector<ProcessRow> list(const ProcessFilter& filter) {
        BuiltinEngine engine(KsmDir(tree_.root() / "ksm"), "");
        return listProcesses(filter, engine, users_, authors_, (tree_.root() / "proc").string());
    }

    static std::vector<std::uint32_t> pids(const std::vector<ProcessRow>& rows) {
        std::vector<std::uint32_t> result;
        result.reserve(rows.size());
        for (const auto& row : rows)
            result.push_back(row.at("pid").get<std::uint32_t>());
        return result;
    }

    TempTree tree_;
    UserNames users_;
    MarkAuthors authors_{""};
};

TEST_F(ProcessListTest, LeavesOutKernelThreadsAndWhatHasExited) {
    EXPECT_THAT(pids(list({})), testing::UnorderedElementsAre(100, 101, 102));
}

TEST_F(ProcessListTest, FiltersByOwnerAndMark) {
    EXPECT_THAT(pids(list({.owner = 1000, .markedOnly = false})),
                testing::UnorderedElementsAre(100, 101));
    EXPECT_THAT(pids(list({.owner = 1000, .markedOnly = true})), testing::ElementsAre(100));
    EXPECT_THAT(pids(list({.owner = std::nullopt, .markedOnly = true})),
                testing::UnorderedElementsAre(100, 102));
    EXPECT_THAT(list({.owner = 4711, .markedOnly = false}), testing::IsEmpty());
}

TEST_F(ProcessListTest, OwnMeansAllUserIds) {
    tree_.write("proc/101/status", "Uid:\t1000\t0\t0\t0\n");
    EXPECT_THAT(pids(list({.owner = 1000, .markedOnly = false})), testing::ElementsAre(100));
}

TEST_F(ProcessListTest, FillsARow) {
    const auto rows = list({.owner = 1000, .markedOnly = true});
    ASSERT_EQ(rows.size(), 1U);
    const ProcessRow& row = rows.front();
    const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    EXPECT_EQ(row.size(), 17U);
    EXPECT_EQ(row.at("start_time").get<std::uint64_t>(), 1000U);
    EXPECT_EQ(row.at("ppid").get<std::uint32_t>(), 7U);
    EXPECT_EQ(row.at("uid").get<std::uint32_t>(), 1000U);
    EXPECT_EQ(row.at("name").get<std::string>(), "alpha");
    EXPECT_EQ(row.at("exe").get<std::string>(), "/opt/alpha/bin/alpha");
    EXPECT_EQ(row.at("unit").get<std::string>(), "alpha.service");
    EXPECT_EQ(row.at("container").get<std::string>(), "lxc:web");
    EXPECT_EQ(row.at("state").get<std::string>(), "sleeping");
    EXPECT_EQ(row.at("rss").get<std::uint64_t>(), 200 * pageSize);
    EXPECT_TRUE(row.at("markable").get<bool>());
    EXPECT_TRUE(row.at("marked").get<bool>());
    EXPECT_TRUE(row.at("mergeable").get<bool>());
    EXPECT_EQ(row.at("marked_by").get<std::string>(), "program");
    EXPECT_EQ(row.at("merged").get<std::uint64_t>(), 8 * pageSize);
    EXPECT_EQ(row.at("saved").get<std::uint64_t>(), 6 * pageSize); // 75 of 100
}

TEST_F(ProcessListTest, UnknownUsersAreShownByNumber) {
    add(105, "x", 'S', 4194304, 3999999999U, "");
    const auto rows = list({.owner = 3999999999U, .markedOnly = false});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows.front().at("user").get<std::string>(), "3999999999");
}

TEST_F(ProcessListTest, NamesAreMadePrintable) {
    add(106, "ev\x1b[1mil\xff", 'S', 4194304, 77, "");
    const auto rows = list({.owner = 77, .markedOnly = false});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows.front().at("name").get<std::string>(), "ev\uFFFD[1mil\uFFFD");
}

TEST(ProgramName, IsWholeWhereTheKernelCutIt) {
    EXPECT_EQ(programName("sshd", "/usr/sbin/sshd"), "sshd");
    EXPECT_EQ(programName("gnome-terminal-", "/usr/libexec/gnome-terminal-server"),
              "gnome-terminal-server");
    EXPECT_EQ(programName("Isolated Web Co", "/usr/lib/firefox-esr/firefox-esr"),
              "Isolated Web Co");
    EXPECT_EQ(programName("gnome-terminal-", ""), "gnome-terminal-");
}

} // namespace
} // namespace samepage
