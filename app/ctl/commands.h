// SPDX-License-Identifier: GPL-2.0-or-later
// The commands. Each prints its result on standard output; what it throws is
// for the caller to print: sdbus::Error, MalformedReply, std::system_error,
// UsageError, Interrupted, NoConnection.
#pragma once

#include "ctl/bus.h"
#include "ctl/command_line.h"
#include "ctl/exit_code.h"

namespace samepage::ctl {

[[nodiscard]] ExitCode runStatus(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runList(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runMarking(Bus& bus, const CommandLine& commandLine); // mark, unmark
[[nodiscard]] ExitCode runEngine(Bus& bus, Command command,                  // start ... unload
                                 const CommandLine& commandLine);
[[nodiscard]] ExitCode runTunables(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runPolicy(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runRules(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runMergeNow(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runCancel(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runEstimate(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runExplain(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runWatch(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runMetrics(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runHistory(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runEvents(Bus& bus, const CommandLine& commandLine);
[[nodiscard]] ExitCode runClearHistory(Bus& bus, const CommandLine& commandLine);

} // namespace samepage::ctl
