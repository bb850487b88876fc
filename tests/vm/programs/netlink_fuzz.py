# SPDX-License-Identifier: GPL-2.0-or-later
"""Sends random generic netlink messages to the module: right ones, nearly right ones, and junk.

netlink_fuzz.py SECONDS SEED       in the VM; prints what came back, by kind, as JSON
"""

import collections
import json
import os
import random
import select
import socket
import struct
import subprocess
import sys
import time

from samepage_netlink import (NETLINK_EXT_ACK, NETLINK_GENERIC, NLM_F_ACK, NLM_F_DUMP, NLM_F_REQUEST, NLMSG_DONE,
                              NLMSG_ERROR, SOL_NETLINK, Family, start_time)

NESTED, NET_BYTE_ORDER = 0x8000, 0x4000
PID, START_TIME, PIDFD = 2, 3, 4
MOST_COMMAND, MOST_ATTRIBUTE = 16, 48  # some more than there are
PATIENCE = 0.2  # seconds; a dump that takes longer is cut off by closing the socket


def _padded(raw):
    return raw + b"\0" * (-len(raw) % 4)


def _attribute(kind, payload, length=None):
    return _padded(struct.pack("=HH", (4 + len(payload) if length is None else length) & 0xffff, kind) + payload)


class Maker:
    """Messages out of one source of randomness; `pids` are processes that they name."""

    def __init__(self, source, family, pids):
        self._random = source
        self._family = family
        self._pids = pids

    def _number(self):
        return self._random.choice((0, 1, 2, 0x7fffffff, 0x80000000, 0xffffffff, self._random.getrandbits(64),
                                    self._random.getrandbits(8), (1 << 64) - 1))

    def _process(self):
        """The attributes that name a process: all right, or wrong in one of the ways there are."""
        pid = self._random.choice(self._pids)
        try:
            began = start_time(pid)
        except OSError:
            began = 0
        parts = [_attribute(PID, struct.pack("=I", pid)),
                 _attribute(START_TIME, struct.pack("=Q", began + self._random.choice((0, 0, 0, 0, 1))))]
        if self._random.random() < 0.2:
            descriptor = self._random.choice((-1, 0, 1, 3, 4, 5, 6, 7, 1 << 30))
            parts.append(_attribute(PIDFD, struct.pack("=i", descriptor)))
        if self._random.random() < 0.2:
            self._random.shuffle(parts)
            parts.pop()
        return b"".join(parts)

    def _payload(self):
        return self._random.choice((
            b"", struct.pack("=I", self._number() & 0xffffffff), struct.pack("=Q", self._number()),
            struct.pack("=H", self._number() & 0xffff), self._random.randbytes(self._random.randrange(70)),
            b"a string\0", b"no end", self._random.randbytes(4000)))

    def _junk(self, depth=0):
        kind = self._random.randrange(MOST_ATTRIBUTE) | self._random.choice((0, 0, 0, NESTED, NET_BYTE_ORDER))
        if self._random.random() < 0.1:
            kind = self._random.getrandbits(16)
        if depth < 12 and self._random.random() < 0.25:
            inside = [self._process() if self._random.random() < 0.5 else self._junk(depth + 1)
                      for _ in range(self._random.randrange(5))]
            return _attribute(kind, b"".join(inside)[:40000])
        length = self._random.choice((0, 1, 3, 5, 0xffff)) if self._random.random() < 0.05 else None
        return _attribute(kind, self._payload(), length)

    def message(self, sequence):
        body = self._process() if self._random.random() < 0.7 else b""
        for _ in range(self._random.randrange(5) if self._random.random() < 0.6 else 0):
            body += self._junk()
        if self._random.random() < 0.01:  # more processes than may be asked about
            body += _attribute(18 | NESTED, self._process()) * 1500
        command = self._random.randrange(MOST_COMMAND) if self._random.random() < 0.95 else self._random.getrandbits(8)
        flags = NLM_F_REQUEST | self._random.choice((0, NLM_F_ACK, NLM_F_ACK, NLM_F_DUMP, NLM_F_DUMP | NLM_F_ACK))
        if self._random.random() < 0.1:
            flags |= self._random.getrandbits(16)
        body = struct.pack("=BBH", command, self._random.choice((1, 1, 1, 0, 2, 255)), 0) + body
        message = bytearray(struct.pack("=IHHII", 16 + len(body), self._family, flags, sequence, 0) + body)
        if self._random.random() < 0.15:
            for _ in range(1 + self._random.randrange(6)):
                # Not the length and the family: somebody else would get it.
                message[self._random.randrange(6, len(message))] = self._random.getrandbits(8)
            message[6] |= NLM_F_REQUEST  # without it nobody looks at it, and all is well
        if self._random.random() < 0.03:
            del message[self._random.randrange(16, len(message) + 1):]
            message[0:4] = struct.pack("=I", len(message))
        return bytes(message)


def _connect():
    sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_GENERIC)
    sock.bind((0, 0))
    sock.setsockopt(SOL_NETLINK, NETLINK_EXT_ACK, 1)
    return sock


def _answer(sock):
    """"ok", "data", "quiet" or the name of an error; whether the socket can be used again."""
    kind = "quiet"
    end = time.monotonic() + PATIENCE
    while True:
        if not select.select([sock], [], [], max(0, end - time.monotonic()) if kind != "quiet" else 0.005)[0]:
            return (kind, kind == "quiet")
        try:
            raw = sock.recv(1 << 17)
        except OSError:
            return ("overrun", False)
        while len(raw) >= 16:
            length, message = struct.unpack_from("=IH", raw)
            if message in (NLMSG_ERROR, NLMSG_DONE):
                error = struct.unpack_from("=i", raw, 16)[0] if length >= 20 else 0
                return ("ok" if error >= 0 else os.strerror(-error), True)
            kind = "data"
            raw = raw[(length + 3) & ~3:]


def main(seconds, seed):
    source = random.Random(seed)
    family = Family().family
    children = [subprocess.Popen(["sleep", "1000"]) for _ in range(3)]
    children[0].kill()  # a zombie: nobody waits for it yet
    pids = [child.pid for child in children] + [os.getpid(), os.getpid(), 2, 1, 4190000, 0]
    descriptors = [os.pidfd_open(child.pid) for child in children[1:]]
    maker = Maker(source, family, pids)
    answers = collections.Counter()
    sock = _connect()
    end = time.monotonic() + seconds
    sent = 0
    while time.monotonic() < end:
        sent += 1
        try:
            sock.send(maker.message(sent))
        except OSError as error:
            answers[f"send: {error.strerror}"] += 1
            continue
        answer, usable = _answer(sock)
        answers[answer] += 1
        if not usable or source.random() < 0.01:
            sock.close()
            sock = _connect()
    for descriptor in descriptors:
        os.close(descriptor)
    for child in children:
        child.kill()
        child.wait()
    print(json.dumps({"sent": sent, "answers": answers}))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
