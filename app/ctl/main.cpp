// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/command_line.h"
#include "ctl/commands.h"
#include "ctl/failure.h"
#include "ctl/help.h"
#include "ctl/json.h"
#include "ctl/long_call.h"

#include <clocale>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

using namespace samepage::ctl;

namespace {

ExitCode runCommand(Command command, const CommandLine& commandLine) {
    Bus bus(commandLine.place, commandLine.askPassword);
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
    case Command::MergeNow:
        return runMergeNow(bus, commandLine);
    case Command::Cancel:
        return runCancel(bus, commandLine);
    case Command::Estimate:
        return runEstimate(bus, commandLine);
    case Command::Explain:
        return runExplain(bus, commandLine);
    case Command::Tunables:
        return runTunables(bus, commandLine);
    case Command::Policy:
        return runPolicy(bus, commandLine);
    case Command::Rules:
        return runRules(bus, commandLine);
    case Command::Watch:
        return runWatch(bus, commandLine);
    case Command::Metrics:
        return runMetrics(bus, commandLine);
    case Command::History:
        return runHistory(bus, commandLine);
    case Command::Events:
        return runEvents(bus, commandLine);
    case Command::ClearHistory:
        return runClearHistory(bus, commandLine);
    }
    return ExitCode::Usage;
}

ExitCode wrongUsage(const UsageError& error) {
    std::cerr << "samepagectl: " << error.what() << ". Try: samepagectl --help\n";
    return ExitCode::Usage;
}

void tell(const Failure& failure, bool json) {
    if (json) {
        std::cout << jsonText(QJsonObject{{"error", errorJson(failure.name, failure.message)}});
    }
    printFailure(failure);
}

// Ends as the signal would have ended it, so that a shell knows.
[[noreturn]] void endBy(int signal) {
    std::cout.flush();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
    std::exit(static_cast<int>(ExitCode::Failed)); // it is blocked or ignored
}

ExitCode run(const std::vector<std::string>& arguments) {
    CommandLine commandLine;
    try {
        commandLine = parseCommandLine(arguments);
    } catch (const UsageError& error) {
        return wrongUsage(error);
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
    } catch (const UsageError& error) {
        return wrongUsage(error);
    } catch (const Interrupted& interrupted) {
        tell(describeFailure(interrupted), commandLine.json);
        endBy(interrupted.signal());
    } catch (const std::exception& error) {
        Failure failure = describeFailure(error);
        // With several machines at hand one wants to know which one it was.
        if (commandLine.place.kind != Place::Kind::Here) {
            failure.message = commandLine.place.name + ": " + failure.message;
        }
        tell(failure, commandLine.json);
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
