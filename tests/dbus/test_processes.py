# SPDX-License-Identifier: GPL-2.0-or-later
"""The Processes interface: who may list and mark what."""

import os
import pathlib
import signal
import subprocess

import pytest
from conftest import ENGINE, ERROR, NEEDS_PASSWORD, NO_AGENT, PROCESSES, start_time, wait_until

KEYS = {"pid", "start_time", "ppid", "uid", "user", "name", "exe", "unit", "container",
        "state", "rss", "markable", "marked", "mergeable", "merged", "saved",
        "marked_by"}
NOT_AUTHORIZED = ERROR + "NotAuthorized"
NO_SUCH_PROCESS = ERROR + "NoSuchProcess"
INVALID = ERROR + "InvalidArgument"


# --- List ---------------------------------------------------------------------
def test_own_processes_need_no_permission(service, bob, carol, sleeper):
    pid = bob.spawn()
    rows = bob.list()
    assert {row["user"] for row in rows.values()} == {"bob"}
    assert pid in rows and sleeper not in rows
    row = rows[pid]
    assert set(row) == KEYS
    assert row["start_time"] == start_time(pid)
    assert row["ppid"] == bob.pid and row["uid"] == 61002 and row["name"] == "sleep"
    assert row["exe"].endswith("/usr/bin/sleep")
    assert row["rss"] > 0 and row["markable"] and not row["marked"]
    assert {row["user"] for row in carol.list().values()} == {"carol"}
    assert bob.list("{'scope': <'own'>}").keys() == bob.list().keys()


def test_all_processes_need_inspect(service, root, alice, bob, carol, dave, sleeper):
    for who in (root, alice, dave):
        rows = who.list("{'scope': <'all'>}")
        assert {sleeper, bob.pid, carol.pid} <= set(rows)
    assert bob.start(PROCESSES, "List", "({'scope': <'all'>},)").error().name == NEEDS_PASSWORD
    assert carol.start(PROCESSES, "List", "({'scope': <'all'>},)").error().name == NOT_AUTHORIZED


def test_only_marked_ones(service, bob):
    first, second = bob.spawn(), bob.spawn()
    bob.mark(first)
    assert set(bob.list("{'marked': <true>}")) == {first}
    assert {first, second} <= set(bob.list("{'marked': <false>}"))


def test_a_set_uid_program_is_not_an_own_process(service, bob, root):
    # Started by bob, but running with root's rights.
    process = subprocess.Popen(["sleep", "1000"], preexec_fn=lambda: os.setresuid(61002, 0, 0))
    try:
        assert process.pid not in bob.list()
        assert bob.start_mark("Mark", process.pid).error().name == NEEDS_PASSWORD
        assert not root.is_marked(process.pid)
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("options", ["{'scope': <'everything'>}", "{'scope': <uint32 1>}",
                                     "{'marked': <'yes'>}", "{'filter': <'x'>}"])
def test_bad_list_options(service, root, options):
    error = root.start(PROCESSES, "List", f"({options},)").error()
    assert error.name == INVALID
    assert "Option" in error.message


# --- Mark and Unmark ----------------------------------------------------------
def test_own_processes_are_marked_without_a_password(service, bob, root):
    root.subscribe()
    pid = bob.spawn()
    bob.mark(pid)
    assert root.wait_signal("Marked") == [pid, start_time(pid)]
    assert bob.list()[pid]["marked"]
    bob.mark(pid)  # once more: fine
    bob.unmark(pid)
    assert root.wait_signal("Unmarked") == [pid, start_time(pid)]
    assert not bob.list()[pid]["marked"]
    bob.unmark(pid)


def test_by_pidfd(service, bob, root, sleeper):
    pid = bob.spawn()
    bob.call(PROCESSES, "MarkPidfd", "(handle 0, @a{sv} {})", pidfd_of=pid)
    assert bob.list()[pid]["marked"]
    bob.call(PROCESSES, "UnmarkPidfd", "(handle 0, @a{sv} {})", pidfd_of=pid)
    assert not bob.list()[pid]["marked"]
    error = bob.start(PROCESSES, "MarkPidfd", "(handle 0, @a{sv} {})", pidfd_of=sleeper).error()
    assert error.name == NEEDS_PASSWORD
    assert not root.is_marked(sleeper)


@pytest.mark.parametrize("method", ["Mark", "Unmark"])
def test_others_processes_need_permission(service, root, alice, bob, carol, dave, sleeper, method):
    if method == "Unmark":
        root.mark(sleeper)
    before = root.is_marked(sleeper)
    for who in (bob, dave):
        assert who.start_mark(method, sleeper).error().name == NEEDS_PASSWORD
        error = who.start_mark(method, sleeper, interactive=True).error()
        assert error.name == NO_AGENT
        assert "polkit" in error.message and "mark-any" in error.message
    for interactive in (False, True):
        error = carol.start_mark(method, sleeper, interactive=interactive).error()
        assert error.name == NOT_AUTHORIZED
    assert root.is_marked(sleeper) == before, "it was refused, but something changed"
    alice.start_mark(method, sleeper).result()
    assert root.is_marked(sleeper) != before


def test_polkit_can_forbid_even_own_processes(service, carol, root):
    pid = carol.spawn()
    error = carol.start_mark("Mark", pid).error()
    assert error.name == NOT_AUTHORIZED
    assert "mark-own" in error.message
    assert not root.is_marked(pid)


def test_a_wrong_start_time(service, root, bob):
    pid = bob.spawn()
    for when in (start_time(pid) + 1, start_time(pid) - 1, 0):
        for who in (bob, root):
            error = who.start_mark("Mark", pid, when).error()
            assert error.name == NO_SUCH_PROCESS
            assert "start time" in error.message
    assert not root.is_marked(pid)


def test_a_process_that_has_exited(service, root):
    process = subprocess.Popen(["sleep", "1000"])
    when = start_time(process.pid)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert root.start_mark("Mark", process.pid, when).error().name == NO_SUCH_PROCESS  # a zombie
    process.wait()
    error = root.start_mark("Mark", process.pid, when).error()
    assert error.name == NO_SUCH_PROCESS
    assert str(process.pid) in error.message


@pytest.mark.parametrize("pid", [0, 4194305, 2**31 - 1, 2**31, 2**32 - 1])
def test_impossible_pids(service, root, pid):
    error = root.start_mark("Mark", pid, 5).error()
    assert error.name in (NO_SUCH_PROCESS, INVALID)


def test_descriptors_that_are_no_pidfds(service, root):
    for file in ("/dev/null", "/proc/self", "/etc/passwd"):
        error = root.start(PROCESSES, "MarkPidfd", "(handle 0, @a{sv} {})", fd=file).error()
        assert error.name == INVALID
        assert "not a pidfd" in error.message


def test_the_pidfd_of_an_exited_process(service, root, tmp_path):
    process = subprocess.Popen(["sleep", "1000"])
    pid = process.pid
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    call = root.start(PROCESSES, "MarkPidfd", "(handle 0, @a{sv} {})", pidfd_of=pid)
    assert call.error().name == NO_SUCH_PROCESS
    process.wait()


@pytest.mark.parametrize("method", ["Mark", "Unmark"])
def test_unknown_options_are_refused(service, root, bob, method):
    pid = bob.spawn()
    error = bob.start_mark(method, pid, options="{'force': <true>}").error()
    assert error.name == INVALID
    assert '"force" is not known' in error.message
    assert not root.is_marked(pid)


def test_exits_of_marked_processes_are_told(service, root, bob):
    root.subscribe()
    marked, unmarked, never = bob.spawn(), bob.spawn(), bob.spawn()
    when = {pid: start_time(pid) for pid in (marked, unmarked, never)}
    for pid in (marked, unmarked):
        bob.mark(pid)
    bob.unmark(unmarked)
    for pid in (never, unmarked, marked):
        os.kill(pid, signal.SIGKILL)
    assert root.wait_signal("Exited") == [marked, when[marked]]
    assert root.count("Exited") == 1
    assert root.start_mark("Mark", marked, when[marked]).error().name == NO_SUCH_PROCESS


TOLD = ("Marked", "Unmarked", "Exited")


def told(who):
    with who.news:
        return [(name, *arguments) for name, arguments in who.signals if name in TOLD]


def test_who_is_told_about_which_processes(service, caller, root, alice, bob, carol, dave):
    second, outside = caller("bob"), caller("bob")
    outside.watch()  # of bob too, but not subscribed
    for who in (root, alice, bob, second, carol, dave):
        who.subscribe()
    pid = bob.spawn()
    when = start_time(pid)
    bob.mark(pid)
    bob.unmark(pid)
    bob.mark(pid)
    os.kill(pid, signal.SIGKILL)
    everything = [(name, pid, when) for name in ("Marked", "Unmarked", "Marked", "Exited")]
    for who in (bob, second, root, alice, dave):
        assert wait_until(lambda: told(who) == everything), (who.user, told(who))
    # A process of root, marked by alice: neither bob nor carol may know.
    other = root.spawn()
    alice.mark(other)
    # Nor whose file system it may be: run by bob, but with root's rights.
    mixed = subprocess.Popen(["sleep", "1000"], preexec_fn=lambda: os.setresuid(61002, 0, 0))
    try:
        alice.mark(mixed.pid)
        for who in (root, alice, dave):
            assert wait_until(lambda: len(told(who)) == 6), (who.user, told(who))
    finally:
        mixed.kill()
        mixed.wait()
    bob.call(ENGINE, "Unsubscribe")
    last = bob.spawn()
    bob.mark(last)
    assert wait_until(lambda: ("Marked", last, start_time(last)) in told(second))
    assert told(bob) == everything
    assert told(second) == [*everything, ("Marked", last, start_time(last))]
    assert told(carol) == [] and told(outside) == []


@pytest.mark.service("--mark-delay", "150")
def test_the_calls_for_one_process_keep_their_order(service, bob):
    pid = bob.spawn()
    calls = [bob.start_mark(method, pid) for method in ("Mark", "Unmark", "Mark", "Unmark", "Mark")]
    for call in calls:
        call.result()
    assert bob.list()[pid]["marked"]
    calls = [bob.start_mark(method, pid) for method in ("Unmark", "Mark", "Unmark")]
    for call in calls:
        call.result()
    assert not bob.list()[pid]["marked"]


@pytest.mark.service("--mark-delay", "1000")
def test_a_slow_kernel_holds_nobody_else_up(service, alice, bob):
    pids = [alice.spawn() for _ in range(8)]
    slow = [alice.start_mark("Mark", pid) for pid in pids]
    own = bob.spawn()
    assert bob.list()
    bob.start_mark("Mark", own).result(2)  # alice's take more than 2 s together
    for call in slow:
        call.result()


def test_names_cannot_forge_log_lines_or_markup(service, bob, root):
    # A process may call itself anything.
    evil = "\n<3>x <b>\x1b[1m"
    script = (f"import ctypes, time; ctypes.CDLL(None).prctl(15, {evil.encode()!r}, 0, 0, 0); "
              "print('ready', flush=True); time.sleep(1000)")
    process = subprocess.Popen(["python3", "-c", script], stdout=subprocess.PIPE)
    try:
        process.stdout.readline()
        raw = pathlib.Path(f"/proc/{process.pid}/comm").read_bytes()
        assert b"<b>" in raw and b"\x1b" in raw
        name = root.list("{'scope': <'all'>}")[process.pid]["name"]
        assert "\n" not in name and "\x1b" not in name
        assert bob.start_mark("Mark", process.pid, interactive=True).error().name == NO_AGENT
        bob.start(PROCESSES, "List", "({'a\\n<3>forged': <true>},)").error()
        assert wait_until(lambda: f"mark process {process.pid}" in service.log())
        for line in service.log().splitlines():
            assert line.startswith(("<4>", "<5>", "<6>")), line
            assert "\x1b" not in line
    finally:
        process.kill()
        process.wait()
