// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/scanner_cpu.h"

#include "temp_tree.h"

#include <gtest/gtest.h>

namespace samepage {
namespace {

class ScannerCpuTest : public testing::Test {
protected:
    void thread(const std::string& pid, const std::string& name, std::uint64_t nanoseconds) {
        tree_.write(pid + "/comm", name + "\n");
        tree_.write(pid + "/schedstat", std::to_string(nanoseconds) + " 5 6\n");
    }

    TempTree tree_;
};

TEST_F(ScannerCpuTest, AddsUpTheThreadsOfTheScanner) {
    thread("7", "kworker/0:1", 1'000'000);
    thread("8", "samepage_scan/0", 5'000'000);
    thread("9", "samepage_scan/1", 2'000'000);
    tree_.write("2/task/2/children", "7 8 9 ");
    ScannerCpu cpu("samepage_scan/", tree_.root());
    EXPECT_EQ(cpu.usec(), 7000U);
    thread("8", "samepage_scan/0", 6'500'000);
    EXPECT_EQ(cpu.usec(), 8500U);
}

TEST_F(ScannerCpuTest, NeverGoesBackWhenThreadsEndAndOthersCome) {
    thread("8", "samepage_scan/0", 5'000'000);
    thread("9", "samepage_scan/1", 2'000'000);
    tree_.write("2/task/2/children", "8 9 ");
    ScannerCpu cpu("samepage_scan/", tree_.root());
    EXPECT_EQ(cpu.usec(), 7000U);
    std::filesystem::remove_all(tree_.root() / "9");
    thread("12", "samepage_scan/1", 500'000);
    tree_.write("2/task/2/children", "8 12 ");
    EXPECT_EQ(cpu.usec(), 7000U);
    EXPECT_EQ(cpu.usec(), 7500U);
}

TEST_F(ScannerCpuTest, IsNotKnownWhereThereAreNoSuchThreads) {
    ScannerCpu nowhere("ksmd", tree_.root());
    EXPECT_FALSE(nowhere.usec());
    thread("8", "ksmd-not", 5);
    tree_.write("2/task/2/children", "8 ");
    ScannerCpu cpu("ksmd", tree_.root());
    EXPECT_FALSE(cpu.usec());
}

} // namespace
} // namespace samepage
