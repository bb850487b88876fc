# SPDX-License-Identifier: GPL-2.0-or-later
"""How the VM boots and what it does until it is saved. The saved state depends on every line of this file."""

from .progress import LabError

MEMORY_MIB = 2048
CPUS = 2

# A crash ends QEMU instead of hanging the test. A busy machine must not look like a
# guest that hangs, so the watchdogs wait longer.
KERNEL_ARGUMENTS = ("root=/dev/vda rw console=ttyS0 ignore_loglevel printk.devkmsg=on net.ifnames=0 "
                    "panic=-1 oops=panic watchdog_thresh=60 rcupdate.rcu_cpu_stall_timeout=120 "
                    "systemd.show_status=0 systemd.log_target=journal mitigations=off")


def finish(vm):
    """Waits until everything runs, sets up the network, and warms up what most tests start."""
    vm.wait_for_agent(300)
    vm.run("ip link set lo up; ip link set eth0 up; ip address add 10.0.2.15/24 dev eth0")
    vm.run("systemctl is-system-running --wait", check=False, timeout=300)
    failed = vm.run("systemctl --failed --plain --no-legend").stdout.strip()
    if failed:
        journal = vm.run("journalctl --no-pager --boot --priority 5 --lines 60").stdout
        raise LabError(f"services in the VM failed:\n{failed}\n{journal}")
    _warm_up(vm)


def _warm_up(vm):
    """Brings into memory what most tests start, so that they do not wait for the disk."""
    vm.run("busctl --no-pager list >/dev/null; systemctl start polkit; "
           "xwd -root -silent | convert xwd:- png:- >/dev/null; tar --version >/dev/null; lsmod >/dev/null; "
           "modprobe -n loop; sudo -u admin true; true")
    vm.run("sleep 2")
