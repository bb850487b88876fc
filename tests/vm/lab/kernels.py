# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernels that the module is for: the root file system's own, and others of Debian beside it.

The others are packages unpacked into build/lab/kernels/NAME; `layer()` is laid over the root file
system where the module is built for one (in-rootfs --over) or a VM's disk is made.
"""

import json
import os
import re
import shutil
from dataclasses import dataclass

from . import host, lock, paths, rootfs
from .progress import LabError, run_logged, step

FOLDER = paths.LAB / "kernels"
DEFAULT = "trixie"


@dataclass(frozen=True)
class Kernel:
    """`suite` of Debian, and the metapackages of image and headers (and what the root file system lacks to build
    modules for it); none: it is in the root file system."""
    name: str
    suite: str
    packages: tuple

    def version(self):
        """As `uname -r` says it."""
        if not self.packages:
            return rootfs.kernel_version()
        return _note(self)["version"]

    def layer(self):
        """What lies over the root file system; None: nothing."""
        return FOLDER / self.name / "tree" if self.packages else None

    def image(self):
        """The file to boot."""
        return (self.layer() or paths.ROOTFS) / f"boot/vmlinuz-{self.version()}"

    def key(self):
        """Says what its files depend on, as JSON can hold it."""
        return [self.name, self.version(), _note(self).get("files") if self.packages else None]


ALL = {kernel.name: kernel for kernel in (
    Kernel(DEFAULT, rootfs.SUITE, ()),
    Kernel("trixie-cloud", "trixie", ("linux-image-cloud-amd64", "linux-headers-cloud-amd64")),
    Kernel("trixie-backports", "trixie-backports", ("linux-image-amd64", "linux-headers-amd64")),
    # With the compiler that its headers ask for.
    Kernel("bookworm", "bookworm", ("linux-image-amd64", "linux-headers-amd64", "gcc-12", "cpp-12", "libgcc-12-dev")),
)}


def named(name):
    if name not in ALL:
        raise LabError(f"there is no kernel '{name}'; there are {', '.join(ALL)}")
    return ALL[name]


def chosen():
    """The one that SAMEPAGE_KERNEL names, or the root file system's own."""
    return named(os.environ.get("SAMEPAGE_KERNEL") or DEFAULT)


def _recipe(kernel):
    return [kernel.suite, *kernel.packages, _FETCH]


def _note(kernel):
    try:
        return json.loads((FOLDER / kernel.name / "kernel.json").read_text())
    except (OSError, ValueError):
        return {}


# The packages of a kernel depend on each other and on what is in the root file system; only the
# former are wanted. apt looks at this one suite, and at nothing that is installed.
_FETCH = r"""
    mirror=$1 suite=$2 folder=$3; shift 3
    cd "$folder"
    mkdir -p apt/lists/partial apt/cache/archives/partial apt/parts debs tree
    chown -R _apt apt/lists debs 2>/dev/null || true
    : >apt/status
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >apt/sources.list
    options=(-o "Dir::State::lists=$folder/apt/lists" -o "Dir::State::status=$folder/apt/status"
             -o "Dir::Cache=$folder/apt/cache" -o "Dir::Etc::sourcelist=$folder/apt/sources.list"
             -o "Dir::Etc::sourceparts=$folder/apt/parts" -o "Dir::Etc::preferencesparts=$folder/apt/parts"
             -o Dir::Etc::preferences=/dev/null -o APT::Architecture=amd64)
    apt-get "${options[@]}" update -q
    wanted=("$@") found=()
    while [ ${#wanted[@]} -gt 0 ]; do
        package=${wanted[0]} wanted=("${wanted[@]:1}")
        [[ " ${found[*]} " != *" $package "* ]] || continue
        found+=("$package")
        mapfile -t more < <(apt-cache "${options[@]}" depends --important "$package" |
            sed -nE 's/^ +Depends: (linux-(image|headers|kbuild|compiler|modules|binary)-[^ :]*)(:any)?$/\1/p' |
            grep -v -- -unsigned)
        wanted+=("${more[@]}")
    done
    cd debs
    apt-get "${options[@]}" download -q "${found[@]}"
    for deb in *.deb; do dpkg-deb -x "$deb" ../tree; done
    ls
"""

# /lib is a link to /usr/lib in the root file system, and stays one under the layer.
_SETTLE = r"""
    cd "$1/tree"
    if [ -d lib ] && [ ! -L lib ]; then
        mkdir -p usr/lib
        cp -al lib/. usr/lib/
        rm -r lib
    fi
    rm -rf lib usr/share vmlinuz initrd.img
    ln -s usr/lib lib
    for modules in usr/lib/modules/*; do
        version=${modules##*/}
        [ -d "$modules/kernel" ] || continue
        depmod -b "$PWD" "$version"
        # Where newer kernels are, until their packages are configured.
        mkdir -p boot
        [ ! -f "$modules/vmlinuz" ] || ln -f "$modules/vmlinuz" "boot/vmlinuz-$version"
        [ -f "boot/config-$version" ] || cp "usr/src/linux-headers-$version/.config" "boot/config-$version"
    done
    rm lib
    rm -rf ../debs ../apt
"""


def ensure(kernel):
    """Its packages, fetched now if they are not there yet; needs apt on this machine."""
    if not kernel.packages or _note(kernel).get("recipe") == _recipe(kernel):
        return kernel
    host.require_root()
    with lock.held(FOLDER / f"{kernel.name}.lock", message=f"waiting for another lab that fetches the kernel of {kernel.name}"):
        if _note(kernel).get("recipe") != _recipe(kernel):
            _fetch(kernel)
    return kernel


def _fetch(kernel):
    new = FOLDER / f"{kernel.name}.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    log = paths.LAB / f"kernel-{kernel.name}.log"
    with step(f"kernel of {kernel.suite}: {' '.join(kernel.packages)} (about 150 MB)"):
        run_logged(["bash", "-euo", "pipefail", "-c", _FETCH, "fetch", host.debian_mirror(), kernel.suite, str(new),
                    *kernel.packages], log)
        files = sorted(file.name for file in (new / "debs").glob("*.deb"))
        run_logged([str(paths.IN_ROOTFS), "bash", "-euo", "pipefail", "-c", _SETTLE, "settle",
                    f"/src/{new.relative_to(paths.TOP)}"], paths.LAB / f"kernel-{kernel.name}-settle.log")
    images = [re.sub("^vmlinuz-", "", file.name) for file in (new / "tree/boot").glob("vmlinuz-*")]
    usable = [version for version in images if (new / f"tree/usr/lib/modules/{version}/build").is_symlink()]
    if len(usable) != 1:
        raise LabError(f"{kernel.suite} has no kernel with headers: {' '.join(files)}")
    (new / "kernel.json").write_text(json.dumps(
        {"recipe": _recipe(kernel), "version": usable[0], "files": files}, indent=1) + "\n")
    old = FOLDER / kernel.name
    # Commands that use the layer hold this lock shared.
    with lock.held(rootfs.LOCK, message="waiting for commands in the root file system to end"):
        shutil.rmtree(old, ignore_errors=True)
        new.rename(old)
