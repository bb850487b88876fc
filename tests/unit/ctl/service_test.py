# SPDX-License-Identifier: GPL-2.0-or-later
"""samepagectl against the service with a made-up kernel and the real polkitd.

CTest runs this in tests/dbus/private-bus. By its rules alice may do everything,
bob what everybody may, carol nothing, and dave may inspect.
"""

import csv
import io
import os
import signal
import subprocess
import sys
import time

import pytest

from ctl_runner import ctl, start, wait_for_user


def marked_pids():
    return {row["pid"] for row in ctl("alice", "list", "--all", "--marked", "--json").json()}


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
        "PID", "USER", "PROGRAM", "STATE", "BY", "RSS", "MERGED", "SAVED", "UNIT"]
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


def test_everybody_sees_the_settings():
    result = ctl("carol", "tunables", "--json")
    assert result.code == 0, result
    settings = result.json()
    assert settings["threads"] == 1 and settings["smart_scan"] is True
    assert settings["domains"] == "user" and len(settings) == 19
    lines = ctl("carol", "tunables").out.splitlines()
    assert lines[0].split() == ["SETTING", "VALUE"]
    assert ["smart_scan", "1"] in [line.split() for line in lines] and len(lines) == 20


def test_administrators_set_them():
    before = ctl("bob", "tunables", "--json").json()
    try:
        result = ctl("alice", "tunables", "sleep_millisecs=7", "smart_scan=no", "domains=all", "--json")
        assert result.code == 0, result
        assert result.json() == {"sleep_millisecs": 7, "smart_scan": False, "domains": "all"}
        assert ctl("bob", "tunables", "--json").json() == {**before, **result.json()}
        shown = ctl("alice", "tunables", "smart_scan=1")
        assert shown.out == "SETTING     VALUE\nsmart_scan  1\n"
        for user in ("bob", "carol"):
            refused = ctl(user, "tunables", "sleep_millisecs=9")
            assert refused.code == 3 and refused.out == "", refused
        assert ctl("bob", "tunables", "--json").json()["sleep_millisecs"] == 7
    finally:
        ctl("alice", "tunables", "sleep_millisecs=20", "smart_scan=1", "domains=user")
    assert ctl("bob", "tunables", "--json").json() == before


@pytest.mark.parametrize("word,code,says", [
    ("threads=two", 2, "is not a number"), ("smart_scan=2", 2, "is not 0 or 1"),
    ("threads", 2, "NAME=VALUE"), ("threads=65", 1, "from 1 to 64"), ("nonsense=1", 1, "no setting"),
    ("run=2", 1, "UnmergeAll"), ("domains=group", 1, '"cgroup"'), ("domains=cgroup", 1, "cgroup")])
def test_settings_that_cannot_be(word, code, says):
    before = ctl("alice", "tunables", "--json").json()
    result = ctl("alice", "tunables", "sleep_millisecs=9", word)
    assert result.code == code, result
    assert says in result.err and result.out == ""
    assert ctl("alice", "tunables", "--json").json() == before


def test_a_marked_process_is_merged_now(process):
    mine = process("bob")
    wait_for_user(mine, "bob")
    refused = ctl("bob", "merge-now", mine)
    assert refused.code == 1 and "mark it first" in refused.err, refused
    assert ctl("bob", "mark", mine).code == 0
    result = ctl("bob", "merge-now", mine, "--json")
    assert result.code == 0, result
    assert result.json()["pid"] == mine and result.json()["newly_merged"] >= 0
    text = ctl("bob", "merge-now", mine)
    assert text.out == f"There was nothing more to merge in process {mine}.\n"
    assert text.err == "", "no progress where there is no terminal"


def test_what_marking_would_save(process):
    mine = [process("bob") for _ in range(2)]
    for pid in mine:
        wait_for_user(pid, "bob")
    result = ctl("bob", "estimate", *mine, "--json")
    assert result.code == 0, result
    estimate = result.json()
    assert estimate["saved"] == sum(estimate[part] for part in ("within", "merged", "others", "zero")) > 0
    assert estimate["processes"] == 2 and estimate["sample"] == 1
    sampled = ctl("bob", "estimate", *mine, "--sample=3", "--second-look=5", "--json").json()
    assert sampled["sample"] == 4 and sampled["error"] > 0 and sampled["changed_pages"] > 0
    assert ctl("bob", "estimate", *mine).out.startswith("Marking 2 processes would save ")
    assert not marked_pids() & set(mine)


def test_why_memory_is_not_merged(process):
    mine = process("bob")
    wait_for_user(mine, "bob")
    result = ctl("bob", "explain", mine, "--json")
    assert result.code == 0, result
    assert result.json()["pid"] == mine
    assert sum(result.json()["reasons"].values()) == result.json()["resident"] > 0
    text = ctl("bob", "explain", mine, "--bytes").out
    assert text.startswith(f"Process {mine} has {result.json()['resident']} bytes of memory.\n")
    assert "would be looked at if the process were marked" in text


@pytest.mark.parametrize("command", ["merge-now", "estimate", "explain"])
def test_others_processes_need_an_administrator(process, command):
    victim = process("root")
    ctl("alice", "mark", victim)
    refused = ctl("bob", command, victim, "--json")
    assert refused.code == 3 and "error" in refused.json(), refused
    assert ctl("alice", command, victim).code == 0
    assert ctl("dave", command, victim).code == (3 if command == "merge-now" else 0)


@pytest.mark.parametrize("command", ["merge-now", "estimate", "explain"])
def test_what_is_gone_cannot_be_looked_at(dead_pid, command):
    result = ctl("bob", command, dead_pid, "--json")
    assert result.code == 4, result
    assert result.json()["error"]["name"] == "org.samepage.Samepage1.Error.NoSuchProcess"
    assert result.err == f"samepagectl: There is no process {dead_pid}.\n"


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


def test_history_is_for_everybody():
    # With few points an hour is drawn in buckets of minutes, and one of them may hold all there is.
    deadline = time.monotonic() + 60
    while len(ctl("carol", "history", "--json", "--points=1000").json()["times"]) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.5)
    history = ctl("carol", "history", "--json", "--points=1000").json()
    assert len(history["values"]) == 10
    assert {len(series) for series in history["values"].values()} == {len(history["times"])}
    assert set(history["values"]["ksm_zero_pages"]) == {None}  # this engine does not count them
    assert time.time() - 3600 < history["times"][0] / 1e6 < time.time()

    lines = ctl("bob", "history").out.splitlines()
    assert lines[0].split() == ["TIME", "saved_bytes", "pages_shared", "pages_sharing",
                                "pages_unshared"]
    assert 1 < len(lines) <= 21
    rows = list(csv.DictReader(io.StringIO(
        ctl("bob", "history", "--csv", "--metric=full_scans", "--since=1m", "-p", "500").out)))
    assert list(rows[0]) == ["time", "usec", "full_scans"]
    assert rows[-1]["time"].endswith("Z") and int(rows[-1]["usec"]) > 1e15
    assert [int(row["full_scans"]) for row in rows if row["full_scans"]]

    wrong = ctl("bob", "history", "--metric=nonsense")
    assert wrong.code == 1
    assert wrong.out == "" and 'no metric "nonsense"' in wrong.err


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
