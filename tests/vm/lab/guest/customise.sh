#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Turns the root file system into the VM's; runs in a chroot on a copy-on-write
# layer, with the files beside this script in /lab-guest. $1 is the kernel version.
set -eu
kernel=$1
from=/lab-guest

useradd --create-home --shell /bin/bash --groups sudo admin
useradd --create-home --shell /bin/bash alice
useradd --create-home --shell /bin/bash bob
echo 'admin ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/lab
chmod 440 /etc/sudoers.d/lab

install -D -m 755 $from/agent.py /usr/local/lib/samepage-lab/agent.py
install -m 644 $from/lab-agent.service $from/lab-screen.service $from/lab-windows.service /etc/systemd/system/
install -D -m 644 $from/10-lab.rules /etc/polkit-1/rules.d/10-lab.rules
systemctl enable -q lab-agent.service lab-screen.service lab-windows.service
systemctl set-default -q multi-user.target
# There for a test; otherwise the bus is Debian's default.
systemctl disable -q dbus-broker.service

# Nothing may wake up by itself in the middle of a test.
systemctl mask -q serial-getty@ttyS0.service getty@tty1.service getty.target console-getty.service \
    apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer fstrim.timer e2scrub_all.timer \
    e2scrub_reap.service man-db.timer systemd-tmpfiles-clean.timer systemd-networkd.service \
    systemd-timesyncd.service systemd-pstore.service

echo samepage-vm >/etc/hostname
printf '127.0.0.1 localhost samepage-vm\n' >/etc/hosts
printf '/dev/vda / ext4 defaults,noatime 0 0\n' >/etc/fstab
echo 6f2b7a3d51c84e0f9a6d1c0b52e3f478 >/etc/machine-id
rm -f /var/lib/dbus/machine-id
rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin

# A small initrd with just the modules that reach the disk.
mkdir -p /tmp/initramfs/scripts /tmp/initramfs/hooks /tmp/initramfs/conf.d
cp /etc/initramfs-tools/initramfs.conf /tmp/initramfs/
cat >/tmp/initramfs/update-initramfs.conf </dev/null
sed -i -e 's/^MODULES=.*/MODULES=list/' -e 's/^COMPRESS=.*/COMPRESS=zstd/' /tmp/initramfs/initramfs.conf
printf 'virtio_pci\nvirtio_blk\next4\n' >/tmp/initramfs/modules
mkinitramfs -d /tmp/initramfs -o /lab-guest/initrd "$kernel"
