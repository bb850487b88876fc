// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/bus.h"

#include "client/system_bus.h"

#include <systemd/sd-bus.h>
#include <unistd.h>

#include <limits>

namespace samepage::ctl {

// Elsewhere nobody is there to type a password: an agent of this machine cannot
// answer for the other one.
Bus::Bus(const Place& place, bool askPassword)
    : elsewhere_(place.kind != Place::Kind::Here)
    , askPassword_(askPassword && !elsewhere_)
    , raw_(client::openBus(place))
    , connection_(sdbus::createBusConnection(raw_))
    , engine_(std::make_unique<EngineProxy>(*connection_))
    , processes_(std::make_unique<ProcessesProxy>(*connection_))
    , history_(std::make_unique<HistoryProxy>(*connection_))
    , rules_(std::make_unique<RulesProxy>(*connection_)) {}

void Bus::beforePrivilegedCall() {
    // Typing a password and unmerging gigabytes take longer than a reply
    // usually may. Should the service die meanwhile, the bus says so at once.
    connection_->setMethodCallTimeout(std::numeric_limits<std::uint64_t>::max());
}

void Bus::letPolkitAsk() {
    // On a desktop the session's own agent asks; pkttyagent only steps in where
    // there is none, and only somebody at a terminal can answer it.
    if (!agent_ && isatty(STDIN_FILENO) != 0) {
        agent_.emplace();
    }
    // The generated proxies make the messages, so the flag is set for all
    // messages of the connection.
    const int result = sd_bus_set_allow_interactive_authorization(raw_, 1);
    if (result < 0) {
        throw sdbus::createError(-result, "Cannot allow interactive authorisation");
    }
}

} // namespace samepage::ctl
