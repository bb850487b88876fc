// SPDX-License-Identifier: GPL-2.0-or-later
#include "process/program_name.h"

#include <gtest/gtest.h>

namespace samepage {
namespace {

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
