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
        if (spec.operands == Operands::Pid || spec.operands == Operands::Pids) {
            arguments.emplace_back("1");
        }
        EXPECT_EQ(parseCommandLine(arguments).command, spec.command) << spec.name;
    }
}

TEST(CommandLine, EveryCommandTakesJson) {
    for (const CommandSpec& spec : allCommands()) {
        std::vector<std::string> arguments{std::string(spec.name), "--json"};
        if (spec.operands == Operands::Pid || spec.operands == Operands::Pids) {
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

TEST(CommandLine, ReadsWhatToShowOfTheHistory) {
    const CommandLine defaults = parseCommandLine({"history"});
    EXPECT_EQ(defaults.since, std::chrono::hours(1));
    EXPECT_EQ(defaults.points, 20U);
    EXPECT_TRUE(defaults.metrics.empty());
    const CommandLine line =
        parseCommandLine({"history", "-s", "7d", "--metric=full_scans", "-p", "2", "--metric",
                          "saved_bytes.average", "--metric=full_scans", "--csv"});
    EXPECT_EQ(line.since, std::chrono::hours(168));
    EXPECT_EQ(line.points, 2U);
    EXPECT_THAT(line.metrics, ElementsAre("full_scans", "saved_bytes.average"));
    EXPECT_TRUE(line.csv);
    EXPECT_EQ(parseCommandLine({"history", "--since=90s"}).since, std::chrono::seconds(90));
    EXPECT_EQ(parseCommandLine({"history", "--since=15m"}).since, std::chrono::minutes(15));
    EXPECT_EQ(parseCommandLine({"history", "--since=3650d"}).since, std::chrono::hours(87600));
}

TEST(CommandLine, RefusesTimesThatAreNone) {
    for (const char* word : {"", "s", "1", "0h", "-1h", "1.5h", "1H", "1h30m", "3651d", "87601h",
                             "yesterday", "99999999999999999999s"}) {
        EXPECT_THAT(complaintAbout({"history", "-s", word}), HasSubstr("is not a time such as"))
            << word;
    }
    for (const char* word : {"1", "100001", "0", "many"}) {
        EXPECT_THAT(complaintAbout({"history", "-p", word}), HasSubstr("from 2 to 100000"));
    }
    EXPECT_EQ(complaintAbout({"history", "--json", "--csv"}), "Either --json or --csv, not both");
    EXPECT_EQ(complaintAbout({"list", "--csv"}), "Option --csv means nothing to the command list");
}

TEST(CommandLine, SomeCommandsTakeOneProcess) {
    for (const char* command : {"merge-now", "explain"}) {
        EXPECT_THAT(parseCommandLine({command, "12"}).pids, ElementsAre(12U));
        EXPECT_EQ(complaintAbout({command, "12", "13"}),
                  std::string("The command ") + command + " takes no \"13\"");
        EXPECT_THAT(complaintAbout({command}), HasSubstr("needs the id of a process"));
    }
}

TEST(CommandLine, ReadsSettings) {
    EXPECT_TRUE(parseCommandLine({"tunables"}).settings.empty());
    EXPECT_THAT(parseCommandLine({"tunables", "threads=2", "domains=a=b"}).settings,
                ElementsAre(Setting{.name = "threads", .value = "2"},
                            Setting{.name = "domains", .value = "a=b"}));
    for (const char* word : {"threads", "=2", "threads=", "="}) {
        EXPECT_THAT(complaintAbout({"tunables", word}), HasSubstr("is not NAME=VALUE")) << word;
    }
    EXPECT_EQ(complaintAbout({"tunables", "a=1", "a=2"}), "\"a\" is there twice");
}

TEST(CommandLine, ReadsHowToEstimate) {
    const CommandLine line =
        parseCommandLine({"estimate", "--sample", "16", "--second-look=500", "12", "13"});
    EXPECT_EQ(line.sample, 16U);
    EXPECT_EQ(line.secondLook, std::chrono::milliseconds(500));
    EXPECT_THAT(line.pids, ElementsAre(12U, 13U));
    EXPECT_THAT(complaintAbout({"estimate", "--sample=65537", "1"}), HasSubstr("1 to 65536"));
    EXPECT_THAT(complaintAbout({"estimate", "--sample=0", "1"}), HasSubstr("1 to 65536"));
    EXPECT_THAT(complaintAbout({"estimate", "--second-look=60001", "1"}), HasSubstr("up to 60000"));
    EXPECT_THAT(complaintAbout({"explain", "--sample=2", "1"}), HasSubstr("means nothing"));
}

TEST(CommandLine, ReadsThePaceAsVmstatDoes) {
    const CommandLine line = parseCommandLine({"watch", "5", "3"});
    EXPECT_EQ(line.interval, std::chrono::seconds(5));
    EXPECT_EQ(line.count, 3U);
    EXPECT_EQ(parseCommandLine({"watch", "5"}).count, std::nullopt);
    EXPECT_THAT(complaintAbout({"watch", "0"}), HasSubstr("number of seconds"));
    EXPECT_THAT(complaintAbout({"watch", "1", "x"}), HasSubstr("number of lines"));
    EXPECT_EQ(complaintAbout({"watch", "1", "2", "3"}), "The command watch takes no \"3\"");
}

TEST(CommandLine, ReadsWhereTheTimeEnds) {
    const CommandLine line = parseCommandLine({"history", "--since=2h", "--until=30m"});
    EXPECT_EQ(line.since, std::chrono::hours(2));
    EXPECT_EQ(line.until, std::chrono::minutes(30));
    EXPECT_THAT(complaintAbout({"events", "--until=1h"}), HasSubstr("longer ago"));
}

TEST(CommandLine, ReadsWhoseServiceIsAsked) {
    EXPECT_EQ(parseCommandLine({"status"}).place, Place());
    EXPECT_EQ(parseCommandLine({"-H", "root@far", "status"}).place,
              (Place{.kind = Place::Kind::Host, .name = "root@far"}));
    EXPECT_EQ(parseCommandLine({"mark", "1", "--machine=web"}).place,
              (Place{.kind = Place::Kind::Machine, .name = "web"}));
    EXPECT_THAT(complaintAbout({"status", "-H", "a", "-M", "b"}), HasSubstr("Only one"));
    for (const char* name : {"", "-oProxyCommand=x", "a b"}) {
        EXPECT_THAT(complaintAbout({"status", "-H", name}), HasSubstr("no name of a machine"));
    }
}

TEST(CommandLine, ReadsWhereMetricsGo) {
    EXPECT_EQ(parseCommandLine({"metrics"}).output, "");
    EXPECT_EQ(parseCommandLine({"metrics", "-o", "a.prom"}).output, "a.prom");
    EXPECT_THAT(complaintAbout({"metrics", "--output="}), HasSubstr("name of a file"));
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

TEST(CommandLine, KnowsWhatToDoWithRules) {
    using Kind = RuleChange::Kind;
    EXPECT_EQ(parseCommandLine({"rules"}).ruleChange, RuleChange{});
    EXPECT_EQ(parseCommandLine({"rules", "list"}).ruleChange, RuleChange{});
    const CommandLine line =
        parseCommandLine({"rules", "add", "user", "alice", "--never", "--priority=-5",
                          "--domain=fleet", "--comment=for a test", "--disabled"});
    EXPECT_EQ(line.ruleChange.kind, Kind::Add);
    EXPECT_EQ(line.ruleChange.about, "user");
    EXPECT_EQ(line.ruleChange.value, "alice");
    EXPECT_TRUE(line.never && line.disabled);
    EXPECT_EQ(line.priority, -5);
    EXPECT_EQ(line.domain, "fleet");
    EXPECT_EQ(line.comment, "for a test");
    EXPECT_EQ(parseCommandLine({"rules", "remove", "3", "1", "3"}).ruleChange.ids,
              (std::vector<std::uint32_t>{3, 1}));
    EXPECT_EQ(parseCommandLine({"rules", "enable", "2"}).ruleChange.kind, Kind::Enable);
    EXPECT_EQ(parseCommandLine({"rules", "disable", "2"}).ruleChange.kind, Kind::Disable);
}

TEST(CommandLine, RefusesWhatCannotBeDoneWithRules) {
    EXPECT_EQ(complaintAbout({"rules", "list", "x"}), "The action list takes no \"x\"");
    EXPECT_EQ(complaintAbout({"rules", "edit", "1"}), "There is no action \"edit\" for rules");
    EXPECT_EQ(complaintAbout({"rules", "add", "user"}),
              "The action add needs a kind and a value, as: add user NAME");
    EXPECT_EQ(complaintAbout({"rules", "remove"}), "The action remove needs the number of a rule");
    EXPECT_EQ(complaintAbout({"rules", "remove", "0"}), "\"0\" is not the number of a rule");
    EXPECT_EQ(complaintAbout({"rules", "add", "user", "bob", "--priority=1001"}),
              "\"1001\" is not a priority from -1000 to 1000");
    EXPECT_EQ(complaintAbout({"rules", "--never"}),
              "--never, --domain, --priority, --comment and --disabled belong to: rules add");
    EXPECT_EQ(complaintAbout({"policy", "always"}), "\"always\" is not NAME=VALUE");
}

TEST(CommandLine, ForgetsThePreviousOne) {
    static_cast<void>(complaintAbout({"list", "--frob", "--json"}));
    const CommandLine line = parseCommandLine({"status"});
    EXPECT_EQ(line.command, Command::Status);
    EXPECT_FALSE(line.json);
}

} // namespace
} // namespace samepage::ctl
