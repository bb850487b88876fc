// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/table.h"

#include <gtest/gtest.h>

#include <clocale>

namespace samepage::ctl {
namespace {

TEST(Table, AlignsByWhatTheTerminalShows) {
    ASSERT_NE(std::setlocale(LC_CTYPE, "C.UTF-8"), nullptr);
    const std::vector<Column> columns{{"NAME"}, {"N", Align::Right}};
    EXPECT_EQ(formatTable(columns, {{"Grüße", "1"}, {"内存", "22"}, {"x", "333"}}), "NAME     N\n"
                                                                                    "Grüße    1\n"
                                                                                    "内存    22\n"
                                                                                    "x      333\n");
}

TEST(Table, HasNoTrailingSpaces) {
    EXPECT_EQ(formatTable({{"A"}, {"B"}}, {{"x", "long"}, {"y", ""}}), "A  B\nx  long\ny\n");
}

TEST(Table, WithoutRowsIsItsTitle) {
    EXPECT_EQ(formatTable({{"A"}, {"B"}}, {}), "A  B\n");
}

} // namespace
} // namespace samepage::ctl
