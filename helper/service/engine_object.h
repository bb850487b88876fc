// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "bus/callers.h"
#include "engine/engine_host.h"
#include "service/requests.h"
#include "service/subscribers.h"

#include <samepage/dbus/engine_adaptor.h>

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <string>

namespace samepage {

/// The D-Bus interface org.samepage.Samepage1.Engine.
class EngineObject final : public QObject, private org::samepage::Samepage1::Engine_adaptor {
public:
    EngineObject(sdbus::IObject& object, EngineHost& engines, Requests& requests, Callers& callers,
                 Strands& strands);

    [[nodiscard]] bool hasSubscribers() const noexcept { return !subscribers_.empty(); }

private:
    void Start(sdbus::Result<>&& result) override;
    void Pause(sdbus::Result<>&& result) override;
    void UnmergeAll(sdbus::Result<>&& result) override;
    void LoadModule(sdbus::Result<>&& result) override;
    void UnloadModule(sdbus::Result<>&& result) override;
    void GetCounters(sdbus::Result<Counters>&& result) override;
    void Subscribe(sdbus::Result<>&& result) override;
    void Unsubscribe(sdbus::Result<>&& result) override;

    std::string Backend() override { return status_.backend; }
    std::string State() override { return status_.state; }
    std::string Problem() override { return status_.problem; }
    std::string Version() override;
    std::string ModuleVersion() override { return status_.moduleVersion; }

    void control(sdbus::Result<>&& result, Action action, const std::string& change,
                 std::function<void(EngineHost&)> work);
    void tick();
    void show(const EngineStatus& status);

    sdbus::IObject& object_;
    EngineHost& engines_;
    Requests& requests_;
    Strands& strands_;
    Subscribers subscribers_;
    EngineStatus status_;
    QTimer timer_;
    bool sampling_ = false;
};

} // namespace samepage
