// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "run/conditions.h"
#include "run/run_policy.h"

#include <string>

namespace samepage {

struct RunVerdict {
    bool run = true;
    std::string why; ///< a sentence
};

/// Whether the policy lets the engine run now. It remembers what it said, so
/// that it does not change its mind each second around the limit.
class RunGate {
public:
    [[nodiscard]] RunVerdict judge(const RunPolicy& policy, const Conditions& now);

private:
    [[nodiscard]] bool lowMemory(const RunPolicy& policy, double available) const;
    [[nodiscard]] bool underPressure(const RunPolicy& policy, double pressure) const;

    RunPolicy policy_;
    bool ran_ = false;
};

} // namespace samepage
