// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/engine_source.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

namespace samepage {

/// What the properties of the Engine interface show.
struct EngineStatus {
    std::string backend = "none";
    /// "running", "waiting" (RunControl::look), "paused", "unmerging" or "unavailable"
    std::string state = "unavailable";
    std::string explanation; ///< of the state, a sentence; RunControl::look()
    std::string problem;
    std::string moduleVersion;
    std::uint64_t instance = 0; ///< Engine::instance()
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
    // These block for as long as it takes, and throw Failure.
    void loadModule();
    void unloadModule(); ///< ends long uses first: they keep it loaded
    [[nodiscard]] bool isUnmerging() const;

    /// The engine in use, for something that takes long.
    class LongUse {
    public:
        /// Throws Failure Busy while the module is being unloaded.
        explicit LongUse(EngineHost& host);
        ~LongUse();
        LongUse(const LongUse&) = delete;
        LongUse& operator=(const LongUse&) = delete;

        [[nodiscard]] Engine& engine() const noexcept { return *engine_; }
        /// To be called now and then. Throws Failure Cancelled when it has to end.
        void goOn() const;

    private:
        EngineHost& host_;
        std::shared_ptr<Engine> engine_;
    };

private:
    /// A member that is true for as long as this lives.
    class Raised {
    public:
        Raised(EngineHost& host, bool& flag);
        ~Raised();
        Raised(const Raised&) = delete;
        Raised& operator=(const Raised&) = delete;

    private:
        EngineHost& host_;
        bool& flag_;
    };

public:
    /// For as long as this lives, the state is "unmerging".
    class Unmerge {
    public:
        /// As LongUse.
        explicit Unmerge(EngineHost& host)
            : use_(host)
            , unmerging_(host, host.unmerging_) {}

        /// Unmerges everything; ends early when it has to.
        void run(const ReportProgress& report);

    private:
        LongUse use_;
        Raised unmerging_;
    };

private:
    std::mutex sourceMutex_; // the source is used by one thread at a time
    std::unique_ptr<EngineSource> source_;
    mutable std::mutex mutex_;
    std::shared_ptr<Engine> engine_; // never null
    std::string problem_;
    bool unmerging_ = false;
    bool unloading_ = false;
    unsigned longUses_ = 0;
    std::condition_variable noLongUse_;
};

} // namespace samepage
