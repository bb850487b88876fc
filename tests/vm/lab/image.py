# SPDX-License-Identifier: GPL-2.0-or-later
"""The VM's disk: the root file system with users and the lab's agent added, as one ext4 image."""

import subprocess

from . import lock, paths
from .progress import run_logged, step

DISK_SIZE = "12G"  # sparse

# A copy-on-write layer over the root file system keeps the latter clean.
_BUILD = r"""
    rootfs=$1 guest=$2 kernel=$3 out=$4
    layer=$out/layer
    rm -rf "$layer"
    mkdir -p "$layer/upper" "$layer/work" "$layer/root"
    mount -t overlay overlay -o "lowerdir=$rootfs,upperdir=$layer/upper,workdir=$layer/work" "$layer/root"
    root=$layer/root
    cp -r "$guest" "$root/lab-guest"
    mount -t tmpfs tmpfs "$root/tmp"
    mount -t proc proc "$root/proc"
    mount --bind /dev "$root/dev"
    chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 sh /lab-guest/customise.sh "$kernel"
    umount "$root/dev" "$root/proc" "$root/tmp"
    cp "$root/lab-guest/initrd" "$out/initrd"
    cp "$root/boot/vmlinuz-$kernel" "$out/vmlinuz"
    rm -rf "$root/lab-guest"
    PATH=$PATH:/usr/sbin:/sbin mke2fs -q -F -t ext4 -L samepage-vm -O ^has_journal -E lazy_itable_init=1,nodiscard \
        -d "$root" "$out/base.raw" "$5"
    umount "$root"
    rm -rf "$layer"
"""


def build(kernel, out):
    """Makes base.raw, vmlinuz and initrd in the folder `out`."""
    with step("VM disk out of the root file system"), lock.held(paths.LAB / "rootfs.lock", shared=True):
        run_logged(["unshare", "--mount", "--propagation", "private", "--", "/bin/bash", "-euc", _BUILD, "image",
                    str(paths.ROOTFS), str(paths.GUEST), kernel, str(out), DISK_SIZE], paths.LAB / "image.log")


def overlay(backing, path, backing_format):
    """A new empty qcow2 layer at `path` over `backing`, which is kept as it is."""
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", backing_format, "-b", str(backing), str(path)],
                   check=True, stdin=subprocess.DEVNULL)
