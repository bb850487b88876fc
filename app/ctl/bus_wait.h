// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sdbus-c++/IConnection.h>

#include <chrono>

namespace samepage::ctl {

// Handles one message that has come, or waits for the next one, but not longer
// than `atMost`. True as soon as `stopFd` is readable. Throws std::system_error
// and sdbus::Error.
[[nodiscard]] bool handleOrWait(sdbus::IConnection& connection, int stopFd,
                                std::chrono::milliseconds atMost = std::chrono::hours(1));

} // namespace samepage::ctl
