// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/tunables.h"
#include "run/run_policy.h"
#include "state/state_file.h"

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>

namespace samepage {

/// What was set, for the next time.
struct Settings {
    std::map<std::string, Tunables> tunables; ///< of each engine: backend to what was set of it
    RunPolicy policy;
    std::set<std::string> started; ///< backends of the engines that were started
    bool operator==(const Settings&) const = default;
};

/// The settings, kept in settings.json. Thread-safe; changes block.
class SettingsBook {
public:
    /// An empty directory: in memory only.
    explicit SettingsBook(const std::filesystem::path& directory);

    [[nodiscard]] Settings settings() const;
    /// The file could not be read and was set aside.
    [[nodiscard]] bool startedAnew() const noexcept { return startedAnew_; }
    /// Returns when the change is on the disk. Throws Failure; nothing has
    /// changed then.
    void change(const std::function<void(Settings&)>& change);

private:
    std::mutex changing_; // held while the file is written
    mutable std::mutex mutex_;
    StateFile file_;
    bool startedAnew_ = false;
    Settings settings_;
};

} // namespace samepage
