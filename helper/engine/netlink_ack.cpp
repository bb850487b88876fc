// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/netlink_ack.h"

#include <cstring>
#include <span>

namespace samepage {
namespace {

constexpr std::size_t align(std::size_t length) {
    return (length + 3) & ~std::size_t{3};
}

/// The text of NLMSGERR_ATTR_MSG among netlink attributes.
std::string messageAttribute(std::span<const std::byte> attributes) {
    while (attributes.size() >= sizeof(nlattr)) {
        nlattr attribute = {};
        std::memcpy(&attribute, attributes.data(), sizeof(attribute));
        if (attribute.nla_len < sizeof(attribute) || attribute.nla_len > attributes.size())
            break;
        if ((attribute.nla_type & NLA_TYPE_MASK) == NLMSGERR_ATTR_MSG) {
            std::string text(attribute.nla_len - sizeof(attribute), '\0');
            std::memcpy(text.data(), attributes.data() + sizeof(attribute), text.size());
            return text.substr(0, text.find('\0')); // it ends with a zero byte
        }
        if (align(attribute.nla_len) >= attributes.size())
            break;
        attributes = attributes.subspan(align(attribute.nla_len));
    }
    return {};
}

} // namespace

std::optional<NetlinkAck> parseAck(const nlmsghdr* header) {
    if (header->nlmsg_len < sizeof(nlmsghdr))
        return std::nullopt;
    const std::span payload(reinterpret_cast<const std::byte*>(header) + sizeof(nlmsghdr),
                            header->nlmsg_len - sizeof(nlmsghdr));
    std::size_t attributesAt = 0;
    if (header->nlmsg_type == NLMSG_ERROR) {
        if (payload.size() < sizeof(nlmsgerr))
            return std::nullopt;
        nlmsgerr body = {};
        std::memcpy(&body, payload.data(), sizeof(body));
        // The request is echoed in full unless the answer is capped.
        const bool capped = (header->nlmsg_flags & NLM_F_CAPPED) != 0;
        attributesAt = sizeof(int) + align(capped ? sizeof(nlmsghdr) : body.msg.nlmsg_len);
    } else if (header->nlmsg_type == NLMSG_DONE) {
        if (payload.size() < sizeof(int))
            return std::nullopt;
        attributesAt = sizeof(int);
    } else {
        return std::nullopt;
    }
    int error = 0;
    std::memcpy(&error, payload.data(), sizeof(error));
    NetlinkAck ack;
    ack.error = error < 0 ? -error : 0;
    const bool hasAttributes = (header->nlmsg_flags & NLM_F_ACK_TLVS) != 0;
    if (hasAttributes && attributesAt < payload.size())
        ack.message = messageAttribute(payload.subspan(attributesAt));
    return ack;
}

} // namespace samepage
