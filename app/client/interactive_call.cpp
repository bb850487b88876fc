// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/interactive_call.h"

#include <sdbus-c++/Error.h>
#include <systemd/sd-bus.h>

namespace samepage::client {
namespace {

// sdbus-c++ has no call for the flag; the sd-bus message is a protected member,
// and a derived class may name it.
struct Raw : sdbus::MethodCall {
    static sd_bus_message* of(sdbus::MethodCall& call) {
        return static_cast<sd_bus_message*>(call.*(&Raw::msg_));
    }
};

} // namespace

void allowInteractiveAuthorization(sdbus::MethodCall& call) {
    const int result = sd_bus_message_set_allow_interactive_authorization(Raw::of(call), 1);
    if (result < 0) {
        throw sdbus::createError(-result, "Cannot allow interactive authorisation");
    }
}

} // namespace samepage::client
