# SPDX-License-Identifier: GPL-2.0-or-later
"""The History interface: what is sampled, kept, shown to whom, and what it survives."""

import ctypes
import math
import os
import sqlite3
import time

import pytest
from conftest import ENGINE, ERROR, HISTORY, NEEDS_PASSWORD, Service, wait_until

COUNTERS = {"pages_shared", "pages_sharing", "pages_unshared", "pages_volatile", "pages_scanned",
            "pages_skipped", "full_scans", "ksm_zero_pages", "saved_bytes", "scanner_cpu_usec"}
EVER = 2**64 - 1
SECOND = 1_000_000


def query(who, metrics="@as []", points=1000, since=0, until=EVER):
    return who.call(HISTORY, "Query",
                    f"(uint64 {since}, uint64 {until}, uint32 {points}, {metrics})")


def start_events(who, options="@a{sv} {}", most=1000, since=0, until=EVER):
    return who.start(HISTORY, "Events",
                     f"(uint64 {since}, uint64 {until}, uint32 {most}, {options})")


def events(who, *arguments, **more):
    return start_events(who, *arguments, **more).result()


def kinds(who):
    return [kind for _, kind, _ in events(who)]


def sampled(who, count):
    """Waits until there are so many points."""
    assert wait_until(lambda: len(query(who)[0]) >= count)
    return query(who)


@pytest.fixture
def start_here(start_service, tmp_path):
    """The service with its state in a directory of its own."""
    directory = tmp_path / "state"
    directory.mkdir()

    def start(*arguments):
        return start_service("--state-directory", str(directory), *arguments)

    start.directory = directory
    start.file = directory / "history.sqlite"
    return start


def test_everybody_sees_the_counters_of_the_last_seconds(service, carol):
    before = time.time()
    times, values = sampled(carol, 4)
    assert set(values) == COUNTERS
    assert {len(series) for series in values.values()} == {len(times)}
    assert times == sorted(times)
    assert before - 5 < times[0] / 1e6 < time.time()
    assert times[-1] - times[0] >= SECOND
    assert all(scans >= 0 for scans in values["full_scans"])
    # What this kernel does not count is nothing, not 0.
    assert all(math.isnan(value) for value in values["ksm_zero_pages"])

    last = times[-1]
    times, values = query(carol, "['full_scans', 'full_scans.average']", since=times[1], until=last)
    assert times[-1] <= last
    assert set(values) == {"full_scans", "full_scans.average"}
    for value, average in zip(values["full_scans"], values["full_scans.average"]):
        assert abs(value - average) <= 1


def test_they_agree_with_the_signals(service, bob):
    bob.watch()
    bob.call(ENGINE, "Subscribe")
    usec, counters = bob.wait_signal("CountersChanged", 5)
    usec -= usec % SECOND
    times, values = query(bob, since=usec, until=usec)
    assert set(times) == {usec}
    for name, value in counters.items():
        assert value in values[name]


def test_arguments_are_checked(service, bob):
    for arguments, words in {
            "(uint64 1, uint64 0, uint32 10, @as [])": "ends before it begins",
            "(uint64 0, uint64 1, uint32 1, @as [])": "from 2 to 100000",
            "(uint64 0, uint64 1, uint32 100001, @as [])": "from 2 to 100000",
            "(uint64 0, uint64 1, uint32 10, ['nonsense'])": 'no metric "nonsense"',
            "(uint64 0, uint64 1, uint32 10, ['full_scans', 'full_scans'])": "named twice",
    }.items():
        error = bob.start(HISTORY, "Query", arguments).error()
        assert error.name == ERROR + "InvalidArgument"
        assert words in error.message
    for options, most, since, words in (("@a{sv} {}", 0, 0, "from 1 to 2000"),
                                        ("@a{sv} {}", 2001, 0, "from 1 to 2000"),
                                        ("@a{sv} {}", 5, 9, "ends before it begins"),
                                        ("{'scope': <'others'>}", 5, 0, "own"),
                                        ("{'force': <true>}", 5, 0, "not known")):
        error = start_events(bob, options, most, since, until=8).error()
        assert error.name == ERROR + "InvalidArgument"
        assert words in error.message
    assert query(bob, until=0) == [[], {name: [] for name in COUNTERS}]
    assert len(query(bob, points=2)[0]) <= 2
    assert query(bob, points=100000)[1].keys() == COUNTERS


def test_it_survives_a_restart(start_here, make_caller):
    bob, alice = make_caller("bob"), make_caller("alice")
    first = start_here()
    alice.mark(alice.spawn())
    times, values = sampled(bob, 3)
    first.stop()
    assert os.listdir(start_here.directory) == ["history.sqlite"]
    start_here()
    again, values_again = query(bob, until=times[-1])
    assert again == times
    assert values_again["full_scans"] == values["full_scans"]
    assert [kind for _, kind, _ in events(alice)] == ["marked"]


def test_what_was_seen_survives_being_killed(start_here, make_caller, tmp_path):
    bob = make_caller("bob")
    seen = {}
    for number in range(5):
        service = Service(["--state-directory", str(start_here.directory)],
                          tmp_path / f"log-{number}")
        try:
            assert wait_until(lambda: set(query(bob)[0]) - set(seen))
            times, values = query(bob, "['pages_scanned']")
            seen.update({at: value for at, value in zip(times, values["pages_scanned"])
                         if not math.isnan(value)})
        finally:
            service.process.kill()
            service.process.wait()
        assert "history" not in service.log()
    start_here()
    times, values = query(bob, "['pages_scanned']")
    assert seen.items() <= dict(zip(times, values["pages_scanned"])).items()
    assert len(seen) >= 5


def test_it_samples_while_the_scanner_runs_or_somebody_listens(start_here, make_caller):
    alice, bob = make_caller("alice"), make_caller("bob")
    service = start_here("--idle-exit", "1000")
    time.sleep(4.5)  # nobody is there, and still
    times, values = query(bob, "['full_scans']")
    assert len(times) >= 3
    assert not any(math.isnan(value) for value in values["full_scans"])
    alice.call(ENGINE, "Pause")
    paused = query(bob)[0]
    bob.call(ENGINE, "Subscribe")
    sampled(bob, len(paused) + 2)
    bob.call(ENGINE, "Unsubscribe")
    assert service.process.wait(10) == 0


def test_no_point_is_made_up_for_a_pause(service, alice):
    sampled(alice, 2)
    alice.call(ENGINE, "Pause")
    time.sleep(7)
    before = query(alice)[0]
    alice.call(ENGINE, "Start")
    times, values = sampled(alice, len(before) + 2)
    holes = [at for at, value in zip(times, values["full_scans"]) if math.isnan(value)]
    assert len(holes) == 1
    assert before[-1] < holes[0] <= before[-1] + SECOND
    for series in values.values():
        assert math.isnan(series[times.index(holes[0])])
    assert kinds(alice) == ["paused", "started"]


def test_only_authorised_callers_clear_it(start_here, make_caller):
    service = start_here()
    alice, bob, carol = (make_caller(user) for user in ("alice", "bob", "carol"))
    alice.mark(alice.spawn())
    times = sampled(alice, 2)[0]
    (start_here.directory / "history-20261121T061500Z.sqlite").write_text("was set aside")
    error = bob.start(HISTORY, "Clear").error()
    assert error.name == NEEDS_PASSWORD
    error = carol.start(HISTORY, "Clear", interactive=True).error()
    assert error.name == ERROR + "NotAuthorized"
    assert query(bob, until=times[-1])[0] == times
    alice.call(HISTORY, "Clear")
    assert query(bob, until=times[-1])[0] == []
    assert events(alice) == []
    assert not list(start_here.directory.glob("history-*"))
    assert "delete the history: done" in service.log()
    sampled(bob, 2)  # and on it goes


def test_events_of_the_engine_are_for_everybody(service, alice, carol):
    for method in ("Pause", "Pause", "Start", "UnmergeAll", "UnloadModule", "LoadModule"):
        alice.call(ENGINE, method)
    assert kinds(carol) == ["paused", "started", "paused", "unmerged", "module-unloaded",
                            "module-loaded"]
    shown = events(carol)
    assert all(details == {} for _, _, details in shown)
    assert all(abs(usec / 1e6 - time.time()) < 30 for usec, _, _ in shown)
    assert [usec for usec, _, _ in shown] == sorted(usec for usec, _, _ in shown)
    assert [kind for _, kind, _ in events(carol, most=2)] == ["module-unloaded", "module-loaded"]


def test_events_name_the_processes_of_others_only_with_inspect(service, alice, bob, dave):
    mine, theirs = bob.spawn(), dave.spawn()
    bob.mark(mine)
    dave.mark(theirs)
    bob.unmark(mine)
    everything = events(dave, "{'scope': <'all'>}")
    assert [(kind, details["pid"]) for _, kind, details in everything] == [
        ("marked", mine), ("marked", theirs), ("unmarked", mine)]
    assert everything[0][2]["name"] == "sleep"
    assert everything[0][2]["uid"] != everything[1][2]["uid"]
    assert [(kind, details["pid"]) for _, kind, details in events(bob)] == [
        ("marked", mine), ("unmarked", mine)]
    assert [(kind, details["pid"]) for _, kind, details in events(dave)] == [("marked", theirs)]
    assert events(alice) == []
    assert start_events(bob, "{'scope': <'all'>}").error().name == NEEDS_PASSWORD


def test_a_refused_mark_is_no_event(service, bob, alice, sleeper):
    assert bob.start_mark("Mark", sleeper).error().name == NEEDS_PASSWORD
    assert events(alice, "{'scope': <'all'>}") == []


def test_a_damaged_file_is_set_aside(start_here, make_caller):
    start_here.file.write_bytes(b"no database " * 1000)
    service = start_here()
    bob = make_caller("bob")
    sampled(bob, 1)
    assert kinds(bob).count("history-lost") == 1
    aside = list(start_here.directory.glob("history-*.sqlite"))
    assert len(aside) == 1
    assert aside[0].read_bytes() == b"no database " * 1000
    assert f"It is now {aside[0].name}, and a new one begins." in service.log()


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 1 MiB."""
    directory = tmp_path / "disk"
    directory.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.mount(b"tmpfs", str(directory).encode(), b"tmpfs", 0, b"size=1m") == 0
    yield directory
    libc.umount2(str(directory).encode(), 2)


def fill(file):
    with open(file, "wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(4096))
        except OSError:
            pass


def test_a_full_disk_is_said_once_and_survived(start_service, make_caller, small_disk):
    bob, carol = make_caller("bob"), make_caller("carol")
    service = start_service("--state-directory", str(small_disk))
    before = sampled(bob, 3)[0]
    fill(small_disk / "ballast")
    # Each query would write what is new.
    assert wait_until(lambda: query(bob) and "cannot be written" in service.log())
    for _ in range(4):
        query(bob)
        assert carol.call(ENGINE, "GetCounters")
        time.sleep(1)
    assert service.log().count("cannot be written") == 1
    assert query(bob, until=before[-1])[0] == before
    (small_disk / "ballast").unlink()
    times, values = query(bob, "['full_scans']")
    assert service.log().count("can be written again") == 1
    # And nothing of that time is missing.
    assert len(times) >= len(before) + 4
    assert not any(math.isnan(value) for value in values["full_scans"])
    service.stop()


def test_a_slow_disk_holds_nobody_up(start_here, make_caller):
    bob, carol = make_caller("bob"), make_caller("carol")
    start_here()
    sampled(bob, 1)
    lock = sqlite3.connect(start_here.file, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")  # as if a write took so long
    time.sleep(1.5)  # there is something to write
    waiting = bob.start(HISTORY, "Query", f"(uint64 0, uint64 {EVER}, uint32 10, @as [])")
    for _ in range(5):
        asked = time.monotonic()
        carol.call(ENGINE, "GetCounters")
        carol.get("State")
        assert time.monotonic() - asked < 1
    assert not waiting.event.is_set()
    lock.execute("ROLLBACK")
    lock.close()
    waiting.result(10)


def test_without_a_directory_it_is_kept_in_memory(service, bob):
    sampled(bob, 2)
    assert "history" not in service.log()
