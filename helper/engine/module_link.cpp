// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/module_link.h"

#include "engine/module_failure.h"
#include "engine/netlink_ack.h"
#include "failure.h"
#include "samepage.h"

#include <netlink/attr.h>
#include <netlink/errno.h>
#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>

#include <linux/genetlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

namespace samepage {
namespace {

struct SocketDeleter {
    void operator()(nl_sock* socket) const { ::nl_socket_free(socket); }
};
struct MessageDeleter {
    void operator()(nl_msg* message) const { ::nlmsg_free(message); }
};
struct BufferDeleter {
    void operator()(unsigned char* buffer) const { ::free(buffer); }
};
using Socket = std::unique_ptr<nl_sock, SocketDeleter>;
using Message = std::unique_ptr<nl_msg, MessageDeleter>;
using Buffer = std::unique_ptr<unsigned char, BufferDeleter>;

Failure linkFailure(const char* step, int code) {
    return {FailureKind::Failed, std::string("Talking to the samepage module failed (") + step +
                                     "): " + ::nl_geterror(code) + "."};
}

Socket connect() {
    Socket socket(::nl_socket_alloc());
    if (!socket)
        throw linkFailure("allocate", -NLE_NOMEM);
    if (const int error = ::genl_connect(socket.get()))
        throw linkFailure("connect", error);
    // Ask for the reason of an error as text, and not for an echo of the request.
    const int on = 1;
    const int fd = ::nl_socket_get_fd(socket.get());
    ::setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
    ::setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));
    ::nl_socket_enable_msg_peek(socket.get());
    return socket;
}

int familyOf(nl_sock* socket) {
    const int family = ::genl_ctrl_resolve(socket, SAMEPAGE_GENL_NAME);
    if (family < 0)
        throw Failure(FailureKind::Unavailable,
                      "The samepage module does not answer: it is not loaded any more.");
    return family;
}

Message request(nl_sock* socket, int command, int flags) {
    Message message(::nlmsg_alloc());
    if (!message || !::genlmsg_put(message.get(), NL_AUTO_PORT, NL_AUTO_SEQ, familyOf(socket), 0,
                                   NLM_F_REQUEST | flags, static_cast<std::uint8_t>(command),
                                   SAMEPAGE_GENL_VERSION))
        throw linkFailure("build a request", -NLE_NOMEM);
    return message;
}

struct Exchange {
    NetlinkAck ack;
    bool interrupted = false; ///< what a dump listed changed while it was listed
};

/// Sends the request and reads up to its acknowledgement; visit gets every
/// other message.
Exchange exchange(nl_sock* socket, nl_msg* message, const std::function<void(nlmsghdr*)>& visit) {
    if (const int sent = ::nl_send_auto(socket, message); sent < 0)
        throw linkFailure("send", sent);
    const std::uint32_t sequence = ::nlmsg_hdr(message)->nlmsg_seq;
    Exchange result;
    while (true) {
        sockaddr_nl from = {};
        unsigned char* received = nullptr;
        int left = ::nl_recv(socket, &from, &received, nullptr);
        const Buffer buffer(received);
        if (left <= 0)
            throw linkFailure("receive", left == 0 ? -NLE_FAILURE : left);
        if (from.nl_pid != 0)
            continue; // not from the kernel
        auto* header = reinterpret_cast<nlmsghdr*>(buffer.get());
        for (; ::nlmsg_ok(header, left); header = ::nlmsg_next(header, &left)) {
            if (header->nlmsg_seq != sequence)
                continue;
            if ((header->nlmsg_flags & NLM_F_DUMP_INTR) != 0)
                result.interrupted = true;
            if (auto ack = parseAck(header)) {
                result.ack = std::move(*ack);
                return result;
            }
            visit(header);
        }
    }
}

void command(int number, const ProcessHandle& process) {
    const Socket socket = connect();
    const Message message = request(socket.get(), number, NLM_F_ACK);
    if (::nla_put_s32(message.get(), SAMEPAGE_A_PIDFD, process.pidfd()) < 0)
        throw linkFailure("build a request", -NLE_NOMEM);
    const Exchange result = exchange(socket.get(), message.get(), [](nlmsghdr*) {});
    if (result.ack.error != 0)
        throw moduleFailure(result.ack);
}

void addProcess(nlmsghdr* header, std::map<ProcessKey, MergeState>& processes) {
    static const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    std::array<nlattr*, SAMEPAGE_A_MAX + 1> attributes{};
    if (::genlmsg_parse(header, 0, attributes.data(), SAMEPAGE_A_MAX, nullptr) < 0)
        return;
    const auto u32 = [&](std::size_t id) -> std::uint32_t {
        const nlattr* attribute = attributes.at(id);
        return attribute && ::nla_len(attribute) >= 4 ? ::nla_get_u32(attribute) : 0;
    };
    const auto u64 = [&](std::size_t id) -> std::uint64_t {
        const nlattr* attribute = attributes.at(id);
        return attribute && ::nla_len(attribute) >= 8 ? ::nla_get_u64(attribute) : 0;
    };
    const std::uint32_t flags = u32(SAMEPAGE_A_FLAGS);
    MergeState state;
    state.marked = (flags & SAMEPAGE_F_MERGE_ANY) != 0;
    state.mergeable = state.marked || (flags & SAMEPAGE_F_MERGEABLE) != 0;
    state.mergedBytes = u64(SAMEPAGE_A_MERGED_PAGES) * pageSize;
    state.savedBytes = u64(SAMEPAGE_A_SAVED_BYTES);
    processes[{static_cast<pid_t>(u32(SAMEPAGE_A_PID)), u64(SAMEPAGE_A_START_TIME)}] = state;
}

} // namespace

std::optional<int> ModuleLink::familyVersion() {
    const Socket socket = connect();
    const Message message(::nlmsg_alloc());
    if (!message ||
        !::genlmsg_put(message.get(), NL_AUTO_PORT, NL_AUTO_SEQ, GENL_ID_CTRL, 0,
                       NLM_F_REQUEST | NLM_F_ACK, CTRL_CMD_GETFAMILY, 1) ||
        ::nla_put_string(message.get(), CTRL_ATTR_FAMILY_NAME, SAMEPAGE_GENL_NAME) < 0)
        throw linkFailure("build a request", -NLE_NOMEM);
    std::optional<int> version;
    exchange(socket.get(), message.get(), [&](nlmsghdr* header) {
        std::array<nlattr*, CTRL_ATTR_MAX + 1> attributes{};
        if (::genlmsg_parse(header, 0, attributes.data(), CTRL_ATTR_MAX, nullptr) == 0 &&
            attributes[CTRL_ATTR_VERSION])
            version = static_cast<int>(::nla_get_u32(attributes[CTRL_ATTR_VERSION]));
    });
    return version;
}

void ModuleLink::mark(const ProcessHandle& process) {
    command(SAMEPAGE_CMD_MARK, process);
}

void ModuleLink::unmark(const ProcessHandle& process) {
    command(SAMEPAGE_CMD_UNMARK, process);
}

std::map<ProcessKey, MergeState> ModuleLink::dump() {
    // A list that changed while it was read may miss a process: read it again.
    for (int attempt = 0;; ++attempt) {
        std::map<ProcessKey, MergeState> processes;
        const Socket socket = connect();
        const Message message = request(socket.get(), SAMEPAGE_CMD_GET, NLM_F_DUMP);
        const Exchange result = exchange(socket.get(), message.get(),
                                         [&](nlmsghdr* header) { addProcess(header, processes); });
        if (result.ack.error != 0)
            throw moduleFailure(result.ack);
        if (!result.interrupted || attempt == 3)
            return processes;
    }
}

} // namespace samepage
