# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows of the benchmark: what the processes hold. Used in the VM and on the host."""

from dataclasses import dataclass, field

PAGES_PER_MIB = 256


@dataclass
class Row:
    """`mib` is the size of all processes together."""
    name: str
    text: str
    mib: int
    processes: int = 4
    options: dict = field(default_factory=dict)
    kind: str = "herd"
    quick: bool = False
    trace: str = ""     # what is traced, "locks" or "walks"; then without numbers of processor time

    @property
    def changes(self):
        """Whether memory is rewritten while passes are looked at."""
        return "rate" in self.options

    @property
    def pages(self):
        """Of one process."""
        return self.mib * PAGES_PER_MIB // self.processes


def _sizes():
    half = {"identical": 50}
    return [Row(f"half-{mib}", "4 processes, half of each identical in all", mib, options=half, quick=mib in (128, 256))
            for mib in (128, 256, 512, 1024, 2048, 4096)]


ROWS = [
    *_sizes(),
    Row("identical", "4 processes, idle, all identical", 512, options={"identical": 100}),
    Row("identical-small", "4 processes, idle, all identical", 128, options={"identical": 100}, quick=True),
    Row("unique", "4 processes, nothing identical", 512),
    Row("unique-small", "4 processes, nothing identical", 128, quick=True),
    Row("hot-1k", "a quarter rewritten, 1,000 pages a second a process", 512,
        options={"identical": 50, "hot": 25, "rate": 1000}),
    Row("hot-10k", "a quarter rewritten, 10,000 pages a second a process", 512,
        options={"identical": 50, "hot": 25, "rate": 10000}),
    Row("hot-50k", "a quarter rewritten, 50,000 pages a second a process", 512,
        options={"identical": 50, "hot": 25, "rate": 50000}),
    Row("hot-small", "a quarter rewritten, 10,000 pages a second a process", 128,
        options={"identical": 50, "hot": 25, "rate": 10000}, quick=True),
    Row("many", "300 processes, half of each identical in groups of 100", 600, processes=300,
        options={"identical": 50, "group": 100}),
    Row("many-small", "100 processes, half of each identical in groups of 50", 100, processes=100,
        options={"identical": 50, "group": 50}, quick=True),
    Row("huge", "4 processes in huge pages, half identical", 512, options={"identical": 50, "huge": 1}),
    Row("huge-small", "4 processes in huge pages, half identical", 128,
        options={"identical": 50, "huge": 1}, quick=True),
    Row("forked", "8 processes that share all pages by fork, nothing else identical", 1024, processes=8,
        options={"fork": 1}),
    Row("forked-small", "4 processes that share all pages by fork, nothing else identical", 128,
        options={"fork": 1}, quick=True),
    Row("python", "8 Python workers with big libraries and 24 MiB of data each", 0, processes=8, kind="workers",
        options={"keys": 20000}),
    Row("python-small", "4 Python workers with big libraries", 0, processes=4, kind="workers",
        options={"keys": 2000}, quick=True),
    Row("locks", "half identical, while lock hold times are traced", 128, options={"identical": 50},
        quick=True, trace="locks"),
    Row("walks", "256 processes that share all, swapped out while walks of the reverse map are traced", 256,
        processes=256, options={"identical": 100}, quick=True, trace="walks"),
]


def named(names, quick):
    """The rows to run: those named, or all of the quick or of the whole run."""
    if names:
        known = {row.name: row for row in ROWS}
        unknown = [name for name in names if name not in known]
        if unknown:
            raise KeyError(f"no row is called {unknown[0]}; there are {' '.join(known)}")
        return [known[name] for name in names]
    return [row for row in ROWS if row.quick == quick or row.trace or row.name == "half-256"]
