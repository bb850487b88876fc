// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/command_line.h"

#include <getopt.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

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

// A whole number of decimal digits from `least` to `most`.
std::uint64_t parseNumber(std::string_view text, std::uint64_t most, const std::string& what,
                          std::uint64_t least = 1) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < least ||
        number > most) {
        throw UsageError("\"" + std::string(text) + "\" is not " + what);
    }
    return number;
}

// A number and s, m, h or d: up to ten years.
std::chrono::seconds parseAge(std::string_view text) {
    const std::string what = "a time such as 90s, 15m, 1h or 7d, up to 3650d";
    constexpr std::uint64_t most = 3650 * std::uint64_t{86400};
    const std::uint64_t unit = text.ends_with('s')   ? 1
                               : text.ends_with('m') ? 60
                               : text.ends_with('h') ? 3600
                               : text.ends_with('d') ? 86400
                                                     : 0;
    if (unit == 0) {
        throw UsageError("\"" + std::string(text) + "\" is not " + what);
    }
    const std::string_view digits = text.substr(0, text.size() - 1);
    return std::chrono::seconds(parseNumber(digits, most / unit, what) * unit);
}

std::int32_t parsePriority(std::string_view text) {
    const bool negative = text.starts_with('-');
    const auto number = static_cast<std::int32_t>(
        parseNumber(text.substr(negative ? 1 : 0), 1000, "a priority from -1000 to 1000", 0));
    return negative ? -number : number;
}

std::uint64_t parseCount(std::string_view text) {
    return parseNumber(text, std::numeric_limits<std::uint64_t>::max(), "a number of lines");
}

std::chrono::seconds parseInterval(std::string_view text) {
    return std::chrono::seconds(parseNumber(text, 86400, "a number of seconds up to 86400"));
}

Place parsePlace(Place::Kind kind, std::string_view name, const Place& before) {
    if (!client::isPlaceName(name)) {
        throw UsageError("\"" + std::string(name) + "\" is no name of a machine");
    }
    if (before.kind != Place::Kind::Here) {
        throw UsageError("Only one --host or --machine can be asked");
    }
    return {.kind = kind, .name = std::string(name)};
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
        result.count = parseCount(argument);
        break;
    case OptionInterval:
        result.interval = parseInterval(argument);
        break;
    case OptionSince:
        result.since = parseAge(argument);
        break;
    case OptionUntil:
        result.until = parseAge(argument);
        break;
    case OptionMetric:
        if (std::ranges::find(result.metrics, argument) == result.metrics.end()) {
            result.metrics.emplace_back(argument);
        }
        break;
    case OptionPoints:
        result.points = static_cast<std::uint32_t>(
            parseNumber(argument, 100'000, "a number of lines from 2 to 100000", 2));
        break;
    case OptionCsv:
        result.csv = true;
        break;
    case OptionNever:
        result.never = true;
        break;
    case OptionDomain:
        result.domain = argument;
        break;
    case OptionPriority:
        result.priority = parsePriority(argument);
        break;
    case OptionComment:
        result.comment = argument;
        break;
    case OptionDisabled:
        result.disabled = true;
        break;
    case OptionSample:
        result.sample =
            static_cast<std::uint32_t>(parseNumber(argument, 65536, "a number from 1 to 65536"));
        break;
    case OptionSecondLook:
        result.secondLook = std::chrono::milliseconds(
            parseNumber(argument, 60000, "a number of milliseconds up to 60000"));
        break;
    case OptionOutput:
        result.output = argument;
        if (result.output.empty()) {
            throw UsageError("Option --output needs the name of a file");
        }
        break;
    case OptionHost:
        result.place = parsePlace(Place::Kind::Host, argument, result.place);
        break;
    case OptionMachine:
        result.place = parsePlace(Place::Kind::Machine, argument, result.place);
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

std::vector<Setting> parseSettings(const std::vector<std::string_view>& words) {
    std::vector<Setting> settings;
    for (const std::string_view word : words) {
        const auto equals = word.find('=');
        if (equals == std::string_view::npos || equals == 0 || equals + 1 == word.size()) {
            throw UsageError("\"" + std::string(word) + "\" is not NAME=VALUE");
        }
        Setting setting{.name = std::string(word.substr(0, equals)),
                        .value = std::string(word.substr(equals + 1))};
        if (std::ranges::find(settings, setting.name, &Setting::name) != settings.end()) {
            throw UsageError("\"" + setting.name + "\" is there twice");
        }
        settings.push_back(std::move(setting));
    }
    return settings;
}

std::vector<std::uint32_t> parseRuleIds(const std::vector<std::string_view>& words) {
    std::vector<std::uint32_t> ids;
    for (const std::string_view word : words) {
        const auto id = static_cast<std::uint32_t>(
            parseNumber(word, std::numeric_limits<std::uint32_t>::max(), "the number of a rule"));
        if (std::ranges::find(ids, id) == ids.end()) {
            ids.push_back(id);
        }
    }
    return ids;
}

RuleChange parseRuleChange(const std::vector<std::string_view>& words) {
    using Kind = RuleChange::Kind;
    RuleChange change;
    if (words.empty() || words.front() == "list") {
        if (words.size() > 1) {
            throw UsageError("The action list takes no \"" + std::string(words[1]) + "\"");
        }
        return change;
    }
    const std::string action(words.front());
    if (action == "add") {
        if (words.size() != 3) {
            throw UsageError("The action add needs a kind and a value, as: add user NAME");
        }
        change.kind = Kind::Add;
        change.about = words[1];
        change.value = words[2];
        return change;
    }
    if (action != "remove" && action != "enable" && action != "disable") {
        throw UsageError("There is no action \"" + action + "\" for rules");
    }
    change.kind = action == "remove"   ? Kind::Remove
                  : action == "enable" ? Kind::Enable
                                       : Kind::Disable;
    change.ids = parseRuleIds({words.begin() + 1, words.end()});
    if (change.ids.empty()) {
        throw UsageError("The action " + action + " needs the number of a rule");
    }
    return change;
}

// They say what a new rule is like, and nothing else.
void checkRuleOptions(const CommandLine& line) {
    const bool any = line.never || !line.domain.empty() || line.priority || !line.comment.empty() ||
                     line.disabled;
    if (any && line.ruleChange.kind != RuleChange::Kind::Add) {
        throw UsageError(
            "--never, --domain, --priority, --comment and --disabled belong to: rules add");
    }
}

void takePace(CommandLine& result, const std::vector<std::string_view>& operands) {
    if (!operands.empty()) {
        result.interval = parseInterval(operands[0]);
    }
    if (operands.size() > 1) {
        result.count = parseCount(operands[1]);
    }
}

std::size_t mostOperands(Operands kind) {
    switch (kind) {
    case Operands::None:
        return 0;
    case Operands::Pid:
        return 1;
    case Operands::Pace:
        return 2;
    case Operands::Pids:
    case Operands::Settings:
    case Operands::Rules:
        break;
    }
    return std::numeric_limits<std::size_t>::max();
}

void takeOperands(CommandLine& result, const CommandSpec& command,
                  const std::vector<std::string_view>& operands) {
    const std::string name(command.name);
    const std::size_t most = mostOperands(command.operands);
    if (operands.size() > most) {
        throw UsageError("The command " + name + " takes no \"" + std::string(operands[most]) +
                         "\"");
    }
    if (command.operands == Operands::Settings) {
        result.settings = parseSettings(operands);
    } else if (command.operands == Operands::Rules) {
        result.ruleChange = parseRuleChange(operands);
        checkRuleOptions(result);
    } else if (command.operands == Operands::Pace) {
        takePace(result, operands);
    } else if (command.operands != Operands::None) {
        if (operands.empty()) {
            throw UsageError("The command " + name + " needs the id of a process");
        }
        result.pids = parsePids(operands);
    }
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
    if (result.json && result.csv) {
        throw UsageError("Either --json or --csv, not both");
    }
    if (result.until >= result.since) {
        throw UsageError("The time of --since must be longer ago than that of --until");
    }
    operands.erase(operands.begin());
    takeOperands(result, *command, operands);
    return result;
}

} // namespace samepage::ctl
