# SPDX-License-Identifier: GPL-2.0-or-later
"""Merged pages under reclaim: how long the kernel takes to find all that map one, by bpftrace.

The time of folio_referenced() and of try_to_unmap() on KSM pages, each of which goes through the scanner's
reverse map once. What they do with each mapping is the same for both scanners.
"""

import contextlib
import os
import subprocess
import time

from tracing import Tracing

GROUP = "/sys/fs/cgroup/bench"
_ZRAM = ("modprobe zram && echo 1G > /sys/block/zram0/disksize && mkswap /dev/zram0 > /dev/null && "
         "swapon /dev/zram0")


def group():
    """The control group whose memory is reclaimed; made if it is not there."""
    with contextlib.suppress(OSError), open("/sys/fs/cgroup/cgroup.subtree_control", "w", encoding="ascii") as file:
        file.write("+memory")
    os.makedirs(GROUP, exist_ok=True)
    return GROUP


class Walks:
    """From its making to end()."""

    def __init__(self):
        with open("/proc/swaps", encoding="ascii") as file:
            if len(file.readlines()) < 2:
                subprocess.run(["sh", "-c", _ZRAM], check=True)
        self._tracing = Tracing("walks.bt")

    def end(self):
        """Reclaims everything, and tells what was seen."""
        for _ in range(6):
            with contextlib.suppress(OSError), open(f"{GROUP}/memory.reclaim", "w", encoding="ascii") as file:
                file.write("2G")  # more than there is: it ends with an error when nothing more can be had
            time.sleep(0.1)
        return self._tracing.end("referenced", "unmap")
