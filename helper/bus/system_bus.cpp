// SPDX-License-Identifier: GPL-2.0-or-later
#include "bus/system_bus.h"

#include <sdbus-c++/Error.h>
#include <sdbus-c++/Message.h>

#include <systemd/sd-bus.h>

namespace samepage {

SystemBus::SystemBus() {
    // Opened here because sdbus-c++ does not show a message's flags, and its
    // own connections do not give their sd_bus away.
    if (const int result = ::sd_bus_open_system(&bus_); result < 0)
        throw sdbus::createError(-result, "Could not reach the system bus");
    connection_ = sdbus::createBusConnection(bus_);
}

SystemBus::Call SystemBus::currentCall() const {
    Call call;
    call.sender = connection_->getCurrentlyProcessedMessage().getSender();
    if (sd_bus_message* message = ::sd_bus_get_current_message(bus_))
        call.interactive = ::sd_bus_message_get_allow_interactive_authorization(message) > 0;
    return call;
}

std::shared_ptr<PreparedReply> SystemBus::prepareReply() const {
    return std::make_shared<PreparedReply>(::sd_bus_get_current_message(bus_));
}

} // namespace samepage
