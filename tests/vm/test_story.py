# SPDX-License-Identifier: GPL-2.0-or-later
"""Module, service, command line and application together, as they are installed."""

import json
import time

import pytest

from demo import app
from lab import packages
from module_under_test import PROGRAMS, THERE, Twins


@pytest.fixture
def vm(make_vm, lab):
    """A VM with the packages installed, the module loaded and the scanner running."""
    made = make_vm(packages.installed_state(lab))
    made.run(["mkdir", "-p", THERE])
    made.put(PROGRAMS / "twins.py", f"{THERE}/twins.py", mode=0o755)
    made.put(PROGRAMS / "samepage_netlink.py", f"{THERE}/samepage_netlink.py", mode=0o755)
    ctl(made, "load", "admin")
    made.run("echo 20000 > /sys/kernel/samepage/pages_to_scan")
    ctl(made, "start", "admin")
    return made


def ctl(vm, arguments, user, check=True):
    return vm.run(f"samepagectl {arguments} --json --no-ask-password", user=user, check=check)


def flags(vm, pid):
    """What the module itself says of the process."""
    return int(vm.run(f"python3 {THERE}/samepage_netlink.py get {pid}").stdout.split("'flags': ")[1].split(",")[0])


def rows(vm, arguments, user):
    return {row["pid"]: row for row in json.loads(ctl(vm, f"list {arguments}", user).stdout)}


def test_a_user_marks_what_is_theirs_and_nothing_else(vm):
    mine = [Twins(vm, 1500, user="alice") for _ in range(2)]
    theirs = Twins(vm, 1600, user="root")

    ctl(vm, "mark " + " ".join(str(process.pid) for process in mine), "alice")
    deadline = time.monotonic() + 60
    while rows(vm, "", "alice")[mine[0].pid]["saved"] < 500 * 4096:
        assert time.monotonic() < deadline, "nothing was saved"
        time.sleep(0.5)

    refused = ctl(vm, f"mark {theirs.pid}", "alice", check=False)
    assert refused.code == 3
    assert "administrator" in refused.stderr or "authori" in refused.stderr
    assert flags(vm, theirs.pid) == 0
    for command in ("start", "pause", "unmerge", "unload", "list --all"):
        assert ctl(vm, command, "alice", check=False).code == 3, command
    assert vm.read("/sys/kernel/samepage/run").strip() == "1"

    ctl(vm, f"mark {theirs.pid}", "admin")
    assert flags(vm, theirs.pid) == 3
    ctl(vm, f"unmark {mine[0].pid}", "alice")
    assert rows(vm, "", "alice")[mine[0].pid]["merged"] == 0
    ctl(vm, "unmerge", "admin")
    assert vm.read("/sys/kernel/samepage/pages_sharing").strip() == "0"
    for process in [*mine, theirs]:
        process.tell("check")


def test_what_cannot_be_marked_is_told_why(vm):
    kernel_thread = ctl(vm, "mark 2", "admin", check=False)
    assert kernel_thread.code != 0 and "kernel thread" in kernel_thread.stderr
    gone = ctl(vm, "mark 3999999", "admin", check=False)
    assert gone.code == 4


def test_the_application_shows_it(vm, tmp_path):
    processes = [Twins(vm, 3000, user="bob") for _ in range(3)]
    window = app.start(vm)
    ctl(vm, "mark " + " ".join(str(process.pid) for process in processes), "admin")
    deadline = time.monotonic() + 60
    while int(vm.read("/sys/kernel/samepage/pages_sharing")) < 6000:
        assert time.monotonic() < deadline, "nothing was merged"
        time.sleep(0.5)
    time.sleep(4)
    vm.screenshot(tmp_path / "story.png")
    assert window.output() == "" and window.code is None
    # A window with text, a table and a chart: many colours, not one grey area.
    colours = vm.run("xwd -root -silent | convert xwd:- -format %k info:", user="admin", env={"DISPLAY": ":1"})
    assert int(colours.stdout) > 200
    # The service goes away and comes back; the application goes on.
    vm.run("systemctl stop samepaged.service")
    time.sleep(3)
    assert window.output() == "" and window.code is None
    assert json.loads(ctl(vm, "status", "bob").stdout)["state"] == "running"
