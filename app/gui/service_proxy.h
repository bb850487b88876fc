// SPDX-License-Identifier: GPL-2.0-or-later
// The generated proxies of three interfaces as one object; signals go to
// handlers.
#pragma once

#include <samepage/dbus/engine_proxy.h>
#include <samepage/dbus/processes_proxy.h>
#include <samepage/dbus/rules_proxy.h>

#include <sdbus-c++/sdbus-c++.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace samepage::gui {

class ServiceProxy final
    : public sdbus::ProxyInterfaces<
          org::samepage::Samepage1::Engine_proxy, org::samepage::Samepage1::Processes_proxy,
          org::samepage::Samepage1::Rules_proxy, sdbus::Properties_proxy> {
public:
    using Properties = std::map<sdbus::PropertyName, sdbus::Variant>;

    struct Handlers {
        std::function<void(std::uint64_t, const std::map<std::string, std::uint64_t>&)> counters;
        std::function<void(std::uint32_t, std::uint64_t, bool)> markChanged;
        std::function<void(const std::string& call, std::uint32_t pid, std::uint64_t startTime,
                           std::uint64_t donePages, std::uint64_t totalPages)>
            progress;
        std::function<void(const std::map<std::string, sdbus::Variant>&)> tunables; // changed
        std::function<void(const Properties&)> properties; // those that changed
        std::function<void()> propertiesInvalidated;       // ask for all of them
        std::function<void()> rulesChanged;
        std::function<void(const Properties&)> rulesProperties; // those that changed
    };

    // Throws sdbus::Error. `connection` must outlive the proxy.
    ServiceProxy(sdbus::IConnection& connection, Handlers handlers);
    ~ServiceProxy();

    ServiceProxy(const ServiceProxy&) = delete;
    ServiceProxy& operator=(const ServiceProxy&) = delete;
    ServiceProxy(ServiceProxy&&) = delete;
    ServiceProxy& operator=(ServiceProxy&&) = delete;

private:
    void onCountersChanged(const std::uint64_t& usec,
                           const std::map<std::string, std::uint64_t>& counters) override;
    void onMarked(const std::uint32_t& pid, const std::uint64_t& startTime) override;
    void onUnmarked(const std::uint32_t& pid, const std::uint64_t& startTime) override;
    void onExited(const std::uint32_t& pid, const std::uint64_t& startTime) override;
    void onProgress(const std::string& call, const std::uint32_t& pid,
                    const std::uint64_t& startTime, const std::uint64_t& donePages,
                    const std::uint64_t& totalPages) override;
    void onProgress(const std::string& call, const std::uint64_t& donePages,
                    const std::uint64_t& totalPages) override;
    void onRulesChanged() override;
    void onTunablesChanged(const std::map<std::string, sdbus::Variant>& changed) override;
    void onPropertiesChanged(const sdbus::InterfaceName& interfaceName, const Properties& changed,
                             const std::vector<sdbus::PropertyName>& invalidated) override;

    Handlers handlers_;
};

} // namespace samepage::gui
