// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "service/process_list.h"

#include <vector>

struct sd_bus_message;

namespace samepage {

/// Writes them as aa{sv}, the answer of Processes.List. Straight into the message: a
/// sdbus::Variant is a message of its own, and this is some ten thousand of them.
/// Any thread, as long as it has the message for itself. Throws Failure.
void appendRows(sd_bus_message* message, const std::vector<ProcessRow>& rows);

} // namespace samepage
