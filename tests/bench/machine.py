# SPDX-License-Identifier: GPL-2.0-or-later
"""The benchmark's VM: like the tests' one, but larger, booted with slab caches of their own, and
with one processor whose clock, without KVM, counts instructions."""

from lab import boot, machine
from lab.state import Lab, State

KERNEL_ARGUMENTS = f"{boot.KERNEL_ARGUMENTS} slab_nomerge"
# A nanosecond an instruction, about what the translated processor would like to be. Other
# programs on this machine then take nothing from what the VM measures, and equal runs give equal numbers.
COUNTED = ["-accel", "tcg,thread=single", "-icount", "shift=0,sleep=on"]


def state(memory_mib):
    """(a State that boots, whether its clock counts instructions)"""
    ready = Lab().ready()
    hardware = machine.hardware(_accelerator(ready), memory_mib, 1)
    counted = "kvm" not in hardware
    if counted:
        at = next(index for index, word in enumerate(hardware) if word.startswith("tcg"))
        hardware[at - 1:at + 1] = COUNTED
    start = [KERNEL_ARGUMENTS if word == boot.KERNEL_ARGUMENTS else word for word in ready.boot]
    return State(hardware, start, ready.disk.parents[1] / "base.raw", "raw"), counted


def finish(vm):
    """Waits until nothing starts any more."""
    vm.wait_for_agent(300)
    vm.run("systemctl is-system-running --wait; udevadm settle", check=False, timeout=300)


def _accelerator(ready):
    return "kvm" if "kvm" in ready.hardware else "tcg"
