# SPDX-License-Identifier: GPL-2.0-or-later
"""Many callers at once: nobody gets another's answer."""

import os
import signal
import time

import pytest
from conftest import ENGINE, ERROR, NEEDS_PASSWORD, NO_AGENT, PROCESSES, CallError, wait_until


def test_answers_go_to_who_asked(service, caller, root, sleeper):
    users = ["alice", "bob", "carol", "dave", "root"]
    callers = [(user, caller(user)) for user in users for _ in range(2)]
    expected = {
        "inspect": {"alice": None, "root": None, "dave": None, "bob": NEEDS_PASSWORD,
                    "carol": ERROR + "NotAuthorized"},
        "configure": {"alice": None, "root": None, "dave": NEEDS_PASSWORD, "bob": NEEDS_PASSWORD,
                      "carol": ERROR + "NotAuthorized"},
        "mark": {"alice": None, "root": None, "dave": NEEDS_PASSWORD, "bob": NEEDS_PASSWORD,
                 "carol": ERROR + "NotAuthorized"},
    }
    calls = []
    for _ in range(10):
        for user, who in callers:
            calls.append((user, "inspect", who.start(PROCESSES, "List", "({'scope': <'all'>},)")))
            calls.append((user, "configure", who.start(ENGINE, "Start")))
            calls.append((user, "mark", who.start_mark("Mark", sleeper)))
    assert len(calls) == 300
    for user, action, call in calls:
        wanted = expected[action][user]
        if wanted is None:
            call.result()
        else:
            assert call.error().name == wanted, (user, action)


def test_prompts_and_refusals_at_the_same_time(service, caller, root, sleeper):
    bobs = [caller("bob") for _ in range(3)]
    alices = [caller("alice") for _ in range(3)]
    calls = []
    for _ in range(15):
        for bob, alice in zip(bobs, alices):
            calls.append((NO_AGENT,
                          bob.start(ENGINE, "Pause", interactive=True)))
            calls.append((NEEDS_PASSWORD, bob.start(ENGINE, "Pause")))
            calls.append((None, alice.start(ENGINE, "Start", interactive=True)))
    for wanted, call in calls:
        if wanted is None:
            call.result()
        else:
            assert call.error().name == wanted
    assert root.get("State") == "running"


def test_one_user_gets_only_so_many_requests(service, caller, bob):
    # Several programs: the bus itself allows each of them 128 calls at a time.
    programs = [caller("alice") for _ in range(3)]
    pid = programs[0].spawn()
    polkitd = int(os.environ["SAMEPAGE_TEST_POLKITD_PID"])
    os.kill(polkitd, signal.SIGSTOP)  # so that all of them have to wait
    try:
        calls = [program.start_mark("Mark", pid) for _ in range(100) for program in programs]
        assert wait_until(lambda: sum(call.event.is_set() for call in calls) == 300 - 256)
        assert bob.list()  # nobody else is affected
    finally:
        os.kill(polkitd, signal.SIGCONT)
    refused = 0
    for call in calls:
        try:
            call.result()
        except CallError as error:
            assert error.name == "org.freedesktop.DBus.Error.LimitsExceeded"
            assert "too many requests" in error.message
            refused += 1
    assert refused == 300 - 256
    programs[0].mark(pid)  # and then it is welcome again


def test_callers_that_leave_in_the_middle(service, caller, root, sleeper):
    for _ in range(5):
        leaving = caller("alice")
        for _ in range(20):
            leaving.start_mark("Mark", sleeper)
            leaving.start(PROCESSES, "List", "({'scope': <'all'>},)")
        leaving.leave()
    assert root.list("{'scope': <'all'>}")
    assert root.get("State") == "running"


@pytest.mark.service("--mark-delay", "300")
def test_nothing_is_begun_for_a_caller_that_has_left(service, caller, root):
    leaving, keeper = caller("alice"), caller("bob")
    root.subscribe()
    pids = [keeper.spawn() for _ in range(12)]
    # Four threads for each user: the others wait when the caller leaves.
    for pid in pids:
        leaving.start_mark("Mark", pid)
    root.wait_signal("Marked")
    leaving.leave()
    time.sleep(1.5)
    marked = [pid for pid in pids if root.is_marked(pid)]
    assert 1 <= len(marked) < len(pids), "all were marked, though the caller had left"
    assert "the caller has left" in service.log()


def test_a_flood_of_messages_holds_nobody_up(service, caller, root, bob):
    flooders = [caller("carol") for _ in range(3)]
    calls = [flooder.send("flood", seconds=4) for flooder in flooders]
    time.sleep(0.5)
    # Answers of workers, of polkit, and timers: all that is no message.
    root.subscribe()
    for _ in range(5):
        began = time.monotonic()
        pid = bob.spawn()
        bob.mark(pid)
        assert bob.list()[pid]["marked"]
        assert time.monotonic() - began < 3
    assert root.wait_signal("CountersChanged", 5)
    sent = sum(call.result() for call in calls)
    assert sent > 1000, "that was no flood"


def test_subscriptions_are_limited(service, caller):
    programs = [caller("bob") for _ in range(33)]
    calls = [program.start(ENGINE, "Subscribe") for program in programs]
    errors, subscribed = [], []
    for program, call in zip(programs, calls):
        try:
            call.result()
            subscribed.append(program)
        except CallError as error:  # whichever came last; that need not be the last one started
            errors.append(error.name)
    assert errors == ["org.freedesktop.DBus.Error.LimitsExceeded"]
    caller("carol").call(ENGINE, "Subscribe")  # another user is not affected
    subscribed[0].leave()
    late = caller("bob")
    late.call(ENGINE, "Subscribe")
