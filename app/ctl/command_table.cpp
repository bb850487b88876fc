// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/command_table.h"

#include <algorithm>
#include <array>

namespace samepage::ctl {
namespace {

constexpr unsigned everywhere = OptionHelp | OptionVersion | OptionJson | OptionNoAskPassword;

constexpr std::array commands{
    CommandSpec{Command::Status, "status", "", "Show the engine, its state and its counters",
                "Exits with 5 when there is no engine.", everywhere | OptionBytes, false},
    CommandSpec{Command::List, "list", "", "List processes and what merging saves for each",
                "Your own processes; those that save most come first. With --all those of\n"
                "every user, which needs authorisation.",
                everywhere | OptionAll | OptionMarked | OptionBytes, false},
    CommandSpec{Command::Mark, "mark", "PID...", "Let the memory of processes be merged",
                "All memory of the processes, and what they map later; children inherit it.\n"
                "Other users' processes need authorisation. When one of several fails, the\n"
                "others are marked all the same, and the exit status is that of the first\n"
                "failure.",
                everywhere, true},
    CommandSpec{Command::Unmark, "unmark", "PID...", "Take the mark back and undo the merging",
                "Returns when the processes have their own copies of all pages again, which\n"
                "takes as much memory as merging saved.",
                everywhere, true},
    CommandSpec{Command::Start, "start", "", "Start scanning and merging", "", everywhere, false},
    CommandSpec{Command::Pause, "pause", "", "Stop scanning; what is merged stays merged", "",
                everywhere, false},
    CommandSpec{Command::Unmerge, "unmerge", "", "Stop scanning and undo all merging",
                "Returns when it is done. It takes as much free memory as merging saves.",
                everywhere, false},
    CommandSpec{Command::Load, "load", "", "Load the kernel module", "", everywhere, false},
    CommandSpec{Command::Unload, "unload", "", "Unload the kernel module",
                "Merged pages stay merged and keep their contents.", everywhere, false},
    CommandSpec{Command::Watch, "watch", "", "Print the counters again and again",
                "Ends on Ctrl-C, or after --count lines. With --json each line is one object.",
                everywhere | OptionBytes | OptionCount | OptionInterval, false},
};

constexpr std::array options{
    OptionSpec{OptionAll, 'a', "all", nullptr, "processes of all users"},
    OptionSpec{OptionMarked, 'm', "marked", nullptr, "only marked processes"},
    OptionSpec{OptionBytes, 'b', "bytes", nullptr, "sizes in bytes, not in KiB, MiB, ..."},
    OptionSpec{OptionCount, 'n', "count", "N", "end after N lines"},
    OptionSpec{OptionInterval, 'i', "interval", "SECONDS",
               "seconds between two lines, a whole number; default 1"},
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
