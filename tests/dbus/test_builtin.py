# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernel's own scanner as the engine: shows and runs, cannot mark."""

import pathlib

import pytest
from conftest import ENGINE, ERROR, start_time

KSM = pathlib.Path("/run/samepage-test-ksm")


@pytest.fixture(autouse=True)
def ksm_directory():
    KSM.mkdir(exist_ok=True)
    for name, value in {"run": 0, "pages_shared": 10, "pages_sharing": 40, "pages_unshared": 3,
                        "pages_volatile": 2, "full_scans": 5, "pages_scanned": 600}.items():
        (KSM / name).write_text(f"{value}")


pytestmark = pytest.mark.service("--problem", "module-not-installed", "--ksm-dir", str(KSM))


def test_it_shows_what_there_is(service, bob):
    assert bob.get("Backend") == "builtin"
    assert bob.get("State") == "paused"
    assert bob.get("Problem") == "module-not-installed"
    counters = bob.call(ENGINE, "GetCounters")
    assert counters["pages_sharing"] == 40
    assert counters["saved_bytes"] == 40 * 4096


def test_it_is_started_and_paused(service, alice):
    alice.call(ENGINE, "Start")
    assert (KSM / "run").read_text() == "1"
    assert alice.get("State") == "running"
    alice.call(ENGINE, "Pause")
    assert (KSM / "run").read_text() == "0"
    alice.call(ENGINE, "UnmergeAll")
    assert (KSM / "run").read_text() == "2"
    assert alice.get("State") == "paused"


def test_changes_by_others_are_noticed(service, bob):
    bob.watch()
    (KSM / "run").write_text("1")
    bob.wait_signal("PropertiesChanged", 5, check=lambda a: a[1].get("State") == "running")
    assert bob.get("Explanation") == "Another program has started it."


def test_it_says_why_it_cannot_mark(service, bob):
    pid = bob.spawn()
    for method in ("Mark", "Unmark"):
        error = bob.start_mark(method, pid, start_time(pid)).error()
        assert error.name == ERROR + "NotSupported"
        assert "samepage-dkms" in error.message
