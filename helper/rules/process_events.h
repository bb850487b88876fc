// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <map>
#include <optional>
#include <span>

namespace samepage {

/// What has happened to processes since it was last looked at.
struct ProcessEvents {
    std::map<pid_t, bool> processes; ///< true: it has started a program
    bool lost = false;               ///< there was more than is here
};

/// Adds what one datagram of the kernel's process connector says (struct
/// proc_event in struct cn_msg in netlink messages). What is none of exec and
/// change of the user id, or is cut off, adds nothing.
void addProcessEvents(ProcessEvents& events, std::span<const std::byte> datagram);

/// The kernel's answer to the request to listen, if it is in there: an error
/// number, 0 for success.
[[nodiscard]] std::optional<int> listenAnswer(std::span<const std::byte> datagram);

} // namespace samepage
