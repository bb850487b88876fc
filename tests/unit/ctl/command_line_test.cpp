// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/command_line.h"

#include <gmock/gmock.h>

namespace samepage::ctl {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string complaintAbout(const std::vector<std::string>& arguments) {
    try {
        static_cast<void>(parseCommandLine(arguments));
    } catch (const UsageError& error) {
        return error.what();
    }
    return "nothing";
}

TEST(CommandLine, KnowsEveryCommandByItsName) {
    for (const CommandSpec& spec : allCommands()) {
        std::vector<std::string> arguments{std::string(spec.name)};
        if (spec.takesPids) {
            arguments.emplace_back("1");
        }
        EXPECT_EQ(parseCommandLine(arguments).command, spec.command) << spec.name;
    }
}

TEST(CommandLine, EveryCommandTakesJson) {
    for (const CommandSpec& spec : allCommands()) {
        std::vector<std::string> arguments{std::string(spec.name), "--json"};
        if (spec.takesPids) {
            arguments.emplace_back("1");
        }
        EXPECT_TRUE(parseCommandLine(arguments).json) << spec.name;
    }
}

TEST(CommandLine, HasCalmDefaults) {
    const CommandLine line = parseCommandLine({"list"});
    EXPECT_FALSE(line.json || line.all || line.marked || line.bytes || line.help || line.version);
    EXPECT_TRUE(line.askPassword);
    EXPECT_EQ(line.count, std::nullopt);
    EXPECT_EQ(line.interval, std::chrono::seconds(1));
}

TEST(CommandLine, OptionsStandAnywhere) {
    const CommandLine line = parseCommandLine({"--json", "list", "-ab", "--marked"});
    EXPECT_EQ(line.command, Command::List);
    EXPECT_TRUE(line.json && line.all && line.bytes && line.marked);
}

TEST(CommandLine, TakesSeveralPidsEachOnce) {
    const CommandLine line = parseCommandLine({"mark", "12", "--no-ask-password", "7", "12"});
    EXPECT_THAT(line.pids, ElementsAre(12U, 7U));
    EXPECT_FALSE(line.askPassword);
}

TEST(CommandLine, TakesNoPidThatIsNotOne) {
    for (const char* word : {"0", "-1", "+1", "1x", "x", "", " 1", "0x10", "1.0", "2147483648",
                             "99999999999999999999999"}) {
        EXPECT_THAT(complaintAbout({"mark", "--", word}), HasSubstr("is not a process id")) << word;
    }
    EXPECT_THAT(parseCommandLine({"mark", "2147483647"}).pids, ElementsAre(2147483647U));
}

TEST(CommandLine, ReadsCountAndInterval) {
    const CommandLine line = parseCommandLine({"watch", "--count=3", "-i", "10"});
    EXPECT_EQ(line.count, 3U);
    EXPECT_EQ(line.interval, std::chrono::seconds(10));
    EXPECT_THAT(complaintAbout({"watch", "--count=0"}),
                HasSubstr("\"0\" is not a number of lines"));
    EXPECT_THAT(complaintAbout({"watch", "--interval=0.5"}), HasSubstr("\"0.5\" is not a number"));
    EXPECT_THAT(complaintAbout({"watch", "--interval=86401"}), HasSubstr("up to 86400"));
}

TEST(CommandLine, NamesWhatIsWrong) {
    EXPECT_EQ(complaintAbout({}), "A command is missing");
    EXPECT_EQ(complaintAbout({"frob"}), "There is no command \"frob\"");
    EXPECT_EQ(complaintAbout({"list", "--frob"}), "There is no option --frob");
    EXPECT_EQ(complaintAbout({"-q"}), "There is no option -q");
    EXPECT_EQ(complaintAbout({"list", "--json=1"}), "Option --json=1 takes no value");
    EXPECT_EQ(complaintAbout({"watch", "--count"}), "Option --count needs a value");
    EXPECT_EQ(complaintAbout({"mark"}), "The command mark needs the id of a process");
    EXPECT_EQ(complaintAbout({"start", "7"}), "The command start takes no \"7\"");
}

TEST(CommandLine, RefusesOptionsThatMeanNothingToTheCommand) {
    EXPECT_EQ(complaintAbout({"status", "--all"}),
              "Option --all means nothing to the command status");
    EXPECT_EQ(complaintAbout({"mark", "--count=2", "1"}),
              "Option --count means nothing to the command mark");
}

TEST(CommandLine, HelpNeedsNothingElse) {
    EXPECT_TRUE(parseCommandLine({"--help"}).help);
    EXPECT_TRUE(parseCommandLine({"--version"}).version);
    const CommandLine line = parseCommandLine({"mark", "--help"});
    EXPECT_TRUE(line.help);
    EXPECT_EQ(line.command, Command::Mark);
}

TEST(CommandLine, ForgetsThePreviousOne) {
    static_cast<void>(complaintAbout({"list", "--frob", "--json"}));
    const CommandLine line = parseCommandLine({"status"});
    EXPECT_EQ(line.command, Command::Status);
    EXPECT_FALSE(line.json);
}

} // namespace
} // namespace samepage::ctl
