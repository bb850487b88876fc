# SPDX-License-Identifier: GPL-2.0-or-later
"""/sys/kernel/samepage: the same as the built-in scanner's directory, and what is beside it; the CPU cap; the advisor."""

import json
import re
import time

import pytest

from module_under_test import PROGRAMS, THERE, Module, Twins

BUILTIN, OURS = "/sys/kernel/mm/ksm", "/sys/kernel/samepage"


@pytest.fixture
def module(vm, kmod, programs):
    loaded = Module(vm, kmod, programs)
    vm.put(PROGRAMS / "sysfs_values.py", f"{THERE}/sysfs_values.py")
    loaded.load()
    return loaded


def values(vm, directory, *names):
    return json.loads(vm.run(["/usr/bin/python3", f"{THERE}/sysfs_values.py", directory, *names], timeout=180).stdout)


def accepts(module, name, value):
    return module.write(name, value, check=False).code == 0


def test_every_file_of_the_built_in_directory_behaves_the_same(vm, module):
    theirs = values(vm, BUILTIN)
    # The module would find the built-in scanner's pages; they are unmerged, and it is stopped.
    names = vm.run(f"ls {BUILTIN}").stdout.split()
    assert len(names) >= 24 and set(theirs) == {*names, "advisor", "while merged"}
    missing = set(names) - set(vm.run(f"ls {OURS}").stdout.split())
    assert not missing, f"files of the built-in directory that we have not: {missing}"
    ours = {name: values(vm, OURS, name)[name] for name in names}
    for name in names:
        different = {value: (theirs[name]["answers"][value], answer) for value, answer in ours[name]["answers"].items()
                     if answer != theirs[name]["answers"][value]}
        assert not different, f"{name}: (built-in, ours) by value: {different}"
        assert {**ours[name], "answers": 0} == {**theirs[name], "answers": 0}, name
    everything = values(vm, OURS)
    assert everything["advisor"] == theirs["advisor"]
    assert everything["while merged"] == theirs["while merged"]


@pytest.mark.parametrize("user", ["alice"])
def test_everybody_may_read_and_only_root_may_write(vm, module, user):
    for name in vm.run(f"ls {OURS}").stdout.split():
        assert vm.run(f"cat {OURS}/{name}", user=user).stdout, name
        assert "ermission denied" in vm.run(f"echo 1 > {OURS}/{name}", user=user, check=False).stderr, name


def test_our_own_knobs_and_their_ranges(vm, module):
    for name, good, bad in (
            ("huge_page_min_merge", (0, 1, 512), (-1, 513, "x", "''")),
            ("max_cpu_percent", (1, 20, 100), (0, 101, -1, "20%", "''")),
            ("threads", (1, 2), (0, 3, -1, "x", "''")),
            ("max_kernel_pages", (0, 5, 18446744073709551615), (-1, "x", 18446744073709551616)),
            ("reverse_map", (0, 1), ("x", "2", "''")),
            ("zero_pages_only", (0, 1), ("x", "''"))):
        before = module.read(name)
        for value in good:
            assert accepts(module, name, value), f"{name} refuses {value}"
            assert module.read(name) == str(value), name
        last = module.read(name)
        for value in bad:
            assert not accepts(module, name, value), f"{name} takes {value}"
            assert module.read(name) == last, f"{name} is not what it was after a refusal"
        module.write(name, before)
    for mode, shown in (("all", "[all] user cgroup process"), ("cgroup", "all user [cgroup] process"),
                        ("process", "all user cgroup [process]"), ("user", "all [user] cgroup process")):
        assert accepts(module, "domains", mode)
        assert module.read("domains") == shown
    for mode in ("users", "[all]", "''", "all user"):
        assert not accepts(module, "domains", mode)
    assert module.read("domains") == "all [user] cgroup process"


def test_the_cap_follows_the_number_of_threads(module):
    module.write("threads", 2)
    assert accepts(module, "max_cpu_percent", 200)
    assert not accepts(module, "max_cpu_percent", 201)
    module.write("threads", 1)
    assert module.read("max_cpu_percent") == "100"


def test_status_says_what_is_going_on(vm, module):
    assert module.read("status") == "stopped"
    module.write("run", 1)
    assert module.read("status") == "scanning"
    module.write("reverse_map", 0)
    vm.run("echo 1 > /sys/kernel/mm/ksm/run")
    deadline = time.monotonic() + 20
    while module.read("status") == "scanning":
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert module.read("status") == "paused: the built-in scanner was started"
    vm.run("echo 2 > /sys/kernel/mm/ksm/run")
    module.write("run", 2)
    assert module.read("status") == "stopped, everything is unmerged"
    module.write("run", 0)
    assert module.read("status") == "stopped"


def test_metadata_and_profit_are_counted(vm, module):
    a, b = Twins(vm, 3000), Twins(vm, 3000)
    module.mark(a, b)
    module.scan()
    module.until("pages_sharing >= 3000")
    module.settle()
    module.write("run", 0)
    counters = module.counters()
    looked = sum(counters[name] for name in ("pages_shared", "pages_sharing", "pages_unshared", "pages_volatile"))
    assert 4 * looked <= counters["metadata_bytes"] < 64 * looked, "less than the built-in scanner's 64 bytes a page"
    assert counters["general_profit"] == counters["pages_sharing"] * 4096 - counters["metadata_bytes"]
    rows = [row for row in module.netlink("f.dump()") if row["pid"] in (a.pid, b.pid)]
    assert sum(row["metadata_bytes"] for row in rows) == pytest.approx(counters["metadata_bytes"], rel=0.6)


# Both by one program, one right after the other: starting another one takes a good part of a second.
_RUN_NS = """
import subprocess, time
pids = subprocess.run(["pgrep", "^samepage_scan"], capture_output=True, check=True).stdout.split()
ran = [int(open(f"/proc/{int(pid)}/schedstat").read().split()[0]) for pid in pids]
print(sum(ran), time.monotonic_ns())
"""


def _run_ns(vm):
    """What the scanning threads ran so far, and the clock, both in ns."""
    ran, now = vm.run(["python3", "-c", _RUN_NS]).stdout.split()
    return int(ran), int(now)


@pytest.mark.parametrize(("threads", "percent"), [(1, 20), (2, 30), (1, 5)])
def test_scanning_stays_below_its_share_of_the_cpu(vm, module, threads, percent):
    processes = [Twins(vm, 6000), Twins(vm, 6000)]
    module.mark(*processes)
    module.write("threads", threads)
    module.write("max_cpu_percent", percent)
    module.write("smart_scan", 0)  # everything is read in every pass
    module.write("pages_to_scan", 4294967295)
    module.write("sleep_millisecs", 0)
    module.write("run", 1)
    time.sleep(1)
    shares = []
    first = last = _run_ns(vm)
    for _ in range(10):
        time.sleep(1)
        now = _run_ns(vm)
        shares.append(100 * (now[0] - last[0]) / (now[1] - last[1]))
        last = now
    overall = 100 * (last[0] - first[0]) / (last[1] - first[1])
    # Half a slice of 5 ms and what a thread may make up for (50 ms of its share) at either end.
    assert overall <= percent * 1.03 + 0.5, f"{overall:.1f} % of a CPU, in turn {shares}"
    # Threads wait for each other at the end of a pass.
    assert overall >= percent * (0.6 if threads == 1 else 0.35), f"only {overall:.1f} %, in turn {shares}"
    assert max(shares) <= percent * 1.3 + 2, f"a burst: {shares}"


def test_the_advisor_makes_a_pass_take_as_long_as_it_should(vm, module):
    processes = [Twins(vm, 4000), Twins(vm, 4000)]
    module.write("max_cpu_percent", 100)
    module.write("smart_scan", 0)
    module.write("advisor_min_pages_to_scan", 10)
    module.write("advisor_target_scan_time", 2)
    module.write("advisor_mode", "scan-time")
    assert module.read("pages_to_scan") == "10"
    module.write("reverse_map", 0)
    module.write("max_kernel_pages", 0)  # so that all pages are read in every pass
    module.mark(*processes)
    module.write("run", 1)
    module.passes(6)
    took = [event["duration_ns"] / 1e9 for event in module.netlink("f.next_events('pass', 3)")]
    assert len(took) == 3
    assert all(1.4 < seconds < 2.8 for seconds in took), took
    assert 50 < int(module.read("pages_to_scan")) < 2000
    module.write("advisor_mode", "none")
    assert module.read("pages_to_scan") == "100"


def test_nothing_about_the_files_is_left_when_the_module_is_gone(vm, module):
    module.unload()
    assert vm.run(f"test -e {OURS}", check=False).code != 0
    assert not re.search("samepage", vm.run("ls /sys/kernel").stdout)
