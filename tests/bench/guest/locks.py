# SPDX-License-Identifier: GPL-2.0-or-later
"""How long the scanner's threads hold an mmap_lock or a page table lock, by bpftrace.

mmap_lock: from the tracepoint of having it to that of giving it back. Page table lock: from the return of
__pte_offset_map_lock to the unlock of the lock that it returned. Both contain what tracing
itself costs, in both scanners alike.
"""

import re
import signal
import subprocess
import time
from pathlib import Path

_SCRIPT = Path(__file__).resolve().parent / "locks.bt"


class Tracing:
    """From its making to end(), of the threads whose name begins with `threads`. Times are nanoseconds.

    Made before the scanner runs: attaching waits until every task has slept once, and a scanner that never
    sleeps would keep it waiting for ever.
    """

    def __init__(self, threads):
        script = _SCRIPT.read_text().replace("SCANNER", f'strncmp(comm, "{threads}", {len(threads)}) == 0')
        self._process = subprocess.Popen(["bpftrace", "-B", "line", "-e", script], text=True,
                                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while "tracing" not in (line := self._process.stdout.readline()):
            if not line:
                raise RuntimeError(f"bpftrace does not start: {self._process.stderr.read()}")
        time.sleep(0.1)

    def end(self):
        self._process.send_signal(signal.SIGINT)
        out, errors = self._process.communicate(timeout=120)
        numbers = {name: int(value) for name, value in re.findall(r"^@(\w+): (\d+)$", out, re.MULTILINE)}
        if "mmap_count" not in numbers or "pte_count" not in numbers:
            raise RuntimeError(f"bpftrace saw no locks: {out}{errors}")
        return {"mmap_lock": {"holds": numbers["mmap_count"], "longest": numbers["mmap_longest"],
                              "mean": numbers["mmap_total"] // numbers["mmap_count"]},
                "pte_lock": {"holds": numbers["pte_count"], "longest": numbers["pte_longest"],
                             "mean": numbers["pte_total"] // numbers["pte_count"]}}
