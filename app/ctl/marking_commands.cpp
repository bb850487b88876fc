// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/commands.h"
#include "ctl/failure.h"
#include "ctl/json.h"
#include "ctl/pidfd.h"
#include "ctl/process_finder.h"

#include <cerrno>
#include <iostream>
#include <optional>
#include <system_error>
#include <utility>

namespace samepage::ctl {
namespace {

// A process is named by a pidfd from here on, or on another machine by its start
// time: should it exit and its pid be taken by another one while a password is
// typed, that one is left alone.
struct Target {
    std::uint32_t pid = 0;
    sdbus::UnixFd pidfd;
    std::uint64_t startTime = 0;
    std::optional<Failure> failure;
};

Failure pidfdFailure(const std::system_error& error) {
    switch (error.code().value()) {
    case ESRCH:
        return {
            .code = ExitCode::NoSuchProcess, .name = {}, .message = "There is no such process."};
    case EINVAL:
        return {.code = ExitCode::NoSuchProcess,
                .name = {},
                .message = "That is the id of a thread, not of a process."};
    default:
        return describeFailure(static_cast<const std::exception&>(error));
    }
}

// All handles are opened before anything is marked: authorising the first one
// may take a while.
std::vector<Target> openTargets(const std::vector<std::uint32_t>& pids) {
    std::vector<Target> targets;
    for (const std::uint32_t pid : pids) {
        Target& target = targets.emplace_back();
        target.pid = pid;
        try {
            target.pidfd = openPidfd(pid);
        } catch (const std::system_error& error) {
            target.failure = pidfdFailure(error);
        }
    }
    return targets;
}

std::vector<Target> findTargets(Bus& bus, const std::vector<std::uint32_t>& pids) {
    const ProcessFinder finder(bus, pids);
    std::vector<Target> targets;
    for (const std::uint32_t pid : pids) {
        Target& target = targets.emplace_back();
        target.pid = pid;
        try {
            target.startTime = finder.key(pid).startTime;
        } catch (const sdbus::Error& error) {
            target.failure = describeFailure(error);
        }
    }
    return targets;
}

void callMark(Bus& bus, const Target& target, bool marked) {
    if (bus.isElsewhere()) {
        marked ? bus.processes().Mark(target.pid, target.startTime, {})
               : bus.processes().Unmark(target.pid, target.startTime, {});
    } else {
        marked ? bus.processes().MarkPidfd(target.pidfd, {})
               : bus.processes().UnmarkPidfd(target.pidfd, {});
    }
}

void changeMark(Bus& bus, Target& target, bool marked) {
    try {
        bus.authorised([&] { callMark(bus, target, marked); });
    } catch (const sdbus::Error& error) {
        target.failure = describeFailure(error);
    }
}

QJsonArray resultsJson(const std::vector<Target>& targets) {
    QJsonArray array;
    for (const Target& target : targets) {
        QJsonObject result{{"pid", static_cast<qint64>(target.pid)},
                           {"ok", !target.failure.has_value()}};
        if (target.failure) {
            result["error"] = errorJson(target.failure->name, target.failure->message);
        }
        array.append(result);
    }
    return array;
}

} // namespace

ExitCode runMarking(Bus& bus, const CommandLine& commandLine) {
    const bool marked = commandLine.command == Command::Mark;
    std::vector<Target> targets =
        bus.isElsewhere() ? findTargets(bus, commandLine.pids) : openTargets(commandLine.pids);
    ExitCode code = ExitCode::Ok;
    for (Target& target : targets) {
        if (!target.failure) {
            changeMark(bus, target, marked);
        }
        if (target.failure) {
            const std::string message =
                "process " + std::to_string(target.pid) + ": " + target.failure->message;
            printFailure({.code = target.failure->code, .name = {}, .message = message});
            code = code == ExitCode::Ok ? target.failure->code : code;
        } else if (!commandLine.json) {
            std::cout << "Process " << target.pid << (marked ? " is marked.\n" : " is unmarked.\n")
                      << std::flush;
        }
    }
    if (commandLine.json) {
        std::cout << jsonText(resultsJson(targets));
    }
    return code;
}

} // namespace samepage::ctl
