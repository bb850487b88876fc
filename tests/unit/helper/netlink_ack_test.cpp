// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/netlink_ack.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

namespace samepage {
namespace {

/// A netlink message, built piece by piece.
class Message {
public:
    Message(std::uint16_t type, std::uint16_t flags) {
        nlmsghdr header = {};
        header.nlmsg_type = type;
        header.nlmsg_flags = flags;
        add(&header, sizeof(header));
    }
    Message& error(int number, std::uint32_t echoedLength = sizeof(nlmsghdr)) {
        nlmsgerr body = {};
        body.error = number;
        body.msg.nlmsg_len = echoedLength;
        return add(&body, sizeof(body));
    }
    Message& number(int value) { return add(&value, sizeof(value)); }
    Message& bytes(std::size_t count) {
        bytes_.resize(bytes_.size() + count);
        return *this;
    }
    Message& attribute(std::uint16_t type, const std::string& text, int lengthError = 0) {
        nlattr header = {};
        header.nla_len = static_cast<std::uint16_t>(
            static_cast<int>(sizeof(header) + text.size() + 1) + lengthError);
        header.nla_type = type;
        add(&header, sizeof(header));
        add(text.c_str(), text.size() + 1);
        return bytes((4 - bytes_.size() % 4) % 4);
    }
    std::optional<NetlinkAck> parse() {
        auto* header = reinterpret_cast<nlmsghdr*>(bytes_.data());
        header->nlmsg_len = static_cast<std::uint32_t>(bytes_.size());
        return parseAck(header);
    }

private:
    Message& add(const void* data, std::size_t size) {
        const auto at = bytes_.size();
        bytes_.resize(at + size);
        std::memcpy(bytes_.data() + at, data, size);
        return *this;
    }
    std::vector<std::byte> bytes_;
};

TEST(ParseAck, SuccessHasNoError) {
    const auto ack = Message(NLMSG_ERROR, NLM_F_CAPPED).error(0).parse();
    ASSERT_TRUE(ack);
    EXPECT_EQ(ack->error, 0);
    EXPECT_EQ(ack->message, "");
}

TEST(ParseAck, ReadsTheMessageOfACappedError) {
    const auto ack = Message(NLMSG_ERROR, NLM_F_CAPPED | NLM_F_ACK_TLVS)
                         .error(-EINVAL)
                         .attribute(NLMSGERR_ATTR_MSG, "this is a kernel thread")
                         .parse();
    ASSERT_TRUE(ack);
    EXPECT_EQ(ack->error, EINVAL);
    EXPECT_EQ(ack->message, "this is a kernel thread");
}

TEST(ParseAck, FindsTheMessageBehindOthersAndTheEcho) {
    const auto ack = Message(NLMSG_ERROR, NLM_F_ACK_TLVS)
                         .error(-ESTALE, sizeof(nlmsghdr) + 20)
                         .bytes(20)
                         .attribute(NLMSGERR_ATTR_OFFS, "abc")
                         .attribute(NLMSGERR_ATTR_MSG, "start time differs")
                         .parse();
    ASSERT_TRUE(ack);
    EXPECT_EQ(ack->error, ESTALE);
    EXPECT_EQ(ack->message, "start time differs");
}

TEST(ParseAck, ReadsTheEndOfADump) {
    const auto done = Message(NLMSG_DONE, 0).number(0).parse();
    ASSERT_TRUE(done);
    EXPECT_EQ(done->error, 0);
    const auto failed = Message(NLMSG_DONE, NLM_F_ACK_TLVS)
                            .number(-ENOMEM)
                            .attribute(NLMSGERR_ATTR_MSG, "no memory")
                            .parse();
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->error, ENOMEM);
    EXPECT_EQ(failed->message, "no memory");
}

TEST(ParseAck, IgnoresOtherMessages) {
    EXPECT_FALSE(Message(NLMSG_MIN_TYPE + 7, 0).error(-EINVAL).parse());
    EXPECT_FALSE(Message(NLMSG_NOOP, 0).parse());
}

TEST(ParseAck, SurvivesDamage) {
    EXPECT_FALSE(Message(NLMSG_ERROR, 0).number(-EINVAL).parse()); // cut short
    EXPECT_FALSE(Message(NLMSG_DONE, 0).parse());
    // Attributes that claim to be longer or shorter than they can be.
    for (const int wrong : {-100, -30, 5, 60000}) {
        const auto ack = Message(NLMSG_ERROR, NLM_F_CAPPED | NLM_F_ACK_TLVS)
                             .error(-EINVAL)
                             .attribute(NLMSGERR_ATTR_MSG, "twentyfive characters here", wrong)
                             .parse();
        ASSERT_TRUE(ack);
        EXPECT_EQ(ack->error, EINVAL);
        EXPECT_EQ(ack->message, "");
    }
    // An echo that claims to be longer than the message.
    const auto ack = Message(NLMSG_ERROR, NLM_F_ACK_TLVS).error(-EPERM, 1U << 31U).parse();
    ASSERT_TRUE(ack);
    EXPECT_EQ(ack->error, EPERM);
}

} // namespace
} // namespace samepage
