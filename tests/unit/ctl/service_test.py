# SPDX-License-Identifier: GPL-2.0-or-later
"""samepagectl against the service with a made-up kernel and the real polkitd.

CTest runs this in tests/dbus/private-bus. By its rules alice may do everything,
bob what everybody may, carol nothing, and dave may inspect.
"""

import os
import signal
import subprocess
import sys
import time

import pytest

from ctl_runner import as_user, ctl, start


@pytest.fixture
def process():
    """process(user) starts one that does nothing and returns its pid."""
    running = []

    def make(user, *command):
        child = subprocess.Popen(as_user(user, *(command or ["sleep", "300"])),
                                 stdout=subprocess.DEVNULL)
        running.append(child)
        return child.pid

    yield make
    for child in running:
        child.kill()
        child.wait()


@pytest.fixture
def dead_pid():
    child = subprocess.Popen(["true"])
    child.wait()
    return child.pid


def marked_pids():
    return {row["pid"] for row in ctl("alice", "list", "--all", "--marked", "--json").json()}


def wait_for_user(pid, user):
    """setpriv has become `user` by then: a moment earlier it was root's process."""
    for _ in range(100):
        rows = ctl("alice", "list", "--all", "--json").json()
        if any(row["pid"] == pid and row["user"] == user for row in rows):
            return
        time.sleep(0.05)
    pytest.fail(f"process {pid} does not become one of {user}")


def test_status_is_for_everybody():
    for user in ("root", "alice", "bob", "dave"):
        result = ctl(user, "status", "--json")
        assert result.code == 0, result
        status = result.json()
        assert status["backend"] == "module"
        assert status["state"] in ("running", "paused")
        assert status["problem"] == ""
        assert {"pages_shared", "pages_sharing", "saved_bytes"} <= status["counters"].keys()
    text = ctl("bob", "status")
    assert text.code == 0
    assert text.out.startswith("Service ")
    assert "\nSaved " in text.out


def test_list_shows_own_processes(process):
    mine, others = process("bob"), process("dave")
    wait_for_user(mine, "bob")
    rows = ctl("bob", "list", "--json").json()
    assert mine in {row["pid"] for row in rows}
    assert others not in {row["pid"] for row in rows}
    assert {row["user"] for row in rows} == {"bob"}
    table = ctl("bob", "list").out
    assert table.splitlines()[0].split() == [
        "PID", "USER", "PROGRAM", "STATE", "RSS", "MERGED", "SAVED", "UNIT"]
    assert f"{mine}  bob " in table


def test_list_of_all_users_needs_authorisation(process):
    others = process("bob")
    wait_for_user(others, "bob")
    assert others in {row["pid"] for row in ctl("dave", "list", "--all", "--json").json()}
    for options in ([], ["--no-ask-password"]):
        refused = ctl("bob", "list", "--all", *options)
        assert refused.code == 3, refused
        assert refused.out == ""
        assert refused.err.startswith("samepagectl: ")
        assert "password" in refused.err


def test_json_is_valid_for_any_name_of_a_process(process):
    name = b'a"\\\n\x1b[31m\xc3\xa4'
    script = (f"import time; open('/proc/self/comm', 'wb').write({name!r});"
              "print('x', flush=True); time.sleep(300)")
    pid = process("bob", sys.executable, "-c", script)
    wait_for_user(pid, "bob")
    for _ in range(100):
        with open(f"/proc/{pid}/comm", "rb") as comm:
            if comm.read() == name + b"\n":
                break
        time.sleep(0.05)
    rows = [row for row in ctl("bob", "list", "--json").json() if row["pid"] == pid]
    assert len(rows) == 1 and rows[0]["name"].startswith('a"')
    table = ctl("bob", "list")
    assert "\x1b" not in table.out


def test_own_processes_are_marked_without_a_password(process):
    first, second = process("bob"), process("bob")
    wait_for_user(first, "bob")
    wait_for_user(second, "bob")
    result = ctl("bob", "mark", first, second)
    assert result.code == 0, result
    assert result.out == f"Process {first} is marked.\nProcess {second} is marked.\n"
    assert {first, second} <= marked_pids()
    assert {first, second} == {row["pid"] for row in ctl("bob", "list", "-m", "-j").json()}
    result = ctl("bob", "unmark", first, "--json")
    assert result.code == 0
    assert result.json() == [{"pid": first, "ok": True}]
    assert first not in marked_pids() and second in marked_pids()


def test_marking_others_is_refused_and_changes_nothing(process):
    victim = process("root")
    result = ctl("bob", "mark", victim)
    assert result.code == 3, result
    assert result.out == ""
    assert result.err.startswith(f"samepagectl: process {victim}: ")
    assert "org.samepage.Samepage1.mark-any" in result.err
    assert victim not in marked_pids()


def test_an_administrator_marks_any_process(process):
    other = process("bob")
    assert ctl("alice", "mark", other).code == 0
    assert other in marked_pids()
    assert ctl("alice", "unmark", other).code == 0
    assert other not in marked_pids()


def test_one_failure_does_not_stop_the_others(process, dead_pid):
    others, mine = process("root"), process("bob")
    wait_for_user(mine, "bob")
    result = ctl("bob", "mark", dead_pid, others, mine, "--json")
    assert result.code == 4, result  # that of the first failure
    by_pid = {row["pid"]: row for row in result.json()}
    assert [row["pid"] for row in result.json()] == [dead_pid, others, mine]
    assert by_pid[mine]["ok"]
    assert not by_pid[others]["ok"]
    assert by_pid[others]["error"]["name"].startswith("org.")
    assert by_pid[dead_pid]["error"]["message"] == "There is no such process."
    assert mine in marked_pids() and others not in marked_pids()
    assert result.err.count("samepagectl: process ") == 2


def test_a_process_that_is_gone_has_its_own_exit_status(dead_pid):
    for command in ("mark", "unmark"):
        result = ctl("bob", command, dead_pid)
        assert result.code == 4
        assert result.err == f"samepagectl: process {dead_pid}: There is no such process.\n"


def test_a_thread_is_not_a_process(process):
    script = ("import threading, time; threading.Thread(target=time.sleep, args=(300,)).start();"
              "time.sleep(300)")
    pid = process("bob", sys.executable, "-c", script)
    threads = []
    for _ in range(100):
        threads = [int(tid) for tid in os.listdir(f"/proc/{pid}/task") if int(tid) != pid]
        if threads:
            break
        time.sleep(0.05)
    result = ctl("bob", "mark", threads[0])
    assert result.code == 4, result
    assert "thread" in result.err


def test_the_engine_is_steered_by_administrators_only():
    for command in ("start", "pause", "unmerge", "load", "unload"):
        for user, options in (("carol", []), ("bob", []), ("bob", ["--no-ask-password"])):
            refused = ctl(user, command, *options)
            assert refused.code == 3, (user, command, refused)
            assert refused.out == ""
    for command, state in (("pause", "paused"), ("start", "running"), ("unmerge", "paused")):
        result = ctl("alice", command, "--json")
        assert result.code == 0, (command, result)
        assert result.json()["state"] == state
        assert ctl("bob", "status", "--json").json()["state"] == state
    assert ctl("alice", "start").out == "Scanning and merging.\n"


def test_the_module_is_unloaded_and_loaded():
    assert ctl("alice", "unload").code == 0
    status = ctl("bob", "status", "--json")
    assert status.code == 5
    assert status.json()["backend"] == "none"
    assert status.json()["problem"] == "module-not-loaded"
    text = ctl("bob", "status")
    assert text.code == 5
    assert "samepagectl load" in text.out
    failed = ctl("alice", "start")
    assert failed.code == 5, failed
    loaded = ctl("alice", "load")
    assert loaded.code == 0, loaded
    assert ctl("bob", "status").code == 0


def test_a_failure_is_json_too():
    result = ctl("carol", "pause", "--json")
    assert result.code == 3
    assert result.json()["error"]["name"] == "org.samepage.Samepage1.Error.NotAuthorized"
    assert result.err == f"samepagectl: {result.json()['error']['message']}\n"


def test_watch_prints_a_line_a_second():
    began = time.monotonic()
    result = ctl("bob", "watch", "--count=3")
    assert result.code == 0, result
    assert 1.0 < time.monotonic() - began < 10
    lines = result.out.splitlines()
    assert lines[0].split()[:3] == ["TIME", "SHARED", "SHARING"]
    assert len(lines) == 4


def test_watch_prints_json_lines_at_the_interval():
    lines = ctl("bob", "watch", "--json", "--count=2", "--interval=2").json_lines()
    assert len(lines) == 2
    assert 1.4e6 < lines[1]["usec"] - lines[0]["usec"] < 4e6
    assert "pages_sharing" in lines[0]["counters"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watch_ends_cleanly_when_told_to(number):
    watch = start("bob", "watch")
    try:
        assert watch.stdout.readline().split()[0] == "TIME"
        watch.stdout.readline()
        watch.send_signal(number)
        assert watch.wait(10) == 0
        assert watch.stderr.read() == ""
    finally:
        watch.kill()
        watch.communicate()


def test_watch_ends_with_its_reader():
    watch = start("bob", "watch")
    try:
        watch.stdout.readline()
        watch.stdout.close()
        assert watch.wait(10) in (-signal.SIGPIPE, 128 + signal.SIGPIPE)
    finally:
        watch.kill()
        watch.wait()
        watch.stderr.close()
