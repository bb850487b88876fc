# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds the kernel module in the root file system, away from the source tree."""

import shutil

from . import lock, paths, rootfs
from .progress import LabError, run_logged

BUILD = paths.BUILD / "kmod"
LOG = paths.BUILD / "kmod.log"


def build(*make_arguments):
    """Builds kmod/ for the VM's kernel; the path of samepage.ko. Raises LabError with make's output."""
    source = paths.TOP / "kmod"
    if not (source / "Makefile").exists() and not (source / "Kbuild").exists():
        raise LabError("kmod/ has no Makefile or Kbuild yet")
    kernel = rootfs.kernel_version()
    with lock.held(paths.BUILD / "kmod.lock"):
        _mirror(source, BUILD)
        run_logged([str(paths.IN_ROOTFS), "make", "-C", f"/lib/modules/{kernel}/build", "M=/src/build/kmod", "-j2",
                    "SAMEPAGE_WERROR=y", *make_arguments, "modules"], LOG)
    return BUILD / "samepage.ko"


def _mirror(source, target):
    """Copies what changed, so that make rebuilds only that, and removes what is gone."""
    target.mkdir(parents=True, exist_ok=True)
    note = target / ".mirrored"
    before = set(note.read_text().splitlines()) if note.exists() else set()
    now = set()
    for file in sorted(source.rglob("*")):
        name = file.relative_to(source)
        if file.is_dir():
            (target / name).mkdir(exist_ok=True)
            continue
        now.add(str(name))
        copy = target / name
        data = file.read_bytes()
        if not copy.exists() or copy.read_bytes() != data:
            copy.write_bytes(data)
            shutil.copymode(file, copy)
    for name in before - now:
        (target / name).unlink(missing_ok=True)
    note.write_text("\n".join(sorted(now)) + "\n")
