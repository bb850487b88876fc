// SPDX-License-Identifier: GPL-2.0-or-later
#include "bus/callers.h"

#include <utility>

namespace samepage {
namespace {

constexpr const char* busName = "org.freedesktop.DBus";

} // namespace

Callers::Callers(sdbus::IConnection& connection)
    : bus_(sdbus::createProxy(connection, sdbus::ServiceName(busName),
                              sdbus::ObjectPath("/org/freedesktop/DBus"))) {
    // One rule for everybody: a rule for each caller could use up the number
    // that the bus allows. It is in place before the first call can arrive.
    leaving_ = connection.addMatch(
        "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',"
        "member='NameOwnerChanged',arg2=''",
        [this](sdbus::Message message) {
            std::string name;
            message >> name;
            left(name);
        },
        sdbus::return_slot);
}

void Callers::identify(const std::string& name, Known known) {
    if (const auto found = known_.find(name); found != known_.end()) {
        known(found->second);
        return;
    }
    auto& waiting = asked_[name];
    waiting.push_back(std::move(known));
    if (waiting.size() > 1)
        return;
    bus_->callMethodAsync("GetConnectionUnixUser")
        .onInterface(busName)
        .withArguments(name)
        // NOLINTNEXTLINE(performance-unnecessary-value-param): sdbus-c++ wants it by value
        .uponReplyInvoke([this, name](std::optional<sdbus::Error> error, std::uint32_t uid) {
            const auto entry = asked_.extract(name);
            if (entry.empty())
                return; // it has left
            if (!error)
                known_[name] = uid;
            for (const auto& callback : entry.mapped())
                callback(error ? std::nullopt : std::optional<uid_t>(uid));
        });
}

void Callers::left(const std::string& name) {
    const auto waiting = asked_.extract(name);
    const bool wasKnown = known_.erase(name) > 0;
    if (!waiting.empty()) {
        for (const auto& callback : waiting.mapped())
            callback(std::nullopt);
    }
    if (!wasKnown)
        return;
    for (const auto& callback : gone_)
        callback(name);
}

} // namespace samepage
