# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs one of the bpftrace scripts beside this file."""

import re
import signal
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Tracing:
    """From its making to end(). Times are nanoseconds.

    Made before the scanner runs: attaching waits until every task has slept once, and a scanner that never
    sleeps would keep it waiting for ever.
    """

    def __init__(self, script, **words):
        """`words` are put in for what has their names."""
        text = (HERE / script).read_text()
        for name, value in words.items():
            text = text.replace(name, value)
        self._process = subprocess.Popen(["bpftrace", "-B", "line", "-e", text], text=True,
                                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while "tracing" not in (line := self._process.stdout.readline()):
            if not line:
                raise RuntimeError(f"bpftrace does not start: {self._process.stderr.read()}")
        time.sleep(0.1)

    def end(self, *wanted):
        """{name: {"count", "longest", "mean"}} for the wanted @NAME_count, @NAME_longest and @NAME_total."""
        self._process.send_signal(signal.SIGINT)
        out, errors = self._process.communicate(timeout=120)
        numbers = {name: int(value) for name, value in re.findall(r"^@(\w+): (\d+)$", out, re.MULTILINE)}
        missing = [name for name in wanted if f"{name}_count" not in numbers]
        if missing:
            raise RuntimeError(f"bpftrace saw nothing of {', '.join(missing)}: {out}{errors}")
        return {name: {"count": numbers[f"{name}_count"], "longest": numbers[f"{name}_longest"],
                       "mean": numbers[f"{name}_total"] // numbers[f"{name}_count"]} for name in wanted}
