# SPDX-License-Identifier: GPL-2.0-or-later
"""The installed packages, as the tests use them."""

import json
import time

from module_under_test import PROGRAMS, THERE, Twins

NAMES = ["samepage", "samepaged", "samepage-dkms"]
OBJECT = "org.samepage.Samepage1 /org/samepage/Samepage1"


def ctl(vm, arguments, user="alice", check=True):
    return vm.run(f"samepagectl {arguments} --json --no-ask-password", user=user, check=check)


def status(vm):
    return json.loads(vm.run("samepagectl status --json", user="alice").stdout)


def twins(vm, pages, user):
    """Two processes of this user with the same contents."""
    vm.run(["mkdir", "-p", THERE])
    vm.put(PROGRAMS / "twins.py", f"{THERE}/twins.py", mode=0o755)
    return Twins(vm, pages, user=user), Twins(vm, pages, user=user)


def merge(vm, processes, pages, user):
    """Marks them as their owner and scans until that many pages are saved."""
    ctl(vm, "mark " + " ".join(str(process.pid) for process in processes), user=user)
    vm.run("echo 20000 > /sys/kernel/samepage/pages_to_scan; echo 1 > /sys/kernel/samepage/sleep_millisecs")
    ctl(vm, "start", user="admin")
    deadline = time.monotonic() + 60
    while status(vm)["counters"]["pages_sharing"] < pages:
        assert time.monotonic() < deadline, status(vm)
        time.sleep(0.5)


def recorded(vm):
    """The times in the history, once there are any: while scanning, a second passes from one to the next."""
    deadline = time.monotonic() + 60
    while not (times := json.loads(ctl(vm, "history --points 1000").stdout)["times"]):
        assert time.monotonic() < deadline, "scanning, and nothing came into the history"
        time.sleep(0.5)
    return times
