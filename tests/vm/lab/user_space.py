# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds user space in the root file system (preset dev), in a folder that nobody else uses."""

from . import lock, paths, rootfs
from .progress import run_logged

BUILD = paths.BUILD / "check/dev"
LOG = paths.BUILD / "check/build.log"


def build(*targets):
    """Configures and builds the targets, or everything; raises LabError with the compiler's words."""
    rootfs.ensure()
    folder = BUILD.relative_to(paths.TOP)
    script = ('cmake --preset dev -B "$0" -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache '
              '-DCMAKE_CXX_FLAGS_DEBUG=-g1 -DCMAKE_C_FLAGS_DEBUG=-g1 && exec ninja -C "$0" "$@"')
    with lock.held(paths.BUILD / "check/build.lock", message="waiting for another build"):
        run_logged([str(paths.IN_ROOTFS), "sh", "-c", script, str(folder), *targets], LOG)
