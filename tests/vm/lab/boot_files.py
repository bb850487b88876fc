# SPDX-License-Identifier: GPL-2.0-or-later
"""What boots the VM's disk with another kernel than its own: vmlinuz, and an initrd that brings the modules.

A disk for each kernel would take minutes and gigabytes; the few modules that tests use are copied
out of the initrd into the root file system as it starts.
"""

import hashlib
import json
import shutil
from pathlib import Path

from . import lock, paths
from .progress import run_logged, step

# What reaches the disk, the lab's agent and the network, and what tests load.
MODULES = ("virtio_pci", "virtio_blk", "ext4", "virtio_console", "virtio_net", "virtio_rng", "zram", "lz4", "lzo",
           "zstd", "loop")

_BUILD = r"""
    lower=$1 kernel=$2 out=$3 modules=$4
    layer=$out/layer
    mkdir -p "$layer/upper" "$layer/work" "$layer/root"
    root=$layer/root
    mount -t overlay overlay -o "lowerdir=$lower,upperdir=$layer/upper,workdir=$layer/work" "$root"
    mount -t tmpfs tmpfs "$root/tmp"
    mount -t proc proc "$root/proc"
    mount --bind /dev "$root/dev"
    settings=$root/tmp/initramfs
    mkdir -p "$settings"/{scripts/init-bottom,hooks,conf.d}
    cp "$root/etc/initramfs-tools/initramfs.conf" "$settings/"
    : >"$settings/update-initramfs.conf"
    sed -i -e 's/^MODULES=.*/MODULES=list/' -e 's/^COMPRESS=.*/COMPRESS=zstd/' "$settings/initramfs.conf"
    printf '%s\n' $modules >"$settings/modules"
    cat >"$settings/scripts/init-bottom/lab-modules" <<'END'
#!/bin/sh
[ "$1" = prereqs ] && exit 0
# There is no cp here, but there.
mount -o bind /usr/lib/modules "$rootmnt/mnt"
chroot "$rootmnt" /usr/bin/cp -a "/mnt/$(uname -r)" /usr/lib/modules/
umount "$rootmnt/mnt"
END
    chmod +x "$settings/scripts/init-bottom/lab-modules"
    chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        mkinitramfs -d /tmp/initramfs -o /tmp/initrd "$kernel"
    cp "$root/tmp/initrd" "$out/initrd"
    cp "$root/boot/vmlinuz-$kernel" "$out/vmlinuz"
    umount "$root/dev" "$root/proc" "$root/tmp" "$root"
    rm -rf "$layer"
"""


def ensure(kernel, images):
    """The folder with vmlinuz and initrd for a kernel of kernels.ALL: that of the image, or one in it."""
    if kernel.layer() is None:
        return images
    key = hashlib.sha256(json.dumps([kernel.key(), Path(__file__).read_text()]).encode()).hexdigest()[:16]
    folder = images / f"kernel-{kernel.name}-{key}"
    if not folder.exists():
        for old in images.glob(f"kernel-{kernel.name}-*"):
            shutil.rmtree(old, ignore_errors=True)
        new = folder.with_name(folder.name + ".new")
        new.mkdir(parents=True)
        lower = f"{kernel.layer()}:{paths.ROOTFS}"
        with step(f"initrd for kernel {kernel.version()}"), lock.held(paths.LAB / "rootfs.lock", shared=True):
            run_logged(["unshare", "--mount", "--propagation", "private", "--", "/bin/bash", "-euc", _BUILD, "initrd",
                        lower, kernel.version(), str(new), " ".join(MODULES)], paths.LAB / f"initrd-{kernel.name}.log")
        new.rename(folder)
    return folder
