# SPDX-License-Identifier: GPL-2.0-or-later
"""Module, service, command line and application together, as they are installed."""

import json
import re
import time

import pytest

from demo import app
from lab import packages, paths
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


class Window:
    """The application on the VM's screen, used by the names of what it shows."""

    def __init__(self, vm, tmp_path, user="admin"):
        vm.put_text("[welcome]\nread=true\n", f"/home/{user}/.config/samepage/samepage.conf", owner=user)
        vm.run(f"chown -R {user}: /home/{user}/.config && install -d -m 700 -o {user} /run/story")
        vm.put(PROGRAMS / "by_name.py", f"{THERE}/by_name.py", mode=0o755)
        vm.put(paths.TOP / "tests/gui/screen_reader.py", f"{THERE}/screen_reader.py", mode=0o755)
        self.vm = vm
        self.pictures = tmp_path
        self.answers = 0
        self.process = vm.start(["dbus-run-session", "--", "/usr/bin/python3", f"{THERE}/by_name.py"], user=user,
                                env={"DISPLAY": ":1", "XDG_RUNTIME_DIR": "/run/story",
                                     "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
        assert self.answer() == "ready"

    def answer(self):
        deadline = time.monotonic() + 120
        while len(answers := re.findall(r"(?m)^= (.*)\n", self.process.output())) <= self.answers:
            assert self.process.code is None and time.monotonic() < deadline, self.process.errors()
            time.sleep(0.05)
        self.answers += 1
        return json.loads(answers[self.answers - 1])

    def do(self, what, *arguments):
        self.process.send(json.dumps([what, *arguments]).encode() + b"\n")
        answer = self.answer()
        assert not isinstance(answer, dict), answer
        return answer

    def until(self, holds, *request, timeout=90):
        """Asks again until the answer is as it should be; that answer."""
        deadline = time.monotonic() + timeout
        while not holds(answer := self.do(*request)):
            if time.monotonic() > deadline:
                self.vm.screenshot(self.pictures / "late.png")
                raise AssertionError(f"{request} stays {answer}")
            time.sleep(0.5)
        return answer


def size(text):
    """Bytes, out of "11.7 MiB"."""
    number, unit = text.split("\xa0")
    return float(number) * 1024 ** ["B", "KiB", "MiB", "GiB"].index(unit)


def test_the_whole_story_in_the_window(vm, tmp_path):
    """Filter, estimate, mark, see it rise, ask why, undo: with the real module, by the names that are shown."""
    processes = [Twins(vm, 3000, user="bob") for _ in range(3)]
    page, pages = 4096, 2 * 3000  # what two of the three can give back
    window = Window(vm, tmp_path)

    window.do("press", "check box", "All users")
    window.do("filter", "user:bob")
    rows = window.until(lambda rows: len(rows) == 3, "rows")
    assert sorted(int(row["PID"]) for row in rows) == sorted(process.pid for process in processes)
    assert {row["State"] for row in rows} == {"Not marked"}

    window.do("select", [0, 1, 2])
    window.do("press", "button", "Estimate saving")
    estimated = window.until(lambda rows: all("B" in row["Estimated"] for row in rows), "rows")
    vm.screenshot(tmp_path / "estimated.png")
    # Nothing was marked by asking.
    assert {row["State"] for row in estimated} == {"Not marked"}
    assert int(vm.read("/sys/kernel/samepage/pages_sharing")) == 0

    window.do("press", "button", "Mark")
    window.until(lambda rows: all(row["State"].startswith("Marked") for row in rows), "rows")
    window.until(lambda rows: sum(size(row["Saved"]) for row in rows) > 0.9 * pages * page, "rows")
    assert int(vm.read("/sys/kernel/samepage/pages_sharing")) > 0.9 * pages
    window.until(lambda read: size(re.search(r"Saved: (.*?)\. ", read[1])[1]) > 0.8 * pages * page,
                 "read", "chart", "Chart of merging")
    vm.screenshot(tmp_path / "marked.png")

    window.do("select", [0])
    window.until(lambda read: "Merged: " in read[1], "read", "chart", "Memory by reason")
    vm.screenshot(tmp_path / "explained.png")

    window.do("choose", "Process", "Undo")
    window.until(lambda rows: {row["State"] for row in rows} == {"Not marked"}, "rows")
    window.until(lambda rows: all(row["Saved"].startswith("0") for row in rows), "rows")
    assert int(vm.read("/sys/kernel/samepage/pages_sharing")) == 0
    for process in processes:
        process.tell("check")
    vm.screenshot(tmp_path / "undone.png")
