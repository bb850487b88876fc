// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/text.h"

#include <gtest/gtest.h>

namespace samepage::ctl {
namespace {

TEST(Printable, KeepsWhatCanBeShown) {
    EXPECT_EQ(printable("a b~ Grüße 内存 \U0001F9E0"), "a b~ Grüße 内存 \U0001F9E0");
}

TEST(Printable, ReplacesWhatATerminalCouldObey) {
    EXPECT_EQ(printable("\x1b]0;x\a\r\n\t\x7f"), "?]0;x?????");
    EXPECT_EQ(printable("\u009b\u202e\u200b\u2028"), "????");
    EXPECT_EQ(printable("\xff"), "?");
}

TEST(SizeText, IsForPeopleOrForPrograms) {
    EXPECT_EQ(sizeText(1536, false), "1.5 KiB");
    EXPECT_EQ(sizeText(1536, true), "1536");
}

} // namespace
} // namespace samepage::ctl
