// SPDX-License-Identifier: GPL-2.0-or-later
// Letting the service ask for a password.
#pragma once

#include <sdbus-c++/Message.h>

namespace samepage::client {

// Sets the header flag ALLOW_INTERACTIVE_AUTHORIZATION on a call that has not
// been sent yet. Without it the service answers InteractiveAuthorizationRequired
// where a password would be needed. Throws sdbus::Error on a sealed message.
void allowInteractiveAuthorization(sdbus::MethodCall& call);

} // namespace samepage::client
