// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/engine_status.h"
#include "ctl/commands.h"
#include "ctl/json.h"
#include "ctl/service_status.h"

#include <iostream>

namespace samepage::ctl {

ExitCode runStatus(Bus& bus, const CommandLine& commandLine) {
    const ServiceStatus status = readStatus(bus.engine());
    std::cout << (commandLine.json ? jsonText(statusJson(status))
                                   : statusText(status, commandLine.bytes));
    return client::parseBackend(status.backend) == client::Backend::None ? ExitCode::Unavailable
                                                                         : ExitCode::Ok;
}

} // namespace samepage::ctl
