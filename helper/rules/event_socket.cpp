// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/event_socket.h"

#include "failure.h"

#include <arpa/inet.h>
#include <linux/cn_proc.h>
#include <linux/connector.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <vector>

namespace samepage {
namespace {

// A walk over /proc is what it costs when this does not do.
constexpr int receiveBuffer = 1 << 20;

constexpr std::size_t whatOffset = NLMSG_HDRLEN + sizeof(cn_msg);

Failure failed(const char* step, int error) {
    return {FailureKind::Failed, std::string("The kernel does not tell when programs start (") +
                                     step + "): " + std::strerror(error) + "."};
}

/// Drops the rest in the kernel: most processes fork, and end, without that it
/// matters here. NONE is the answer to the request to listen.
void setFilter(int socket) {
    constexpr std::array wanted = {PROC_EVENT_NONE, PROC_EVENT_EXEC, PROC_EVENT_UID};
    std::vector<sock_filter> code = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, whatOffset)};
    for (const std::uint32_t what : wanted) {
        // The filter reads big-endian, the kernel wrote as the machine does.
        code.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, htonl(what), 0, 1));
        code.push_back(BPF_STMT(BPF_RET | BPF_K, 0xFFFFFFFF));
    }
    code.push_back(BPF_STMT(BPF_RET | BPF_K, 0));
    const sock_fprog program = {.len = static_cast<unsigned short>(code.size()),
                                .filter = code.data()};
    if (::setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)) != 0)
        throw failed("filter", errno);
}

void askToListen(int socket) {
    const std::uint32_t operation = PROC_CN_MCAST_LISTEN;
    std::array<std::byte, NLMSG_HDRLEN + sizeof(cn_msg) + sizeof(operation)> request{};
    nlmsghdr header = {};
    header.nlmsg_len = request.size();
    header.nlmsg_type = NLMSG_DONE;
    cn_msg message = {};
    message.id = {.idx = CN_IDX_PROC, .val = CN_VAL_PROC};
    message.len = sizeof(operation);
    std::memcpy(request.data(), &header, sizeof(header));
    std::memcpy(request.data() + NLMSG_HDRLEN, &message, sizeof(message));
    std::memcpy(request.data() + whatOffset, &operation, sizeof(operation));
    if (::send(socket, request.data(), request.size(), 0) != static_cast<ssize_t>(request.size()))
        throw failed("listen", errno);
}

using Datagram = std::array<std::byte, 4096>;

/// Empty: there is none. Throws std::system_error.
std::optional<std::span<const std::byte>> receive(int socket, Datagram& buffer) {
    while (true) {
        sockaddr_nl from = {};
        socklen_t length = sizeof(from);
        const ssize_t got = ::recvfrom(socket, buffer.data(), buffer.size(), 0,
                                       reinterpret_cast<sockaddr*>(&from), &length);
        if (got >= 0 && from.nl_pid == 0)
            return std::span(buffer).first(static_cast<std::size_t>(got));
        if (got >= 0 || errno == EINTR)
            continue; // not from the kernel
        if (errno == EAGAIN)
            return std::nullopt;
        throw std::system_error(errno, std::generic_category());
    }
}

/// It answers in the system call that asks; nothing, if it does not work here
/// at all, as in a container. Events that came before may be dropped: these
/// processes can be found in /proc.
void requireAnswer(int socket) try {
    Datagram buffer{};
    while (const auto datagram = receive(socket, buffer)) {
        if (const auto error = listenAnswer(*datagram)) {
            if (*error != 0)
                throw failed("listen", *error);
            return;
        }
    }
    throw failed("no answer", EOPNOTSUPP);
} catch (const std::system_error& error) {
    throw failed("answer", error.code().value());
}

} // namespace

EventSocket::EventSocket()
    : socket_(::socket(PF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_CONNECTOR)) {
    if (!socket_)
        throw failed("socket", errno);
    setFilter(socket_.get());
    // More than the system's limit needs CAP_NET_ADMIN, which the rest needs, too.
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUFFORCE, &receiveBuffer, sizeof(receiveBuffer));
    sockaddr_nl address = {};
    address.nl_family = AF_NETLINK;
    address.nl_groups = CN_IDX_PROC;
    if (::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0)
        throw failed("bind", errno);
    askToListen(socket_.get());
    requireAnswer(socket_.get());
}

ProcessEvents EventSocket::read() {
    ProcessEvents events;
    Datagram buffer{};
    // Others must have their turn, too: the rest is read the next time.
    for (int count = 0; count < 1024; ++count) {
        try {
            const auto datagram = receive(socket_.get(), buffer);
            if (!datagram)
                break;
            addProcessEvents(events, *datagram);
        } catch (const std::system_error&) {
            events.lost = true; // ENOBUFS: there were too many of them
        }
    }
    return events;
}

} // namespace samepage
