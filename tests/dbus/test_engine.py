# SPDX-License-Identifier: GPL-2.0-or-later
"""The Engine interface: state, counters, subscriptions, the module."""

import re
import time
from pathlib import Path

import pytest
from conftest import ENGINE, ERROR, NEEDS_PASSWORD, NO_AGENT, wait_until

COUNTERS = {"pages_shared", "pages_sharing", "pages_unshared", "pages_volatile", "full_scans",
            "pages_scanned", "saved_bytes", "scanner_cpu_usec"}
CONTROL = ["Start", "Pause", "UnmergeAll", "LoadModule", "UnloadModule"]
VERSION_H = Path(__file__).resolve().parents[2] / "kmod/version.h"
VERSION = re.search(r'SAMEPAGE_VERSION "(.+)"', VERSION_H.read_text()).group(1)


def test_everybody_reads_the_properties(service, carol):
    every = carol.call("org.freedesktop.DBus.Properties", "GetAll", f"('{ENGINE}',)")
    assert every.pop("Explanation") == "Another program has started it."
    assert every == {"Backend": "module", "State": "running", "Problem": "", "Version": VERSION,
                     "ModuleVersion": "0.1.0-fake"}


def test_properties_cannot_be_written(service, root):
    error = root.start("org.freedesktop.DBus.Properties", "Set",
                       f"('{ENGINE}', 'State', <'paused'>)").error()
    assert "ReadOnly" in error.name
    assert root.get("State") == "running"


def test_everybody_reads_the_counters(service, carol):
    assert set(carol.call(ENGINE, "GetCounters")) == COUNTERS


@pytest.mark.parametrize("user", ["root", "alice"])
def test_start_and_pause(service, caller, user):
    who = caller(user)
    who.watch()
    who.call(ENGINE, "Pause")
    assert who.get("State") == "paused"
    who.wait_signal("PropertiesChanged", check=lambda a: a[1].get("State") == "paused")
    who.call(ENGINE, "Pause")  # once more: nothing to complain about
    who.call(ENGINE, "Start")
    assert who.get("State") == "running"


@pytest.mark.parametrize("method", CONTROL)
def test_without_permission_nothing_changes(service, bob, carol, root, method):
    before = {name: root.get(name) for name in ("Backend", "State", "Problem")}
    error = bob.start(ENGINE, method).error()
    assert error.name == NEEDS_PASSWORD
    assert "password" in error.message
    error = bob.start(ENGINE, method, interactive=True).error()  # no agent: nobody to ask
    assert error.name == NO_AGENT
    assert "agent" in error.message
    for interactive in (False, True):
        error = carol.start(ENGINE, method, interactive=interactive).error()
        assert error.name == ERROR + "NotAuthorized"
        assert "does not allow" in error.message
    assert {name: root.get(name) for name in before} == before


def test_being_allowed_one_thing_is_not_being_allowed_another(service, dave):
    assert dave.list("{'scope': <'all'>}")
    assert dave.start(ENGINE, "Pause").error().name == NEEDS_PASSWORD


@pytest.mark.service("--unmerge-delay", "1500", "--scan-time", "1")
def test_unmerging_takes_its_time_and_holds_nobody_up(service, root, alice, bob):
    root.watch()
    pids = [alice.spawn(), alice.spawn()]
    for pid in pids:
        alice.mark(pid)
    assert wait_until(lambda: root.call(ENGINE, "GetCounters")["pages_sharing"] > 0)

    began = time.monotonic()
    unmerge = alice.start(ENGINE, "UnmergeAll")
    root.wait_signal("PropertiesChanged", check=lambda a: a[1].get("State") == "unmerging")
    assert bob.get("State") == "unmerging"
    assert set(bob.call(ENGINE, "GetCounters")) == COUNTERS
    own = bob.spawn()
    bob.mark(own)
    assert time.monotonic() - began < 1.4, "other calls waited"
    unmerge.result()
    assert time.monotonic() - began >= 1.4, "the answer came before it was done"
    assert root.get("State") == "paused"
    assert root.call(ENGINE, "GetCounters")["pages_sharing"] == 0
    # Marks stay: it is the merging that was undone.
    assert root.is_marked(pids[0])


UNMERGES = pytest.mark.service("--unmerge-delay", "3000", "--scan-time", "1")
# For what ends it, on a slow machine too.
UNMERGES_LONG = pytest.mark.service("--unmerge-delay", "20000", "--scan-time", "1")
CANCELLED = ERROR + "Cancelled"


@pytest.fixture
def unmerge(service, alice, root):
    """An UnmergeAll of alice's that is under way."""
    alice.watch()
    for _ in range(2):
        alice.mark(alice.spawn())
    assert wait_until(lambda: root.call(ENGINE, "GetCounters")["pages_sharing"] > 0)
    call = alice.start(ENGINE, "UnmergeAll")
    alice.wait_signal("Progress")
    assert wait_until(lambda: root.get("State") == "unmerging", 2)
    return call


def progress(who):
    with who.news:
        return [arguments for name, arguments in who.signals if name == "Progress"]


@UNMERGES
def test_unmerging_tells_its_caller_how_far_it_is(service, caller, unmerge, alice, root):
    others = [root, caller("alice"), caller("bob")]
    for who in others:
        who.subscribe()
    unmerge.result()
    steps = progress(alice)
    assert 5 <= len(steps) <= 20
    assert {call for call, _, _ in steps} == {"UnmergeAll"}
    done = [step[1] for step in steps]
    assert done == sorted(done) and len({step[2] for step in steps}) == 1
    assert 0 <= done[0] <= done[-1] <= steps[0][2] > 0
    for who in others:
        who.list()  # whatever was sent before has arrived
        assert progress(who) == []


@UNMERGES_LONG
def test_unmerging_is_cancelled(service, caller, unmerge, alice, root):
    same_user = caller("alice")
    began = time.monotonic()
    assert same_user.call(ENGINE, "Cancel", "(@a{sv} {},)") == 0, "it is another connection's"
    assert alice.call(ENGINE, "Cancel", "(@a{sv} {},)") == 1
    assert unmerge.error(3).name == CANCELLED
    assert time.monotonic() - began < 3
    while root.get("State") == "unmerging":  # the reply comes first
        assert time.monotonic() - began < 10
    assert root.get("State") == "paused"
    assert root.call(ENGINE, "GetCounters")["pages_sharing"] > 0, "the rest stays merged"
    assert alice.call(ENGINE, "Cancel", "(@a{sv} {},)") == 0
    root.call(ENGINE, "Start")
    assert root.get("State") == "running"


@UNMERGES
def test_one_that_waits_for_another_is_cancelled_too(service, unmerge, root):
    waiting = root.start(ENGINE, "UnmergeAll")
    time.sleep(0.2)
    assert root.call(ENGINE, "Cancel", "(@a{sv} {},)") == 1
    unmerge.result()
    assert waiting.error(3).name == CANCELLED


@UNMERGES_LONG
def test_who_may_cancel_the_unmerging_of_somebody_else(service, unmerge, bob, carol, dave, root):
    anybody = "({'anybody': <true>},)"
    for who in (bob, dave):
        assert who.start(ENGINE, "Cancel", anybody).error().name == NEEDS_PASSWORD
        assert who.start(ENGINE, "Cancel", anybody, interactive=True).error().name == NO_AGENT
    assert carol.start(ENGINE, "Cancel", anybody).error().name == ERROR + "NotAuthorized"
    for options in ("({'anybody': <uint32 1>},)", "({'force': <true>},)"):
        assert root.start(ENGINE, "Cancel", options).error().name == ERROR + "InvalidArgument"
    assert not unmerge.event.is_set(), "it was ended by somebody who may not"
    assert root.call(ENGINE, "Cancel", anybody) == 1
    assert unmerge.error(3).name == CANCELLED


@UNMERGES_LONG
def test_a_caller_that_leaves_ends_its_unmerging(service, unmerge, alice, root):
    alice.leave()
    assert wait_until(lambda: root.get("State") == "paused", 5), "it went on for nobody"
    root.call(ENGINE, "Start")


@UNMERGES_LONG
def test_what_may_be_done_while_it_unmerges(service, unmerge, root):
    began = time.monotonic()
    for method, arguments in (("Start", "()"), ("SetTunables", "({'sleep_millisecs': <uint64 7>},)")):
        error = root.start(ENGINE, method, arguments).error(3)
        assert error.name == ERROR + "Busy"
        assert "cancel it" in error.message
    root.start(ENGINE, "Pause").result(3)
    root.start(ENGINE, "LoadModule").result(3)
    root.start(ENGINE, "SetPolicy", "({'memory_percent': <uint32 30>},)").result(3)
    assert root.get("State") == "unmerging"
    root.start(ENGINE, "UnloadModule").result(5)
    error = unmerge.error(3)
    assert error.name == CANCELLED and "being unloaded" in error.message
    assert root.get("Backend") == "none"
    assert time.monotonic() - began < 10


@UNMERGES_LONG
def test_the_service_ends_while_it_unmerges(service, unmerge):
    began = time.monotonic()
    assert service.stop() == 0
    assert time.monotonic() - began < 5


def test_control_calls_keep_their_order(service, alice):
    calls = [alice.start(ENGINE, method) for method in ("Pause", "Start", "Pause", "Start")]
    for call in calls:
        call.result()
    assert alice.get("State") == "running"


def test_unloading_and_loading_the_module(service, root, alice):
    root.watch()
    alice.call(ENGINE, "UnloadModule")
    assert root.get("Backend") == "none"
    assert root.get("State") == "unavailable"
    assert root.get("Problem") == "module-not-loaded"
    assert root.get("ModuleVersion") == ""
    assert root.call(ENGINE, "GetCounters") == {}
    for method in ("Start", "Pause", "UnmergeAll"):
        error = alice.start(ENGINE, method).error()
        assert error.name == ERROR + "Unavailable"
        assert "samepagectl load" in error.message
    alice.call(ENGINE, "LoadModule")
    assert root.get("Backend") == "module"
    assert root.get("Problem") == ""
    root.wait_signal("PropertiesChanged", check=lambda a: a[1].get("Backend") == "none")
    root.wait_signal("PropertiesChanged", check=lambda a: a[1].get("Backend") == "module")
    alice.call(ENGINE, "LoadModule")  # it is loaded: fine


@pytest.mark.service("--problem", "module-not-loaded", "--load-problem", "module-refused")
def test_a_refused_module(service, root, alice, bob):
    assert root.get("Problem") == "module-not-loaded"
    error = alice.start(ENGINE, "LoadModule").error()
    assert error.name == ERROR + "Failed"
    assert "mokutil" in error.message
    assert wait_until(lambda: root.get("Problem") == "module-refused")
    error = bob.start_mark("Mark", bob.spawn()).error()
    assert error.name == ERROR + "Unavailable"




def test_counters_come_while_subscribed(service, bob, carol):
    bob.watch()
    carol.watch()
    time.sleep(1.3)
    assert bob.count("CountersChanged") == 0
    bob.call(ENGINE, "Subscribe")
    bob.call(ENGINE, "Subscribe")  # counts once
    before = time.time()
    usec, counters = bob.wait_signal("CountersChanged", 5)
    assert abs(usec / 1e6 - before) < 5
    assert set(counters) == COUNTERS
    time.sleep(2.2)
    assert 2 <= bob.count("CountersChanged") <= 4
    bob.call(ENGINE, "Unsubscribe")
    seen = bob.count("CountersChanged")
    time.sleep(2.2)
    assert bob.count("CountersChanged") == seen
    bob.call(ENGINE, "Unsubscribe")  # once more: nothing to complain about


def test_a_subscriber_that_leaves_is_forgotten(service, caller, carol):
    carol.watch()
    first, second = caller("bob"), caller("bob")
    first.call(ENGINE, "Subscribe")
    second.call(ENGINE, "Subscribe")
    first.leave()
    seen = carol.count("CountersChanged")
    time.sleep(2.2)
    assert carol.count("CountersChanged") > seen, "the other one is still there"
    second.leave()
    time.sleep(0.3)
    seen = carol.count("CountersChanged")
    time.sleep(2.2)
    assert carol.count("CountersChanged") == seen


def test_unknown_methods_are_refused(service, root):
    error = root.start(ENGINE, "Reboot").error()
    assert error.name == "org.freedesktop.DBus.Error.UnknownMethod"
    error = root.start(ENGINE, "Start", "('now',)").error()
    assert error.name == "org.freedesktop.DBus.Error.InvalidArgs"
