# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything that CTest knows: unit tests, tests on a private bus, GUI tests."""

import os

from lab import paths, user_space

from . import command
from .report import LOGS, add_junit


def run(report, extra):
    junit = LOGS / "unit.xml"
    junit.unlink(missing_ok=True)
    code, seconds, log = command.run(
        "unit", "ctest", "--test-dir", user_space.BUILD.relative_to(paths.TOP), "--output-on-failure",
        "--no-tests=error", "--timeout", "300", "-j", str(os.cpu_count() or 1),
        "--output-junit", f"/src/{junit.relative_to(paths.TOP)}", *extra)
    add_junit(report, "unit, D-Bus and GUI tests", junit, code, seconds, log)
