// SPDX-License-Identifier: GPL-2.0-or-later
// The generated proxies made complete: they want handlers for signals.
#pragma once

#include "client/dictionary.h"
#include "client/service_names.h"

#include <samepage/dbus/engine_proxy.h>
#include <samepage/dbus/history_proxy.h>
#include <samepage/dbus/processes_proxy.h>
#include <samepage/dbus/rules_proxy.h>
#include <sdbus-c++/sdbus-c++.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace samepage::ctl {

using CounterMap = std::map<std::string, std::uint64_t>;
using ProgressHandler = std::function<void(std::uint64_t donePages, std::uint64_t totalPages)>;

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
        listenOnce();
    }

    // Likewise Progress of this connection's UnmergeAll.
    void listenToProgress(ProgressHandler handler) {
        progress_ = std::move(handler);
        listenOnce();
    }

private:
    void listenOnce() {
        if (!std::exchange(listening_, true)) {
            registerProxy();
        }
    }

    void onCountersChanged(const std::uint64_t& usec, const CounterMap& counters) override {
        if (handler_) {
            handler_(usec, counters);
        }
    }

    void onProgress(const std::string&, const std::uint64_t& donePages,
                    const std::uint64_t& totalPages) override {
        if (progress_) {
            progress_(donePages, totalPages);
        }
    }

    void onTunablesChanged(const client::Dictionary&) override {} // nothing waits for it

    bool listening_ = false;
    CountersHandler handler_;
    ProgressHandler progress_;
};

class HistoryProxy final : public sdbus::ProxyInterfaces<org::samepage::Samepage1::History_proxy> {
public:
    explicit HistoryProxy(sdbus::IConnection& connection)
        : ProxyInterfaces(connection, sdbus::ServiceName(client::serviceName),
                          sdbus::ObjectPath(client::objectPath)) {}
    ~HistoryProxy() { unregisterProxy(); }
};

class ProcessesProxy final
    : public sdbus::ProxyInterfaces<org::samepage::Samepage1::Processes_proxy> {
public:
    explicit ProcessesProxy(sdbus::IConnection& connection)
        : ProxyInterfaces(connection, sdbus::ServiceName(client::serviceName),
                          sdbus::ObjectPath(client::objectPath)) {}
    ~ProcessesProxy() { unregisterProxy(); }

    // From now on Progress of this connection's calls goes to `handler`, in
    // processPendingEvent of the connection.
    void listen(ProgressHandler handler) {
        handler_ = std::move(handler);
        registerProxy();
    }

private:
    void onProgress(const std::string&, const std::uint32_t&, const std::uint64_t&,
                    const std::uint64_t& donePages, const std::uint64_t& totalPages) override {
        handler_(donePages, totalPages);
    }
    // samepagectl does not wait for these.
    void onMarked(const std::uint32_t&, const std::uint64_t&) override {}
    void onUnmarked(const std::uint32_t&, const std::uint64_t&) override {}
    void onExited(const std::uint32_t&, const std::uint64_t&) override {}

    ProgressHandler handler_;
};

class RulesProxy final : public sdbus::ProxyInterfaces<org::samepage::Samepage1::Rules_proxy> {
public:
    explicit RulesProxy(sdbus::IConnection& connection)
        : ProxyInterfaces(connection, sdbus::ServiceName(client::serviceName),
                          sdbus::ObjectPath(client::objectPath)) {}
    ~RulesProxy() { unregisterProxy(); }

private:
    void onRulesChanged() override {} // nothing waits for it
};

} // namespace samepage::ctl
