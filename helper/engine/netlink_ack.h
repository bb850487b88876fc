// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <linux/netlink.h>

#include <cstddef>
#include <optional>
#include <string>

namespace samepage {

/// The kernel's answer to a netlink request.
struct NetlinkAck {
    int error = 0;       ///< positive errno, 0 for success
    std::string message; ///< NLMSGERR_ATTR_MSG, or empty
};

/// Reads an NLMSG_ERROR message, or the NLMSG_DONE that ends a dump, of at
/// least header->nlmsg_len bytes. Empty: it is neither, or is cut short.
[[nodiscard]] std::optional<NetlinkAck> parseAck(const nlmsghdr* header);

} // namespace samepage
