# SPDX-License-Identifier: GPL-2.0-or-later
"""A minute with a kernel that has no disk and no system: one program is the first process, loads the module
and merges memory of two others. What it says, and what the kernel said meanwhile, is the result."""

import os
import subprocess
import tempfile
from pathlib import Path

from . import accelerator, kernel_log, kernels, machine, paths
from .children import bound
from .progress import LabError, run_logged

SOURCE = paths.TOP / "tests/vm/smoke/init.c"
BUILD = paths.BUILD / "vm-smoke"
OK = "smoke: ok"
_ARGUMENTS = ("console=ttyS0 ignore_loglevel panic=-1 oops=panic watchdog_thresh=60 mitigations=off "
              "no_timer_check")  # it fails on a busy machine


def _program():
    BUILD.mkdir(parents=True, exist_ok=True)
    program = BUILD / "init"
    run_logged([str(paths.IN_ROOTFS), "gcc", "-std=gnu17", "-O1", "-Wall", "-Wextra", "-Werror", "-static",
                "-Ikmod/uapi", str(SOURCE.relative_to(paths.TOP)), "-o", str(program.relative_to(paths.TOP))],
               paths.BUILD / "vm-smoke.log")
    return program


def _entry(name, mode, data):
    """One file of a cpio archive in the format newc."""
    path = name.encode() + b"\0"
    numbers = [0, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(path), 0]
    header = b"070701" + b"".join(b"%08X" % number for number in numbers) + path
    return header + b"\0" * (-len(header) % 4) + data + b"\0" * (-len(data) % 4)


def _initramfs(files):
    entries = [_entry(name, 0o040755, b"") for name in ("dev", "proc", "sys", "refused")]
    # Without it the first process has nowhere to write to.
    console = _entry("dev/console", 0o020600, b"")
    entries.append(console[:6 + 8 * 9] + b"%08X%08X" % (5, 1) + console[6 + 8 * 11:])
    entries += [_entry(name, 0o100755, data) for name, data in files.items()]
    return b"".join(entries) + _entry("TRAILER!!!", 0, b"")


def run(kernel, module, refused=(), timeout=600):
    """Boots `kernel` (of kernels.ALL) with the .ko file `module`; what was on its console. The .ko files `refused`
    have to refuse to load before. Raises LabError unless all went well and the kernel log is clean."""
    kernels.ensure(kernel)
    files = {"init": _program(), "samepage.ko": module} | {f"refused/{file.name}": file for file in refused}
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        initramfs = Path(folder) / "initramfs"
        initramfs.write_bytes(_initramfs({name: file.read_bytes() for name, file in files.items()}))
        log = _boot(kernel, initramfs, timeout)
    reports = kernel_log.reports(log)
    if OK not in log or reports:
        raise LabError(f"{kernel.version()}: " + ("\n".join(reports) or "the program did not say ok")
                       + "\n" + "\n".join(log.splitlines()[-40:]))
    return log


def _boot(kernel, initramfs, timeout):
    """What was on the console when the VM has ended."""
    hardware = machine.hardware(accelerator.choose(kernel.image()), 1024, min(2, os.cpu_count() or 1))
    command = ["qemu-system-x86_64", *hardware[:hardware.index("-display")], "-display", "none", "-no-reboot",
               "-serial", "stdio", "-kernel", str(kernel.image()), "-initrd", str(initramfs), "-append", _ARGUMENTS]
    console = BUILD / f"{kernel.name}.log"
    with console.open("wb") as out:
        try:
            subprocess.run(bound(command), stdin=subprocess.DEVNULL, stdout=out, stderr=out, timeout=timeout, check=False)
        except subprocess.TimeoutExpired as error:
            raise LabError(f"{kernel.version()} did not end within {timeout} s; its console is in {console}") from error
    return console.read_text(errors="replace").replace("\r", "")
