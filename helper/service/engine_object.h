// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "bus/callers.h"
#include "engine/engine_host.h"
#include "run/run_control.h"
#include "run/settings.h"
#include "service/long_calls.h"
#include "service/options.h"
#include "service/requests.h"
#include "service/subscribers.h"
#include "service/variants.h"

#include <samepage/dbus/engine_adaptor.h>

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace samepage {

/// The D-Bus interface org.samepage.Samepage1.Engine.
class EngineObject final : public QObject, private org::samepage::Samepage1::Engine_adaptor {
public:
    EngineObject(sdbus::IObject& object, EngineHost& engines, RunControl& runs,
                 SettingsBook& settings, Requests& requests, Callers& callers, Strands& strands,
                 Subscribers& subscribers);

    [[nodiscard]] bool hasSubscribers() const noexcept { return !subscribers_.empty(); }
    /// It merges, or undoes that. The service stays, and samples, meanwhile.
    [[nodiscard]] bool engineWorks() const { return works(status_); }
    /// It will merge when its policy lets it: the service stays, but samples nothing.
    [[nodiscard]] bool engineWaits() const { return status_.state == "waiting"; }
    /// They fail with Cancelled.
    void cancelLongCalls() { longCalls_.cancelAll(); }
    /// Loads the module if it was in use before the machine was restarted.
    void resume(bool rulesNeedIt);

    // For the history; called on the bus thread.
    using SampleHandler = std::function<void(std::uint64_t usec, const Counters& counters)>;
    using EventHandler = std::function<void(const std::string& kind)>;
    /// Each second while the engine works or anybody is subscribed.
    void onSample(SampleHandler handler) { onSample_ = std::move(handler); }
    void onEvent(EventHandler handler) { onEvent_ = std::move(handler); }
    /// It was started or paused, through this service. Called on a worker thread,
    /// before the answer.
    void onControl(std::function<void()> handler) { onControl_ = std::move(handler); }
    /// Another engine is in use, or the module was loaded anew.
    void onEngine(std::function<void()> handler) { onEngine_ = std::move(handler); }

private:
    void Start(sdbus::Result<>&& result) override;
    void Pause(sdbus::Result<>&& result) override;
    void UnmergeAll(sdbus::Result<>&& result) override;
    void Cancel(sdbus::Result<std::uint32_t>&& result, OptionMap options) override;
    void LoadModule(sdbus::Result<>&& result) override;
    void UnloadModule(sdbus::Result<>&& result) override;
    void GetCounters(sdbus::Result<Counters>&& result) override;
    void GetTunables(sdbus::Result<VariantMap>&& result) override;
    void SetTunables(sdbus::Result<>&& result, VariantMap values) override;
    void GetPolicy(sdbus::Result<VariantMap>&& result) override;
    void SetPolicy(sdbus::Result<>&& result, VariantMap values) override;
    void Subscribe(sdbus::Result<>&& result) override;
    void Unsubscribe(sdbus::Result<>&& result) override;

    std::string Backend() override { return status_.backend; }
    std::string State() override { return status_.state; }
    std::string Explanation() override { return status_.explanation; }
    std::string Problem() override { return status_.problem; }
    std::string Version() override;
    std::string ModuleVersion() override { return status_.moduleVersion; }

    /// A request that changes the state, and shows what came of it.
    [[nodiscard]] Request controlRequest(sdbus::Result<>&& result, Action action,
                                         const std::string& change, std::function<void()> work,
                                         const char* event);
    void control(sdbus::Result<>&& result, Action action, const std::string& change,
                 std::function<void()> work);
    void tellProgress(const LongCall& call, std::uint64_t donePages, std::uint64_t totalPages);
    [[nodiscard]] static bool works(const EngineStatus& status);
    void tick();
    [[nodiscard]] EngineStatus look();
    void show(const EngineStatus& status);

    sdbus::IObject& object_;
    EngineHost& engines_;
    RunControl& runs_;
    SettingsBook& settings_;
    Requests& requests_;
    Strands& strands_;
    Subscribers& subscribers_;
    EngineStatus status_;
    SampleHandler onSample_ = [](std::uint64_t, const Counters&) {};
    EventHandler onEvent_ = [](const std::string&) {};
    std::function<void()> onEngine_ = [] {};
    std::function<void()> onControl_ = [] {};
    QTimer timer_;
    LongCalls longCalls_;
    bool sampling_ = false;
    std::uint64_t controls_ = 0; // that have ended
};

} // namespace samepage
