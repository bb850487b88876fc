// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "bus/prepared_reply.h"

#include <sdbus-c++/IConnection.h>

#include <memory>
#include <string>

struct sd_bus;

namespace samepage {

/// The connection to the system bus (where DBUS_SYSTEM_BUS_ADDRESS says, if set).
class SystemBus {
public:
    /// Throws sdbus::Error when there is no bus.
    SystemBus();

    [[nodiscard]] sdbus::IConnection& connection() noexcept { return *connection_; }

    /// Who sent the message that is being handled, and how.
    struct Call {
        std::string sender;       ///< unique name
        bool interactive = false; ///< the flag ALLOW_INTERACTIVE_AUTHORIZATION is set
    };
    /// Only inside a method handler.
    [[nodiscard]] Call currentCall() const;
    /// For the same message, likewise. Throws Failure.
    [[nodiscard]] std::shared_ptr<PreparedReply> prepareReply() const;

private:
    sd_bus* bus_ = nullptr; // connection_ owns it
    std::unique_ptr<sdbus::IConnection> connection_;
};

} // namespace samepage
