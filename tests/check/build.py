# SPDX-License-Identifier: GPL-2.0-or-later
"""User space, preset dev: warnings are errors."""

import time

from lab import user_space
from lab.progress import LabError

from .report import tail


def run(report):
    """False when it does not build: what needs the build cannot run then."""
    begin = time.monotonic()
    try:
        user_space.build()
    except LabError:
        lines = user_space.LOG.read_text(errors="replace").splitlines()
        first = next((number for number, line in enumerate(lines)
                      if line.startswith(("FAILED:", "CMake Error"))), max(len(lines) - 60, 0))
        report.add("build", 0, 1, time.monotonic() - begin, "\n".join(lines[first:first + 60])
                   or tail(user_space.LOG))
        return False
    report.add("build", 1, 0, time.monotonic() - begin)
    return True
