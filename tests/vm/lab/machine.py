# SPDX-License-Identifier: GPL-2.0-or-later
"""One QEMU process: its command line, its sockets, and its certain end."""

import atexit
import shlex
import socket
import subprocess
import weakref
from pathlib import Path

from .channel import Channel
from .children import bound
from .progress import LabError
from .qmp import Qmp

TRANSFER_BYTES = 512 << 20  # part of the hardware: never differs between save and restore
_live = weakref.WeakSet()


@atexit.register
def _stop_all():
    for machine in list(_live):
        machine.stop()


class Machine:
    """`hardware` is the part of the command line that a saved state depends on."""

    def __init__(self, hardware, boot, disk, directory, memory_state=None):
        self.directory = Path(directory)
        self.console_log = self.directory / "console.log"
        self.transfer = self.directory / "transfer.raw"
        with self.transfer.open("wb") as file:
            file.truncate(TRANSFER_BYTES)
        qmp_here, qmp_there = socket.socketpair()
        agent_here, agent_there = socket.socketpair()
        command = [
            "qemu-system-x86_64", *hardware, *boot, "-S",
            "-drive", f"if=none,id=disk,format=qcow2,cache=unsafe,file={_escaped(disk)}",
            "-drive", f"if=none,id=transfer,format=raw,cache=unsafe,file={_escaped(self.transfer)}",
            "-chardev", f"file,id=console,path={_escaped(self.console_log)}",
            "-chardev", f"socket,id=agent,fd={agent_there.fileno()}",
            "-chardev", f"socket,id=qmp,fd={qmp_there.fileno()}", "-mon", "chardev=qmp,mode=control",
        ]
        if memory_state is not None:
            command += ["-incoming", f"exec:cat {shlex.quote(str(memory_state))}"]
        self._errors = (self.directory / "qemu.log").open("wb")
        self.process = subprocess.Popen(
            bound(command), stdin=subprocess.DEVNULL, stdout=self._errors, stderr=self._errors,
            pass_fds=(agent_there.fileno(), qmp_there.fileno()), start_new_session=True)
        _live.add(self)
        qmp_there.close()
        agent_there.close()
        self.agent = None
        self.qmp = None
        try:
            self.agent = Channel(agent_here)
            self.qmp = Qmp(qmp_here)
            if memory_state is not None:
                self.qmp.wait_until("query-status", lambda answer: answer["status"] != "inmigrate", 120)
            self.qmp.execute("cont")
        except (LabError, KeyboardInterrupt) as error:
            self.stop()
            raise LabError(f"QEMU did not start: {error}\n{self.errors()}") from error

    def errors(self):
        return (self.directory / "qemu.log").read_text(errors="replace").strip()

    def console(self):
        """What the kernel printed to the serial console so far."""
        try:
            return self.console_log.read_text(errors="replace").replace("\r", "")
        except OSError:
            return ""

    def running(self):
        return self.process.poll() is None

    def save_memory(self, path):
        """Stops the machine and writes its state to `path`. The disk is then consistent with it."""
        self.qmp.execute("stop")
        self.qmp.execute("migrate-set-parameters", max_bandwidth=1 << 40)
        self.qmp.execute("migrate", uri=f"exec:cat > {shlex.quote(str(path))}")
        answer = self.qmp.wait_until(
            "query-migrate", lambda state: state.get("status") in ("completed", "failed", "cancelled"), 300)
        if answer["status"] != "completed":
            raise LabError(f"QEMU could not save its state: {answer}")
        # Flushes and closes the disk.
        self.qmp.execute("quit")
        self.process.wait(60)

    def stop(self):
        """Ends QEMU at once; may be called any number of times."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for end in (self.agent, self.qmp):
            if end is not None:
                end.close()
        self.agent = self.qmp = None
        self._errors.close()
        _live.discard(self)


def _escaped(path):
    return str(path).replace(",", ",,")


def hardware(accelerator, memory_mib, cpus):
    """The devices. A saved state fits only the very same list."""
    accel = {
        "kvm": ["-accel", "kvm", "-cpu", "host"],
        "tcg": ["-accel", "tcg,thread=multi", "-cpu", "max,la57=off"],
    }[accelerator]
    return [
        "-nodefaults", "-no-user-config", "-machine", "pc", *accel,
        "-smp", str(cpus), "-m", str(memory_mib), "-display", "none", "-no-reboot",
        "-device", "virtio-blk-pci,drive=disk",
        "-device", "virtio-blk-pci,drive=transfer",
        "-device", "isa-serial,chardev=console",
        "-device", "virtio-serial-pci", "-device", "virtserialport,chardev=agent,name=samepage.lab",
        "-netdev", "user,id=net,restrict=on", "-device", "virtio-net-pci,netdev=net,mac=52:54:00:5a:6d:65",
        "-object", "rng-random,id=entropy,filename=/dev/urandom", "-device", "virtio-rng-pci,rng=entropy",
    ]
