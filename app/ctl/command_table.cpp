// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/command_table.h"

#include <algorithm>
#include <array>

namespace samepage::ctl {
namespace {

constexpr unsigned everywhere =
    OptionHelp | OptionVersion | OptionJson | OptionNoAskPassword | OptionHost | OptionMachine;

constexpr std::array commands{
    CommandSpec{Command::Status, "status", "", "Show the engine, its state and its counters",
                "Exits with 5 when there is no engine.", everywhere | OptionBytes, Operands::None},
    CommandSpec{Command::List, "list", "", "List processes and what merging saves for each",
                "Your own processes; those that save most come first. With --all those of\n"
                "every user, which needs authorisation.",
                everywhere | OptionAll | OptionMarked | OptionBytes, Operands::None},
    CommandSpec{Command::Mark, "mark", "PID...", "Let the memory of processes be merged",
                "All memory of the processes, and what they map later; children inherit it.\n"
                "Other users' processes need authorisation. When one of several fails, the\n"
                "others are marked all the same, and the exit status is that of the first\n"
                "failure.",
                everywhere, Operands::Pids},
    CommandSpec{Command::Unmark, "unmark", "PID...", "Take the mark back and undo the merging",
                "Returns when the processes have their own copies of all pages again, which\n"
                "takes as much memory as merging saved.",
                everywhere, Operands::Pids},
    CommandSpec{Command::MergeNow, "merge-now", "PID", "Merge a marked process at once",
                "At full speed, whatever max_cpu_percent says, and also while paused. Ctrl-C\n"
                "cancels it; what is merged by then stays merged.",
                everywhere | OptionBytes, Operands::Pid},
    CommandSpec{Command::Cancel, "cancel", "PID", "End a merge-now, whoever asked for it",
                "What is merged by then stays merged. Others' processes need authorisation.",
                everywhere, Operands::Pid},
    CommandSpec{Command::Estimate, "estimate", "PID...", "Show what marking processes would save",
                "Nothing is merged or changed. Other users' processes need authorisation.\n"
                "Ctrl-C cancels it.",
                everywhere | OptionBytes | OptionSample | OptionSecondLook, Operands::Pids},
    CommandSpec{Command::Explain, "explain", "PID", "Show why memory is merged or is not",
                "The resident memory of the process by reason. Other users' processes need\n"
                "authorisation. Ctrl-C cancels it.",
                everywhere | OptionBytes, Operands::Pid},
    CommandSpec{Command::Start, "start", "", "Start scanning and merging", "", everywhere,
                Operands::None},
    CommandSpec{Command::Pause, "pause", "", "Stop scanning; what is merged stays merged", "",
                everywhere, Operands::None},
    CommandSpec{Command::Unmerge, "unmerge", "", "Stop scanning and undo all merging",
                "Returns when it is done. It takes as much free memory as merging saves.\n"
                "Ctrl-C cancels it; the rest stays merged then.",
                everywhere, Operands::None},
    CommandSpec{Command::Tunables, "tunables", "[NAME=VALUE...]",
                "Show or set the engine's settings",
                "Without NAME=VALUE all of them are shown; samepage(4) says what each means.\n"
                "All that are named are set, or none. They are kept, also when the module is\n"
                "loaded again and after a restart.",
                everywhere, Operands::Settings},
    CommandSpec{Command::Policy, "policy", "[NAME=VALUE...]", "Show or set when the engine runs",
                "when=always|low-memory|mains|pressure, memory_percent=N (low-memory: while\n"
                "less than that is available), pressure_percent=N (pressure: while programs\n"
                "wait for memory for more of the time than that).",
                everywhere, Operands::Settings},
    CommandSpec{Command::Rules, "rules", "[ACTION...]", "Show or change what is always marked",
                "Without an action they are listed. Actions:\n"
                "  add executable|unit|user|cgroup VALUE\n"
                "  remove ID...\n"
                "  enable ID...\n"
                "  disable ID...\n"
                "What a rule has marked stays marked when it is removed or disabled.",
                everywhere | OptionNever | OptionDomain | OptionPriority | OptionComment |
                    OptionDisabled,
                Operands::Rules},
    CommandSpec{Command::Load, "load", "", "Load the kernel module", "", everywhere,
                Operands::None},
    CommandSpec{Command::Unload, "unload", "", "Unload the kernel module",
                "Merged pages stay merged and keep their contents.", everywhere, Operands::None},
    CommandSpec{Command::Watch, "watch", "[INTERVAL [COUNT]]", "Print the counters again and again",
                "A line each INTERVAL seconds, until Ctrl-C or for COUNT lines. SCANNED/S are\n"
                "pages looked at each second since the line before, MERGED/S pages that merging\n"
                "saves more (or, below zero, less). With --json each line is one object.",
                everywhere | OptionBytes | OptionCount | OptionInterval, Operands::Pace},
    CommandSpec{Command::Metrics, "metrics", "", "Print the counters for Prometheus",
                "In the text format of OpenMetrics, for node_exporter's textfile collector. With\n"
                "--output the file is replaced at once, so that nobody reads half of it.",
                everywhere | OptionOutput, Operands::None},
    CommandSpec{Command::History, "history", "", "Print what the counters were",
                "The least and the greatest value of each counter are always among the lines,\n"
                "however few they are. A line of \"-\" stands for a time of which nothing is\n"
                "known: nobody watched, the scanner was paused, or the machine slept.",
                everywhere | OptionBytes | OptionSince | OptionUntil | OptionMetric | OptionPoints |
                    OptionCsv,
                Operands::None},
    CommandSpec{Command::Events, "events", "", "Print what happened",
                "To the engine and to your own processes, the last 100 events unless --count\n"
                "says otherwise. With --all also to those of others, which needs authorisation.",
                everywhere | OptionAll | OptionCount | OptionSince | OptionUntil, Operands::None},
    CommandSpec{Command::ClearHistory, "clear-history", "", "Delete the history and the events",
                "Needs authorisation. What is deleted is gone.", everywhere, Operands::None},
};

constexpr std::array options{
    OptionSpec{OptionAll, 'a', "all", nullptr, "processes of all users"},
    OptionSpec{OptionMarked, 'm', "marked", nullptr, "only marked processes"},
    OptionSpec{OptionBytes, 'b', "bytes", nullptr, "sizes in bytes, not in KiB, MiB, ..."},
    OptionSpec{OptionCount, 'n', "count", "N", "at most N lines"},
    OptionSpec{OptionInterval, 'i', "interval", "SECONDS",
               "seconds between two lines, a whole number; default 1"},
    OptionSpec{OptionSince, 's', "since", "TIME", "how far back, as 90s, 15m, 1h, 7d; default 1h"},
    OptionSpec{OptionUntil, 0, "until", "TIME", "where that ends, so long ago; default now"},
    OptionSpec{OptionMetric, 0, "metric", "NAME", "only this counter (several times: these)"},
    OptionSpec{OptionPoints, 'p', "points", "N", "at most N lines, 2 to 100000; default 20"},
    OptionSpec{OptionCsv, 0, "csv", nullptr, "print CSV"},
    OptionSpec{OptionSample, 0, "sample", "N", "look at one in N contents only: faster"},
    OptionSpec{OptionSecondLook, 0, "second-look", "MSECS",
               "look twice, leave out what changed meanwhile"},
    OptionSpec{OptionNever, 0, "never", nullptr,
               "never mark it, whatever rules that count less say"},
    OptionSpec{OptionDomain, 0, "domain", "WORD",
               "merge with processes of rules with this word only"},
    OptionSpec{OptionPriority, 0, "priority", "N", "which rule counts: the highest; default 0"},
    OptionSpec{OptionComment, 0, "comment", "TEXT", "what it is for"},
    OptionSpec{OptionDisabled, 0, "disabled", nullptr, "add it, but do not apply it yet"},
    OptionSpec{OptionOutput, 'o', "output", "FILE", "write to FILE instead"},
    OptionSpec{OptionHost, 'H', "host", "[USER@]HOST", "another machine, through ssh"},
    OptionSpec{OptionMachine, 'M', "machine", "NAME", "a container of this machine"},
    OptionSpec{OptionNoAskPassword, 0, "no-ask-password", nullptr,
               "fail where a password would be needed"},
    OptionSpec{OptionJson, 'j', "json", nullptr, "print JSON"},
    OptionSpec{OptionHelp, 'h', "help", nullptr, "show help; after a command, for that command"},
    OptionSpec{OptionVersion, 'V', "version", nullptr, "show the version"},
};

} // namespace

std::span<const CommandSpec> allCommands() {
    return commands;
}

std::span<const OptionSpec> allOptions() {
    return options;
}

const CommandSpec& commandSpec(Command command) {
    return *std::ranges::find(commands, command, &CommandSpec::command);
}

const CommandSpec* findCommand(std::string_view name) {
    const auto* found = std::ranges::find(commands, name, &CommandSpec::name);
    return found == commands.end() ? nullptr : found;
}

} // namespace samepage::ctl
