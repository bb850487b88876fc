# SPDX-License-Identifier: GPL-2.0-or-later
"""The service on the bus: its name, its description, coming and going."""

import os
import pathlib
import re
import subprocess
import time
import xml.etree.ElementTree

from conftest import ENGINE, CallError, wait_until

CONTRACTS = pathlib.Path(__file__).resolve().parents[2] / "dbus"


def request_name(who, name):
    return who.start("org.freedesktop.DBus", "RequestName", f"('{name}', uint32 4)",
                     destination="org.freedesktop.DBus", path="/org/freedesktop/DBus")


def test_only_root_may_be_the_service(service, bob, alice):
    service.stop()
    assert wait_until(lambda: not service.has_name())
    for who in (bob, alice):
        for name in ("org.samepage.Samepage1", "org.samepage.Samepage1.Engine"):
            error = request_name(who, name).error()
            assert error.name == "org.freedesktop.DBus.Error.AccessDenied"


def test_a_second_service_does_not_start(service):
    second = subprocess.run([os.environ["SAMEPAGED_FAKE"]], capture_output=True, text=True,
                            timeout=20, check=False)
    assert second.returncode == 1
    assert re.match(r"<3>Could not start: ", second.stderr)
    assert service.has_name()


def test_other_interfaces_are_out_of_reach(service, bob):
    error = bob.start("org.freedesktop.systemd1.Manager", "Exit").error()
    assert error.name == "org.freedesktop.DBus.Error.AccessDenied"


def described(text):
    """Interface -> its methods, signals and properties with their types."""
    result = {}
    for interface in xml.etree.ElementTree.fromstring(text).iter("interface"):
        members = set()
        for member in interface:
            if member.tag == "annotation":
                continue
            arguments = tuple((a.get("direction", "out" if member.tag == "signal" else "in"),
                               a.get("name"), a.get("type"))
                              for a in member.findall("arg"))
            members.add((member.tag, member.get("name"), member.get("type"), member.get("access"),
                         arguments))
        result[interface.get("name")] = members
    return result


def test_it_describes_itself_as_documented(service, bob):
    text = bob.call("org.freedesktop.DBus.Introspectable", "Introspect")
    shown = described(text)
    for file in CONTRACTS.glob("*.xml"):
        for interface, members in described(file.read_text()).items():
            assert shown[interface] == members


def test_it_ends_when_told(service):
    assert service.stop() == 0


def test_it_leaves_when_nobody_needs_it(start_service, make_caller):
    who, admin = make_caller("bob"), make_caller("alice")
    service = start_service("--idle-exit", "1000")
    time.sleep(2)
    assert service.process.poll() is None, "it left a scanner without a history"
    admin.call(ENGINE, "Pause")
    for _ in range(4):  # every call keeps it
        time.sleep(0.5)
        who.call(ENGINE, "GetCounters")
    who.call(ENGINE, "Subscribe")
    time.sleep(2)
    assert service.process.poll() is None, "it left a subscriber alone"
    who.leave()
    assert service.process.wait(5) == 0
    assert "leaving" in service.log()


def test_it_finishes_what_it_does_before_it_leaves(start_service, make_caller):
    bob, alice = make_caller("bob"), make_caller("alice")
    pid = bob.spawn()
    service = start_service("--idle-exit", "500", "--mark-delay", "1500")
    alice.call(ENGINE, "Pause")
    bob.start_mark("Mark", pid).result(5)
    assert service.process.wait(5) == 0


def test_no_call_is_lost_while_it_leaves(start_service, make_caller):
    bob, alice = make_caller("bob"), make_caller("alice")
    service = start_service("--idle-exit", "200")
    alice.call(ENGINE, "Pause")
    # Without an activation file the call that comes too late finds nobody;
    # what must not happen is that it is taken and never answered.
    pause = 0.15
    while service.process.poll() is None:
        call = bob.start(ENGINE, "GetCounters", timeout=3000)
        try:
            call.result(5)
        except CallError as error:
            assert error.name in ("org.freedesktop.DBus.Error.ServiceUnknown",
                                  "org.freedesktop.DBus.Error.NameHasNoOwner")
        time.sleep(pause)
        pause += 0.005  # closer and closer to the moment at which it leaves
    assert service.process.wait(5) == 0


def test_help_and_version():
    program = os.environ["SAMEPAGED"]
    text = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    assert "Usage:" in text and "--version" in text
    text = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    assert re.fullmatch(r"samepaged \d+\.\d+\.\d+\n", text)
    assert subprocess.run([program, "--nonsense"], capture_output=True, check=False).returncode != 0
    assert subprocess.run([program, "argument"], capture_output=True, check=False).returncode != 0


def test_without_a_bus_it_says_so():
    environment = dict(os.environ, DBUS_SYSTEM_BUS_ADDRESS="unix:path=/nonexistent/bus")
    result = subprocess.run([os.environ["SAMEPAGED"]], env=environment, capture_output=True,
                            text=True, timeout=20, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith("<3>")


def test_the_real_one_runs_here_too(tmp_path):
    """samepaged itself, on whatever this machine's kernel offers."""
    with open(tmp_path / "log", "wb") as stderr:
        process = subprocess.Popen([os.environ["SAMEPAGED"]], stderr=stderr)
    try:
        def backend():
            return subprocess.run(
                ["busctl", "get-property", "org.samepage.Samepage1", "/org/samepage/Samepage1",
                 ENGINE, "Backend"], capture_output=True, text=True, check=False).stdout.strip()
        assert wait_until(lambda: backend() in ('s "none"', 's "builtin"', 's "module"'))
        rows = subprocess.run(
            ["busctl", "--json=short", "call", "org.samepage.Samepage1", "/org/samepage/Samepage1",
             "org.samepage.Samepage1.Processes", "List", "a{sv}", "1", "scope", "s", "all"],
            capture_output=True, text=True, check=True).stdout
        assert f'"data":{process.pid}' in rows
    finally:
        process.terminate()
        assert process.wait(15) == 0, (tmp_path / "log").read_text()
