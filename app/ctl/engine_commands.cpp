// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/commands.h"
#include "ctl/json.h"
#include "ctl/long_call.h"
#include "ctl/service_status.h"
#include "ctl/text.h"

#include <iostream>
#include <string>

namespace samepage::ctl {
namespace {

void call(EngineProxy& engine, Command command) {
    switch (command) {
    case Command::Start:
        return engine.Start();
    case Command::Pause:
        return engine.Pause();
    case Command::Load:
        return engine.LoadModule();
    case Command::Unload:
        return engine.UnloadModule();
    default:
        break;
    }
    throw std::logic_error("not a command for the engine");
}

// With a policy it may wait.
std::string startedText(EngineProxy& engine) {
    const ServiceStatus status = readStatus(engine);
    return status.state == "waiting" ? "Started. " + printable(status.explanation) + "\n"
                                     : "Scanning and merging.\n";
}

const char* doneText(Command command) {
    switch (command) {
    case Command::Pause:
        return "Paused; what is merged stays merged.\n";
    case Command::Unmerge:
        return "All merging is undone, and scanning is stopped.\n";
    case Command::Load:
        return "The kernel module is loaded.\n";
    default:
        return "The kernel module is unloaded.\n";
    }
}

} // namespace

ExitCode runEngine(Bus& bus, Command command, const CommandLine& commandLine) {
    if (command == Command::Unmerge) {
        unmergeAll(bus);
    } else {
        bus.authorised([&] { call(bus.engine(), command); });
    }
    std::cout << (commandLine.json            ? jsonText(statusJson(readStatus(bus.engine())))
                  : command == Command::Start ? startedText(bus.engine())
                                              : std::string(doneText(command)));
    return ExitCode::Ok;
}

} // namespace samepage::ctl
