// SPDX-License-Identifier: GPL-2.0-or-later
#include "text/printable.h"

#include <gtest/gtest.h>

namespace samepage {
namespace {

TEST(Printable, KeepsOrdinaryText) {
    EXPECT_EQ(printable("firefox-esr"), "firefox-esr");
    EXPECT_EQ(printable("größe 日本 🙂"), "größe 日本 🙂");
    EXPECT_EQ(printable(""), "");
}

TEST(Printable, ReplacesControlCharacters) {
    EXPECT_EQ(printable("a\nb"), "a\uFFFDb");
    EXPECT_EQ(printable("\x1b[31mred"), "\uFFFD[31mred");
    EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\uFFFDb");
    EXPECT_EQ(printable("a\x7f"), "a\uFFFD");
    EXPECT_EQ(printable("a\u0085b"), "a\uFFFDb"); // next line, a control character in UTF-8
}

TEST(Printable, ReplacesWhatWouldMislead) {
    EXPECT_EQ(printable("exe\u202Egpj"), "exe\uFFFDgpj"); // right-to-left override
    EXPECT_EQ(printable("a\u2028b"), "a\uFFFDb");
}

TEST(Printable, ReplacesInvalidUtf8) {
    EXPECT_EQ(printable("\xff"), "\uFFFD");
    EXPECT_EQ(printable("\xc0\xaf"), "\uFFFD\uFFFD");                     // overlong
    EXPECT_EQ(printable("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");           // surrogate
    EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD"); // too large
    EXPECT_EQ(printable("ok\xe2\x82"), "ok\uFFFD\uFFFD");                 // cut short
}

TEST(Printable, CutsBetweenCharacters) {
    EXPECT_EQ(printable("abc", 2), "ab");
    EXPECT_EQ(printable("aü", 2), "a");
}

TEST(Plain, IsAsciiWithoutMarkup) {
    EXPECT_EQ(plain("python3 (x)"), "python3 (x)");
    EXPECT_EQ(plain("<b>root</b>&${user}\"\\"), "?b?root?/b???{user}??");
    EXPECT_EQ(plain("a\nb\xff"), "a?b?");
    EXPECT_EQ(plain("abcdef", 3), "abc");
}

} // namespace
} // namespace samepage
