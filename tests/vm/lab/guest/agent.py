#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs commands in the VM for the lab, over a virtio-serial port, as root or as a named user.

A frame is: length of a JSON object (u32, big endian), length of the data (u32), the object, the
data. From the lab:  run {id, argv, user, cwd, env, tty}, stdin {id} + data (none: end of file),
kill {id, signal}, hello {token}.  To the lab: out/err {id} + data (none: end of file),
exit {id, code}, failed {id, message}, hello {token}.
"""

import fcntl
import grp
import json
import os
import pty
import pwd
import queue
import select
import signal
import struct
import subprocess
import termios
import threading
import time

PORT = "/dev/virtio-ports/samepage.lab"
CHUNK = 256 * 1024


class Port:
    """The virtio-serial port. While no lab is connected, reads give nothing and writes fail."""

    def __init__(self, path):
        self._fd = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        self._lock = threading.Lock()

    def _wait(self, events):
        poll = select.poll()
        poll.register(self._fd, events)
        ready = poll.poll(1000)
        if ready and ready[0][1] & select.POLLHUP and not ready[0][1] & events:
            time.sleep(0.02)  # nobody is connected: poll returns at once

    def read(self, size):
        parts = []
        while size:
            try:
                part = os.read(self._fd, min(size, CHUNK))
            except BlockingIOError:
                part = b""
            if part:
                parts.append(part)
                size -= len(part)
            else:
                self._wait(select.POLLIN)
        return b"".join(parts)

    def send(self, message, data=b""):
        text = json.dumps(message).encode()
        frame = memoryview(struct.pack(">II", len(text), len(data)) + text + data)
        with self._lock:
            while frame:
                try:
                    frame = frame[os.write(self._fd, frame[:CHUNK]):]
                except (BlockingIOError, BrokenPipeError):
                    self._wait(select.POLLOUT)


class Command:
    def __init__(self, port, message):
        self.id = message["id"]
        self.port = port
        self.input = queue.Queue()
        account = pwd.getpwnam(message.get("user") or "root")
        env = {
            "HOME": account.pw_dir, "USER": account.pw_name, "LOGNAME": account.pw_name,
            "SHELL": account.pw_shell, "LANG": "C.UTF-8", "DISPLAY": ":1",
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        }
        env.update(message.get("env") or {})
        options = {}
        if account.pw_uid != 0:
            groups = [entry.gr_gid for entry in grp.getgrall() if account.pw_name in entry.gr_mem]
            options = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": groups + [account.pw_gid]}
        self.tty = None
        argv = message["argv"]
        if message.get("tty"):
            self.tty, end = pty.openpty()
            rows, columns = message["tty"]
            fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.fchown(end, account.pw_uid, -1)
            streams = {"stdin": end, "stdout": end, "stderr": end}
            argv = ["setsid", "--ctty", "--wait", *argv]
        else:
            streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        try:
            self.process = subprocess.Popen(
                argv, cwd=message.get("cwd") or account.pw_dir, env=env, start_new_session=True, bufsize=0,
                **streams, **options)
        finally:
            if self.tty is not None:
                os.close(end)
        try:  # the agent itself is the last to be killed for memory, its commands are not
            with open(f"/proc/{self.process.pid}/oom_score_adj", "w", encoding="ascii") as score:
                score.write("0")
        except OSError:
            pass

    def begin(self):
        """The threads that move its output and input and wait for its end."""
        readers = [("out", self.tty)] if self.tty is not None else \
            [("out", self.process.stdout.fileno()), ("err", self.process.stderr.fileno())]
        self.readers = [threading.Thread(target=self._read, args=reader, daemon=True) for reader in readers]
        for thread in self.readers:
            thread.start()
        threading.Thread(target=self._write, daemon=True).start()
        threading.Thread(target=self._wait, daemon=True).start()

    def _read(self, name, fd):
        while True:
            try:
                data = os.read(fd, CHUNK)
            except OSError:  # a terminal whose other end is gone
                data = b""
            if not data:
                break
            self.port.send({"op": name, "id": self.id}, data)
        self.port.send({"op": name, "id": self.id})

    def _write(self):
        fd = self.tty if self.tty is not None else self.process.stdin.fileno()
        while True:
            data = memoryview(self.input.get())
            if not data:
                break
            try:
                while data:
                    data = data[os.write(fd, data):]
            except OSError:  # it does not want more; swallow the rest
                pass
        if self.tty is None:
            self.process.stdin.close()

    def _wait(self):
        code = self.process.wait()
        # Output ends when the last holder of the pipe is gone: a child left in the
        # background may hold it for ever, so wait only a moment after the exit.
        for thread in self.readers:
            thread.join(0.5)
        self.port.send({"op": "exit", "id": self.id, "code": code})

    def kill(self, number):
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass


def main():
    while not os.path.exists(PORT):
        time.sleep(0.05)
    port = Port(PORT)
    commands = {}
    while True:
        text_size, data_size = struct.unpack(">II", port.read(8))
        message = json.loads(port.read(text_size))
        data = port.read(data_size)
        operation = message["op"]
        if operation == "hello":
            port.send(message)
        elif operation == "run":
            try:
                command = Command(port, message)
            except (OSError, KeyError, subprocess.SubprocessError) as error:
                port.send({"op": "failed", "id": message["id"], "message": str(error)})
            else:
                commands[message["id"]] = command
                command.begin()
        elif operation == "stdin":
            if message["id"] in commands:
                commands[message["id"]].input.put(data)
        elif operation == "kill":
            if message["id"] in commands:
                commands[message["id"]].kill(message.get("signal", signal.SIGKILL))


if __name__ == "__main__":
    main()
