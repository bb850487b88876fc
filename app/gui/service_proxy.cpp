// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/service_proxy.h"

#include "client/service_names.h"

#include <utility>

namespace samepage::gui {

ServiceProxy::ServiceProxy(sdbus::IConnection& connection, Handlers handlers)
    : ProxyInterfaces(connection, sdbus::ServiceName{client::serviceName},
                      sdbus::ObjectPath{client::objectPath})
    , handlers_(std::move(handlers)) {
    registerProxy();
}

ServiceProxy::~ServiceProxy() {
    unregisterProxy();
}

void ServiceProxy::onCountersChanged(const std::uint64_t& usec,
                                     const std::map<std::string, std::uint64_t>& counters) {
    handlers_.counters(usec, counters);
}

void ServiceProxy::onMarked(const std::uint32_t& pid, const std::uint64_t& startTime) {
    handlers_.markChanged(pid, startTime, true);
}

void ServiceProxy::onUnmarked(const std::uint32_t& pid, const std::uint64_t& startTime) {
    handlers_.markChanged(pid, startTime, false);
}

void ServiceProxy::onProgress(const std::string& call, const std::uint32_t& pid,
                              const std::uint64_t& startTime, const std::uint64_t& donePages,
                              const std::uint64_t& totalPages) {
    handlers_.progress(call, pid, startTime, donePages, totalPages);
}

// Of UnmergeAll, whose end is all that is shown.
void ServiceProxy::onProgress(const std::string& /*call*/, const std::uint64_t& /*donePages*/,
                              const std::uint64_t& /*totalPages*/) {}

void ServiceProxy::onTunablesChanged(const std::map<std::string, sdbus::Variant>& changed) {
    handlers_.tunables(changed);
}

// The next list is without it; nothing to do before.
void ServiceProxy::onExited(const std::uint32_t& /*pid*/, const std::uint64_t& /*startTime*/) {}

void ServiceProxy::onRulesChanged() {
    handlers_.rulesChanged();
}

void ServiceProxy::onPropertiesChanged(const sdbus::InterfaceName& interfaceName,
                                       const Properties& changed,
                                       const std::vector<sdbus::PropertyName>& invalidated) {
    if (interfaceName == client::rulesInterface) {
        handlers_.rulesProperties(changed);
        return;
    }
    if (interfaceName != client::engineInterface) {
        return;
    }
    handlers_.properties(changed);
    if (!invalidated.empty()) {
        handlers_.propertiesInvalidated();
    }
}

} // namespace samepage::gui
