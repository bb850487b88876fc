# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests in the VM, by pytest on this machine."""

import os
import re
import subprocess
import time

from lab import paths
from lab.children import bound

from .report import LOGS, add_junit


def run(report, extra):
    junit, log = LOGS / "vm.xml", LOGS / "vm.log"
    junit.unlink(missing_ok=True)
    begin = time.monotonic()
    command = ["/usr/bin/python3", "-m", "pytest", "-p", "no:cacheprovider", "--tb=short", "-v", "--durations=10",
               f"--junitxml={junit}", "tests/vm", *extra]
    with log.open("w") as out, subprocess.Popen(
            bound(command), cwd=paths.TOP, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1")) as tests:
        try:
            _follow(tests.stdout, out, report)
        except BaseException:
            tests.kill()
            raise
    add_junit(report, "VM tests", junit, tests.returncode, time.monotonic() - begin, log)


def _follow(lines, log, report):
    """Copies pytest's output to `log`; tells of failures at once, and now and then how far it is."""
    said = time.monotonic()
    count = 0
    for line in lines:
        log.write(line)
        log.flush()
        count += " PASSED " in line
        if re.search(r"::.* (FAILED|ERROR) ", line):
            report.say(f"vm: {line.strip()}")
        elif time.monotonic() - said > 30:
            said = time.monotonic()
            report.say(f"vm: {count} passed so far")
