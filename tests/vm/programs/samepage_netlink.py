# SPDX-License-Identifier: GPL-2.0-or-later
"""The module's netlink family, spoken by hand: tests also send what no library would.

Runs inside the VM, as a library and as a command:
    samepage_netlink.py mark|unmark|get|merge-now|cancel|explain PID
    samepage_netlink.py estimate PID ...
    samepage_netlink.py dump|events
"""
import contextlib
import itertools
import os
import resource
import socket
import struct
import sys
import time

NETLINK_GENERIC = 16
SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, NETLINK_CAP_ACK, NETLINK_EXT_ACK = 270, 1, 10, 11
NLM_F_REQUEST, NLM_F_ACK, NLM_F_DUMP = 1, 4, 0x300
NLA_F_NESTED = 0x8000
NLMSG_ERROR, NLMSG_DONE = 2, 3
GENL_ID_CTRL, CTRL_CMD_GETFAMILY, CTRL_ATTR_FAMILY_ID, CTRL_ATTR_FAMILY_NAME, CTRL_ATTR_MCAST_GROUPS = 16, 3, 1, 2, 7

GET, MARK, UNMARK, MERGE_NOW, CANCEL, ESTIMATE, EXPLAIN = 1, 2, 3, 4, 5, 6, 7
EVENTS = {8: "marked", 9: "unmarked", 10: "exited", 11: "pass", 12: "paused", 13: "knob"}
PID, START_TIME, PIDFD, FLAGS = 2, 3, 4, 5
PROCESS, SAMPLE, SECOND_LOOK_MS, REASONS, KNOB, VALUE, GROUP = 18, 19, 20, 30, 34, 35, 36
NAMES = {PID: "pid", START_TIME: "start_time", FLAGS: "flags", 6: "merged_pages", 7: "saved_bytes",
         8: "unshared_pages", 9: "volatile_pages", 10: "scanned_pages", 11: "domain", 12: "zero_pages",
         13: "skipped_pages", 14: "metadata_bytes", 15: "done_pages", 16: "total_pages", 17: "newly_merged_pages",
         SAMPLE: "sample", 21: "error_bytes", 22: "within_bytes", 23: "merged_bytes", 24: "others_bytes",
         25: "zero_bytes", 26: "looked_pages", 27: "changed_pages", 28: "processes", 29: "resident_bytes",
         31: "pass", 32: "duration_ns", 33: "pause", GROUP: "group"}
STRINGS = {KNOB: "knob", VALUE: "value"}
REASON_NAMES = {2: "merged", 3: "zero", 4: "unique", 5: "volatile", 6: "unseen", 7: "unmarked", 8: "file", 9: "shared",
                10: "huge", 11: "pinned", 12: "other_domain", 13: "protected", 14: "other"}
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
        self.groups = reply[0].get(CTRL_ATTR_MCAST_GROUPS, b"")

    def request(self, command, payload=b"", flags=NLM_F_ACK, family=None):
        """All replies, as dictionaries of raw attributes; NetlinkError when refused."""
        return list(self.replies(command, payload, flags, family))

    def replies(self, command, payload=b"", flags=NLM_F_ACK, family=None):
        """The same, one after the other as they come."""
        self.sequence += 1
        body = struct.pack("=BBH", command, 1, 0) + payload
        self.sock.send(struct.pack("=IHHII", 16 + len(body), family or self.family,
                                   NLM_F_REQUEST | flags, self.sequence, 0) + body)
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
                    return
                yield attributes(message[4:])

    def get(self, payload):
        return decode(self.request(GET, payload)[0])

    def dump(self):
        return [decode(reply) for reply in self.request(GET, flags=NLM_F_DUMP)]

    def mark(self, pid, group=None):
        self.request(MARK, by_pid(pid) + (b"" if group is None else u32(GROUP, group)))

    def unmark(self, pid):
        self.request(UNMARK, by_pid(pid))

    def cancel(self, pid):
        self.request(CANCEL, by_pid(pid))

    def progress(self, command, payload):
        """The messages of a command that takes long; the last one is the result."""
        for reply in self.replies(command, payload, flags=NLM_F_DUMP):
            yield decode(reply)

    def result(self, command, payload):
        return list(self.progress(command, payload))[-1]

    def merge_now(self, pid):
        return self.result(MERGE_NOW, by_pid(pid))

    def explain(self, pid):
        return self.result(EXPLAIN, by_pid(pid))

    def estimate(self, *pids, sample=None, second_look_ms=None):
        payload = b"".join(attribute(PROCESS | NLA_F_NESTED, by_pid(pid)) for pid in pids)
        if sample:
            payload += u32(SAMPLE, sample)
        if second_look_ms:
            payload += u32(SECOND_LOOK_MS, second_look_ms)
        return self.result(ESTIMATE, payload)

    def join(self, group="events"):
        """From now on events() has something to tell."""
        for raw in attributes(self.groups).values():
            names = attributes(raw)
            if names[1].rstrip(b"\0").decode() == group:
                self.sock.setsockopt(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, struct.unpack("=I", names[2])[0])
                return
        raise LookupError(group)

    def events(self, seconds):
        """Events as they come, until none has come for so long."""
        self.sock.settimeout(seconds)
        with contextlib.suppress(TimeoutError):
            while True:
                raw = self.sock.recv(1 << 16)
                while raw:
                    length = struct.unpack_from("=I", raw)[0]
                    message, raw = raw[16:length], raw[(length + 3) & ~3:]
                    yield {"event": EVENTS[message[0]]} | decode(attributes(message[4:]))


    def next_events(self, kind, count, seconds=30):
        """The next events of that kind, once joined; fewer if nothing happens for so long."""
        self.join()
        return list(itertools.islice((event for event in self.events(seconds) if event["event"] == kind), count))


def decode(reply):
    out = {NAMES[kind]: int.from_bytes(raw, "little") for kind, raw in reply.items() if kind in NAMES}
    out |= {STRINGS[kind]: raw.rstrip(b"\0").decode() for kind, raw in reply.items() if kind in STRINGS}
    if REASONS in reply:
        reasons = attributes(reply[REASONS])
        out["reasons"] = {name: int.from_bytes(reasons[kind], "little") for kind, name in REASON_NAMES.items()}
    return out


def start_time(pid):
    with open(f"/proc/{pid}/stat") as stat:
        return int(stat.read().rpartition(")")[2].split()[19])


def by_pid(pid):
    return u32(PID, pid) + u64(START_TIME, start_time(pid))


def main(arguments):
    family = Family()
    what, pids = arguments[0], [int(argument) for argument in arguments[1:]]
    if what == "dump":
        for row in family.dump():
            print(row)
    elif what == "events":
        family.join()
        for event in family.events(None):
            print(event, flush=True)
    elif what == "estimate":
        print(family.estimate(*pids))
    elif what == "get":
        print(family.get(by_pid(pids[0])))
    else:
        answer = {"mark": family.mark, "unmark": family.unmark, "merge-now": family.merge_now,
                  "cancel": family.cancel, "explain": family.explain}[what](pids[0])
        if answer:
            print(answer)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except NetlinkError as error:
        sys.exit(str(error))
