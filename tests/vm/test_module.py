# SPDX-License-Identifier: GPL-2.0-or-later
"""The module on the stock kernel: merging, marking, control, errors, unloading."""

import errno
import time

import pytest

from module_under_test import MERGE_ANY, MERGEABLE, THERE, Module, NetlinkRefusal, Twins

DAY = 24 * 3600 * 100  # ticks


@pytest.fixture
def unloaded(vm, kmod, programs):
    return Module(vm, kmod, programs)


@pytest.fixture
def module(unloaded):
    unloaded.load()
    return unloaded


def eventually(condition, timeout=30):
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.2)


def test_two_processes_share_what_is_equal(vm, module):
    a, b = Twins(vm, 2000), Twins(vm, 2000)
    module.mark(a, b)
    assert module.counters()["pages_shared"] == 0, "marking alone merges nothing"
    module.scan()
    counters = module.until("pages_sharing >= 2000")
    assert counters["pages_shared"] >= 2000
    module.settle()
    a.tell("check")
    b.tell("check")
    for process in (a, b):
        merged = module.info(process.pid)["merged_pages"]
        assert merged >= 2000
        assert module.smaps_ksm_pages(process.pid) == pytest.approx(merged, rel=0.05)
        assert module.ksm_stat(process.pid)["ksm_merging_pages"] == pytest.approx(merged, rel=0.05)


def test_equal_pages_of_one_process_become_one(vm, module):
    a = Twins(vm, 3000, distinct=3)
    module.mark(a)
    module.scan()
    module.until("pages_sharing >= 2990")
    module.passes(1)
    # Three contents, 256 mappings at most of one page; counted anew every two seconds.
    eventually(lambda: module.info(a.pid)["saved_bytes"] >= 2980 * 4096)
    a.tell("check")


def test_memory_comes_back_and_is_taken_again(vm, module):
    def available():
        return int(vm.run("grep MemAvailable /proc/meminfo").stdout.split()[1]) // 4

    processes = [Twins(vm, 10000) for _ in range(4)]
    before = available()
    module.mark(*processes)
    module.scan()
    module.until("pages_sharing >= 30000", timeout=120)
    # Freed pages wait in per-CPU lists for some seconds.
    eventually(lambda: available() - before > 28000)
    for process in processes:
        process.tell("check")
    module.write("run", 2)
    assert module.counters()["pages_sharing"] == 0
    eventually(lambda: available() - before < 5000)
    for process in processes:
        process.tell("check")


def test_a_write_takes_one_page_back(vm, module):
    a, b = Twins(vm, 500), Twins(vm, 500)
    module.mark(a, b)
    module.scan()
    module.until("pages_sharing >= 500")
    module.passes(1)
    before = module.info(a.pid)["merged_pages"]
    for page in range(100):
        a.tell(f"write {page} {page}")
    a.tell("check")
    b.tell("check")
    module.passes(2)
    assert module.info(a.pid)["merged_pages"] <= before - 95
    # Equal again: merged again.
    for page in range(100):
        b.tell(f"write {page} {page}")
    module.passes(3)
    assert module.info(a.pid)["merged_pages"] >= before - 5
    a.tell("check")
    b.tell("check")


def test_unmap_and_exit_give_memory_back(vm, module):
    a, b = Twins(vm, 2000), Twins(vm, 2000)
    module.mark(a, b)
    module.scan()
    module.until("pages_sharing >= 2000")
    module.passes(1)
    before = module.info(a.pid)["merged_pages"]
    a.tell("unmap 0 1000")
    a.tell("check")
    module.passes(2)
    assert module.info(a.pid)["merged_pages"] <= before - 990
    b.process.kill()
    module.until("pages_sharing < 500", timeout=10)
    module.write("run", 0)
    a.process.kill()
    module.until("pages_shared == 0", timeout=10)


def test_fork_and_exec_inherit_the_mark(vm, module):
    a, b = Twins(vm, 1000), Twins(vm, 1000)
    module.mark(a, b)
    module.scan()
    module.until("pages_sharing >= 1000")
    child = int(a.ask("fork"))
    assert module.info(child)["flags"] == MERGE_ANY | MERGEABLE
    module.passes(2)
    assert module.info(child)["merged_pages"] >= 1000
    assert module.ksm_stat(child)["ksm_merging_pages"] >= 1000
    vm.run(f"kill {child}")
    assert a.ask("exec") == f"ready {a.pid}"
    assert module.info(a.pid)["flags"] == MERGE_ANY | MERGEABLE


def test_a_process_that_asked_for_itself_is_served(vm, module):
    a, b = Twins(vm, 800), Twins(vm, 800)
    for process in (a, b):
        process.tell("advise mergeable")
    module.scan()
    module.until("pages_sharing >= 800")
    assert module.info(a.pid)["flags"] == MERGEABLE
    a.tell("advise unmergeable")
    a.tell("check")
    module.passes(2)
    assert module.info(a.pid)["merged_pages"] == 0
    assert module.smaps_ksm_pages(a.pid) == 0
    assert (module.info(a.pid)["flags"], module.info(b.pid)["flags"]) == (0, MERGEABLE)


def test_unmark_gives_own_copies_at_once(vm, module):
    a, b = Twins(vm, 1000), Twins(vm, 1000)
    module.mark(a, b)
    module.scan()
    module.until("pages_sharing >= 1000")
    module.unmark(a)
    assert module.smaps_ksm_pages(a.pid) == 0
    info = module.info(a.pid)
    assert (info["merged_pages"], info["saved_bytes"], info["flags"]) == (0, 0, 0)
    a.tell("check")
    b.tell("check")
    module.unmark(a)  # not marked: nothing to do, no error


def test_huge_pages_merge_too(vm, module):
    vm.run("echo always > /sys/kernel/mm/transparent_hugepage/enabled")
    a, b = Twins(vm, 4096), Twins(vm, 4096)
    assert int(vm.run(f"grep AnonHugePages /proc/{a.pid}/smaps_rollup").stdout.split()[1]) > 4096
    module.mark(a, b)
    module.scan()
    module.until("pages_sharing >= 4096", timeout=120)
    a.tell("check")
    b.tell("check")


def test_dump_lists_every_mergeable_process_once(vm, module):
    processes = [Twins(vm, 10) for _ in range(5)]
    bystander = Twins(vm, 10)
    module.mark(*processes)
    rows = module.netlink("f.dump()")
    assert sorted(row["pid"] for row in rows) == sorted(p.pid for p in processes)
    assert bystander.pid not in [row["pid"] for row in rows]
    # More than one message holds.
    vm.run("for i in $(seq 300); do sleep 100 & done; "
           f"python3 -c \"import sys; sys.path.insert(0, '{THERE}')\n"
           "from samepage_netlink import *\nimport subprocess\nf = Family()\n"
           "pids = subprocess.run(['pgrep', '-x', 'sleep'], capture_output=True).stdout.split()\n"
           "[f.mark(int(p)) for p in pids]\n"
           "rows = [r['pid'] for r in f.dump()]\n"
           "assert len(rows) == len(set(rows)) and set(map(int, pids)) <= set(rows), len(rows)\"; pkill -x sleep")


REFUSALS = [
    ("f.request(MARK, by_pid(2))", errno.EINVAL, "kernel thread"),
    ("f.request(MARK, u32(PID, 999999) + u64(START_TIME, 1))", errno.ESRCH, "no process"),
    (f"f.request(MARK, u32(PID, os.getpid()) + u64(START_TIME, start_time(os.getpid()) + {DAY}))",
     errno.ESTALE, "another process"),
    ("f.request(MARK, u32(PID, os.getpid()))", errno.EINVAL, "start time"),
    ("f.request(MARK, u64(START_TIME, 5))", errno.EINVAL, "start time"),
    ("f.request(MARK)", errno.EINVAL, "pidfd"),
    ("f.request(MARK, by_pid(os.getpid()) + s32(PIDFD, os.pidfd_open(os.getpid())))", errno.EINVAL, "both"),
    ("f.request(MARK, s32(PIDFD, 0))", errno.EBADF, "pidfd"),
    ("f.request(MARK, s32(PIDFD, 12345))", errno.EBADF, "pidfd"),
    ("f.request(MARK, s32(PIDFD, -1))", errno.ERANGE, "range"),
    ("f.request(MARK, u32(PID, 0) + u64(START_TIME, 1))", errno.ERANGE, "range"),
    ("f.request(MARK, attribute(PID, b'ab') + u64(START_TIME, 1))", errno.EINVAL, "length"),
    ("f.request(MARK, by_pid(os.getpid()) + u32(77, 1))", errno.EINVAL, "attribute"),
    ("f.request(MARK, b'\\xff\\xff\\x02\\x00')", errno.EINVAL, ""),
    ("f.request(GET, by_pid(os.getpid()), flags=NLM_F_DUMP)", errno.EINVAL, "dump"),
    ("f.request(99)", errno.EOPNOTSUPP, ""),
    ("f.request(UNMARK, by_pid(2))", errno.EINVAL, "kernel thread"),
    ("f.request(GET, u32(PID, 999999) + u64(START_TIME, 1))", errno.ESRCH, "no process"),
]


def test_refusals_are_clear(module):
    for code, number, words in REFUSALS:
        with pytest.raises(NetlinkRefusal) as refusal:
            module.netlink(code)
        assert refusal.value.errno == number, (code, refusal.value)
        assert words in refusal.value.text, (code, refusal.value)


def test_an_exited_process_and_its_successor_are_refused(vm, module):
    # A zombie: the pid is there, the memory is not.
    zombie = ("(lambda p: (__import__('time').sleep(0.3), f.request(MARK, %s))[1])"
              "(__import__('subprocess').Popen(['true']))")
    for name in ("by_pid(p.pid)", "s32(PIDFD, os.pidfd_open(p.pid))"):
        with pytest.raises(NetlinkRefusal) as refusal:
            module.netlink(zombie % name)
        assert refusal.value.errno == errno.ESRCH
        assert "exited" in refusal.value.text
    # The pid comes again with another process behind it.
    successor = Twins(vm, 10)
    with pytest.raises(NetlinkRefusal) as refusal:
        module.netlink(f"f.request(MARK, u32(PID, {successor.pid}) + u64(START_TIME, start_time(1)))")
    assert refusal.value.errno == errno.ESTALE
    assert module.info(successor.pid)["flags"] == 0


def test_pidfd_marks_and_a_thread_is_refused(vm, module):
    a = Twins(vm, 10)
    assert module.netlink(f"f.request(MARK, s32(PIDFD, os.pidfd_open({a.pid})))") == []
    assert module.info(a.pid)["flags"] == MERGE_ANY | MERGEABLE
    with pytest.raises(NetlinkRefusal) as refusal:
        module.netlink("(lambda t: (t.start(), f.request(MARK, u32(PID, t.native_id) + u64(START_TIME, 1)))[1])"
                       "(__import__('threading').Thread(target=__import__('time').sleep, args=(1,)))")
    assert refusal.value.errno == errno.EINVAL
    assert "thread" in refusal.value.text


def test_without_cap_sys_admin_nothing_is_told_and_nothing_changes(vm, module):
    a = Twins(vm, 10, user="alice")
    for code in (f"f.mark({a.pid})", f"f.unmark({a.pid})", f"f.get(by_pid({a.pid}))", "f.dump()"):
        with pytest.raises(NetlinkRefusal) as refusal:
            module.netlink(code, user="alice")
        assert refusal.value.errno == errno.EPERM, code
        assert "CAP_SYS_ADMIN" in refusal.value.text
    assert module.info(a.pid)["flags"] == 0
    assert vm.run("echo 1 > /sys/kernel/samepage/run", user="alice", check=False).code != 0
    # Root of a user namespace is not root here.
    assert "Operation not permitted" in vm.run(
        f"unshare -Ur python3 {THERE}/samepage_netlink.py dump", user="alice", check=False).stderr


def test_knobs_refuse_what_is_out_of_range(module):
    before = module.counters()
    for name, bad in (("run", "3"), ("run", "-1"), ("run", "x"), ("run", "''"), ("pages_to_scan", "-5"),
                      ("pages_to_scan", "4294967296"), ("sleep_millisecs", "1.5"), ("max_kernel_pages", "many")):
        result = module.write(name, bad, check=False)
        assert result.code != 0 and "Invalid argument" in result.stderr, (name, bad)
    assert {k: v for k, v in module.counters().items() if k in ("run", "pages_to_scan", "sleep_millisecs")} == \
        {k: before[k] for k in ("run", "pages_to_scan", "sleep_millisecs")}
    assert before["pages_to_scan"] == 100 and before["sleep_millisecs"] == 20 and before["run"] == 0
    for name in ("pages_shared", "pages_sharing", "full_scans"):
        assert module.write(name, 1, check=False).code != 0


def test_the_built_in_scanner_and_this_one_never_run_together(vm, module):
    vm.run("echo 1 > /sys/kernel/mm/ksm/run")
    result = module.write("run", 1, check=False)
    assert result.code != 0 and "busy" in result.stderr
    assert "echo 2 > /sys/kernel/mm/ksm/run" in vm.kernel_log()
    vm.run("echo 2 > /sys/kernel/mm/ksm/run; echo 0 > /sys/kernel/mm/ksm/run")
    # With it, starting the other one is refused (test_module_reverse.py).
    module.write("reverse_map", 0)
    module.scan()
    vm.run("echo 1 > /sys/kernel/mm/ksm/run")
    module.until("run == 0")
    assert "the built-in scanner was started" in vm.kernel_log()


def test_max_kernel_pages_is_a_limit(vm, module):
    module.write("reverse_map", 0)
    a, b = Twins(vm, 2000), Twins(vm, 2000)
    module.write("max_kernel_pages", 300)
    module.mark(a, b)
    module.scan()
    module.until("pages_shared >= 300")
    module.passes(2)
    assert module.counters()["pages_shared"] == 300
    module.write("max_kernel_pages", 100000)
    module.until("pages_sharing >= 2000")
    a.tell("check")


def test_unmerging_stops_at_a_signal_and_loses_nothing(vm, module):
    processes = [Twins(vm, 20000) for _ in range(3)]
    module.mark(*processes)
    module.scan()
    module.until("pages_sharing >= 40000", timeout=120)
    module.write("run", 0)
    vm.run(["python3", "-c", "import os, signal\nfd = os.open('/sys/kernel/samepage/run', os.O_WRONLY)\n"
            "signal.setitimer(signal.ITIMER_REAL, 0.05)\nos.write(fd, b'2')"], check=False)
    counters = module.counters()
    assert counters["run"] == 0 and counters["pages_sharing"] > 0, "the signal came too late to interrupt"
    for process in processes:
        process.tell("check")
    module.write("run", 2)
    assert module.counters()["pages_sharing"] == 0
    for process in processes:
        process.tell("check")


def test_unload_with_merged_pages_and_take_them_over_after_a_reload(vm, module):
    a, b = Twins(vm, 3000), Twins(vm, 3000)
    module.mark(a, b)
    module.scan()
    module.until("pages_sharing >= 3000")
    module.settle()
    module.write("run", 0)
    merged = module.smaps_ksm_pages(a.pid)
    module.unload()
    assert vm.run("test -e /sys/kernel/samepage", check=False).code != 0
    assert module.smaps_ksm_pages(a.pid) == merged, "they stay merged"
    assert module.ksm_stat(a.pid)["ksm_merging_pages"] == 0
    a.tell("check")
    a.tell("write 5 77")
    a.tell("check")
    b.tell("check")
    module.load()
    module.scan()
    module.until("pages_sharing >= 2990")
    a.tell("check")
    module.write("run", 2)
    assert module.smaps_ksm_pages(a.pid) == 0
    b.tell("check")


def test_loading_and_unloading_over_and_over(vm, module):
    a, b = Twins(vm, 500), Twins(vm, 500)
    module.mark(a, b)
    for _ in range(10):
        module.scan()
        module.until("pages_sharing >= 400")
        module.unload()
        module.load()
    a.tell("check")
    b.tell("check")
    module.unload()
    assert vm.run("grep -c samepage /proc/slabinfo", check=False).stdout.strip() == "0"
