# SPDX-License-Identifier: GPL-2.0-or-later
"""polkitd hangs, dies and comes back: never a yes, never a hang."""

import os
import signal
import subprocess
import time

import pytest
from conftest import ENGINE, ERROR, PROCESSES, wait_until

pytestmark = pytest.mark.service("--polkit-timeout", "1000")


class Polkitd:
    def __init__(self):
        self.pid = int(os.environ["SAMEPAGE_TEST_POLKITD_PID"])
        self.process = None  # that was started here

    def on_the_bus(self):
        reply = subprocess.run(
            ["dbus-send", "--system", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/",
             "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.PolicyKit1"],
            capture_output=True, text=True, check=False)
        return "true" in reply.stdout

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        assert wait_until(lambda: not self.on_the_bus())

    def start(self):
        if self.process:
            self.process.wait()
        self.process = subprocess.Popen(["setpriv", "--reuid=polkitd", "--regid=polkitd",
                                         "--clear-groups", "/usr/lib/polkit-1/polkitd", "--no-debug"])
        assert wait_until(self.on_the_bus)
        self.pid = self.process.pid


@pytest.fixture(scope="module")
def the_polkitd():
    polkitd = Polkitd()
    yield polkitd
    if polkitd.process:
        polkitd.process.terminate()
        polkitd.process.wait()


@pytest.fixture
def polkitd(the_polkitd):
    """It runs, however the test before left it."""
    if not the_polkitd.on_the_bus():
        the_polkitd.start()
    return the_polkitd


def test_polkit_hangs(service, polkitd, alice, bob, root, sleeper):
    alice.call(ENGINE, "Pause")
    os.kill(polkitd.pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        calls = [alice.start_mark("Mark", sleeper), alice.start(ENGINE, "Start"),
                 alice.start(PROCESSES, "List", "({'scope': <'all'>},)")]
        # What needs no permission goes on.
        assert bob.list()
        assert bob.call(ENGINE, "GetCounters")
        assert bob.get("State") == "paused"
        assert time.monotonic() - began < 0.9
        for call in calls:
            error = call.error(5)
            assert error.name == ERROR + "NotAuthorizedTimeout"
            assert "did not answer in time" in error.message
        assert time.monotonic() - began < 4
    finally:
        os.kill(polkitd.pid, signal.SIGCONT)
    time.sleep(0.3)  # what it says now comes too late
    assert root.get("State") == "paused"
    assert not root.is_marked(sleeper)
    alice.mark(sleeper)


def test_polkit_dies_and_comes_back(service, polkitd, alice, bob, sleeper):
    polkitd.kill()
    began = time.monotonic()
    for call in (alice.start_mark("Mark", sleeper), bob.start_mark("Mark", bob.spawn())):
        error = call.error(5)
        assert error.name == ERROR + "NotAuthorizedUnavailable"
        assert "polkit could not be asked" in error.message
    assert time.monotonic() - began < 4
    assert bob.list()

    polkitd.start()
    alice.mark(sleeper)
    bob.mark(bob.spawn())


def test_polkit_dies_while_it_is_asked(service, polkitd, alice, root, sleeper):
    alice.call(ENGINE, "Pause")
    os.kill(polkitd.pid, signal.SIGSTOP)
    calls = [alice.start_mark("Mark", sleeper), alice.start(ENGINE, "Start", interactive=True)]
    time.sleep(0.3)  # they have reached it
    began = time.monotonic()
    polkitd.kill()
    for call in calls:
        error = call.error(5)
        assert error.name == ERROR + "NotAuthorizedUnavailable", error
    assert time.monotonic() - began < 0.7, "it waited for the time limit"
    assert root.get("State") == "paused"


def test_there_never_was_one(polkitd, start_service, make_caller, sleeper):
    polkitd.kill()
    start_service("--polkit-timeout", "1000")
    alice, bob, root = (make_caller(user) for user in ("alice", "bob", "root"))
    pid = bob.spawn()
    for interactive in (False, True):
        for call in (alice.start_mark("Mark", sleeper, interactive=interactive),
                     bob.start_mark("Mark", pid, interactive=interactive),
                     root.start(ENGINE, "Pause", interactive=interactive),
                     alice.start(PROCESSES, "List", "({'scope': <'all'>},)", interactive=interactive)):
            assert call.error(5).name == ERROR + "NotAuthorizedUnavailable"
    assert not bob.list()[pid]["marked"]
    assert bob.get("State") == "running"
    assert bob.call(ENGINE, "GetCounters")
    polkitd.start()  # nothing has to be started anew
    bob.mark(pid)
    alice.mark(sleeper)
    assert alice.list("{'scope': <'all'>}")[sleeper]["marked"]
