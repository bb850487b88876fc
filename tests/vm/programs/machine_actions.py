# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens to the machine while the module works: swap, reclaim, compaction, huge pages,
processors that come and go, tasks that are frozen."""
import errno
import os
import subprocess
import time

# The machine does not have it, or cannot do it now.
IMPOSSIBLE = (errno.ENOENT, errno.EBUSY, errno.EAGAIN, errno.EINVAL, errno.ENOMEM, errno.EINTR, errno.ENODEV)


def put(path, value):
    """Writes a file; False when this machine does not have it or cannot now."""
    try:
        with open(path, "w", encoding="ascii") as file:
            file.write(str(value))
    except OSError as error:
        if error.errno not in IMPOSSIBLE:
            raise
        return False
    return True


def prepare():
    """Swap on zram, whichever way this kernel has it."""
    subprocess.run(["modprobe", "-q", "zram"], check=False, stderr=subprocess.DEVNULL)
    put("/sys/block/zram0/disksize", "512M")
    subprocess.run(["mkswap", "/dev/zram0"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["swapon", "/dev/zram0"], check=True)


def can_run_guests():
    """Whether there is /dev/kvm. QEMU's own translation brings it, KVM only where it nests."""
    subprocess.run(["modprobe", "-q", "-a", "kvm_amd", "kvm_intel"], check=False, stderr=subprocess.DEVNULL)
    return os.path.exists("/dev/kvm")


def restore(cgroup):
    put("/sys/devices/system/cpu/cpu1/online", 1)
    put(f"{cgroup}/memory.high", "max")
    put("/sys/kernel/mm/transparent_hugepage/enabled", "always")
    put("/proc/sys/kernel/numa_balancing", 0)


def compact(chance, cgroup):
    put("/proc/sys/vm/compact_memory", 1)


def drop_caches(chance, cgroup):
    put("/proc/sys/vm/drop_caches", chance.choice([1, 2, 3]))


def huge_pages(chance, cgroup):
    put("/sys/kernel/mm/transparent_hugepage/enabled", chance.choice(["always", "madvise", "never"]))
    put("/sys/kernel/mm/transparent_hugepage/defrag", chance.choice(["always", "defer", "madvise", "never"]))
    put("/sys/kernel/mm/transparent_hugepage/khugepaged/scan_sleep_millisecs", chance.choice([10, 1000]))
    size = chance.choice([16, 32, 64, 128])
    put(f"/sys/kernel/mm/transparent_hugepage/hugepages-{size}kB/enabled", chance.choice(["always", "never"]))


def squeeze(chance, cgroup):
    put(f"{cgroup}/memory.high", chance.choice(["16M", "32M", "64M", "max"]))
    time.sleep(chance.random() * 3)
    put(f"{cgroup}/memory.high", "max")


def reclaim(chance, cgroup):
    put(f"{cgroup}/memory.reclaim", chance.choice(["1M", "8M", "64M"]))


def swap_off_and_on(chance, cgroup):
    """Brings everything back from swap, a process at a time."""
    if subprocess.run(["swapoff", "/dev/zram0"], check=False, stderr=subprocess.DEVNULL).returncode == 0:
        subprocess.run(["swapon", "/dev/zram0"], check=True)


def processor(chance, cgroup):
    put("/sys/devices/system/cpu/cpu1/online", 0)
    time.sleep(chance.random() * 2)
    put("/sys/devices/system/cpu/cpu1/online", 1)


def freeze(chance, cgroup):
    """Freezes all tasks as for a suspend, and thaws them."""
    if not os.path.exists("/sys/power/pm_test"):
        return
    put("/sys/module/suspend/parameters/pm_test_delay", 1)
    put("/sys/power/pm_test", "freezer")
    put("/sys/power/state", "freeze")


def freeze_cgroup(chance, cgroup):
    put(f"{cgroup}/cgroup.freeze", 1)
    time.sleep(chance.random())
    put(f"{cgroup}/cgroup.freeze", 0)


def balance(chance, cgroup):
    put("/proc/sys/kernel/numa_balancing", chance.choice([0, 1]))


_ACTIONS = [compact, compact, drop_caches, huge_pages, huge_pages, squeeze, squeeze, reclaim, reclaim,
            swap_off_and_on, processor, freeze, freeze_cgroup, balance]


def one(chance, cgroup, guests):
    """Does one of them; its name. While there are guests the processors stay: under QEMU's own
    translation the kernel with KVM's guests and a processor that goes crashes by itself, and
    guests see old memory, without any module."""
    action = chance.choice([action for action in _ACTIONS if not (guests and action is processor)])
    action(chance, cgroup)
    return action.__name__.replace("_", " ")
