// SPDX-License-Identifier: GPL-2.0-or-later
// The way to a system bus: this machine's, a container's, another machine's.
#pragma once

#include "client/place.h"

#include <stdexcept>
#include <string>

struct sd_bus;

namespace samepage::client {

// There is no way to the bus of another machine or container; what() is an
// English sentence that says why, as far as that can be known.
class NoConnection : public std::runtime_error {
public:
    enum class Reason {
        NoSsh,     // no such program here
        NoPlace,   // no such machine or container, or none that may be looked into
        SshFailed, // it did not get through
        NoBridge,  // no systemd-stdio-bridge there
        NoBus,     // no system bus there
        Silent,    // nothing came in time
    };

    NoConnection(Reason reason, const std::string& text)
        : std::runtime_error(text)
        , reason_(reason) {}
    [[nodiscard]] Reason reason() const { return reason_; }

private:
    Reason reason_;
};

// The system bus of that place; the caller owns it. Another machine is reached
// as systemctl does it: ssh runs systemd-stdio-bridge there, so that nobody has
// to listen on a port. Throws NoConnection, and sdbus::Error for this machine's.
[[nodiscard]] sd_bus* openBus(const Place& place);

// Why ssh brought no connection to a bus. `status`: with which it ended, if it
// did.
[[nodiscard]] NoConnection sshFailure(bool ended, int status);

} // namespace samepage::client
