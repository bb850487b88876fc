# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a command in the root file system with its output in a log."""

import subprocess
import time

from lab import paths
from lab.children import bound

from .report import LOGS


def run(log_name, *command, **options):
    """Runs `command` in the root file system; (exit code, seconds, path of its log)."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{log_name}.log"
    begin = time.monotonic()
    with log.open("wb") as out:
        code = subprocess.run(bound([paths.IN_ROOTFS, *command]), stdin=subprocess.DEVNULL, stdout=out,
                              stderr=subprocess.STDOUT, check=False, **options).returncode
    return code, time.monotonic() - begin, log
