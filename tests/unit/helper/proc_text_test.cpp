// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/proc_text.h"

#include <gtest/gtest.h>

#include <string>

namespace samepage {
namespace {

constexpr const char* statTail =
    " S 1 1234 1234 0 -1 4194560 5105 0 12 0 87 30 0 0 20 0 3 0 987654 235 18 "
    "18446744073709551615 1 1 0 0 0 0 0 4096 81922 0 0 0 17 1 0 0 0 0 0\n";

TEST(ParseStat, ReadsTheFields) {
    const auto stat = parseStat(std::string("1234 (sshd)") + statTail);
    ASSERT_TRUE(stat);
    EXPECT_EQ(stat->name, "sshd");
    EXPECT_EQ(stat->state, 'S');
    EXPECT_EQ(stat->ppid, 1);
    EXPECT_EQ(stat->startTime, 987654U);
    EXPECT_FALSE(stat->isKernelThread());
    EXPECT_FALSE(stat->hasExited());
}

TEST(ParseStat, NameMayHoldAnything) {
    EXPECT_EQ(parseStat(std::string("1 (a) R 7 (b)") + statTail)->name, "a) R 7 (b");
    EXPECT_EQ(parseStat(std::string("1 (\n)") + statTail)->name, "\n");
    EXPECT_EQ(parseStat(std::string("1 ()") + statTail)->name, "");
}

TEST(ParseStat, KnowsKernelThreadsAndZombies) {
    const auto thread =
        parseStat("2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 26 0 0");
    ASSERT_TRUE(thread);
    EXPECT_TRUE(thread->isKernelThread());
    const auto zombie = parseStat("9 (x) Z 1 9 9 0 -1 4228108 0 0 0 0 0 0 0 0 20 0 1 0 77 0 0");
    ASSERT_TRUE(zombie);
    EXPECT_TRUE(zombie->hasExited());
}

TEST(ParseStat, RefusesWhatIsNotOne) {
    EXPECT_FALSE(parseStat(""));
    EXPECT_FALSE(parseStat("1234"));
    EXPECT_FALSE(parseStat("1234 )x("));
    EXPECT_FALSE(parseStat("1234 (x) S 1 2 3"));
    EXPECT_FALSE(parseStat("1 (x) S a 9 9 0 -1 4228108 0 0 0 0 0 0 0 0 20 0 1 0 77 0 0"));
    EXPECT_FALSE(parseStat("1 (x) S 1 9 9 0 -1 4228108 0 0 0 0 0 0 0 0 20 0 1 0 -7 0 0"));
}

TEST(ParseStatusUids, ReadsAllFour) {
    const auto uids =
        parseStatusUids("Name:\tx\nUmask:\t0022\nUid:\t1000\t0\t1001\t1002\nGid:\t5\t5\t5\t5\n");
    ASSERT_TRUE(uids);
    EXPECT_EQ(*uids, (ProcUids{1000, 0, 1001, 1002}));
}

TEST(ParseStatusUids, NameCannotPretend) {
    // The kernel writes line ends in names as \n with a backslash.
    const auto uids = parseStatusUids("Name:\ta\\nUid:\t0\t0\t0\t0\nUid:\t7\t7\t7\t7\n");
    ASSERT_TRUE(uids);
    EXPECT_TRUE(uids->allAre(7));
}

TEST(ParseStatusUids, RefusesWhatIsNotOne) {
    EXPECT_FALSE(parseStatusUids(""));
    EXPECT_FALSE(parseStatusUids("Uid:\t1\t2\t3\n"));
    EXPECT_FALSE(parseStatusUids("Uid:\t1\t2\t3\tx\n"));
}

TEST(ProcUids, OwnNeedsAllFour) {
    EXPECT_TRUE((ProcUids{5, 5, 5, 5}.allAre(5)));
    EXPECT_FALSE((ProcUids{0, 5, 5, 5}.allAre(5)));
    EXPECT_FALSE((ProcUids{5, 0, 5, 5}.allAre(5)));
    EXPECT_FALSE((ProcUids{5, 5, 0, 5}.allAre(5)));
    EXPECT_FALSE((ProcUids{5, 5, 5, 0}.allAre(5)));
}

TEST(ParseStatm, ReadsResidentPages) {
    EXPECT_EQ(parseStatmResident("2104 711 530 37 0 214 0\n"), 711U);
    EXPECT_FALSE(parseStatmResident("2104"));
    EXPECT_FALSE(parseStatmResident(""));
}

TEST(ParseKsmStat, ReadsWhatIsThere) {
    const auto stat =
        parseKsmStat("ksm_rmap_items 12\nksm_zero_pages 1\nksm_merging_pages 7\n"
                     "ksm_process_profit -12\nksm_merge_any: yes\nksm_mergeable: no\n");
    EXPECT_EQ(stat.rmapItems, 12U);
    EXPECT_EQ(stat.mergingPages, 7U);
    EXPECT_EQ(stat.mergeAny, true);
    EXPECT_EQ(stat.mergeable, false);
    const auto old = parseKsmStat("ksm_rmap_items 3\n");
    EXPECT_EQ(old.rmapItems, 3U);
    EXPECT_FALSE(old.mergingPages);
    EXPECT_FALSE(old.mergeAny);
}

TEST(ParseCgroupPath, IsOfTheUnifiedHierarchyOrOfSystemd) {
    EXPECT_EQ(parseCgroupPath("0::/system.slice/ssh.service\n"), "/system.slice/ssh.service");
    EXPECT_EQ(parseCgroupPath("12:memory:/x.service\n1:name=systemd:/system.slice/cron.service\n"),
              "/system.slice/cron.service");
    EXPECT_EQ(parseCgroupPath("0::/a:b\n"), "/a:b");
    EXPECT_EQ(parseCgroupPath("0::/\n"), "/");
    for (const auto* none : {"", "\n", "0", "0:", "5:memory:/x\n"})
        EXPECT_EQ(parseCgroupPath(none), "") << none;
}

TEST(UnitOfCgroup, IsTheInnermost) {
    EXPECT_EQ(unitOfCgroup("/system.slice/ssh.service"), "ssh.service");
    EXPECT_EQ(unitOfCgroup("/user.slice/user-1000.slice/user@1000.service/app.slice/"
                           "app-org.mozilla.firefox-1234.scope"),
              "app-org.mozilla.firefox-1234.scope");
    EXPECT_EQ(unitOfCgroup("/system.slice/docker.service/payload"), "docker.service");
    for (const auto* none : {"", "/", "/user.slice"})
        EXPECT_EQ(unitOfCgroup(none), "") << none;
}

TEST(ProcessState, HasAName) {
    EXPECT_EQ(processStateName('R'), "running");
    EXPECT_EQ(processStateName('S'), "sleeping");
    EXPECT_EQ(processStateName('D'), "waiting");
    EXPECT_EQ(processStateName('T'), "stopped");
    EXPECT_EQ(processStateName('t'), "stopped");
    EXPECT_EQ(processStateName('?'), "other");
}

constexpr const char* wholeStatus =
    "Name:\tsleep\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t9\nPid:\t9\nPPid:\t7\n"
    "Uid:\t1\t2\t3\t4\nGid:\t5\t5\t5\t5\nVmPeak:\t    5804 kB\nVmRSS:\t    1664 kB\n"
    "VmExe:\t      20 kB\nVmLib:\t    1748 kB\n";

TEST(ParseStatus, ReadsWhatChanges) {
    const auto status = parseStatus(wholeStatus);
    ASSERT_TRUE(status);
    EXPECT_EQ(status->name, "sleep");
    EXPECT_EQ(status->state, 'S');
    EXPECT_EQ(status->ppid, 7);
    EXPECT_EQ(status->uids, (ProcUids{1, 2, 3, 4}));
    EXPECT_EQ(status->residentBytes, 1664U * 1024);
    EXPECT_EQ(status->code, "20 kB");
}

TEST(ParseStatus, RefusesWhatHasNoMemoryOrIsNotOne) {
    const std::string whole = wholeStatus;
    EXPECT_FALSE(parseStatus(whole.substr(0, whole.find("VmPeak"))));
    for (const auto* missing : {"State", "PPid", "Uid", "VmRSS"}) {
        std::string text = whole;
        text.replace(text.find(std::string("\n") + missing) + 1, 1, "x");
        EXPECT_FALSE(parseStatus(text)) << missing;
    }
    EXPECT_FALSE(parseStatus(""));
    EXPECT_FALSE(parseStatus("Uid\nState:\n"));
}

TEST(ParsePidfdInfo, ReadsThePid) {
    EXPECT_EQ(
        parsePidfdInfo("pos:\t0\nflags:\t02000002\nmnt_id:\t15\nino:\t1\nPid:\t77\nNSpid:\t77\n"),
        77);
    EXPECT_EQ(parsePidfdInfo("pos:\t0\nPid:\t-1\nNSpid:\t-1\n"), -1);
    EXPECT_FALSE(parsePidfdInfo("pos:\t0\nflags:\t02\n"));
    EXPECT_FALSE(parsePidfdInfo(""));
}

} // namespace
} // namespace samepage
