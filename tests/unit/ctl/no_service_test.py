# SPDX-License-Identifier: GPL-2.0-or-later
"""samepagectl where the service or the bus is missing, or leaves."""

import os
import subprocess
import time

from ctl_runner import ctl, start


def test_without_a_service():
    for command in (["status"], ["list"], ["mark", os.getpid()], ["start"], ["watch"]):
        result = ctl("bob", *command)
        assert result.code == 5, (command, result)
        assert result.out == ""
        assert result.err.startswith("samepagectl: ")
        assert "service" in result.err


def test_without_a_bus():
    result = ctl("bob", "status", "--json",
                 env={"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent/bus"})
    assert result.code == 5
    assert "bus" in result.json()["error"]["message"]


def test_help_needs_no_bus():
    result = ctl("bob", "--help", env={"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent/bus"})
    assert result.code == 0
    assert result.out.startswith("Usage: samepagectl")
    assert ctl("bob").code == 2


def test_watch_notices_that_the_service_is_gone():
    service = subprocess.Popen([os.environ["SAMEPAGED_FAKE"]], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            if ctl("bob", "status").code == 0:
                break
            time.sleep(0.05)
        watch = start("bob", "watch")
        watch.stdout.readline()
        watch.stdout.readline()
        service.kill()
        assert watch.wait(10) == 5
        assert watch.stderr.read().startswith("samepagectl: ")
        watch.communicate()
    finally:
        service.kill()
        service.wait()
