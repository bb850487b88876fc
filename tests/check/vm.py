# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests in the VM, by pytest on this machine."""

import os
import subprocess
import time

from lab import paths

from .report import LOGS, count_junit, tail


def run(report, extra):
    junit, log = LOGS / "vm.xml", LOGS / "vm.log"
    junit.unlink(missing_ok=True)
    begin = time.monotonic()
    command = ["/usr/bin/python3", "-m", "pytest", "-p", "no:cacheprovider", "--tb=short", "-v", "--durations=10",
               f"--junitxml={junit}", "tests/vm", *extra]
    count = 0
    with log.open("w") as out, subprocess.Popen(
            command, cwd=paths.TOP, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1")) as tests:
        said = begin
        for line in tests.stdout:
            out.write(line)
            out.flush()
            count += " PASSED " in line
            if " FAILED " in line or " ERROR " in line:
                report.say(f"vm: {line.strip()}")
            elif time.monotonic() - said > 30 and "::" in line:
                said = time.monotonic()
                report.say(f"vm: {count} passed so far")
    seconds = time.monotonic() - begin
    if not junit.exists():
        report.add("VM tests", 0, 1, seconds, tail(log))
        return
    passed, failed = count_junit(junit)
    if tests.returncode != 0 and not failed:
        failed = [f"pytest ended with {tests.returncode}"]
    report.add("VM tests", passed, len(failed), seconds, tail(log, 100) + "\nfailed: " + ", ".join(failed))
