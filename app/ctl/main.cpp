// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/command_line.h"
#include "ctl/commands.h"
#include "ctl/failure.h"
#include "ctl/help.h"
#include "ctl/json.h"

#include <clocale>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

using namespace samepage::ctl;

namespace {

ExitCode runCommand(Command command, const CommandLine& commandLine) {
    Bus bus(commandLine.askPassword);
    switch (command) {
    case Command::Status:
        return runStatus(bus, commandLine);
    case Command::List:
        return runList(bus, commandLine);
    case Command::Mark:
    case Command::Unmark:
        return runMarking(bus, commandLine);
    case Command::Start:
    case Command::Pause:
    case Command::Unmerge:
    case Command::Load:
    case Command::Unload:
        return runEngine(bus, command, commandLine);
    case Command::Watch:
        return runWatch(bus, commandLine);
    }
    return ExitCode::Usage;
}

ExitCode run(const std::vector<std::string>& arguments) {
    CommandLine commandLine;
    try {
        commandLine = parseCommandLine(arguments);
    } catch (const UsageError& error) {
        std::cerr << "samepagectl: " << error.what() << ". Try: samepagectl --help\n";
        return ExitCode::Usage;
    }
    if (commandLine.help) {
        std::cout << (commandLine.command ? commandHelp(commandSpec(*commandLine.command))
                                          : generalHelp());
        return ExitCode::Ok;
    }
    if (commandLine.version || !commandLine.command) {
        std::cout << versionText();
        return ExitCode::Ok;
    }
    try {
        return runCommand(*commandLine.command, commandLine);
    } catch (const std::exception& error) {
        const Failure failure = describeFailure(error);
        if (commandLine.json) {
            std::cout << jsonText(QJsonObject{{"error", errorJson(failure.name, failure.message)}});
        }
        printFailure(failure);
        return failure.code;
    }
}

} // namespace

int main(int argc, char** argv) {
    // Widths of characters depend on it; numbers stay as they are everywhere.
    std::setlocale(LC_CTYPE, "");
    try {
        ExitCode code = run({argv + 1, argv + argc});
        if (!std::cout.flush() && code == ExitCode::Ok) {
            std::cerr << "samepagectl: Cannot write the output\n";
            code = ExitCode::Failed;
        }
        return static_cast<int>(code);
    } catch (const std::exception& error) {
        std::cerr << "samepagectl: " << error.what() << '\n';
        return static_cast<int>(ExitCode::Failed);
    }
}
