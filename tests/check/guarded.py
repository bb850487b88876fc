# SPDX-License-Identifier: GPL-2.0-or-later
"""A run of ./check: alone in its tree, as root, and whatever stops it counts as a failure."""

import os
import sys

from lab import lock
from lab.progress import LabError

from .report import LOGS, Report, fail_early


def run(command, work):
    """Calls work(report) as `command` ("./check torture"); the exit code."""
    if os.geteuid() != 0:
        return fail_early(f"a root file system and its mounts need root. Try: sudo {command}")
    LOGS.mkdir(parents=True, exist_ok=True)
    report = Report()
    name = command.removeprefix("./").replace(" ", "-")
    try:
        with lock.held(LOGS / f"{name}.lock", message=f"another {command} is running in this tree; waiting for it"):
            work(report)
    except LabError as error:
        report.add(name, 0, 1, 0, str(error))
    except KeyboardInterrupt:
        print("check: interrupted", file=sys.stderr)
        report.failed += 1
    return report.finish()
