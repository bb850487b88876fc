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
        tree_.write(dir + "status", status(name, state, id + "\t" + id + "\t" + id + "\t" + id));
        tree_.write(dir + "ksm_stat", ksm);
        tree_.write(dir + "cgroup", "0::/\n");
    }

    static std::string status(const std::string& name, char state, const std::string& uids) {
        return "Name:\t" + name + "\nState:\t" + state + "\nPPid:\t7\nUid:\t" + uids +
               "\nVmRSS:\t     800 kB\nVmExe:\t  4 kB\n";
    }

    std::vector<ProcessRow> list(const ProcessFilter& filter) {
        BuiltinEngine engine(KsmDir(tree_.root() / "ksm"), "");
        return listProcesses(filter, table_, engine, users_, authors_);
    }

    static std::vector<pid_t> pids(const std::vector<ProcessRow>& rows) {
        std::vector<pid_t> result;
        result.reserve(rows.size());
        for (const auto& row : rows)
            result.push_back(row.pid);
        return result;
    }

    TempTree tree_;
    ProcessTable table_{(tree_.root() / "proc").string()};
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
    tree_.write("proc/101/status", status("beta", 'R', "1000\t0\t0\t0"));
    EXPECT_THAT(pids(list({.owner = 1000, .markedOnly = false})), testing::ElementsAre(100));
}

TEST_F(ProcessListTest, FillsARow) {
    const auto rows = list({.owner = 1000, .markedOnly = true});
    ASSERT_EQ(rows.size(), 1U);
    const ProcessRow& row = rows.front();
    const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    EXPECT_EQ(row.startTime, 1000U);
    EXPECT_EQ(row.ppid, 7);
    EXPECT_EQ(row.uid, 1000U);
    EXPECT_EQ(row.program->name, "alpha");
    EXPECT_EQ(row.program->exe, "/opt/alpha/bin/alpha");
    EXPECT_EQ(row.program->unit, "alpha.service");
    EXPECT_EQ(row.program->container, "lxc:web");
    EXPECT_EQ(row.state, "sleeping");
    EXPECT_EQ(row.residentBytes, 800U * 1024);
    EXPECT_TRUE(row.merge.marked);
    EXPECT_TRUE(row.merge.mergeable);
    EXPECT_EQ(row.markedBy, "program");
    EXPECT_EQ(row.merge.mergedBytes, 8 * pageSize);
    EXPECT_EQ(row.merge.savedBytes, 6 * pageSize); // 75 of 100
}

TEST_F(ProcessListTest, UnknownUsersAreShownByNumber) {
    add(105, "x", 'S', 4194304, 3999999999U, "");
    const auto rows = list({.owner = 3999999999U, .markedOnly = false});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows.front().user, "3999999999");
}

TEST_F(ProcessListTest, NamesAreMadePrintable) {
    add(106, "ev\x1b[1mil\xff", 'S', 4194304, 77, "");
    const auto rows = list({.owner = 77, .markedOnly = false});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows.front().program->name, "ev\uFFFD[1mil\uFFFD");
}

} // namespace
} // namespace samepage
