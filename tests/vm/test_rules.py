# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules, kept settings and the policy with the real module and the kernel's own process events."""

import json
import time

import pytest

from lab import packages
from module_under_test import PROGRAMS, THERE, Twins

HERD = f"{THERE}/herd"
SOON = 2  # seconds, from the start of a program until it is marked


@pytest.fixture
def vm(make_vm, lab):
    """A VM with the packages installed, the module loaded and the scanner running."""
    made = make_vm(packages.installed_state(lab))
    made.run(["mkdir", "-p", THERE])
    for name in ("twins.py", "samepage_netlink.py"):
        made.put(PROGRAMS / name, f"{THERE}/{name}", mode=0o755)
    made.run(["cp", "/usr/bin/sleep", HERD])
    ctl(made, "load")
    made.run("echo 20000 > /sys/kernel/samepage/pages_to_scan")
    ctl(made, "start")
    return made


def ctl(vm, arguments, user="admin", check=True):
    return vm.run(f"samepagectl {arguments} --json --no-ask-password", user=user, check=check)


def rows(vm):
    return {row["pid"]: row for row in json.loads(ctl(vm, "list --all").stdout)}


def status(vm):
    return json.loads(ctl(vm, "status").stdout)


def knob(vm, name):
    return vm.read(f"/sys/kernel/samepage/{name}").strip()


def add(vm, arguments):
    return json.loads(ctl(vm, f"rules add {arguments}").stdout)["rules"][0]


def pids(vm):
    return {int(pid) for pid in vm.run(["pgrep", "-f", f"^{HERD}"], check=False).stdout.split()}


def herd(vm, user="root", start=None):
    """The pid of a program that nobody else runs, as soon as it is that program: the fork comes first."""
    before = pids(vm)
    if start:
        vm.run(start)
    else:
        vm.start([HERD, "1000"], user=user)
    wait_for(lambda: pids(vm) - before, 10, f"{HERD} does not start")
    return (pids(vm) - before).pop()


def by(vm, pid):
    row = rows(vm)[pid]
    return row["marked_by"] if row["marked"] else ""


def wait_for(condition, seconds, what):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def marked_soon(vm, pid, author):
    # Some more, as the VM takes its time for samepagectl, too.
    wait_for(lambda: by(vm, pid) == author, SOON + 2, f"{pid} is not marked by {author}")


def test_rules_mark_what_runs_and_what_starts(vm):
    before, mine = herd(vm), herd(vm, "alice")
    executable = add(vm, f"executable {HERD}")
    assert by(vm, before) == by(vm, mine) == f"rule:{executable}"
    marked_soon(vm, herd(vm, "alice"), f"rule:{executable}")

    # A unit, and again when it is started anew.
    ctl(vm, f"rules disable {executable}")
    pid = herd(vm, start=f"systemd-run --unit=herd.service {HERD} 1000")
    assert by(vm, pid) == ""
    unit = add(vm, "unit herd.service")
    assert by(vm, pid) == f"rule:{unit}"
    marked_soon(vm, herd(vm, start="systemctl restart herd.service"), f"rule:{unit}")

    user = add(vm, "user bob")
    marked_soon(vm, herd(vm, "bob"), f"rule:{user}")
    assert by(vm, herd(vm, "alice")) == ""

    # Never: what bob starts inherits nothing and is not marked.
    ctl(vm, f"rules remove {executable}")
    add(vm, f"executable {HERD} --never")
    pid = herd(vm, "bob")
    time.sleep(SOON)
    assert by(vm, pid) == ""
    assert vm.run("samepagectl rules --no-ask-password", user="alice", check=False).code == 3


def test_a_domain_is_shared_by_users_and_by_nobody_else(vm):
    mine, theirs, other = (Twins(vm, 1000, user=user) for user in ("alice", "bob", "root"))
    for name in ("alice", "bob"):
        add(vm, f"user {name} --domain=fleet")
    ctl(vm, f"mark {other.pid}")
    wait_for(lambda: rows(vm)[mine.pid]["saved"] > 300 * 4096, 90, "alice and bob share nothing")
    assert rows(vm)[theirs.pid]["saved"] > 300 * 4096
    # The interpreter has some pages twice itself.
    assert rows(vm)[other.pid]["merged"] < 300 * 4096
    for process in (mine, theirs, other):
        process.tell("check")


def test_they_outlive_the_service_and_the_module(vm):
    by_rule, by_hand = herd(vm), Twins(vm, 100)
    ctl(vm, f"mark {by_hand.pid}")
    rule = add(vm, f"executable {HERD}")
    ctl(vm, "tunables sleep_millisecs=33 max_cpu_percent=40")
    before = int(vm.run("systemctl show -P MainPID samepaged.service").stdout)
    vm.run("systemctl kill -s KILL samepaged.service")
    wait_for(lambda: int(vm.run("systemctl show -P MainPID samepaged.service").stdout) not in (0, before), 20,
             "the service does not come back")
    assert by(vm, by_rule) == f"rule:{rule}"
    assert by(vm, by_hand.pid) == "user:admin"
    marked_soon(vm, herd(vm), f"rule:{rule}")

    # By hand, and faster than the service looks.
    vm.run("echo 2 > /sys/kernel/samepage/run; rmmod samepage; modprobe samepage")
    wait_for(lambda: knob(vm, "sleep_millisecs") == "33", 10, "the settings are not as they were")
    wait_for(lambda: knob(vm, "run") == "1", 10, "it was not started again")
    wait_for(lambda: status(vm)["state"] == "running", 5, "it does not say that it runs")
    assert knob(vm, "max_cpu_percent") == "40"
    marked_soon(vm, herd(vm), f"rule:{rule}")

    # As after a restart of the machine.
    vm.run("systemctl stop samepaged.service; echo 2 > /sys/kernel/samepage/run; rmmod samepage; rm -r /run/samepage")
    assert vm.run(["systemctl", "is-enabled", "samepage-resume.service"]).stdout.strip() == "enabled"
    vm.run("systemctl start samepage-resume.service")
    wait_for(lambda: vm.run("test -e /sys/kernel/samepage/run", check=False).code == 0, 30, "the module is not loaded")
    wait_for(lambda: knob(vm, "sleep_millisecs") == "33", 10, "the settings are not as they were")
    wait_for(lambda: knob(vm, "run") == "1", 10, "it does not run")


@pytest.mark.parametrize("bus", ["dbus-daemon", "dbus-broker"])
def test_the_bus_dies(vm, bus):
    if bus == "dbus-broker":
        vm.run("systemctl stop dbus.socket dbus.service; systemctl enable -q dbus-broker.service;"
               "systemctl start dbus.socket dbus.service", timeout=120)
    assert vm.run(["pgrep", "-x", bus]).stdout
    by_hand = Twins(vm, 100)
    ctl(vm, f"mark {by_hand.pid}")
    rule = add(vm, f"executable {HERD}")
    before = vm.run("systemctl show -P MainPID dbus.service samepaged.service").stdout.split()
    vm.run("systemctl kill -s KILL dbus.service", check=False)
    # systemd starts the bus anew as soon as somebody wants it, and the bus the service.
    wait_for(lambda: ctl(vm, "status", check=False).code == 0, 60, "the service is not back on the bus")
    after = vm.run("systemctl show -P MainPID dbus.service samepaged.service").stdout.split()
    assert not set(before) & set(after), (before, after)
    assert status(vm)["state"] == "running"
    assert by(vm, by_hand.pid) == "user:admin"
    marked_soon(vm, herd(vm), f"rule:{rule}")


def test_the_policy_waits_for_low_memory(vm):
    ctl(vm, "policy when=low-memory memory_percent=1")
    wait_for(lambda: status(vm)["state"] == "waiting", 5, "it does not wait")
    assert "less than 1 % of memory" in status(vm)["explanation"]
    assert knob(vm, "run") == "0"
    ctl(vm, "policy memory_percent=95")
    wait_for(lambda: status(vm)["state"] == "running", 5, "it does not run")
    assert knob(vm, "run") == "1"
    ctl(vm, "policy when=mains")
    assert status(vm)["state"] == "running"  # a VM has no battery
    ctl(vm, "pause")
    assert status(vm)["state"] == "paused"
