# SPDX-License-Identifier: GPL-2.0-or-later
"""KVM where it can run the kernel, QEMU's own translation (TCG) everywhere else."""

import os
import subprocess


def choose(kernel):
    """Boots `kernel` without a disk under KVM: it must reach the point where it misses the disk."""
    forced = os.environ.get("SAMEPAGE_ACCEL")
    if forced:
        return forced
    if not os.access("/dev/kvm", os.R_OK | os.W_OK):
        return "tcg"
    try:
        done = subprocess.run(
            ["qemu-system-x86_64", "-nodefaults", "-accel", "kvm", "-cpu", "host", "-m", "512", "-display", "none",
             "-no-reboot", "-serial", "stdio", "-kernel", str(kernel), "-append", "console=ttyS0 panic=-1"],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=10, check=False)
    except subprocess.TimeoutExpired:
        return "tcg"
    return "kvm" if b"Unable to mount root fs" in done.stdout else "tcg"
