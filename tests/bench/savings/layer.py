# SPDX-License-Identifier: GPL-2.0-or-later
"""A disk with Debian packages that the VM does not have: what installing them adds to the root file system."""

import hashlib
import shutil

from lab import paths, rootfs
from lab.progress import run_logged, step

PACKAGES = ["gunicorn", "nodejs", "node-typescript", "openjdk-21-jre-headless", "postgresql", "python3-flask", "python3-numpy",
            "python3-sqlalchemy", "qemu-system-x86", "surf"]

# Services do not start: nothing runs as pid 1 in there.
_BUILD = r"""
    rootfs=$1 layer=$2 image=$3; shift 3
    rm -rf "$layer"
    mkdir -p "$layer/upper" "$layer/work" "$layer/root"
    mount -t overlay overlay -o "lowerdir=$rootfs,upperdir=$layer/upper,workdir=$layer/work" "$layer/root"
    root=$layer/root
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/tmp"
    mount -t tmpfs tmpfs "$root/run"
    chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive sh -ec '
        apt-get update -q
        apt-get install -q -y --no-install-recommends "$@"
        apt-get clean
        rm -rf /var/lib/apt/lists/*' sh "$@"
    umount -R "$root/run" "$root/tmp" "$root/dev" "$root/proc"
    umount "$root"
    PATH=$PATH:/usr/sbin:/sbin mke2fs -q -F -t ext4 -O ^has_journal -d "$layer/upper" "$image.new" 4G
    rm -rf "$layer"
    mv "$image.new" "$image"
"""


def build():
    """The disk's file; made if the packages or the root file system are others than last time."""
    folder = paths.BUILD / "bench"
    key = hashlib.sha256(repr([rootfs.key(), PACKAGES, _BUILD]).encode()).hexdigest()[:16]
    image = folder / f"programs-{key}.raw"
    if not image.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("programs-*.raw*"):
            old.unlink()
        with step(f"disk with {', '.join(PACKAGES)} and what they need"):
            run_logged(["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "--",
                        "/bin/bash", "-euc", _BUILD, "layer", str(paths.ROOTFS), str(folder / "programs"), str(image),
                        *PACKAGES], folder / "programs.log")
        shutil.rmtree(folder / "programs", ignore_errors=True)
    return image
