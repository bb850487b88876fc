// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/engine_events.h"

#include "engine/problem.h"

namespace samepage {
namespace {

bool hasModule(const EngineStatus& status) {
    return status.backend == "module";
}

bool scans(const EngineStatus& status) {
    return status.state == "running";
}

/// It was told to scan, but steps back for the kernel's own scanner.
bool waits(const EngineStatus& status) {
    return hasModule(status) && scans(status) && status.problem == problem::builtinBusy;
}

} // namespace

std::vector<std::string> engineEvents(const EngineStatus& before, const EngineStatus& now) {
    std::vector<std::string> kinds;
    if (!hasModule(before) && hasModule(now))
        kinds.emplace_back("module-loaded");
    if (!scans(before) && scans(now))
        kinds.emplace_back("started");
    if (!waits(before) && waits(now))
        kinds.emplace_back("scanner-paused");
    if (waits(before) && hasModule(now) && scans(now) && !waits(now))
        kinds.emplace_back("scanner-resumed");
    if (scans(before) && !scans(now))
        kinds.emplace_back("paused");
    if (hasModule(before) && !hasModule(now))
        kinds.emplace_back("module-unloaded");
    return kinds;
}

} // namespace samepage
