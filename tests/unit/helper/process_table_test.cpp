// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/process_table.h"

#include "temp_tree.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace samepage {
namespace {

/// Made-up processes on a machine that runs for a day.
class ProcessTableTest : public testing::Test {
protected:
    void write(int pid, const std::string& name, const std::string& exe, std::uint64_t startTime,
               unsigned uid = 1000, const std::string& code = "4 kB") {
        const std::string dir = "proc/" + std::to_string(pid);
        const std::string id = std::to_string(uid);
        tree_.write(dir + "/stat", std::to_string(pid) + " (" + name +
                                       ") S 7 1 1 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 " +
                                       std::to_string(startTime) + " 0 0\n");
        tree_.write(dir + "/status", "Name:\t" + name + "\nState:\tS (sleeping)\nPPid:\t7\nUid:\t" +
                                         id + "\t" + id + "\t" + id + "\t" + id +
                                         "\nVmRSS:\t 8 kB\nVmExe:\t " + code + "\n");
        const auto link = tree_.root() / dir / "exe";
        std::filesystem::remove(link);
        std::filesystem::create_symlink(exe, link);
    }
    void moveTo(int pid, const std::string& unit) {
        tree_.write("proc/" + std::to_string(pid) + "/cgroup", "0::/system.slice/" + unit + "\n");
    }

    ProcessTable::Program program(int pid) {
        ProcessTable::Program found;
        table_.each([&](const ProcessTable::Process& process) {
            if (process.dir.pid() == pid)
                found = *process.program;
        });
        return found;
    }

    std::chrono::nanoseconds now_ = std::chrono::hours(24);
    TempTree tree_;
    ProcessTable table_{(tree_.root() / "proc").string(), [this] { return now_; }};
};

TEST_F(ProcessTableTest, AnotherProgramIsSeenAtOnceByItsNameOrSize) {
    write(70, "shell", "/bin/shell", 100);
    EXPECT_EQ(program(70).exe, "/bin/shell");
    write(70, "editor", "/bin/editor", 100);
    EXPECT_EQ(program(70).exe, "/bin/editor");
    EXPECT_EQ(program(70).name, "editor");
    write(70, "editor", "/opt/editor", 100, 1000, "8 kB");
    EXPECT_EQ(program(70).exe, "/opt/editor");
}

TEST_F(ProcessTableTest, WhatDoesNotShowIsSeenAfterAWhile) {
    write(70, "shell", "/bin/shell", 100);
    moveTo(70, "a.service");
    EXPECT_EQ(program(70).unit, "a.service");
    moveTo(70, "b.service");
    EXPECT_EQ(program(70).unit, "a.service") << "nothing is remembered: each look is a long one";
    now_ += ProcessTable::rememberedFor;
    EXPECT_EQ(program(70).unit, "b.service");
}

TEST_F(ProcessTableTest, NothingIsRememberedOfAYoungProcess) {
    const auto ticks = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
    write(70, "shell", "/bin/shell", std::uint64_t{24} * 3600 * ticks);
    now_ += std::chrono::seconds(3);
    moveTo(70, "a.service");
    EXPECT_EQ(program(70).unit, "a.service");
    moveTo(70, "b.scope");
    EXPECT_EQ(program(70).unit, "b.scope");
}

TEST_F(ProcessTableTest, UserIdsAreNeverRemembered) {
    write(70, "shell", "/bin/shell", 100, 1000);
    EXPECT_EQ(program(70).name, "shell");
    write(70, "shell", "/bin/shell", 100, 0);
    table_.each([](const ProcessTable::Process& process) { EXPECT_TRUE(process.uids.allAre(0)); });
}

TEST_F(ProcessTableTest, WhatIsGoneIsForgotten) {
    write(70, "shell", "/bin/shell", 100);
    EXPECT_EQ(program(70).name, "shell");
    std::filesystem::remove_all(tree_.root() / "proc/70");
    EXPECT_EQ(program(70).name, "");
    write(70, "other", "/bin/other", 200);
    EXPECT_EQ(program(70).name, "other");
    table_.clear();
    EXPECT_EQ(program(70).name, "other");
}

std::map<pid_t, std::string> exes(ProcessTable& table) {
    std::map<pid_t, std::string> found;
    table.each([&](const ProcessTable::Process& process) {
        found[process.dir.pid()] = process.program->exe;
    });
    return found;
}

/// A child that waits, and then runs another program in its place.
TEST(ProcessTable, FollowsRealProcesses) {
    ProcessTable table;
    int go[2]; // NOLINT(modernize-avoid-c-arrays): what pipe() takes
    ASSERT_EQ(::pipe(go), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        char byte = 0;
        (void)!::read(go[0], &byte, 1);
        ::execl("/bin/sleep", "sleep", "1000", nullptr);
        ::_exit(1);
    }
    const std::string own = exes(table).at(::getpid());
    EXPECT_EQ(exes(table).at(child), own);
    ASSERT_EQ(::write(go[1], "x", 1), 1);
    std::string then = own;
    for (int tries = 0; then == own && tries < 3000; ++tries) {
        ::usleep(10000);
        then = exes(table).at(child);
    }
    EXPECT_TRUE(then.ends_with("/sleep") || then.ends_with("/coreutils")) << then;
    ::kill(child, SIGKILL);
    siginfo_t info{};
    ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT), 0);
    EXPECT_FALSE(exes(table).contains(child)) << "a zombie";
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    EXPECT_FALSE(exes(table).contains(child));
    ::close(go[0]);
    ::close(go[1]);
}

} // namespace
} // namespace samepage
