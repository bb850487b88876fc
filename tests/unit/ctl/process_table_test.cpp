// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/process_table.h"

#include <gmock/gmock.h>

namespace samepage::ctl {
namespace {

using testing::HasSubstr;
using testing::Not;

client::ProcessRow process(std::uint32_t pid, std::uint64_t rss, std::uint64_t saved) {
    client::ProcessRow row;
    row.key.pid = pid;
    row.uid = 1000;
    row.user = "alice";
    row.name = "python3";
    row.rss = rss;
    row.saved = saved;
    row.merged = saved;
    row.markable = true;
    return row;
}

TEST(ProcessTable, IsAlignedWithIecSizes) {
    auto first = process(1234, 300ULL << 20U, 1536);
    first.marked = true;
    first.markedBy = "rule:3";
    first.unit = "work.service";
    EXPECT_EQ(processTable({first, process(7, 4096, 0)}, false),
              " PID  USER   PROGRAM  STATE   BY          RSS   MERGED    SAVED  UNIT\n"
              "1234  alice  python3  marked  rule 3  300 MiB  1.5 KiB  1.5 KiB  work.service\n"
              "   7  alice  python3  -       -       4.0 KiB      0 B      0 B  -\n"
              "\n2 processes, 1 marked, 1.5 KiB saved\n");
}

TEST(ProcessTable, PrintsBytesOnRequest) {
    const std::string table = processTable({process(7, 300ULL << 20U, 1536)}, true);
    EXPECT_THAT(table, HasSubstr(" 314572800 "));
    EXPECT_THAT(table, HasSubstr("1 process, 0 marked, 1536 bytes saved\n"));
}

TEST(ProcessTable, SaysWhenThereIsNothing) {
    EXPECT_THAT(processTable({}, false), HasSubstr("0 processes, 0 marked, 0 B saved\n"));
}

TEST(ProcessTable, GivesNoCommandsToTheTerminal) {
    auto row = process(7, 0, 0);
    row.name = "\x1b[2Jevil\n\u202Ename";
    const std::string table = processTable({row}, false);
    EXPECT_THAT(table, HasSubstr("?[2Jevil??name"));
    EXPECT_THAT(table, Not(HasSubstr("\x1b")));
}

TEST(ProcessTable, NamesAUserWithoutNameByNumber) {
    auto row = process(7, 0, 0);
    row.user.clear();
    EXPECT_THAT(processTable({row}, false), HasSubstr("  1000  "));
}

TEST(ProcessTable, TellsTheStatesApart) {
    auto row = process(7, 0, 0);
    row.mergeable = true;
    EXPECT_THAT(processTable({row}, false), HasSubstr(" partly "));
    row.mergeable = row.markable = false;
    EXPECT_THAT(processTable({row}, false), HasSubstr(" unmarkable "));
}

TEST(SortBySavings, PutsTheMostUsefulFirst) {
    std::vector rows{process(3, 10, 0), process(2, 20, 0), process(9, 1, 5), process(1, 20, 0)};
    sortBySavings(rows);
    const auto hasPid = [](std::uint32_t pid) {
        return testing::Field(&client::ProcessRow::key,
                              testing::Field(&client::ProcessKey::pid, pid));
    };
    EXPECT_THAT(rows, testing::ElementsAre(hasPid(9), hasPid(1), hasPid(2), hasPid(3)));
}

} // namespace
} // namespace samepage::ctl
