// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine_host.h"
#include "run/run_gate.h"
#include "run/settings.h"
#include "state/state_file.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace samepage {

/// Runs the engine as it was told to, also after the service, the module or the
/// machine was started anew. Thread-safe; worker threads only. All but look()
/// throw Failure.
class RunControl {
public:
    struct Places {
        std::filesystem::path runtimeDirectory;  ///< empty: not kept
        std::filesystem::path machineRoot = "/"; ///< where /proc and /sys are; for tests
    };
    RunControl(EngineHost& engines, SettingsBook& settings, Places places);

    void start(); ///< from now on, whenever the policy allows
    void pause();
    /// Takes long. Meanwhile start() and setTunables() fail: they would wait for
    /// as long, and the kernel with them.
    void unmergeAll(const ReportProgress& report);
    void setTunables(const Tunables& wanted);
    void setPolicy(const RunPolicy& policy);

    /// Starts or pauses the engine where the policy wants that, brings a new
    /// engine into the state that is kept, and completes the status: State
    /// "waiting", and why it is as it is. To be called each second.
    void look(EngineStatus& status);

    /// Once after the machine was started: whether to load the module, as it
    /// was in use before.
    [[nodiscard]] bool firstSinceBoot();

private:
    void requireNotUnmerging() const;
    void meet(const EngineStatus& status);
    void restoreTunables(Engine& engine, const std::string& backend);
    void remember();
    [[nodiscard]] std::string explain(const std::string& state, std::string why);

    EngineHost& engines_;
    SettingsBook& settings_;
    const Conditions conditions_;
    std::mutex mutex_; // of all below, and while the engine is started or paused
    StateFile met_;
    std::map<std::string, std::uint64_t> instances_; // that were brought into the state, this boot
    bool knownBoot_ = false;
    RunGate gate_;
    std::optional<bool> allowed_; // what the gate said last; empty: it was not asked
    std::string shownState_;
    std::string shownWhy_;
    std::chrono::steady_clock::time_point shownAt_;
};

} // namespace samepage
