// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/atomic_file.h"
#include "ctl/commands.h"
#include "ctl/json.h"
#include "ctl/metrics_text.h"
#include "ctl/service_status.h"

#include <iostream>

namespace samepage::ctl {

// That there is no engine is something to report, not a failure.
ExitCode runMetrics(Bus& bus, const CommandLine& commandLine) {
    const ServiceStatus status = readStatus(bus.engine());
    const std::string text = commandLine.json ? jsonText(statusJson(status)) : metricsText(status);
    if (commandLine.output.empty()) {
        std::cout << text;
    } else {
        replaceFile(commandLine.output, text);
    }
    return ExitCode::Ok;
}

} // namespace samepage::ctl
