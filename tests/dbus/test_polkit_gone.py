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

    def on_the_bus(self):
        reply = subprocess.run(
            ["dbus-send", "--system", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/",
             "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.PolicyKit1"],
            capture_output=True, text=True, check=False)
        return "true" in reply.stdout

    def start(self):
        process = subprocess.Popen(["setpriv", "--reuid=polkitd", "--regid=polkitd",
                                    "--clear-groups", "/usr/lib/polkit-1/polkitd", "--no-debug"])
        assert wait_until(self.on_the_bus)
        self.pid = process.pid
        return process


@pytest.fixture
def polkitd():
    return Polkitd()


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
            assert error.name == ERROR + "NotAuthorized"
            assert "did not answer in time" in error.message
        assert time.monotonic() - began < 4
    finally:
        os.kill(polkitd.pid, signal.SIGCONT)
    time.sleep(0.3)  # what it says now comes too late
    assert root.get("State") == "paused"
    assert not root.is_marked(sleeper)
    alice.mark(sleeper)


def test_polkit_dies_and_comes_back(service, polkitd, alice, bob, sleeper):
    os.kill(polkitd.pid, signal.SIGKILL)
    assert wait_until(lambda: not polkitd.on_the_bus())
    began = time.monotonic()
    for call in (alice.start_mark("Mark", sleeper), bob.start_mark("Mark", bob.spawn())):
        error = call.error(5)
        assert error.name == ERROR + "NotAuthorized"
        assert "polkit could not be asked" in error.message
    assert time.monotonic() - began < 4
    assert bob.list()

    process = polkitd.start()
    try:
        alice.mark(sleeper)
        bob.mark(bob.spawn())
    finally:
        process.terminate()
        process.wait()
