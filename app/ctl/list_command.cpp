// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/commands.h"
#include "ctl/json.h"
#include "ctl/process_table.h"

#include <iostream>

namespace samepage::ctl {

ExitCode runList(Bus& bus, const CommandLine& commandLine) {
    client::Dictionary options;
    options["scope"] = sdbus::Variant(std::string(commandLine.all ? "all" : "own"));
    if (commandLine.marked) {
        options["marked"] = sdbus::Variant(true);
    }
    auto rows =
        client::parseProcessRows(bus.authorised([&] { return bus.processes().List(options); }));
    sortBySavings(rows);
    std::cout << (commandLine.json ? jsonText(processesJson(rows))
                                   : processTable(rows, commandLine.bytes));
    return ExitCode::Ok;
}

} // namespace samepage::ctl
