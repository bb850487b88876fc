# SPDX-License-Identifier: GPL-2.0-or-later
"""Saved VMs: booted once, kept under a name that says what they depend on, restored for each test."""

import hashlib
import json
import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from . import accelerator, boot, boot_files, host, image, kernels, lock, machine, paths, rootfs
from .progress import step
from .vm import Vm

STATES = paths.LAB / "vm"


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
    """The saved VMs of this tree with one kernel of kernels.ALL (None: the chosen one); `ready()` makes what is missing."""

    def __init__(self, kernel=None):
        self.kernel = kernel or kernels.chosen()
        self._states = {}
        self._in_use = []

    def ready(self):
        """The state of a booted idle VM, made now if it is not there yet. Nobody
        removes it while this object lives."""
        if "ready" not in self._states:
            host.ensure_packages()
            rootfs.ensure()
            kernels.ensure(self.kernel)
            self._states["ready"] = self._base_state()
        return self._states["ready"]

    def ready_with(self, name, options, devices, arguments):
        """The state of a booted idle VM with other hardware: `options` of QEMU's command line have other values,
        there are more `devices`, and the kernel has more `arguments`. Made once for each `name`, then restored."""
        name = self._prefix() + name
        if name not in self._states:
            ready = self.ready()
            images = ready.disk.parents[1]
            hardware = [options.get(before, word)
                        for before, word in zip(["", *ready.hardware], ready.hardware)] + devices
            start = [*ready.boot[:-1], f"{ready.boot[-1]} {arguments}"]
            folder = images / f"{name}-{_hash(hardware, start, _qemu_version(), Path(boot.__file__).read_text())}"
            with lock.held(images / f"{name}.lock", message=f"waiting for another lab that makes the VM '{name}'"):
                if not (folder / "memory").exists():
                    for old in images.glob(f"{name}-*"):
                        if old.is_dir() and lock.is_free(old / "lock"):
                            shutil.rmtree(old, ignore_errors=True)
                    self._make_ready(State(hardware, start, images / "base.raw", "raw"), folder)
                self._in_use.append(lock.Shared(folder / "lock"))
            self._states[name] = State(hardware, start, folder / "disk.qcow2", "qcow2", folder / "memory")
        return self._states[name]

    def derived(self, name, depends_on, prepare, base=None):
        """The state of a VM in which `prepare(vm)` has run; `depends_on` (anything that
        JSON can hold) says what its result depends on. Made once, then restored. It
        starts from the idle VM, or from another derived state `base`."""
        base = base or self.ready()
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
        accel = self._accelerator(self.kernel)
        hardware = machine.hardware(accel, boot.MEMORY_MIB, boot.CPUS)
        own = rootfs.kernel_version()
        image_key = _hash(rootfs.key(), own, _guest_files(), Path(image.__file__).read_text())
        images = STATES / f"image-{image_key}"
        with lock.held(paths.LAB / "setup-vm.lock", message="waiting for another lab that makes the VM"):
            if not images.exists():
                host.require_root()
                self._make_image(own, images)
            self._in_use.append(lock.Shared(images / "lock"))
            files = boot_files.ensure(self.kernel, images)
            state_key = _hash(image_key, hardware, _qemu_version(), Path(boot.__file__).read_text(),
                              *([] if files == images else [files.name]))
            ready = images / f"{self._prefix()}ready-{state_key}"
            start = ["-kernel", str(files / "vmlinuz"), "-initrd", str(files / "initrd"),
                     "-append", boot.KERNEL_ARGUMENTS]
            if not (ready / "memory").exists():
                host.require_root()
                self._make_ready(State(hardware, start, images / "base.raw", "raw"), ready)
            self._in_use.append(lock.Shared(ready / "lock"))
            _remove_unused(images, self._prefix())
        return State(hardware, start, ready / "disk.qcow2", "qcow2", ready / "memory")

    def _prefix(self):
        """Of the names of states of other kernels than the root file system's own, beside its."""
        return f"{self.kernel.name}-" if self.kernel.layer() else ""

    @staticmethod
    def _accelerator(kernel):
        """Asked once for each kernel and boot of this machine."""
        boot_id = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        note = paths.LAB / f"accelerator-{kernel.name}.json"
        known = _hash(boot_id, kernel.key(), os.environ.get("SAMEPAGE_ACCEL"), _qemu_version())
        try:
            answer = json.loads(note.read_text())
            if answer["key"] == known:
                return answer["accelerator"]
        except (OSError, ValueError, KeyError):
            pass
        chosen = accelerator.choose(kernel.image())
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
            boot.finish(vm)
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


def _remove_unused(images, prefix):
    """Deletes what was made for other keys and is in no lab's use."""
    for folder in [*STATES.glob("image-*"), *images.glob(f"{prefix}ready-*")]:
        if folder.is_dir() and lock.is_free(folder / "lock"):
            shutil.rmtree(folder, ignore_errors=True)
