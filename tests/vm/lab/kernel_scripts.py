# SPDX-License-Identifier: GPL-2.0-or-later
"""checkpatch and its word lists out of Debian's kernel source package; nothing else ships them."""

import shutil

from . import lock, paths, rootfs
from .progress import run_logged, step

FILES = ("checkpatch.pl", "spelling.txt", "const_structs.checkpatch")
FOLDER = paths.LAB / "kernel-scripts"

_FETCH = r"""
    package=$1 out=$2; shift 2
    cd "$out"
    apt-get update -q
    chown _apt . 2>/dev/null || true
    apt-get download -q "$package"
    dpkg-deb --fsys-tarfile "$package"_*.deb | tar --extract --to-stdout --wildcards './usr/src/*.tar.xz' |
        tar --extract --xz --strip-components=2 "$@"
    rm "$package"_*.deb
"""


def ensure():
    """The folder with the scripts, relative to the top; fetched now if it is not there yet."""
    if all((FOLDER / name).exists() for name in FILES):
        return FOLDER.relative_to(paths.TOP)
    series = ".".join(rootfs.kernel_version().split(".")[:2])
    with lock.held(paths.LAB / "kernel-scripts.lock"), step(f"checkpatch out of Debian's linux-source-{series}"):
        new = FOLDER.with_name("kernel-scripts.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        run_logged([str(paths.IN_ROOTFS), "bash", "-euo", "pipefail", "-c", _FETCH, "fetch", f"linux-source-{series}",
                    "/src/build/lab/kernel-scripts.new", *(f"linux-source-{series}/scripts/{name}" for name in FILES)],
                   paths.LAB / "kernel-scripts.log")
        shutil.rmtree(FOLDER, ignore_errors=True)
        new.rename(FOLDER)
    return FOLDER.relative_to(paths.TOP)
