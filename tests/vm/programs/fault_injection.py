# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernel's fault injection: allocations that fail though there is memory. Debug kernel only."""
import os

DEBUGFS = "/sys/kernel/debug"
# Where the kernel puts modules. Samepage is the only one there is on the debug kernel, and its
# init section, whose place nobody knows before it is loaded, is in this range too.
MODULES = (0xffffffffa0000000, 0xffffffffff000000)
KINDS = {"failslab": {"ignore-gfp-wait": "N"},
         "fail_page_alloc": {"ignore-gfp-wait": "N", "ignore-gfp-highmem": "N", "min-order": "0"}}


def _set(kind, name, value):
    with open(f"{DEBUGFS}/{kind}/{name}", "w", encoding="ascii") as file:
        file.write(str(value))


def prepare():
    """Silent, and for nobody yet."""
    for kind, extra in KINDS.items():
        for name, value in {"probability": 0, "verbose": 0, "interval": 1, "times": -1, "space": 0,
                            "task-filter": "N", **extra}.items():
            _set(kind, name, value)


def start(percent):
    """From now on, so many of the allocations fail that the module is the cause of."""
    prepare()
    for kind in KINDS:
        _set(kind, "stacktrace-depth", 32)
        _set(kind, "require-start", hex(MODULES[0]))
        _set(kind, "require-end", hex(MODULES[1]))
        _set(kind, "probability", percent)


def stop():
    for kind in KINDS:
        _set(kind, "probability", 0)


class Nth:
    """The n-th allocation of this thread that start() is about fails, and no other: with Nth(3) as nth: ...; then
    nth.happened says whether there were so many."""

    def __init__(self, count):
        self.count = count
        self.happened = False
        self.left = 0

    def __enter__(self):
        self._file = os.open("/proc/thread-self/fail-nth", os.O_RDWR)
        os.write(self._file, str(self.count).encode())
        return self

    def __exit__(self, *_):
        self.left = int(os.pread(self._file, 20, 0))
        self.happened = self.left == 0
        os.write(self._file, b"0")
        os.close(self._file)
