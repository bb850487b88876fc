# SPDX-License-Identifier: GPL-2.0-or-later
# The first process on the debug kernel, where systemd would take minutes: mounts what the
# tests need, starts the lab's agent, and buries orphans for ever. /sys is mounted already.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
mount -t proc proc /proc
mount -t debugfs debugfs /sys/kernel/debug
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /tmp
mkdir -p /dev/shm /dev/pts /dev/virtio-ports
mount -t tmpfs tmpfs /dev/shm
mount -t devpts devpts /dev/pts
ip link set lo up
hostname samepage-debug

# What udev would do.
for port in /sys/class/virtio-ports/*; do
	ln -s "/dev/${port##*/}" "/dev/virtio-ports/$(cat "$port/name")"
done

python3 /usr/local/lib/samepage-lab/agent.py </dev/null >/dev/console 2>&1 &
while :; do
	wait -n || sleep 1
done
