// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/help.h"

#include <algorithm>

namespace samepage::ctl {
namespace {

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size() + 2, width), ' ');
    return text;
}

std::string optionList(unsigned options) {
    std::string text;
    for (const OptionSpec& spec : allOptions()) {
        if ((options & spec.option) == 0) {
            continue;
        }
        std::string names = spec.shortName == 0 ? "    " : std::string{'-', spec.shortName} + ", ";
        names += std::string("--") + spec.longName;
        names += spec.argument == nullptr ? "" : std::string("=") + spec.argument;
        text += "  " + padded(names, 26) + std::string(spec.summary) + "\n";
    }
    return text;
}

} // namespace

std::string generalHelp() {
    std::string text =
        "Usage: samepagectl [OPTION...] COMMAND [ARGUMENT...]\n"
        "Merges identical memory of running processes, through the Samepage service.\n"
        "\nCommands:\n";
    for (const CommandSpec& command : allCommands()) {
        std::string name(command.name);
        name += command.arguments.empty() ? "" : " ";
        name += command.arguments;
        text += "  " + padded(name, 26) + std::string(command.summary) + "\n";
    }
    text += "\nOptions:\n" + optionList(OptionHost | OptionMachine | OptionJson |
                                        OptionNoAskPassword | OptionHelp | OptionVersion);
    text += "\nsamepagectl COMMAND --help shows the options of a command, man samepagectl all.\n"
            "\nExit status: 0 done, 1 failed, 2 wrong usage, 3 not authorised,\n"
            "4 no such process, 5 no service or no engine.\n";
    return text;
}

std::string commandHelp(const CommandSpec& command) {
    std::string text = "Usage: samepagectl " + std::string(command.name) + " [OPTION...]";
    text += command.arguments.empty() ? "" : " " + std::string(command.arguments);
    text += "\n" + std::string(command.summary) + ".\n";
    if (!command.details.empty()) {
        text += std::string(command.details) + "\n";
    }
    return text + "\nOptions:\n" + optionList(command.options);
}

std::string versionText() {
    return "samepagectl " SAMEPAGE_VERSION "\n";
}

} // namespace samepage::ctl
