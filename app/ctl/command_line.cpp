// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/command_line.h"

#include <getopt.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace samepage::ctl {
namespace {

// Long options without a letter get a value that no character has.
constexpr int longOnly = 0x100;

// The parts of getopt_long's interface, made from the table of options. They
// must outlive the call: getopt keeps pointers into them.
struct GetoptTables {
    std::string shortOptions = ":"; // tell a missing argument from a bad option
    std::vector<option> longOptions;

    GetoptTables() {
        int index = 0;
        for (const OptionSpec& spec : allOptions()) {
            const int argument = spec.argument == nullptr ? no_argument : required_argument;
            longOptions.push_back({spec.longName, argument, nullptr, longOnly + index++});
            if (spec.shortName != 0) {
                shortOptions += spec.shortName;
                shortOptions += spec.argument == nullptr ? "" : ":";
            }
        }
        longOptions.push_back({nullptr, 0, nullptr, 0});
    }
};

const OptionSpec& specOf(int found) {
    if (found >= longOnly) {
        return allOptions()[static_cast<std::size_t>(found - longOnly)];
    }
    return *std::ranges::find(allOptions(), static_cast<char>(found), &OptionSpec::shortName);
}

// A whole number of decimal digits from 1 to `most`.
std::uint64_t parseNumber(std::string_view text, std::uint64_t most, const std::string& what) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > most) {
        throw UsageError("\"" + std::string(text) + "\" is not " + what);
    }
    return number;
}

void apply(CommandLine& result, const OptionSpec& spec, const char* argument) {
    switch (spec.option) {
    case OptionHelp:
        result.help = true;
        break;
    case OptionVersion:
        result.version = true;
        break;
    case OptionJson:
        result.json = true;
        break;
    case OptionNoAskPassword:
        result.askPassword = false;
        break;
    case OptionAll:
        result.all = true;
        break;
    case OptionMarked:
        result.marked = true;
        break;
    case OptionBytes:
        result.bytes = true;
        break;
    case OptionCount:
        result.count =
            parseNumber(argument, std::numeric_limits<std::uint64_t>::max(), "a number of lines");
        break;
    case OptionInterval:
        result.interval =
            std::chrono::seconds(parseNumber(argument, 86400, "a number of seconds up to 86400"));
        break;
    }
}

void checkOptions(const CommandSpec& command, const std::vector<const OptionSpec*>& given) {
    for (const OptionSpec* spec : given) {
        if ((command.options & spec->option) == 0) {
            throw UsageError("Option --" + std::string(spec->longName) +
                             " means nothing to the command " + std::string(command.name));
        }
    }
}

std::vector<std::uint32_t> parsePids(const std::vector<std::string_view>& words) {
    std::vector<std::uint32_t> pids;
    for (const std::string_view word : words) {
        const auto pid = static_cast<std::uint32_t>(
            parseNumber(word, std::numeric_limits<std::int32_t>::max(), "a process id"));
        if (std::ranges::find(pids, pid) == pids.end()) {
            pids.push_back(pid);
        }
    }
    return pids;
}

} // namespace

CommandLine parseCommandLine(const std::vector<std::string>& arguments) {
    const GetoptTables tables;
    std::vector<std::string> words{"samepagectl"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    const int argc = static_cast<int>(words.size());

    CommandLine result;
    std::vector<const OptionSpec*> given;
    opterr = 0;
    optind = 0; // glibc: forget the previous command line
    int found = 0;
    while ((found = getopt_long(argc, argv.data(), tables.shortOptions.c_str(),
                                tables.longOptions.data(), nullptr)) != -1) {
        const std::string word = argv.at(static_cast<std::size_t>(optind - 1));
        if (found == ':') {
            throw UsageError("Option " + word + " needs a value");
        }
        if (found == '?') {
            // optopt: the letter, or for a long option its value, or 0.
            if (optopt > 0 && optopt < longOnly) {
                throw UsageError(std::string("There is no option -") + static_cast<char>(optopt));
            }
            throw UsageError(optopt == 0 ? "There is no option " + word
                                         : "Option " + word + " takes no value");
        }
        const OptionSpec& spec = specOf(found);
        apply(result, spec, optarg);
        given.push_back(&spec);
    }

    std::vector<std::string_view> operands;
    for (auto at = static_cast<std::size_t>(optind); at < words.size(); ++at) {
        operands.emplace_back(argv.at(at));
    }
    if (operands.empty()) {
        if (!result.help && !result.version) {
            throw UsageError("A command is missing");
        }
        return result;
    }
    const CommandSpec* command = findCommand(operands.front());
    if (command == nullptr) {
        throw UsageError("There is no command \"" + std::string(operands.front()) + "\"");
    }
    result.command = command->command;
    if (result.help || result.version) {
        return result;
    }
    checkOptions(*command, given);
    operands.erase(operands.begin());
    if (!command->takesPids && !operands.empty()) {
        throw UsageError("The command " + std::string(command->name) + " takes no \"" +
                         std::string(operands.front()) + "\"");
    }
    if (command->takesPids) {
        if (operands.empty()) {
            throw UsageError("The command " + std::string(command->name) +
                             " needs the id of a process");
        }
        result.pids = parsePids(operands);
    }
    return result;
}

} // namespace samepage::ctl
