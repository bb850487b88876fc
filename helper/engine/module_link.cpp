// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/module_link.h"

#include "engine/module_failure.h"
#include "engine/module_replies.h"
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

#include <array>
#include <cerrno>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <utility>

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

// More than the longest message of a long command.
constexpr std::size_t longMessageSize = 32768;

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

/// room: bytes for its attributes.
Message request(nl_sock* socket, int command, int flags, std::size_t room = 1024) {
    Message message(::nlmsg_alloc_size(NLMSG_HDRLEN + GENL_HDRLEN + room));
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

// Of each attribute of a number, header and padding included.
constexpr std::size_t numberSize = 16;

/// Adds attributes to a request.
class Attributes {
public:
    explicit Attributes(nl_msg* message)
        : message_(message) {}

    void number(int id, std::uint32_t value) { check(::nla_put_u32(message_, id, value)); }
    void process(const ProcessHandle& process) {
        check(::nla_put_s32(message_, SAMEPAGE_A_PIDFD, process.pidfd()));
    }
    /// One of a set.
    void process(const ProcessKey& process) {
        nlattr* nest = ::nla_nest_start(message_, SAMEPAGE_A_PROCESS | NLA_F_NESTED);
        check(nest ? 0 : -NLE_NOMEM);
        number(SAMEPAGE_A_PID, static_cast<std::uint32_t>(process.pid));
        check(::nla_put_u64(message_, SAMEPAGE_A_START_TIME, process.startTime));
        ::nla_nest_end(message_, nest);
    }

private:
    static void check(int result) {
        if (result < 0)
            throw linkFailure("build a request", result);
    }
    nl_msg* message_;
};

NetlinkAck command(int number, const ProcessHandle& process,
                   std::optional<std::uint32_t> group = std::nullopt) {
    const Socket socket = connect();
    const Message message = request(socket.get(), number, NLM_F_ACK);
    Attributes attributes(message.get());
    attributes.process(process);
    if (group)
        attributes.number(SAMEPAGE_A_GROUP, *group);
    return exchange(socket.get(), message.get(), [](nlmsghdr*) {}).ack;
}

void requireDone(const NetlinkAck& ack) {
    if (ack.error != 0)
        throw moduleFailure(ack);
}

/// A command whose answer comes in pieces, with progress on the way. The work
/// is done while this thread receives.
template <typename Name, typename Parse>
auto longCommand(int number, std::size_t room, const Name& name, const Parse& parse,
                 const ReportProgress& report) {
    const Socket socket = connect();
    // To peek is to receive, which would make the module work on while its
    // messages pile up.
    ::nl_socket_disable_msg_peek(socket.get());
    if (const int error = ::nl_socket_set_msg_buf_size(socket.get(), longMessageSize))
        throw linkFailure("allocate", error);
    const Message message = request(socket.get(), number, NLM_F_DUMP, room);
    name(Attributes(message.get()));
    decltype(parse(nullptr)) result;
    const Exchange ended = exchange(socket.get(), message.get(), [&](nlmsghdr* header) {
        if (auto found = parse(header))
            result = std::move(found);
        if (const auto progress = parseProgress(header))
            report(progress->donePages, progress->totalPages);
    });
    requireDone(ended.ack);
    if (!result)
        throw Failure(FailureKind::Failed, "The samepage module did not answer the question.");
    return *result;
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

void ModuleLink::mark(const ProcessHandle& process, const MarkOptions& options) {
    requireDone(command(SAMEPAGE_CMD_MARK, process, options.group));
}

void ModuleLink::unmark(const ProcessHandle& process) {
    requireDone(command(SAMEPAGE_CMD_UNMARK, process));
}

bool ModuleLink::cancelMerge(const ProcessHandle& process) {
    const NetlinkAck ack = command(SAMEPAGE_CMD_CANCEL, process);
    if (ack.error == ENOENT)
        return false;
    requireDone(ack);
    return true;
}

std::map<ProcessKey, MergeState> ModuleLink::dump() {
    // A list that changed while it was read may miss a process: read it again.
    for (int attempt = 0;; ++attempt) {
        std::map<ProcessKey, MergeState> processes;
        const Socket socket = connect();
        const Message message = request(socket.get(), SAMEPAGE_CMD_GET, NLM_F_DUMP);
        const Exchange result = exchange(socket.get(), message.get(), [&](nlmsghdr* header) {
            if (const auto process = parseProcess(header))
                processes.insert_or_assign(process->first, process->second);
        });
        requireDone(result.ack);
        if (!result.interrupted || attempt == 3)
            return processes;
    }
}

std::uint64_t ModuleLink::mergeNow(const ProcessHandle& process, const ReportProgress& report) {
    return longCommand(
        SAMEPAGE_CMD_MERGE_NOW, numberSize,
        [&](Attributes attributes) { attributes.process(process); }, &parseNewlyMerged, report);
}

Estimate ModuleLink::estimate(const std::vector<ProcessKey>& processes,
                              const EstimateOptions& options, const ReportProgress& report) {
    return longCommand(
        SAMEPAGE_CMD_ESTIMATE, numberSize * (2 + 3 * processes.size()),
        [&](Attributes attributes) {
            for (const ProcessKey& process : processes)
                attributes.process(process);
            attributes.number(SAMEPAGE_A_SAMPLE, options.sample);
            if (options.secondLookMillisecs > 0)
                attributes.number(SAMEPAGE_A_SECOND_LOOK_MS, options.secondLookMillisecs);
        },
        &parseEstimate, report);
}

Explanation ModuleLink::explain(const ProcessHandle& process, const ReportProgress& report) {
    return longCommand(
        SAMEPAGE_CMD_EXPLAIN, numberSize,
        [&](Attributes attributes) { attributes.process(process); }, &parseExplanation, report);
}

} // namespace samepage
