# SPDX-License-Identifier: GPL-2.0-or-later
"""QEMU's control socket (QMP)."""

import json
import socket
import time

from .progress import LabError


class Qmp:
    def __init__(self, sock):
        self._socket = sock
        self._buffer = b""
        self._socket.settimeout(60)
        self._read()  # the greeting
        self.execute("qmp_capabilities")

    def _read(self):
        while b"\n" not in self._buffer:
            try:
                part = self._socket.recv(65536)
            except (socket.timeout, OSError) as error:
                raise LabError(f"QEMU does not answer: {error}") from error
            if not part:
                raise LabError("QEMU ended")
            self._buffer += part
        line, self._buffer = self._buffer.split(b"\n", 1)
        return json.loads(line)

    def execute(self, command, **arguments):
        """The result of a command; events that arrive meanwhile are dropped."""
        request = {"execute": command}
        if arguments:
            request["arguments"] = {key.replace("_", "-"): value for key, value in arguments.items()}
        try:
            self._socket.sendall(json.dumps(request).encode() + b"\n")
        except OSError as error:
            raise LabError(f"QEMU is gone: {error}") from error
        while True:
            answer = self._read()
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise LabError(f"QEMU: {command}: {answer['error']['desc']}")

    def human(self, line):
        """A command of QEMU's monitor for people; returns what it prints."""
        return self.execute("human-monitor-command", command_line=line).strip()

    def wait_until(self, command, accept, timeout):
        """Asks `command` until `accept` takes its answer; that answer."""
        end = time.monotonic() + timeout
        while True:
            answer = self.execute(command)
            if accept(answer):
                return answer
            if time.monotonic() > end:
                raise LabError(f"QEMU: {command} still says {answer} after {timeout} s")
            time.sleep(0.01)

    def close(self):
        self._socket.close()
