// SPDX-License-Identifier: GPL-2.0-or-later
// What the service says about itself, in its own words.
#pragma once

#include "ctl/proxies.h"

#include <string>

namespace samepage::ctl {

struct ServiceStatus {
    std::string backend;
    std::string state;
    std::string problem;            // empty: none
    std::string explanation{};      // of the state; empty from an older service
    std::string rulesExplanation{}; // why rules are not applied; empty: they are
    std::string version;
    std::string moduleVersion; // empty: not loaded
    CounterMap counters;       // empty when there is no engine
};

// One snapshot of all properties, and the counters if there is an engine.
// Throws sdbus::Error.
[[nodiscard]] ServiceStatus readStatus(EngineProxy& engine);

// What a problem means and what to do about it: one or two sentences.
[[nodiscard]] std::string problemText(const std::string& problem);

// For people, several lines.
[[nodiscard]] std::string statusText(const ServiceStatus& status, bool sizesInBytes);

} // namespace samepage::ctl
