# SPDX-License-Identifier: GPL-2.0-or-later
"""Merging now, estimating and explaining: who may, what they say, how far they are, and how they end."""

import os
import pathlib
import signal
import subprocess
import time

import pytest
from conftest import ENGINE, ERROR, NEEDS_PASSWORD, NO_AGENT, PROCESSES, start_time, wait_until

NOT_AUTHORIZED = ERROR + "NotAuthorized"
NO_SUCH_PROCESS = ERROR + "NoSuchProcess"
INVALID = ERROR + "InvalidArgument"
CANCELLED = ERROR + "Cancelled"
BUSY = ERROR + "Busy"
REASONS = {"merged", "zero", "unique", "volatile", "unseen", "unmarked", "file", "shared", "huge",
           "pinned", "other_domain", "protected", "other"}
ANYBODY = "{'anybody': <true>}"
SLOW = pytest.mark.service("--long-work", "2000", "--scan-time", "3600000")


def estimate(who, *pids, options="@a{sv} {}", times=None, **more):
    times = times or {pid: start_time(pid) for pid in pids}
    pairs = ", ".join(f"(uint32 {pid}, uint64 {times[pid]})" for pid in pids)
    return who.start(PROCESSES, "Estimate", f"(@a(ut) [{pairs}], {options})", **more)


def long_call(who, method, pid, **more):
    """Any of the three, about one process."""
    return estimate(who, pid, **more) if method == "Estimate" else who.start_mark(method, pid, **more)


def start_cancel(who, pid=0, when=None, options="@a{sv} {}", **more):
    when = (start_time(pid) if pid else 0) if when is None else when
    return who.start(PROCESSES, "Cancel", f"(uint32 {pid}, uint64 {when}, {options})", **more)


def cancel(who, pid=0, when=None, **more):
    return start_cancel(who, pid, when, **more).result()


def progress(who):
    return [arguments for name, arguments in who.signals if name == "Progress"]


# --- what they say ----------------------------------------------------------------
@pytest.mark.service("--scan-time", "3600000")
def test_merging_now(service, bob, root):
    pids = [bob.spawn(), bob.spawn()]
    for pid in pids:
        bob.mark(pid)
    assert bob.list()[pids[0]]["merged"] < 4096 * 8
    result = bob.start_mark("MergeNow", pids[0]).result()
    assert set(result) == {"newly_merged"} and result["newly_merged"] > 0
    assert bob.list()[pids[0]]["merged"] >= result["newly_merged"]
    assert bob.start_mark("MergeNow", pids[0]).result() == {"newly_merged": 0}
    assert f"merge process {pids[0]} now: done" in service.log()


def test_only_marked_processes_are_merged_now(service, bob):
    error = bob.start_mark("MergeNow", bob.spawn()).error()
    assert error.name == ERROR + "NotMarkable"
    assert "mark it first" in error.message


@pytest.mark.service("--scan-time", "1")
def test_estimates(service, bob):
    pids = [bob.spawn() for _ in range(3)]
    result = estimate(bob, *pids).result()
    assert set(result) == {"saved", "within", "merged", "others", "zero", "error", "looked_pages",
                           "changed_pages", "sample", "processes"}
    assert result["saved"] == sum(result[part] for part in ("within", "merged", "others", "zero")) > 0
    assert (result["processes"], result["sample"], result["error"]) == (3, 1, 0)
    assert estimate(bob, pids[0], pids[0]).result()["processes"] == 1
    assert estimate(bob, pids[0]).result()["saved"] == 0
    sampled = estimate(bob, *pids, options="{'sample': <uint32 3>}").result()
    assert sampled["sample"] == 4 and sampled["error"] > 0
    twice = estimate(bob, *pids, options="{'second_look_millisecs': <uint32 10>}").result()
    assert twice["changed_pages"] > 0
    assert not any(row["marked"] for row in bob.list().values())
    bob.mark(pids[2])
    assert estimate(bob, pids[0]).result()["merged"] > 0


@pytest.mark.service("--scan-time", "1")
def test_explanations(service, bob):
    pid = bob.spawn()
    result = bob.start_mark("Explain", pid).result()
    assert set(result) == {"resident", "reasons"} and set(result["reasons"]) == REASONS
    assert sum(result["reasons"].values()) == result["resident"] > 0
    assert result["reasons"]["unmarked"] > 0 and result["reasons"]["merged"] == 0
    bob.mark(pid)
    time.sleep(0.1)
    result = bob.start_mark("Explain", pid).result()
    assert result["reasons"]["unmarked"] == 0 and result["reasons"]["merged"] > 0


# --- who may ----------------------------------------------------------------------
def test_merging_now_needs_what_marking_needs(service, root, alice, bob, carol, dave, sleeper):
    root.mark(sleeper)
    for who in (bob, dave):
        assert who.start_mark("MergeNow", sleeper).error().name == NEEDS_PASSWORD
        error = who.start_mark("MergeNow", sleeper, interactive=True).error()
        assert error.name == NO_AGENT and "mark-any" in error.message
    assert carol.start_mark("MergeNow", sleeper).error().name == NOT_AUTHORIZED
    own = carol.spawn()
    error = carol.start_mark("MergeNow", own).error()
    assert error.name == NOT_AUTHORIZED and "mark-own" in error.message
    for who in (alice, root):
        who.start_mark("MergeNow", sleeper).result()


@pytest.mark.parametrize("method", ["Estimate", "Explain"])
def test_looking_at_own_processes_is_free(service, bob, carol, method):
    for who in (bob, carol):
        assert long_call(who, method, who.spawn()).result()


@pytest.mark.parametrize("method", ["Estimate", "Explain"])
def test_looking_at_others_needs_inspect(service, root, alice, bob, carol, dave, sleeper, method):
    for who in (root, alice, dave):
        assert long_call(who, method, sleeper).result()
    assert long_call(bob, method, sleeper).error().name == NEEDS_PASSWORD
    error = long_call(bob, method, sleeper, interactive=True).error()
    assert error.name == NO_AGENT and "inspect" in error.message
    assert long_call(carol, method, sleeper).error().name == NOT_AUTHORIZED


def test_one_process_of_others_among_own_ones_needs_inspect(service, bob, dave, sleeper):
    own = bob.spawn()
    assert estimate(bob, own, sleeper).error().name == NEEDS_PASSWORD
    assert estimate(bob, sleeper, own).error().name == NEEDS_PASSWORD
    assert estimate(dave, own, sleeper).result()["processes"] == 2


@pytest.mark.parametrize("method", ["Estimate", "Explain", "MergeNow"])
def test_a_set_uid_program_is_not_an_own_process(service, bob, method):
    process = subprocess.Popen(["sleep", "1000"], preexec_fn=lambda: os.setresuid(61002, 0, 0))
    try:
        assert long_call(bob, method, process.pid).error().name == NEEDS_PASSWORD
    finally:
        process.kill()
        process.wait()


# --- bad arguments ----------------------------------------------------------------
@pytest.mark.parametrize("method", ["MergeNow", "Explain"])
def test_unknown_options_are_refused(service, bob, method):
    error = bob.start_mark(method, bob.spawn(), options="{'force': <true>}").error()
    assert error.name == INVALID and '"force" is not known' in error.message


@pytest.mark.parametrize("options", ["{'force': <true>}", "{'sample': <uint32 0>}",
                                     "{'sample': <uint32 65537>}", "{'sample': <uint64 2>}",
                                     "{'second_look_millisecs': <uint32 60001>}",
                                     "{'second_look_millisecs': <'1'>}"])
def test_bad_estimate_options(service, bob, options):
    error = estimate(bob, bob.spawn(), options=options).error()
    assert error.name == INVALID and "Option" in error.message


@pytest.mark.parametrize("method", ["MergeNow", "Explain", "Estimate"])
def test_processes_that_are_not_there(service, bob, root, method):
    pid = bob.spawn()
    times = {pid: start_time(pid) + 1}
    if method == "Estimate":
        error = estimate(bob, pid, times=times).error()
    else:
        error = bob.start_mark(method, pid, times[pid]).error()
    assert error.name == NO_SUCH_PROCESS and "start time" in error.message
    for wrong in (0, 2**31, 2**32 - 1):
        call = (estimate(root, wrong, times={wrong: 5}) if method == "Estimate"
                else root.start_mark(method, wrong, 5))
        assert call.error().name == INVALID
    gone = subprocess.Popen(["true"])
    gone.wait()
    call = (estimate(root, gone.pid, times={gone.pid: 5}) if method == "Estimate"
            else root.start_mark(method, gone.pid, 5))
    assert call.error().name == NO_SUCH_PROCESS


def test_none_and_too_many_processes(service, bob):
    error = estimate(bob).error()
    assert error.name == INVALID and "at least one" in error.message
    many = {pid: 1 for pid in range(1, 1026)}
    error = estimate(bob, *many, times=many).error()
    assert error.name == INVALID and "at most 1024" in error.message
    # As many as may be, of which none is there.
    many = {pid: 1 for pid in range(1, 1025)}
    assert estimate(bob, *many, times=many).error().name == NO_SUCH_PROCESS


def test_bad_arguments_to_cancel(service, bob):
    for options in ("{'force': <true>}", "{'anybody': <uint32 1>}"):
        error = start_cancel(bob, bob.pid, options=options).error()
        assert error.name == INVALID and "Option" in error.message
    for options in ("@a{sv} {}", ANYBODY):
        assert start_cancel(bob, 2**31, 5, options=options).error().name == INVALID
    assert start_cancel(bob, 0, options=ANYBODY).error().name == INVALID
    assert start_cancel(bob, bob.pid, start_time(bob.pid) + 1, options=ANYBODY).error().name == NO_SUCH_PROCESS
    assert cancel(bob) == 0
    assert cancel(bob, bob.spawn()) == 0


# --- how far they are, and how they end -----------------------------------------------
@SLOW
@pytest.mark.parametrize("method", ["MergeNow", "Explain", "Estimate"])
def test_progress_goes_to_the_caller_only(service, caller, bob, root, method):
    other = caller("bob")
    for who in (bob, other, root):
        who.watch()
    pid = bob.spawn()
    bob.mark(pid)
    long_call(bob, method, pid).result()
    steps = progress(bob)
    assert 3 <= len(steps) <= 15
    assert {tuple(step[:3]) for step in steps} == {(method, pid, start_time(pid))}
    done, total = [step[3] for step in steps], {step[4] for step in steps}
    assert done == sorted(done) and len(total) == 1 and 0 <= done[-1] <= total.pop()
    other.list()  # whatever was sent before has arrived
    root.list()
    assert progress(other) == [] and progress(root) == []


@SLOW
@pytest.mark.parametrize("method", ["MergeNow", "Explain", "Estimate"])
def test_cancelling(service, bob, alice, method):
    pid, second = bob.spawn(), bob.spawn()
    bob.mark(pid)
    bob.watch()
    call = long_call(bob, method, pid)
    bob.wait_signal("Progress")
    began = time.monotonic()
    assert cancel(alice) == 0 and cancel(alice, pid) == 0, "it is bob's call"
    assert cancel(bob, second) == 0, "it is about another process"
    assert cancel(bob, pid, start_time(pid) + 1) == 0
    assert cancel(bob, pid) == 1
    error = call.error(1)
    assert error.name == CANCELLED
    assert time.monotonic() - began < 1
    assert cancel(bob, pid) == 0
    if method == "MergeNow":
        # The next one finds nobody in its way, and is cancelled as one of all.
        call = long_call(bob, method, pid)
        assert wait_until(lambda: len(progress(bob)) > 1)
        assert cancel(bob) == 1
        assert call.error(1).name == CANCELLED


@SLOW
def test_merging_for_somebody_else_is_ended_by_who_may_mark(service, bob, alice, carol, dave):
    pid, own = bob.spawn(), carol.spawn()
    bob.mark(pid)
    bob.watch()
    call = bob.start_mark("MergeNow", pid)
    bob.wait_signal("Progress")
    assert start_cancel(dave, pid, options=ANYBODY).error().name == NEEDS_PASSWORD
    for interactive in (False, True):
        error = start_cancel(carol, pid, options=ANYBODY, interactive=interactive).error()
        assert error.name == NOT_AUTHORIZED
    assert start_cancel(carol, own, options=ANYBODY).error().name == NOT_AUTHORIZED
    assert not call.event.is_set(), "it was ended by somebody who may not"
    assert cancel(alice, pid, options=ANYBODY) == 1
    error = call.error(1)
    assert error.name == CANCELLED and "ended early" in error.message
    assert cancel(alice, pid, options=ANYBODY) == 0
    assert cancel(bob, pid, options=ANYBODY) == 0


@SLOW
def test_an_estimate_is_cancelled_by_any_of_its_processes(service, bob):
    pids = [bob.spawn() for _ in range(3)]
    bob.watch()
    call = estimate(bob, *pids)
    assert bob.wait_signal("Progress")[:3] == ["Estimate", pids[0], start_time(pids[0])]
    assert cancel(bob, pids[2]) == 1
    assert call.error(1).name == CANCELLED


@SLOW
def test_one_that_waits_its_turn_is_cancelled_too(service, bob):
    pids = [bob.spawn() for _ in range(3)]
    calls = [bob.start_mark("Explain", pid) for pid in pids]  # two are done at a time
    time.sleep(0.3)
    assert cancel(bob, pids[2]) == 1
    for call in calls[:2]:
        call.result()
    error = calls[2].error(1)  # it was never begun
    assert error.name == CANCELLED


@SLOW
@pytest.mark.parametrize("method", ["MergeNow", "Explain", "Estimate"])
def test_a_caller_that_leaves_ends_its_work(service, caller, root, method):
    leaving = caller("alice")
    keeper = root.spawn()
    root.mark(keeper)
    leaving.watch()
    long_call(leaving, method, keeper)
    leaving.wait_signal("Progress")
    leaving.leave()
    assert wait_until(lambda: "It was cancelled." in service.log(), 1), "it went on for nobody"
    if method == "MergeNow":
        root.start_mark("MergeNow", keeper).result()  # and not Busy


@SLOW
def test_one_process_is_merged_by_one_at_a_time(service, bob, alice, root):
    pid = bob.spawn()
    bob.mark(pid)
    bob.watch()
    call = bob.start_mark("MergeNow", pid)
    bob.wait_signal("Progress")
    error = alice.start_mark("MergeNow", pid).error(1)
    assert error.name == BUSY and "merged already" in error.message
    call.result()


@SLOW
def test_they_hold_nobody_up(service, bob, alice):
    pids = [bob.spawn() for _ in range(6)]
    began = time.monotonic()
    calls = [bob.start_mark("Explain", pid) for pid in pids]
    # Neither others nor bob himself.
    for who in (alice, bob):
        pid = who.spawn()
        who.mark(pid)
        who.list()
        who.call(ENGINE, "GetCounters")
        who.call(ENGINE, "GetTunables")
        who.unmark(pid)
    alice.call(ENGINE, "Pause")
    alice.start_mark("Explain", alice.spawn())
    assert time.monotonic() - began < 1.9, "something waited"
    assert not any(call.event.is_set() for call in calls)
    for call in calls:
        call.result()
    assert time.monotonic() - began > 5, "two at a time"


@SLOW
def test_a_process_that_exits_meanwhile(service, bob):
    pid, other = bob.spawn(), bob.spawn()
    times = {pid: start_time(pid), other: start_time(other)}
    bob.mark(pid)
    bob.watch()
    calls = [bob.start_mark("MergeNow", pid), bob.start_mark("Explain", pid)]
    bob.wait_signal("Progress")
    os.kill(pid, signal.SIGKILL)
    for call in calls:
        assert call.error().name == NO_SUCH_PROCESS
    assert estimate(bob, pid, other, times=times).error().name == NO_SUCH_PROCESS


@pytest.mark.service("--long-work", "20000")
def test_the_service_ends_at_once_all_the_same(service, bob):
    pid = bob.spawn()
    bob.watch()
    bob.start_mark("Explain", pid)
    bob.wait_signal("Progress")
    began = time.monotonic()
    assert service.stop() == 0
    assert time.monotonic() - began < 3


@pytest.mark.service("--long-work", "20000")
@pytest.mark.parametrize("method", ["Explain", "Estimate"])
def test_unloading_does_not_wait_for_them(service, bob, alice, root, method):
    bob.watch()
    call = long_call(bob, method, bob.spawn())
    bob.wait_signal("Progress")
    began = time.monotonic()
    alice.call(ENGINE, "UnloadModule")
    assert time.monotonic() - began < 3
    error = call.error(1)
    assert error.name == CANCELLED and "being unloaded" in error.message
    assert root.get("Backend") == "none"


def test_it_does_not_leave_while_it_works(start_service, make_caller):
    bob = make_caller("bob")
    pid = bob.spawn()
    service = start_service("--idle-exit", "300", "--long-work", "1500")
    make_caller("alice").call(ENGINE, "Pause")  # or it stays for the history
    bob.start_mark("Explain", pid).result(5)
    assert service.process.wait(5) == 0


# --- the kernel's own scanner, and none -----------------------------------------------
KSM = pathlib.Path("/run/samepage-test-ksm-long-calls")


@pytest.fixture
def ksm_directory():
    KSM.mkdir(exist_ok=True)
    (KSM / "run").write_text("0")


@pytest.mark.service("--problem", "module-not-installed", "--ksm-dir", str(KSM))
@pytest.mark.parametrize("method", ["MergeNow", "Explain", "Estimate"])
def test_the_builtin_scanner_cannot(ksm_directory, service, bob, method):
    error = long_call(bob, method, bob.spawn()).error()
    assert error.name == ERROR + "NotSupported"
    assert "samepage module" in error.message and "samepage-dkms" in error.message


@pytest.mark.service("--problem", "module-not-loaded")
@pytest.mark.parametrize("method", ["MergeNow", "Explain", "Estimate"])
def test_without_an_engine(service, bob, method):
    error = long_call(bob, method, bob.spawn()).error()
    assert error.name == ERROR + "Unavailable" and "samepagectl load" in error.message
