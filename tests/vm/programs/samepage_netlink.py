# SPDX-License-Identifier: GPL-2.0-or-later
"""The module's netlink family, spoken by hand: tests also send what no library would.

Runs inside the VM, as a library and as a command:
    samepage_netlink.py mark|unmark|get PID
    samepage_netlink.py dump
"""
import os
import socket
import struct
import sys

NETLINK_GENERIC = 16
SOL_NETLINK, NETLINK_CAP_ACK, NETLINK_EXT_ACK, NETLINK_GET_STRICT_CHK = 270, 10, 11, 12
NLM_F_REQUEST, NLM_F_ACK, NLM_F_DUMP = 1, 4, 0x300
NLM_F_CAPPED, NLM_F_ACK_TLVS = 0x100, 0x200
NLMSG_ERROR, NLMSG_DONE = 2, 3
GENL_ID_CTRL, CTRL_CMD_GETFAMILY, CTRL_ATTR_FAMILY_ID, CTRL_ATTR_FAMILY_NAME = 16, 3, 1, 2

GET, MARK, UNMARK = 1, 2, 3
PID, START_TIME, PIDFD, FLAGS, MERGED, SAVED, UNSHARED, VOLATILE, SCANNED = 2, 3, 4, 5, 6, 7, 8, 9, 10
NAMES = {PID: "pid", START_TIME: "start_time", FLAGS: "flags", MERGED: "merged_pages", SAVED: "saved_bytes",
         UNSHARED: "unshared_pages", VOLATILE: "volatile_pages", SCANNED: "scanned_pages"}
MERGE_ANY, MERGEABLE = 1, 2


class NetlinkError(Exception):
    def __init__(self, errno, text):
        super().__init__(f"{os.strerror(errno)}: {text}")
        self.errno = errno
        self.text = text


def attribute(kind, payload):
    raw = struct.pack("=HH", 4 + len(payload), kind) + payload
    return raw + b"\0" * (-len(raw) % 4)


def u32(kind, value):
    return attribute(kind, struct.pack("=I", value))


def s32(kind, value):
    return attribute(kind, struct.pack("=i", value))


def u64(kind, value):
    return attribute(kind, struct.pack("=Q", value))


def attributes(raw):
    out = {}
    while len(raw) >= 4:
        length, kind = struct.unpack_from("=HH", raw)
        out[kind & 0x3fff] = raw[4:length]
        raw = raw[(length + 3) & ~3:]
    return out


class Family:
    def __init__(self, name="samepage"):
        self.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_GENERIC)
        self.sock.bind((0, 0))
        self.sock.setsockopt(SOL_NETLINK, NETLINK_EXT_ACK, 1)
        self.sock.setsockopt(SOL_NETLINK, NETLINK_CAP_ACK, 1)
        self.sequence = 0
        reply = self.request(CTRL_CMD_GETFAMILY, attribute(CTRL_ATTR_FAMILY_NAME, name.encode() + b"\0"),
                             family=GENL_ID_CTRL)
        self.family = struct.unpack("=H", reply[0][CTRL_ATTR_FAMILY_ID])[0]

    def request(self, command, payload=b"", flags=NLM_F_ACK, family=None):
        """All replies, as dictionaries of raw attributes; NetlinkError when refused."""
        self.sequence += 1
        body = struct.pack("=BBH", command, 1, 0) + payload
        self.sock.send(struct.pack("=IHHII", 16 + len(body), family or self.family,
                                   NLM_F_REQUEST | flags, self.sequence, 0) + body)
        replies = []
        while True:
            raw = self.sock.recv(1 << 16)
            while raw:
                length, kind, message_flags, _, _ = struct.unpack_from("=IHHII", raw)
                message, raw = raw[16:length], raw[(length + 3) & ~3:]
                if kind in (NLMSG_ERROR, NLMSG_DONE):
                    errno = -struct.unpack_from("=i", message)[0] if len(message) >= 4 else 0
                    if errno:
                        at = 20 if kind == NLMSG_ERROR else 4
                        text = attributes(message[at:]).get(1, b"").rstrip(b"\0").decode()
                        raise NetlinkError(errno, text)
                    return replies
                replies.append(attributes(message[4:]))

    def get(self, payload):
        return decode(self.request(GET, payload)[0])

    def dump(self):
        return [decode(reply) for reply in self.request(GET, flags=NLM_F_DUMP)]

    def mark(self, pid):
        self.request(MARK, by_pid(pid))

    def unmark(self, pid):
        self.request(UNMARK, by_pid(pid))


def decode(reply):
    return {NAMES[kind]: int.from_bytes(raw, "little") for kind, raw in reply.items() if kind in NAMES}


def start_time(pid):
    with open(f"/proc/{pid}/stat") as stat:
        return int(stat.read().rpartition(")")[2].split()[19])


def by_pid(pid):
    return u32(PID, pid) + u64(START_TIME, start_time(pid))


def main(arguments):
    family = Family()
    if arguments[0] == "dump":
        for row in family.dump():
            print(row)
    else:
        pid = int(arguments[1])
        if arguments[0] == "get":
            print(family.get(by_pid(pid)))
        else:
            {"mark": family.mark, "unmark": family.unmark}[arguments[0]](pid)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except NetlinkError as error:
        sys.exit(str(error))
