// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/commands.h"
#include "ctl/json.h"
#include "ctl/tunable_text.h"

#include <algorithm>
#include <iostream>
#include <map>

namespace samepage::ctl {

ExitCode runTunables(Bus& bus, const CommandLine& commandLine) {
    client::Dictionary tunables = bus.engine().GetTunables();
    if (!commandLine.settings.empty()) {
        const client::Dictionary wanted = tunablesToSet(commandLine.settings, tunables);
        bus.authorised([&] { bus.engine().SetTunables(wanted); });
        tunables = bus.engine().GetTunables();
        // What was not asked about is not shown.
        std::erase_if(tunables, [&](const auto& entry) { return !wanted.contains(entry.first); });
    }
    std::cout << (commandLine.json ? jsonText(dictionaryJson(tunables)) : tunablesTable(tunables));
    return ExitCode::Ok;
}

} // namespace samepage::ctl
