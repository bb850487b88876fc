# SPDX-License-Identifier: GPL-2.0-or-later
"""A running VM: commands in it, files in and out, its kernel log and its screen."""

import io
import os
import queue
import shutil
import socket
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path

from . import image, kernel_log, lock, paths
from .channel import ChannelClosed
from .machine import Machine
from .progress import LabError

DEFAULT_TIMEOUT = 120
# Above this many bytes a transfer goes over the raw disk instead of the serial port.
_DISK_FROM = 4 << 20


class CommandFailed(LabError):
    """A command in the VM ended with an exit code other than 0."""

    def __init__(self, command, result):
        self.result = result
        super().__init__(f"in the VM: {command!r} ended with {result.code}\n"
                         f"--- stdout\n{_tail(result.stdout)}\n--- stderr\n{_tail(result.stderr)}")


class CommandTimeout(LabError):
    """A command in the VM did not end in time; it was killed."""


class KernelReport(LabError):
    """The kernel log holds a warning, a bug or the like."""


def _tail(text, size=4000):
    return text if len(text) <= size else "..." + text[-size:]


class Result:
    """How a command ended. `stdout` and `stderr` are text, the `_bytes` ones exact."""

    def __init__(self, code, stdout_bytes, stderr_bytes):
        self.code = code
        self.stdout_bytes = stdout_bytes
        self.stderr_bytes = stderr_bytes

    @property
    def stdout(self):
        return self.stdout_bytes.decode(errors="replace")

    @property
    def stderr(self):
        return self.stderr_bytes.decode(errors="replace")

    def __repr__(self):
        return f"Result(code={self.code}, stdout={self.stdout!r}, stderr={self.stderr!r})"


class Process:
    """A command that runs in the VM while the test goes on."""

    def __init__(self, vm, command, user, env, cwd, tty=None):
        self._vm = vm
        self.command = command
        self._channel = vm.machine.agent
        self._id, self._queue = self._channel.open_command()
        self._out = {"out": bytearray(), "err": bytearray()}
        self.code = None
        argv = ["/bin/bash", "-c", command] if isinstance(command, str) else [str(word) for word in command]
        message = {"op": "run", "id": self._id, "argv": argv, "user": user, "env": env, "cwd": cwd}
        if tty:
            message["tty"] = tty
        self._channel.send(message)

    def send(self, data):
        """Writes to its standard input; empty data closes it."""
        view = memoryview(data)
        while len(view) > (1 << 20):
            self._channel.send({"op": "stdin", "id": self._id}, bytes(view[:1 << 20]))
            view = view[1 << 20:]
        self._channel.send({"op": "stdin", "id": self._id}, bytes(view))

    def close_input(self):
        self._channel.send({"op": "stdin", "id": self._id})

    def kill(self, number=9):
        """Sends a signal to its whole process group."""
        self._channel.send({"op": "kill", "id": self._id, "signal": int(number)})

    def _next(self, end):
        """Takes one frame; returns what it was, or None at the end of `end`'s patience."""
        left = end - time.monotonic()
        try:
            item = self._queue.get(timeout=max(left, 0.001))
        except queue.Empty:
            return None
        if item is None:
            raise ChannelClosed(self._vm.obituary())
        message, data = item
        if message["op"] == "failed":
            self.code = 127
            raise LabError(f"in the VM: {self.command!r} could not start: {message['message']}")
        if message["op"] == "exit":
            self.code = message["code"]
            self._channel.forget(self._id)
        else:
            self._out[message["op"]] += data
        return message["op"], data

    def poll(self, seconds):
        """Takes what comes within so many seconds, or until the command ends."""
        end = time.monotonic() + seconds
        while self.code is None and time.monotonic() < end:
            self._next(end)

    def errors(self):
        """Standard error so far, as text."""
        return self._out["err"].decode(errors="replace")

    def output(self):
        """Standard output so far, as text."""
        while self.code is None and not self._queue.empty():
            self._next(time.monotonic())
        return self._out["out"].decode(errors="replace")

    def frames(self, timeout=None):
        """Yields ("out" or "err", bytes) as they arrive, until the command ends."""
        end = time.monotonic() + (timeout or 1e9)
        while self.code is None:
            frame = self._next(min(end, time.monotonic() + 3600))
            if frame is None and time.monotonic() >= end:
                raise CommandTimeout(f"in the VM: {self.command!r} did not end within {timeout} s")
            if frame is not None and frame[0] != "exit" and frame[1]:
                yield frame

    def wait_for(self, text, timeout=DEFAULT_TIMEOUT):
        """Waits until `text` is in its standard output; returns the output so far."""
        end = time.monotonic() + timeout
        while text not in self.output():
            if self.code is not None:
                raise LabError(f"in the VM: {self.command!r} ended with {self.code} before it printed {text!r}\n"
                               f"--- stdout\n{_tail(self.output())}\n"
                               f"--- stderr\n{_tail(self._out['err'].decode(errors='replace'))}")
            if self._next(end) is None:
                raise CommandTimeout(f"in the VM: {self.command!r} did not print {text!r} within {timeout} s\n"
                                     f"--- stdout\n{_tail(self.output())}")
        return self.output()

    def wait(self, timeout=DEFAULT_TIMEOUT, check=False):
        """Waits for its end; a Result. Kills it when `timeout` seconds are over."""
        end = time.monotonic() + timeout
        while self.code is None:
            if self._next(end) is None and self.code is None:
                self.kill()
                raise CommandTimeout(
                    f"in the VM: {self.command!r} did not end within {timeout} s\n"
                    f"--- stdout\n{_tail(self._out['out'].decode(errors='replace'))}\n"
                    f"--- stderr\n{_tail(self._out['err'].decode(errors='replace'))}")
        result = Result(self.code, bytes(self._out["out"]), bytes(self._out["err"]))
        if check and result.code != 0:
            raise CommandFailed(self.command, result)
        return result


def _new_run_directory():
    """A folder for one VM's files, and the lock that says that it is in use. Folders
    of labs that were killed are swept away first."""
    runs = paths.LAB / "run"
    runs.mkdir(parents=True, exist_ok=True)
    with lock.held(paths.LAB / "run.lock"):
        for old in runs.iterdir():
            if lock.is_free(old / "lock"):
                shutil.rmtree(old, ignore_errors=True)
        directory = Path(tempfile.mkdtemp(dir=runs))
        return directory, lock.Shared(directory / "lock")


class Vm:
    """Owns the QEMU process and a folder for its disk layer and logs; use it with `with`.

    QEMU dies with the thread that made it, so make it on a thread that lives as long.
    """

    def __init__(self, state):
        """Starts from `state` (state.State): restores it, or boots it when it has no memory yet."""
        self.state = state
        self._expected = []
        self._directory, self._in_use = _new_run_directory()
        self.disk = self._directory / "disk.qcow2"
        self.machine = None
        self._sent = 0
        self._marks = 0
        try:
            image.overlay(state.disk, self.disk, state.disk_format)
            self.machine = Machine(state.hardware, state.boot, self.disk, self._directory, state.memory)
            if state.memory is not None:
                self._wake()
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _wake(self):
        self.wait_for_agent(60)
        self.run(["date", "--set", f"@{time.time():.3f}"])

    def wait_for_agent(self, timeout):
        end = time.monotonic() + timeout
        attempt = 0
        while True:
            attempt += 1
            try:
                if self.machine.agent.hello(f"{os.getpid()}-{id(self)}-{attempt}", 2):
                    return
            except ChannelClosed as error:
                raise ChannelClosed(self.obituary()) from error
            if time.monotonic() > end:
                raise LabError(f"the VM's agent did not answer within {timeout} s; the end of its console:\n"
                               + _tail(self.machine.console()))

    def obituary(self):
        """Why the VM is gone, as far as its console and QEMU tell."""
        try:
            self.machine.process.wait(10)  # its end and the end of its sockets are not one moment
        except subprocess.TimeoutExpired:
            pass
        reports = kernel_log.reports(self.machine.console())
        what = reports[0] if reports else _tail(self.machine.console(), 2000)
        return f"the VM ended\n{self.machine.errors()}\n{what}"

    def close(self):
        """Ends the VM and removes its files."""
        if self.machine is not None:
            self.machine.stop()
        shutil.rmtree(self._directory, ignore_errors=True)
        self._in_use.release()

    # Commands

    def start(self, command, user="root", env=None, cwd=None, tty=None):
        """Starts a command (a list, or a string for bash) and returns its Process."""
        return Process(self, command, user, env, cwd, tty)

    def run(self, command, user="root", check=True, timeout=DEFAULT_TIMEOUT, input=b"", env=None, cwd=None):
        """Runs a command to its end; a Result. With `check`, an exit code other than 0 raises CommandFailed."""
        process = self.start(command, user, env, cwd)
        if input:
            process.send(input.encode() if isinstance(input, str) else input)
        process.close_input()
        return process.wait(timeout, check)

    # Files

    def put(self, local, remote, mode=None, owner="root"):
        """Copies a file, or a folder with all in it, to the path `remote` in the VM."""
        self.put_many({remote: local}, mode, owner)

    def put_many(self, files, mode=None, owner="root"):
        """Copies {path in the VM: path here} in one go."""
        buffer = io.BytesIO()

        def adjust(entry):
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = owner
            if mode is not None and entry.isfile():
                entry.mode = mode
            return entry

        with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as tar:
            for remote, local in files.items():
                if not os.path.exists(local):
                    raise LabError(f"{local} is not there, so it cannot go to the VM")
                tar.add(local, arcname=str(remote).lstrip("/"), filter=adjust)
        self._unpack(buffer.getbuffer())

    def put_text(self, text, remote, mode=0o644, owner="root"):
        """Writes a file with this text."""
        data = text.encode() if isinstance(text, str) else text
        entry = tarfile.TarInfo(str(remote).lstrip("/"))
        entry.size, entry.mode, entry.mtime = len(data), mode, int(time.time())
        entry.uname = entry.gname = owner
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as tar:
            tar.addfile(entry, io.BytesIO(data))
        self._unpack(buffer.getbuffer())

    def _unpack(self, data):
        tar = ["tar", "--extract", "--no-overwrite-dir", "--directory", "/"]
        if len(data) < _DISK_FROM:
            self.run([*tar, "--file", "-"], input=bytes(data))
            return
        # The raw disk is as large as the saved state says; what the guest has not read
        # yet it cannot have cached, so every transfer takes the next piece of it.
        size = -(-len(data) // 4096) * 4096
        if self._sent + size > self.machine.transfer.stat().st_size:
            raise LabError(f"{len(data)} bytes do not fit on what is left of the VM's transfer disk")
        with self.machine.transfer.open("r+b") as disk:
            disk.seek(self._sent)
            disk.write(data)
        blocks, first = size // 4096, self._sent // 4096
        self._sent += size
        self.run(f"dd if=/dev/vdb bs=4096 skip={first} count={blocks} iflag=direct status=none | "
                 + " ".join([*tar, "--file", "-"]))

    def get(self, remote, local):
        """Copies one file out of the VM."""
        Path(local).write_bytes(self.run(["cat", str(remote)]).stdout_bytes)

    def read(self, remote):
        """The text of one file in the VM (sysfs and proc too)."""
        return self.run(["cat", str(remote)]).stdout

    # The module

    def load_module(self, module):
        """Loads the .ko file `module`; if it refuses, the error holds what the kernel said."""
        self.put(module, "/root/samepage.ko")
        log_before = len(self.console())
        result = self.run(["insmod", "/root/samepage.ko"], check=False)
        if result.code != 0:
            raise LabError(f"the module does not load: {result.stderr.strip()}\n{self.kernel_log()[log_before:]}")

    # What happened

    def kernel_log(self):
        """The kernel's messages since this VM was restored, up to now; of a dead VM, up to its end."""
        if self.machine.running():
            self._marks += 1
            mark = f"lab: kernel log read, {self._marks}\n"  # a line without its end is held back
            self.run("cat >/dev/kmsg", input=mark, timeout=20)
            end = time.monotonic() + 20
            while mark not in self.machine.console():
                if time.monotonic() > end:
                    raise LabError("the VM's console does not move any more; its end:\n"
                                   + _tail(self.machine.console()))
                time.sleep(0.01)
        return self.console()

    def console(self):
        """What the console holds, without asking the VM."""
        return self.machine.console()

    def expect_kernel_report(self, pattern, required=True):
        """The test provokes a report whose first line matches the regular expression `pattern`.
        With `required`, check_kernel_log() fails when there is none."""
        self._expected.append((pattern, required))

    def check_kernel_log(self):
        """Raises KernelReport for anything in the kernel log that must not be there."""
        log = self.kernel_log()
        bad = kernel_log.unexpected(log, [pattern for pattern, _ in self._expected])
        if bad:
            raise KernelReport("the kernel log holds:\n" + "\n\n".join(bad))
        for pattern, required in self._expected:
            if required and not kernel_log.contains(log, pattern):
                raise KernelReport(f"the kernel log holds no report that matches {pattern!r}")

    def screenshot(self, local):
        """Writes what is on the VM's screen as PNG."""
        shot = self.run("xwd -root -silent | convert xwd:- png:-", user="admin")
        Path(local).write_bytes(shot.stdout_bytes)

    # The outside

    def forward(self, port_there, port_here=0):
        """Makes a TCP port of the VM reachable on 127.0.0.1; returns the port here."""
        if not port_here:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port_here = probe.getsockname()[1]
        answer = self.machine.qmp.human(f"hostfwd_add net tcp:127.0.0.1:{port_here}-:{port_there}")
        if answer:
            raise LabError(f"port {port_here} cannot be forwarded: {answer}")
        return port_here

    def save(self, directory):
        """Saves memory and disk into `directory` and ends the VM."""
        self.machine.save_memory(directory / "memory")
        self.machine.stop()
        shutil.move(self.disk, directory / "disk.qcow2")
