# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds the kernel module in the root file system, away from the source tree."""

import shutil

from . import kernels, lock, paths
from .progress import LabError, run_logged

SOURCE = paths.TOP / "kmod"
BUILD = paths.BUILD / "kmod"
LOG = paths.BUILD / "kmod.log"  # of the root file system's own kernel


def build(*make_arguments, kernel=None):
    """Builds kmod/ for a kernel of kernels.ALL (None: the chosen one); the path of samepage.ko. Raises LabError
    with make's output."""
    kernel = kernels.ensure(kernel or kernels.chosen())
    folder = folder_of(kernel)
    over = ["--over", kernel.layer()] if kernel.layer() else []
    return _build(folder, f"/lib/modules/{kernel.version()}/build", over, make_arguments)


def folder_of(kernel):
    return BUILD if kernel.layer() is None else BUILD.with_name(f"{BUILD.name}-{kernel.name}")


def build_refusing(flag, out):
    """Builds kmod/ for the root file system's own kernel such that it must refuse to load (`flag` is a macro of
    mm/private_symbols.c), as the file `out`."""
    kernel = kernels.named(kernels.DEFAULT)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(build(f"SAMEPAGE_TEST_REFUSAL=-D{flag}", kernel=kernel), out)
    finally:
        build(kernel=kernel)  # nobody shall take that for the module
    return out


def build_for(kernel_tree, folder):
    """Builds kmod/ for the kernel that was built in `kernel_tree` (a path in the root file
    system), in a `folder` below the top; the path of samepage.ko."""
    return _build(folder, kernel_tree, [], [])


def stripped(module):
    """A copy of this samepage.ko without what only a debugger reads, which is most of it: quicker to bring into a VM."""
    small = module.with_name("stripped.ko")
    run_logged([str(paths.IN_ROOTFS), "strip", "--strip-debug", "-o", *(str(file.relative_to(paths.TOP)) for file in (small, module))],
               paths.BUILD / "strip.log")
    return small


def log_of(folder):
    return folder.with_name(folder.name + ".log")


def _build(folder, kernel_tree, over, make_arguments):
    if not (SOURCE / "Makefile").exists() and not (SOURCE / "Kbuild").exists():
        raise LabError("kmod/ has no Makefile or Kbuild yet")
    with lock.held(folder.with_name(folder.name + ".lock")):
        _mirror(SOURCE, folder)
        run_logged([str(paths.IN_ROOTFS), *map(str, over), "make", "-C", kernel_tree,
                    f"M=/src/{folder.relative_to(paths.TOP)}", "-j2",
                    "SAMEPAGE_WERROR=y", *make_arguments, "modules"], log_of(folder))
    return folder / "samepage.ko"


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
