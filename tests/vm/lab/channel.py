# SPDX-License-Identifier: GPL-2.0-or-later
"""The lab's end of the line to the agent in the VM; guest/agent.py tells the protocol."""

import json
import queue
import struct
import threading

from .progress import LabError


class ChannelClosed(LabError):
    """The VM is gone."""


class Channel:
    """Sends frames and hands incoming ones to the command that they belong to."""

    def __init__(self, sock):
        self._socket = sock
        self._lock = threading.Lock()
        self._queues = {}
        self._next_id = 1
        self._closed = False
        self._hello = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="lab-channel", daemon=True)
        self._reader.start()

    def open_command(self):
        """A new command's id and the queue that its frames will arrive in."""
        with self._lock:
            number = self._next_id
            self._next_id += 1
            self._queues[number] = queue.Queue()
            if self._closed:
                self._queues[number].put(None)
            return number, self._queues[number]

    def forget(self, number):
        with self._lock:
            self._queues.pop(number, None)

    def send(self, message, data=b""):
        text = json.dumps(message).encode()
        try:
            with self._lock:
                self._socket.sendall(struct.pack(">II", len(text), len(data)) + text + data)
        except OSError as error:
            raise ChannelClosed(f"the VM is gone: {error}") from error

    def hello(self, token, timeout):
        """True when the agent has answered within `timeout` seconds."""
        self.send({"op": "hello", "token": token})
        try:
            while True:
                answer = self._hello.get(timeout=timeout)
                if answer is None:
                    raise ChannelClosed("the VM is gone")
                if answer["token"] == token:
                    return True
        except queue.Empty:
            return False

    def close(self):
        try:
            self._socket.shutdown(2)
        except OSError:
            pass
        self._reader.join(5)
        self._socket.close()

    def _receive(self, size):
        parts = []
        while size:
            part = self._socket.recv(min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _read(self):
        try:
            while True:
                text_size, data_size = struct.unpack(">II", self._receive(8))
                message = json.loads(self._receive(text_size))
                data = self._receive(data_size)
                if message["op"] == "hello":
                    self._hello.put(message)
                    continue
                with self._lock:
                    target = self._queues.get(message["id"])
                if target is not None:
                    target.put((message, data))
        except (EOFError, OSError, ValueError):
            pass
        with self._lock:
            self._closed = True
            for target in self._queues.values():
                target.put(None)
        self._hello.put(None)
