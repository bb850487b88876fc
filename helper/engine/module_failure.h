// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "engine/netlink_ack.h"
#include "failure.h"

namespace samepage {

/// What it means for the caller that the module refused a command.
[[nodiscard]] Failure moduleFailure(const NetlinkAck& ack);

} // namespace samepage
