// SPDX-License-Identifier: GPL-2.0-or-later
// The connection to the service, and how a password is asked for.
#pragma once

#include "client/client_error.h"
#include "client/place.h"
#include "ctl/password_agent.h"
#include "ctl/proxies.h"

#include <sdbus-c++/sdbus-c++.h>

#include <concepts>
#include <memory>
#include <optional>

struct sd_bus;

namespace samepage::ctl {

using client::Place;

class Bus {
public:
    // Opens the system bus of that place (here: or what DBUS_SYSTEM_BUS_ADDRESS
    // names). Throws sdbus::Error, NoConnection. Without `askPassword`, what
    // needs one fails.
    Bus(const Place& place, bool askPassword);

    // Then processes are not to be found in /proc, and no handle can be sent.
    [[nodiscard]] bool isElsewhere() const { return elsewhere_; }
    [[nodiscard]] sdbus::IConnection& connection() { return *connection_; }
    [[nodiscard]] EngineProxy& engine() { return *engine_; }
    [[nodiscard]] ProcessesProxy& processes() { return *processes_; }
    [[nodiscard]] HistoryProxy& history() { return *history_; }
    [[nodiscard]] RulesProxy& rules() { return *rules_; }

    // Makes a call that may need authorisation and may take as long as it
    // takes. It is made a second time, letting polkit ask for a password, when
    // the service answers that it needs one; the first time it did nothing.
    template <std::invocable Call>
    auto authorised(Call&& call) {
        beforePrivilegedCall();
        try {
            return call();
        } catch (const sdbus::Error& error) {
            if (!askPassword_ ||
                client::errorKind(error.getName()) != client::ErrorKind::NeedsInteraction) {
                throw;
            }
        }
        letPolkitAsk();
        return call();
    }

private:
    void beforePrivilegedCall();
    void letPolkitAsk();

    bool elsewhere_;
    bool askPassword_;
    std::optional<PasswordAgent> agent_;
    sd_bus* raw_ = nullptr; // owned by connection_
    std::unique_ptr<sdbus::IConnection> connection_;
    std::unique_ptr<EngineProxy> engine_;
    std::unique_ptr<ProcessesProxy> processes_;
    std::unique_ptr<HistoryProxy> history_;
    std::unique_ptr<RulesProxy> rules_;
};

} // namespace samepage::ctl
