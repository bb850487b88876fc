// SPDX-License-Identifier: GPL-2.0-or-later
// The commands and options there are: the parser and --help both read them here.
#pragma once

#include <span>
#include <string_view>

namespace samepage::ctl {

enum class Command {
    Status,
    List,
    Mark,
    Unmark,
    MergeNow,
    Estimate,
    Explain,
    Start,
    Pause,
    Unmerge,
    Tunables,
    Policy,
    Rules,
    Load,
    Unload,
    Watch,
    History,
    Events,
    ClearHistory,
    Cancel,
    Metrics,
};

// What stands behind a command.
// Settings: NAME=VALUE, any number. Pace: INTERVAL and COUNT, or only the first.
// Rules: what RuleChange holds.
enum class Operands { None, Pid, Pids, Settings, Pace, Rules };

// Bits, so that a command can name the ones it takes.
enum Option : unsigned {
    OptionHelp = 1U << 0,
    OptionVersion = 1U << 1,
    OptionJson = 1U << 2,
    OptionNoAskPassword = 1U << 3,
    OptionAll = 1U << 4,
    OptionMarked = 1U << 5,
    OptionBytes = 1U << 6,
    OptionCount = 1U << 7,
    OptionInterval = 1U << 8,
    OptionSince = 1U << 9,
    OptionMetric = 1U << 10,
    OptionPoints = 1U << 11,
    OptionCsv = 1U << 12,
    OptionSample = 1U << 13,
    OptionSecondLook = 1U << 14,
    OptionNever = 1U << 15,
    OptionDomain = 1U << 16,
    OptionPriority = 1U << 17,
    OptionComment = 1U << 18,
    OptionDisabled = 1U << 19,
    OptionUntil = 1U << 20,
    OptionOutput = 1U << 21,
    OptionHost = 1U << 22,
    OptionMachine = 1U << 23,
};

struct CommandSpec {
    Command command;
    std::string_view name;
    std::string_view arguments; // as --help shows them
    std::string_view summary;   // one line of the list of commands
    std::string_view details;   // what `samepagectl COMMAND --help` adds
    unsigned options;           // Option bits
    Operands operands;
};

struct OptionSpec {
    Option option;
    char shortName; // 0: none
    const char* longName;
    const char* argument; // null: takes none
    std::string_view summary;
};

[[nodiscard]] std::span<const CommandSpec> allCommands();
[[nodiscard]] std::span<const OptionSpec> allOptions();
[[nodiscard]] const CommandSpec& commandSpec(Command command);
[[nodiscard]] const CommandSpec* findCommand(std::string_view name); // null: none

} // namespace samepage::ctl
