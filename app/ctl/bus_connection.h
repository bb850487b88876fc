// SPDX-License-Identifier: GPL-2.0-or-later
// The way to a system bus: this machine's, a container's, another machine's.
#pragma once

#include "ctl/place.h"

#include <stdexcept>
#include <string>

struct sd_bus;

namespace samepage::ctl {

// There is no way to the bus of another machine or container; what() is a
// sentence that says why, as far as that can be known.
class NoConnection : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// The system bus of that place; the caller owns it. Another machine is reached
// as systemctl does it: ssh runs systemd-stdio-bridge there, so that nobody has
// to listen on a port. Throws NoConnection, and sdbus::Error for this machine's.
[[nodiscard]] sd_bus* openBus(const Place& place);

// Why ssh brought no connection to a bus. `status`: with which it ended, if it
// did.
[[nodiscard]] std::string sshFailureText(bool ended, int status);

} // namespace samepage::ctl
