// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/process_events.h"

#include <linux/cn_proc.h>
#include <linux/connector.h>
#include <linux/netlink.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

namespace samepage {
namespace {

/// Copied out, as nothing is aligned in there. Empty: it is cut off.
template <typename Value>
std::optional<Value> valueAt(std::span<const std::byte> bytes, std::size_t offset) {
    if (offset > bytes.size() || bytes.size() - offset < sizeof(Value))
        return std::nullopt;
    Value value;
    std::memcpy(&value, bytes.data() + offset, sizeof(Value));
    return value;
}

std::optional<proc_event> eventIn(std::span<const std::byte> message) {
    const auto id = valueAt<cb_id>(message, offsetof(cn_msg, id));
    if (!id || id->idx != CN_IDX_PROC || id->val != CN_VAL_PROC)
        return std::nullopt;
    return valueAt<proc_event>(message, sizeof(cn_msg));
}

template <typename Visit>
void eachEvent(std::span<const std::byte> datagram, const Visit& visit) {
    while (const auto header = valueAt<nlmsghdr>(datagram, 0)) {
        const std::size_t length = header->nlmsg_len;
        if (length < NLMSG_HDRLEN || length > datagram.size())
            return;
        if (header->nlmsg_type == NLMSG_DONE) {
            if (const auto event = eventIn(datagram.subspan(NLMSG_HDRLEN, length - NLMSG_HDRLEN)))
                visit(*event);
        }
        datagram = datagram.subspan(std::min<std::size_t>(NLMSG_ALIGN(length), datagram.size()));
    }
}

} // namespace

void addProcessEvents(ProcessEvents& events, std::span<const std::byte> datagram) {
    eachEvent(datagram, [&events](const proc_event& event) {
        if (event.what == PROC_EVENT_EXEC)
            events.processes[event.event_data.exec.process_tgid] = true;
        else if (event.what == PROC_EVENT_UID)
            events.processes.try_emplace(event.event_data.id.process_tgid, false);
    });
}

std::optional<int> listenAnswer(std::span<const std::byte> datagram) {
    std::optional<int> error;
    eachEvent(datagram, [&error](const proc_event& event) {
        if (event.what == PROC_EVENT_NONE)
            error = static_cast<int>(event.event_data.ack.err);
    });
    return error;
}

} // namespace samepage
