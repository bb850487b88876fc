// SPDX-License-Identifier: GPL-2.0-or-later
// The generated proxies made complete: they want handlers for signals.
#pragma once

#include "client/service_names.h"

#include <samepage/dbus/engine_proxy.h>
#include <samepage/dbus/processes_proxy.h>
#include <sdbus-c++/sdbus-c++.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace samepage::ctl {

using CounterMap = std::map<std::string, std::uint64_t>;

class EngineProxy final : public sdbus::ProxyInterfaces<org::samepage::Samepage1::Engine_proxy> {
public:
    using CountersHandler = std::function<void(std::uint64_t usec, const CounterMap& counters)>;

    explicit EngineProxy(sdbus::IConnection& connection)
        : ProxyInterfaces(connection, sdbus::ServiceName(client::serviceName),
                          sdbus::ObjectPath(client::objectPath)) {}
    ~EngineProxy() { unregisterProxy(); }

    // From now on CountersChanged goes to `handler`, in processPendingEvent of
    // the connection.
    void listen(CountersHandler handler) {
        handler_ = std::move(handler);
        registerProxy();
    }

private:
    void onCountersChanged(const std::uint64_t& usec, const CounterMap& counters) override {
        handler_(usec, counters);
    }

    CountersHandler handler_;
};

class ProcessesProxy final
    : public sdbus::ProxyInterfaces<org::samepage::Samepage1::Processes_proxy> {
public:
    explicit ProcessesProxy(sdbus::IConnection& connection)
        : ProxyInterfaces(connection, sdbus::ServiceName(client::serviceName),
                          sdbus::ObjectPath(client::objectPath)) {}
    ~ProcessesProxy() { unregisterProxy(); }

private:
    // Never registered: samepagectl does not wait for these.
    void onMarked(const std::uint32_t&, const std::uint64_t&) override {}
    void onUnmarked(const std::uint32_t&, const std::uint64_t&) override {}
    void onExited(const std::uint32_t&, const std::uint64_t&) override {}
};

} // namespace samepage::ctl
