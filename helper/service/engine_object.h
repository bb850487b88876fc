// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "bus/callers.h"
#include "engine/engine_host.h"
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
    EngineObject(sdbus::IObject& object, EngineHost& engines, Requests& requests, Callers& callers,
                 Strands& strands);

    [[nodiscard]] bool hasSubscribers() const noexcept { return !subscribers_.empty(); }
    /// It merges, or undoes that. The service stays, and samples, meanwhile.
    [[nodiscard]] bool engineWorks() const { return works(status_); }

    // For the history; called on the bus thread.
    using SampleHandler = std::function<void(std::uint64_t usec, const Counters& counters)>;
    using EventHandler = std::function<void(const std::string& kind)>;
    /// Each second while the engine works or anybody is subscribed.
    void onSample(SampleHandler handler) { onSample_ = std::move(handler); }
    void onEvent(EventHandler handler) { onEvent_ = std::move(handler); }

private:
    void Start(sdbus::Result<>&& result) override;
    void Pause(sdbus::Result<>&& result) override;
    void UnmergeAll(sdbus::Result<>&& result) override;
    void LoadModule(sdbus::Result<>&& result) override;
    void UnloadModule(sdbus::Result<>&& result) override;
    void GetCounters(sdbus::Result<Counters>&& result) override;
    void GetTunables(sdbus::Result<VariantMap>&& result) override;
    void SetTunables(sdbus::Result<>&& result, VariantMap values) override;
    void Subscribe(sdbus::Result<>&& result) override;
    void Unsubscribe(sdbus::Result<>&& result) override;

    std::string Backend() override { return status_.backend; }
    std::string State() override { return status_.state; }
    std::string Problem() override { return status_.problem; }
    std::string Version() override;
    std::string ModuleVersion() override { return status_.moduleVersion; }

    void control(sdbus::Result<>&& result, Action action, const std::string& change,
                 std::function<void(EngineHost&)> work, const char* event = nullptr);
    [[nodiscard]] static bool works(const EngineStatus& status);
    void tick();
    void show(const EngineStatus& status);

    sdbus::IObject& object_;
    EngineHost& engines_;
    Requests& requests_;
    Strands& strands_;
    Subscribers subscribers_;
    EngineStatus status_;
    SampleHandler onSample_ = [](std::uint64_t, const Counters&) {};
    EventHandler onEvent_ = [](const std::string&) {};
    QTimer timer_;
    bool sampling_ = false;
    std::uint64_t controls_ = 0; // that have ended
};

} // namespace samepage
