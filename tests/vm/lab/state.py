# SPDX-License-Identifier: GPL-2.0-or-later
"""Saved VMs: booted once, kept under a name that says what they depend on, restored for each test."""

import hashlib
import json
import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from . import accelerator, host, image, lock, machine, paths, rootfs
from .progress import LabError, step
from .vm import Vm

MEMORY_MIB = 2048
CPUS = 2
STATES = paths.LAB / "vm"

# A crash ends QEMU instead of hanging the test. A busy machine must not look like a
# guest that hangs, so the watchdogs wait longer.
KERNEL_ARGUMENTS = ("root=/dev/vda rw console=ttyS0 ignore_loglevel printk.devkmsg=on net.ifnames=0 "
                    "panic=-1 oops=panic watchdog_thresh=60 rcupdate.rcu_cpu_stall_timeout=120 "
                    "systemd.show_status=0 systemd.log_target=journal mitigations=off")


@dataclass
class State:
    """What a VM starts from. `memory` is None for a machine that is yet to boot."""
    hardware: list
    boot: list
    disk: Path
    disk_format: str
    memory: Path = None


def _hash(*parts):
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:16]


def _guest_files():
    return {file.name: file.read_text() for file in sorted(paths.GUEST.iterdir()) if file.is_file()}


def _qemu_version():
    return subprocess.run(["qemu-system-x86_64", "--version"], capture_output=True, text=True, check=True).stdout


class Lab:
    """The saved VMs of this tree; `ready()` makes what is missing."""

    def __init__(self):
        self._states = {}
        self._in_use = []

    def ready(self):
        """The state of a booted idle VM, made now if it is not there yet. Nobody
        removes it while this object lives."""
        if "ready" not in self._states:
            host.ensure_packages()
            rootfs.ensure()
            self._states["ready"] = self._base_state()
        return self._states["ready"]

    def derived(self, name, depends_on, prepare):
        """The state of a VM in which `prepare(vm)` has run; `depends_on` (anything that
        JSON can hold) says what its result depends on. Made once, then restored."""
        base = self.ready()
        folder = base.disk.parent / f"{name}-{_hash(depends_on)}"
        if folder not in self._states:
            with lock.held(base.disk.parent / f"{name}.lock", message=f"waiting for another lab that makes '{name}'"):
                if not (folder / "memory").exists():
                    for old in folder.parent.glob(f"{name}-*"):
                        if lock.is_free(old / "lock"):
                            shutil.rmtree(old, ignore_errors=True)
                    with step(f"VM state '{name}'"), Vm(base) as vm:
                        prepare(vm)
                        _save(vm, folder, "../disk.qcow2", "qcow2")
                self._in_use.append(lock.Shared(folder / "lock"))
            self._states[folder] = replace(base, disk=folder / "disk.qcow2", memory=folder / "memory")
        return self._states[folder]

    def _base_state(self):
        kernel = rootfs.kernel_version()
        accel = self._accelerator(kernel)
        hardware = machine.hardware(accel, MEMORY_MIB, CPUS)
        image_key = _hash(rootfs.key(), kernel, _guest_files(), Path(image.__file__).read_text())
        state_key = _hash(image_key, hardware, KERNEL_ARGUMENTS, _qemu_version(), Path(__file__).read_text())
        images = STATES / f"image-{image_key}"
        ready = images / f"ready-{state_key}"
        boot = ["-kernel", str(images / "vmlinuz"), "-initrd", str(images / "initrd"), "-append", KERNEL_ARGUMENTS]
        if not (ready / "memory").exists():
            host.require_root()
        with lock.held(paths.LAB / "setup-vm.lock", message="waiting for another lab that makes the VM"):
            if not images.exists():
                self._make_image(kernel, images)
            self._in_use.append(lock.Shared(images / "lock"))
            if not (ready / "memory").exists():
                self._make_ready(State(hardware, boot, images / "base.raw", "raw"), ready)
            self._in_use.append(lock.Shared(ready / "lock"))
            _remove_unused(images)
        return State(hardware, boot, ready / "disk.qcow2", "qcow2", ready / "memory")

    @staticmethod
    def _accelerator(kernel):
        """Asked once for each kernel and boot of this machine."""
        boot_id = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        note = paths.LAB / "accelerator.json"
        known = _hash(boot_id, kernel, os.environ.get("SAMEPAGE_ACCEL"), _qemu_version())
        try:
            answer = json.loads(note.read_text())
            if answer["key"] == known:
                return answer["accelerator"]
        except (OSError, ValueError, KeyError):
            pass
        chosen = accelerator.choose(paths.ROOTFS / f"boot/vmlinuz-{kernel}")
        note.write_text(json.dumps({"key": known, "accelerator": chosen}) + "\n")
        return chosen

    @staticmethod
    def _make_image(kernel, images):
        new = images.with_name(images.name + ".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        image.build(kernel, new)
        new.rename(images)

    @staticmethod
    def _make_ready(bare, ready):
        with step("booting the VM"), Vm(bare) as vm:
            vm.wait_for_agent(300)
            vm.run("ip link set lo up; ip link set eth0 up; ip address add 10.0.2.15/24 dev eth0")
            vm.run("systemctl is-system-running --wait", check=False, timeout=300)
            failed = vm.run("systemctl --failed --plain --no-legend").stdout.strip()
            if failed:
                journal = vm.run("journalctl --no-pager --boot --priority 5 --lines 60").stdout
                raise LabError(f"services in the VM failed:\n{failed}\n{journal}")
            _warm_up(vm)
            _save(vm, ready, "../base.raw", "raw")


def _save(vm, folder, backing, backing_format):
    """Saves `vm` as the state in `folder`, if its kernel log is clean so far."""
    vm.check_kernel_log()
    new = folder.with_name(folder.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    shutil.copy(vm.machine.console_log, new / "console.log")
    vm.run("sync; dmesg --clear")
    vm.save(new)
    # The layer finds its base wherever this tree is moved to.
    subprocess.run(["qemu-img", "rebase", "-u", "-F", backing_format, "-b", backing, str(new / "disk.qcow2")],
                   check=True, stdin=subprocess.DEVNULL)
    new.rename(folder)


def _warm_up(vm):
    """Brings into memory what most tests start, so that they do not wait for the disk."""
    vm.run("busctl --no-pager list >/dev/null; systemctl start polkit; "
           "xwd -root -silent | convert xwd:- png:- >/dev/null; tar --version >/dev/null; lsmod >/dev/null; "
           "modprobe -n loop; sudo -u admin true; true")
    vm.run("sleep 2")


def _remove_unused(images):
    """Deletes what was made for other keys and is in no lab's use."""
    for folder in [*STATES.glob("image-*"), *images.glob("ready-*")]:
        if folder.is_dir() and lock.is_free(folder / "lock"):
            shutil.rmtree(folder, ignore_errors=True)
