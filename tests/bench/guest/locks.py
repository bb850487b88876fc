# SPDX-License-Identifier: GPL-2.0-or-later
"""How long the scanner's threads hold an mmap_lock or a page table lock, by bpftrace.

mmap_lock: from the tracepoint of having it to that of giving it back. Page table lock: from the return of
__pte_offset_map_lock to the unlock of the lock that it returned. Both contain what tracing
itself costs, in both scanners alike.
"""

from tracing import Tracing


class Locks:
    """From its making to end(), of the threads whose name begins with `threads`."""

    def __init__(self, threads):
        self._tracing = Tracing("locks.bt", SCANNER=f'strncmp(comm, "{threads}", {len(threads)}) == 0')

    def end(self):
        seen = self._tracing.end("mmap", "pte")
        return {"mmap_lock": seen["mmap"], "pte_lock": seen["pte"]}
