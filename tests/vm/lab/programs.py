# SPDX-License-Identifier: GPL-2.0-or-later
"""The programs in tests/vm/programs that run in the VM: C++ ones built, scripts as they are."""

import os

from . import lock, paths, rootfs
from .progress import run_logged

SOURCE = paths.TOP / "tests/vm/programs"
# The VM is made of the root file system that they are built in: shared libraries are there.
BUILD = paths.BUILD / "vm-programs"

# A project of their own: they need none of what the whole tree needs.
_PROJECT = """\
cmake_minimum_required(VERSION 3.25)
project(samepage-vm-programs LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_COMPILE_WARNING_AS_ERROR ON)
include(/src/packaging/cmake/Warnings.cmake)
add_subdirectory(/src/tests/vm/programs programs)
"""


def build():
    """Builds what changed; {file name: path}. Raises LabError with the compiler's words."""
    rootfs.ensure()
    project = BUILD / "CMakeLists.txt"
    with lock.held(paths.BUILD / "vm-programs.lock", message="waiting for another build of the VM's programs"):
        BUILD.mkdir(parents=True, exist_ok=True)
        if not project.exists() or project.read_text() != _PROJECT:
            project.write_text(_PROJECT)
        script = 'cmake -G Ninja -D CMAKE_BUILD_TYPE=RelWithDebInfo -S "$0" -B "$0/out" && exec ninja -C "$0/out"'
        run_logged([str(paths.IN_ROOTFS), "sh", "-c", script, str(BUILD.relative_to(paths.TOP))],
                   paths.BUILD / "vm-programs.log")
    files = list(SOURCE.glob("*.py")) + [
        file for file in (BUILD / "out/programs").iterdir() if file.is_file() and os.access(file, os.X_OK)]
    return {file.name: file for file in sorted(files)}
