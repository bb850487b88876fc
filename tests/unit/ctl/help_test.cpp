// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/help.h"

#include <gmock/gmock.h>

#include <sstream>

namespace samepage::ctl {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Help, NamesEveryCommand) {
    for (const CommandSpec& command : allCommands()) {
        EXPECT_THAT(generalHelp(), HasSubstr("\n  " + std::string(command.name)));
    }
}

TEST(Help, OfACommandNamesItsOptionsOnly) {
    for (const CommandSpec& command : allCommands()) {
        const std::string help = commandHelp(command);
        EXPECT_THAT(help, StartsWith("Usage: samepagectl " + std::string(command.name)));
        for (const OptionSpec& option : allOptions()) {
            const std::string name = std::string("--") + option.longName;
            if ((command.options & option.option) != 0) {
                EXPECT_THAT(help, HasSubstr(name)) << command.name;
            } else {
                EXPECT_THAT(help, Not(HasSubstr(" " + name))) << command.name;
            }
        }
    }
}

TEST(Help, FitsATerminal) {
    std::string all = generalHelp();
    for (const CommandSpec& command : allCommands()) {
        all += commandHelp(command);
    }
    std::istringstream lines(all);
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 80U) << line;
    }
}

TEST(Version, NamesTheProgram) {
    EXPECT_THAT(versionText(), testing::MatchesRegex("samepagectl [0-9.]+\n"));
}

} // namespace
} // namespace samepage::ctl
