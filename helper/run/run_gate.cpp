// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/run_gate.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace samepage {
namespace {

constexpr double memoryHysteresis = 5; // points of percent

std::string percent(double value, int digits = 0) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f %%", digits, value);
    return text.data();
}

} // namespace

bool RunGate::lowMemory(const RunPolicy& policy, double available) const {
    return available < policy.memoryPercent + (ran_ ? memoryHysteresis : 0);
}

/// Once it runs, until the pressure is half as much: it falls slowly.
bool RunGate::underPressure(const RunPolicy& policy, double pressure) const {
    return pressure > policy.pressurePercent / (ran_ ? 2 : 1);
}

RunVerdict RunGate::judge(const RunPolicy& policy, const Conditions& now) {
    if (policy != policy_)
        ran_ = false; // what was said of another limit does not count
    policy_ = policy;
    RunVerdict verdict;
    switch (policy.when) {
    case RunWhen::Always:
        verdict.why = "Running until it is paused.";
        break;
    case RunWhen::LowMemory: {
        const auto available = now.availablePercent();
        verdict.run = available && lowMemory(policy, *available);
        if (!available)
            verdict.why = "Waiting, as the kernel does not say how much memory is available.";
        else if (verdict.run)
            verdict.why = "Running, as " + percent(*available) +
                          " of memory is available; it waits from " +
                          percent(policy.memoryPercent + memoryHysteresis) + " on.";
        else
            verdict.why = "Waiting for less than " + percent(policy.memoryPercent) +
                          " of memory to be available; " + percent(*available) + " is.";
        break;
    }
    case RunWhen::Mains:
        verdict.run = now.onMains();
        verdict.why = verdict.run ? "Running, as the machine is on mains power."
                                  : "Waiting for mains power; the machine runs on its battery.";
        break;
    case RunWhen::Pressure: {
        const auto pressure = now.pressurePercent();
        verdict.run = pressure && underPressure(policy, *pressure);
        if (!pressure)
            verdict.why = "Waiting, as this kernel does not measure memory pressure (PSI).";
        else if (verdict.run)
            verdict.why = "Running, as programs waited for memory for " + percent(*pressure, 1) +
                          " of the last seconds.";
        else
            verdict.why = "Waiting for memory pressure above " +
                          percent(policy.pressurePercent, 1) + "; it is " + percent(*pressure, 1) +
                          ".";
        break;
    }
    }
    ran_ = verdict.run;
    return verdict;
}

} // namespace samepage
