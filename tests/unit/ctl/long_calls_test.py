# SPDX-License-Identifier: GPL-2.0-or-later
"""samepagectl while it takes long: progress on a terminal, Ctrl-C, and others who need not wait.

The service that CTest starts for this takes a second and a half for each of the calls.
"""

import json
import os
import pty
import re
import select
import signal
import subprocess
import time

import pytest

from ctl_runner import CTL, as_user, ctl, start, wait_for_user

COMMANDS = ["merge-now", "estimate", "explain"]


@pytest.fixture
def mine(process):
    """A marked process of bob."""
    pid = process("bob")
    wait_for_user(pid, "bob")
    assert ctl("bob", "mark", pid).code == 0
    return pid


class Terminal:
    """A samepagectl whose standard error is a terminal of its own."""

    def __init__(self, *arguments, user="bob"):
        self.shown = ""
        self.end, other = pty.openpty()
        self.process = subprocess.Popen(as_user(user, CTL, *map(str, arguments)), stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=other, text=True)
        os.close(other)

    def read(self, seconds=0.0):
        """What came to the terminal so far."""
        while select.select([self.end], [], [], seconds)[0]:
            try:
                data = os.read(self.end, 4096)
            except OSError:  # nobody has it open any more
                break
            if not data:
                break
            self.shown += data.decode()
            seconds = 0.0
        return self.shown

    def wait_for(self, pattern):
        end = time.monotonic() + 20
        while not re.search(pattern, self.read(0.05)):
            assert time.monotonic() < end, f"no {pattern!r} in {self.shown!r}"

    def finish(self):
        out = self.process.communicate(timeout=20)[0]
        self.read(0.1)
        os.close(self.end)
        return self.process.returncode, out, self.shown


@pytest.mark.parametrize("command", COMMANDS)
def test_progress_is_shown_on_a_terminal_and_gone_afterwards(mine, command):
    terminal = Terminal(command, mine, "--json")
    terminal.wait_for(r": [1-9]\d? %")
    code, out, shown = terminal.finish()
    assert code == 0 and json.loads(out)
    percents = [int(number) for number in re.findall(r": (\d+) %", shown)]
    assert len(percents) >= 3 and percents == sorted(percents)
    assert shown.endswith("\r\x1b[K")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_is_cancelled_by_a_signal(mine, command, number):
    running = start("bob", command, mine, "--json")
    try:
        time.sleep(0.5)
        began = time.monotonic()
        running.send_signal(number)
        out, err = running.communicate(timeout=10)
    finally:
        running.kill()
    assert time.monotonic() - began < 0.9, "it did not wait for the end of the work"
    assert running.returncode == -number, "a shell must know that it was interrupted"
    assert err == "samepagectl: Cancelled.\n"
    assert json.loads(out) == {"error": {"name": "", "message": "Cancelled."}}
    if command == "merge-now":
        # Nobody merges it any more: the next one is not refused as a second one.
        assert ctl("bob", command, mine).code == 0


def test_ctrl_c_on_a_terminal_leaves_a_clean_line(mine):
    terminal = Terminal("explain", mine)
    terminal.wait_for(r": \d+ %")
    terminal.process.send_signal(signal.SIGINT)
    code, out, shown = terminal.finish()
    assert code == -signal.SIGINT and out == ""
    assert shown.endswith("\r\x1b[Ksamepagectl: Cancelled.\r\n")


def test_unmerging_shows_progress_and_is_cancelled():
    def state():
        return ctl("bob", "status", "--json").json()["state"]

    terminal = Terminal("unmerge", user="alice")
    terminal.wait_for("Unmerging")
    assert state() == "unmerging"
    code, out, shown = terminal.finish()
    assert code == 0 and out == "All merging is undone, and scanning is stopped.\n"
    assert shown.endswith("\r\x1b[K")
    assert state() == "paused"

    running = start("alice", "unmerge", "--json")
    try:
        time.sleep(0.5)
        assert state() == "unmerging"
        busy = ctl("alice", "start")
        assert busy.code == 1 and "being unmerged" in busy.err
        began = time.monotonic()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=10)
    finally:
        running.kill()
    assert time.monotonic() - began < 0.9, "it did not wait for the end of the work"
    assert running.returncode == -signal.SIGINT and err == "samepagectl: Cancelled.\n"
    assert state() == "paused"
    assert ctl("alice", "start").code == 0


def test_being_killed_ends_the_work_too(mine):
    running = start("bob", "merge-now", mine)
    time.sleep(0.5)
    running.kill()
    running.communicate()
    time.sleep(0.3)
    began = time.monotonic()
    assert ctl("bob", "merge-now", mine).code == 0
    assert time.monotonic() - began > 1, "it was begun anew"


def test_two_do_not_merge_one_process(mine):
    running = start("bob", "merge-now", mine)
    time.sleep(0.5)
    second = ctl("bob", "merge-now", mine)
    assert second.code == 1 and "merged already" in second.err, second
    assert running.communicate(timeout=20)[1] == ""
    assert running.returncode == 0


def test_others_need_not_wait(mine):
    running = [start("bob", "explain", mine) for _ in range(4)]
    time.sleep(0.3)
    began = time.monotonic()
    assert ctl("bob", "list").code == 0
    assert ctl("bob", "status").code == 0
    assert ctl("bob", "unmark", mine).code == 0
    assert time.monotonic() - began < 1.2
    for one in running:
        one.communicate(timeout=20)
        assert one.returncode == 0


def test_an_administrator_ends_the_merging_of_others(mine, process):
    idle = ctl("bob", "cancel", mine)
    assert idle.code == 0 and idle.out == f"Nobody was merging process {mine}.\n"
    running = start("bob", "merge-now", mine)
    try:
        time.sleep(0.5)
        assert ctl("carol", "cancel", mine).code == 3
        assert running.poll() is None
        cancelled = ctl("alice", "cancel", mine, "--json")
        assert cancelled.code == 0 and cancelled.json() == {"pid": mine, "cancelled": 1}
        out, err = running.communicate(timeout=10)
    finally:
        running.kill()
    assert running.returncode == 1 and out == "" and "cancelled" in err
    assert ctl("bob", "cancel", process("root")).code == 3
