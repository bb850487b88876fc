// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine_source.h"

#include <memory>
#include <mutex>
#include <string>

namespace samepage {

/// What the properties of the Engine interface show.
struct EngineStatus {
    std::string backend = "none";
    std::string state = "unavailable"; ///< "running", "paused", "unmerging" or "unavailable"
    std::string problem;
    std::string moduleVersion;
    bool operator==(const EngineStatus&) const = default;
};

/// Keeps the engine that is in use now. Thread-safe; for worker threads.
class EngineHost {
public:
    explicit EngineHost(std::unique_ptr<EngineSource> source);

    /// The engine in use as of the last refresh(); stays valid while it is held.
    [[nodiscard]] std::shared_ptr<Engine> engine() const;
    /// Looks again which engine there is, and what it does.
    EngineStatus refresh();
    // All three block for as long as it takes, and throw Failure.
    void loadModule();
    void unloadModule();
    void unmergeAll(); ///< meanwhile the state is "unmerging"

private:
    std::mutex sourceMutex_; // the source is used by one thread at a time
    std::unique_ptr<EngineSource> source_;
    mutable std::mutex mutex_;
    std::shared_ptr<Engine> engine_; // never null
    std::string problem_;
    bool unmerging_ = false;
};

} // namespace samepage
