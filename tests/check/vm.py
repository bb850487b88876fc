# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests in the VM, by pytest on this machine.

They take minutes, and most changes touch nothing that they look at. So a group of them
that passed is not run again while everything that it depends on is the same, byte by byte.
"""

import hashlib
import json
import os
import re
import subprocess
import time
from dataclasses import dataclass

from lab import kernels, paths
from lab.children import bound
from lab.state import Lab

from . import sources
from .report import LOGS, add_junit

_HARNESS = ("tests/vm/conftest.py", "tests/vm/lab/", "tests/vm/programs/", "tests/vm/module_under_test.py",
            "tests/vm/torture.py")


def files_of(patterns):
    """Test files whose names match, below the top."""
    found = {file for pattern in patterns for file in (paths.TOP / "tests/vm").glob(pattern)}
    return sorted(str(file.relative_to(paths.TOP)) for file in found)


@dataclass
class _Group:
    """Test files (patterns below tests/vm) and what their results depend on (beginnings of paths)."""
    name: str
    tests: tuple
    inputs: tuple

    def files(self):
        return files_of(self.tests)


_GROUPS = [
    _Group("module", ("test_module*.py",), (*_HARNESS, "kmod/")),
    _Group("kernels", ("test_kernels.py",), (*_HARNESS, "tests/vm/smoke/", "kmod/")),
    _Group("torture", ("test_torture*.py",), (*_HARNESS, "kmod/")),
    _Group("lab", ("test_lab.py", "test_kernel_log.py", "test_check.py"), (*_HARNESS, "tests/check/", "check")),
]


def _groups():
    """All groups, the long ones first. One more holds what no other has named, and depends on the whole tree."""
    named = {file for group in _GROUPS for file in group.files()}
    rest = _Group("packages and the whole", ("test_*.py",), ("",))
    rest.files = lambda: sorted(set(_Group.files(rest)) - named)
    return [group for group in [rest, *_GROUPS] if group.files()]


def works(report, extra, again):
    """What there is to do, to be called in any order or side by side. With `extra` arguments for pytest, or
    `again`, nothing is left out."""
    if extra:
        return [lambda: run_pytest(report, "VM tests", "vm", ["tests/vm", *extra])]
    return [lambda group=group: _run_group(report, group, again) for group in _groups()]


def _run_group(report, group, again):
    note = LOGS / f"vm-{group.name.split()[0]}.passed"
    key = _key(group)
    known = _read(note)
    if known.get("key") == key and not again:
        report.add(f"VM tests, {group.name}, the very same as at {known['time']} (--again runs them)",
                   known["passed"], 0, 0)
        return
    note.unlink(missing_ok=True)
    passed, failed = run_pytest(report, f"VM tests, {group.name}", f"vm-{group.name.split()[0]}", group.files())
    if passed and not failed and key == _key(group):
        note.write_text(json.dumps({"key": key, "passed": passed, "time": time.strftime("%Y-%m-%d %H:%M")}))


def _read(note):
    try:
        return json.loads(note.read_text())
    except (OSError, ValueError):
        return {}


def _key(group):
    digest = hashlib.sha256(str(Lab().ready().disk).encode())
    if group.name == "kernels":
        digest.update(json.dumps([kernels.ensure(kernel).key() for kernel in kernels.ALL.values()]).encode())
    tests = group.files()
    for name in sources.all_files():
        if str(name).startswith(group.inputs) or str(name) in tests:
            data = (paths.TOP / name).read_bytes()
            digest.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def run_pytest(report, title, log_name, arguments, **environment):
    """Runs pytest with these arguments, its log in build/check/LOG_NAME.log; (number passed, number failed)."""
    junit, log = LOGS / f"{log_name}.xml", LOGS / f"{log_name}.log"
    junit.unlink(missing_ok=True)
    begin = time.monotonic()
    command = ["/usr/bin/python3", "-m", "pytest", "-p", "no:cacheprovider", "--tb=short", "-v", "--durations=0",
               "--durations-min=1", f"--junitxml={junit}", *arguments]
    with log.open("w") as out, subprocess.Popen(
            bound(command), cwd=paths.TOP, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1", **environment)) as tests:
        try:
            _follow(tests.stdout, out, title, report)
        except BaseException:
            tests.kill()
            raise
    return add_junit(report, title, junit, tests.returncode, time.monotonic() - begin, log)


def _follow(lines, log, title, report):
    """Copies pytest's output to `log`; tells of failures at once, and now and then how far it is."""
    said = time.monotonic()
    count = 0
    for line in lines:
        log.write(line)
        log.flush()
        count += " PASSED " in line
        if re.search(r"::.* (FAILED|ERROR) ", line):
            report.say(f"{title}: {line.strip()}")
        elif time.monotonic() - said > 30:
            said = time.monotonic()
            report.say(f"{title}: {count} passed so far")
