# SPDX-License-Identifier: GPL-2.0-or-later
"""samepagectl events and clear-history, and watch on a terminal.

CTest runs this in tests/dbus/private-bus; the users are those of service_test.py."""

import os
import pty
import struct
import subprocess
import termios
import fcntl

from ctl_runner import CTL, as_user, ctl, wait_for_user


def kinds(user, *options):
    result = ctl(user, "events", "--json", *options)
    assert result.code == 0, result
    return [event["kind"] for event in result.json()]


def test_events_tell_what_happened(process):
    mine = process("bob")
    wait_for_user(mine, "bob")
    assert ctl("bob", "mark", mine).code == 0
    assert ctl("alice", "pause").code == 0
    assert ctl("alice", "start").code == 0
    events = ctl("bob", "events", "--json").json()
    assert [event["kind"] for event in events][-3:] == ["marked", "paused", "started"]
    details = events[-3]["details"]
    assert details["pid"] == mine and details["name"] == "sleep" and details["uid"] == 61002
    lines = ctl("bob", "events").out.splitlines()
    assert lines[0].split() == ["TIME", "EVENT", "PID", "UID", "PROGRAM"]
    assert lines[-3].split()[2:] == ["marked", str(mine), "61002", "sleep"]
    assert kinds("bob", "--count=1") == ["started"]
    assert kinds("bob", "--since=2d", "--until=1d") == []


def test_events_of_others_need_authorisation(process):
    others = process("root")
    assert ctl("alice", "mark", others).code == 0
    assert ctl("bob", "events", "--all").code == 3
    pids = {event["details"].get("pid") for event in ctl("dave", "events", "--all", "-j").json()}
    assert others in pids
    assert others not in {event["details"].get("pid") for event in ctl("bob", "events", "-j").json()}


def test_too_many_events_are_refused():
    assert ctl("bob", "events", "--count=2001").code == 2


def test_the_history_is_deleted_by_administrators():
    assert kinds("bob")
    for user in ("bob", "carol", "dave"):
        assert ctl(user, "clear-history").code == 3
    assert kinds("bob")
    assert ctl("alice", "clear-history").out == "The history is deleted.\n"
    assert kinds("bob") == []
    assert ctl("alice", "clear-history", "--json").json() == {"cleared": True}


def test_watch_repeats_its_header_on_each_screen():
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 4, 100, 0, 0))
    watch = subprocess.Popen(as_user("bob", CTL, "watch", "1", "4"), stdin=subprocess.DEVNULL,
                             stdout=theirs)
    os.close(theirs)
    text = b""
    try:
        while part := os.read(ours, 4096):
            text += part
    except OSError:  # so a terminal ends
        pass
    finally:
        assert watch.wait(10) == 0
        os.close(ours)
    lines = [line.split()[0] == "TIME" for line in text.decode().splitlines()]
    assert lines == [True, False, False, True, False, False]


def test_watch_tells_rates_in_json():
    lines = ctl("bob", "watch", "1", "2", "--json").json_lines()
    assert lines[0]["scanned_per_second"] is None and lines[0]["merged_per_second"] is None
    assert lines[1]["scanned_per_second"] >= 0
    assert isinstance(lines[1]["merged_per_second"], (int, float))
