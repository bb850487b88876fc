# SPDX-License-Identifier: GPL-2.0-or-later
"""Netlink beyond marking: merge now, cancel, estimate, explain, events, tracepoints, many processes."""

import errno
import os
import time

import pytest

from module_under_test import THERE, Module, NetlinkRefusal, Twins

PAGE = 4096
COMMANDS = ("MERGE_NOW", "ESTIMATE", "EXPLAIN")


@pytest.fixture
def module(vm, kmod, programs):
    loaded = Module(vm, kmod, programs)
    loaded.load()
    return loaded


class Program:
    """A Python program in the VM that prints "ready" and waits, or goes on with something."""

    def __init__(self, vm, code, user="root"):
        self.process = vm.start(["/usr/bin/python3", "-c", "import ctypes, mmap, os, sys, time\n" + code], user=user)
        self.process.wait_for("ready")
        self.pid = int(self.process.output().split()[-1])


READY = "\nprint('ready', os.getpid(), flush=True)\n"
WAIT = READY + "time.sleep(1000)\n"


def estimate(module, *processes, **options):
    pids = "".join(f"{process.pid}, " for process in processes)
    return module.netlink(f"f.estimate({pids}**{options})")


def saved_now(module):
    counters = module.counters()
    return PAGE * (counters["pages_sharing"] + counters["ksm_zero_pages"])


def merge_everything(module, *processes):
    """What marking and merging them saves, in bytes."""
    before = saved_now(module)
    module.mark(*processes)
    module.scan()
    module.passes(2)
    module.settle()
    module.write("run", 0)
    return saved_now(module) - before


def parts(result):
    return sum(result[name] for name in ("within_bytes", "merged_bytes", "others_bytes", "zero_bytes"))


def test_an_estimate_is_what_marking_then_saves(vm, module):
    a, b, c = Twins(vm, 3000), Twins(vm, 3000), Twins(vm, 2000, distinct=500)
    before = module.counters()
    expected = estimate(module, a, b)
    assert parts(expected) == expected["saved_bytes"] and expected["error_bytes"] == 0 and expected["sample"] == 1
    assert expected["processes"] == 2 and expected["looked_pages"] >= 6000
    assert module.counters() == before, "an estimate merges nothing"
    sampled = estimate(module, a, b, sample=3)
    assert sampled["sample"] == 4 and sampled["error_bytes"] > 0
    assert sampled["looked_pages"] < expected["looked_pages"] / 2
    assert abs(sampled["saved_bytes"] - expected["saved_bytes"]) < 4 * sampled["error_bytes"]
    assert sampled["error_bytes"] < 0.3 * expected["saved_bytes"]
    assert merge_everything(module, a, b) == pytest.approx(expected["saved_bytes"], rel=0.05)
    # Now with pages that are merged already, and with pages that wait for a partner.
    expected = estimate(module, c)
    assert expected["merged_bytes"] >= 1400 * PAGE, "its contents are merged in the others"
    assert merge_everything(module, c) == pytest.approx(expected["saved_bytes"], rel=0.05)
    d, e = Twins(vm, 4000, distinct=4000), Twins(vm, 4000)
    merge_everything(module, d)
    expected = estimate(module, e)
    assert expected["others_bytes"] >= 900 * PAGE, "1000 of its pages equal single pages of d"
    assert merge_everything(module, e) == pytest.approx(expected["saved_bytes"], rel=0.05)
    for process in (a, b, c, d, e):
        process.tell("check")


def test_estimates_respect_domains_zero_pages_and_sharing(vm, module):
    a, b = Twins(vm, 1500, user="alice"), Twins(vm, 1500, user="bob")
    assert estimate(module, a, b)["within_bytes"] < 200 * PAGE, "two users"
    module.write("domains", "all")
    assert estimate(module, a, b)["within_bytes"] >= 1500 * PAGE
    module.write("domains", "process")
    assert estimate(module, a, b)["within_bytes"] < 200 * PAGE
    module.write("domains", "user")

    # Fork shares pages: to merge those saves nothing.
    child = int(a.ask("fork"))
    both = module.netlink(f"f.estimate({a.pid}, {child})")
    assert both["looked_pages"] >= 3000 and both["saved_bytes"] < 300 * PAGE

    zeroes = Program(vm, f"m = mmap.mmap(-1, 1000 * {PAGE}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)\n"
                         f"for i in range(1000): m[i * {PAGE}] = 0" + WAIT)
    module.write("max_page_sharing", 10)
    assert estimate(module, zeroes)["zero_bytes"] == pytest.approx(900 * PAGE, rel=0.03), "each page ten times"
    module.write("use_zero_pages", 1)
    assert estimate(module, zeroes)["zero_bytes"] == pytest.approx(1000 * PAGE, rel=0.03), "all of them are spared"
    module.write("zero_pages_only", 1)
    result = estimate(module, zeroes)
    assert result["saved_bytes"] == result["zero_bytes"], "nothing else would be merged"


def test_a_second_look_leaves_out_what_changes(vm, module):
    churn = Program(vm, f"m = mmap.mmap(-1, 1000 * {PAGE}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)\n"
                        f"m.write(b'!' * 1000 * {PAGE})" + READY + f"""
n = 0
while True:
    n = n % 250 + 1
    page = bytes([n]) * {PAGE}
    for i in range(1000):
        m[i * {PAGE}:(i + 1) * {PAGE}] = page
    time.sleep(0.1)
""")
    once = estimate(module, churn)
    assert once["saved_bytes"] >= 900 * PAGE and once["changed_pages"] == 0
    twice = estimate(module, churn, second_look_ms=1500)
    assert twice["changed_pages"] >= 950
    assert twice["saved_bytes"] <= once["saved_bytes"] - 900 * PAGE


def test_huge_pages_of_which_too_little_would_merge_do_not_count(vm, module):
    huge = f"""
m = mmap.mmap(-1, 8 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
m.madvise(14)
for i in range(2048):
    m[i * {PAGE}:(i + 1) * {PAGE}] = b'same'.ljust({PAGE}, b'.') if i % 16 == 3 else os.urandom({PAGE})
"""
    process = Program(vm, huge + WAIT)
    assert int(vm.run(f"grep AnonHuge /proc/{process.pid}/smaps_rollup").stdout.split()[1]) >= 4096
    module.write("huge_page_min_merge", 0)
    split = estimate(module, process)["saved_bytes"]
    module.write("huge_page_min_merge", 64)
    whole = estimate(module, process)["saved_bytes"]
    assert split - whole >= 60 * PAGE, "32 of 512 are not enough"
    module.write("huge_page_min_merge", 32)
    assert estimate(module, process)["saved_bytes"] == split
    module.write("huge_page_min_merge", 64)
    assert merge_everything(module, process) == pytest.approx(whole, abs=30 * PAGE)
    reasons = module.netlink(f"f.explain({process.pid})")["reasons"]
    assert reasons["huge"] >= 60 * PAGE


def check_sum(vm, module, pid):
    """explain's answer, which must add up to what /proc says."""
    answer = module.netlink(f"f.explain({pid})")
    assert sum(answer["reasons"].values()) == answer["resident_bytes"]
    resident = int(vm.run(f"cat /proc/{pid}/statm").stdout.split()[1]) * PAGE
    assert answer["resident_bytes"] - answer["reasons"]["zero"] == pytest.approx(resident, abs=64 * PAGE)
    return answer["reasons"]


def test_explain_adds_up_and_tells_the_reason(vm, module):
    a, b = Twins(vm, 3000, user="alice"), Twins(vm, 3000, user="alice")
    c, d = Twins(vm, 3000, user="bob"), Twins(vm, 500)
    reasons = check_sum(vm, module, a.pid)
    assert reasons["unmarked"] >= 3000 * PAGE and reasons["file"] > 100 * PAGE and reasons["merged"] == 0
    module.mark(a, b, c)
    assert check_sum(vm, module, a.pid)["unseen"] >= 3000 * PAGE
    module.write("huge_page_min_merge", 0)
    merge_everything(module, a, b, c)
    reasons = check_sum(vm, module, a.pid)
    assert reasons["merged"] >= 2900 * PAGE and reasons["unmarked"] == 0
    reasons = check_sum(vm, module, c.pid)
    assert reasons["other_domain"] >= 2900 * PAGE, "bob's pages are alice's, too"
    assert reasons["unique"] > 100 * PAGE
    check_sum(vm, module, d.pid)

    special = Program(vm, f"""
libc = ctypes.CDLL(None)
libc.mprotect.argtypes = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
def memory(pages, flags):
    m = mmap.mmap(-1, pages * {PAGE}, flags=flags | mmap.MAP_ANONYMOUS)
    for i in range(pages):
        m[i * {PAGE}:i * {PAGE} + 8] = os.urandom(8)
    return m
shared = memory(300, mmap.MAP_SHARED)
locked = memory(200, mmap.MAP_PRIVATE)
hidden = memory(100, mmap.MAP_PRIVATE)
assert libc.mprotect(ctypes.addressof(ctypes.c_char.from_buffer(hidden)), 100 * {PAGE}, 0) == 0
zero = mmap.mmap(-1, 150 * {PAGE}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
for i in range(150): zero[i * {PAGE}] = 0
""" + WAIT)
    module.write("use_zero_pages", 1)
    merge_everything(module, special)
    reasons = check_sum(vm, module, special.pid)
    assert 300 * PAGE <= reasons["shared"] < 320 * PAGE
    assert 100 * PAGE <= reasons["protected"] < 110 * PAGE
    assert 150 * PAGE <= reasons["zero"] < 250 * PAGE
    churn = Program(vm, f"m = mmap.mmap(-1, 500 * {PAGE}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)" + READY +
                    f"while True:\n  for i in range(500): m[i * {PAGE}:i * {PAGE} + 8] = os.urandom(8)\n")
    module.mark(churn)
    module.write("run", 1)
    module.passes(3)
    assert check_sum(vm, module, churn.pid)["volatile"] >= 400 * PAGE


def test_merge_now_merges_one_process_at_once(vm, module):
    a, b = Twins(vm, 3000), Twins(vm, 3000)
    with pytest.raises(NetlinkRefusal) as refusal:
        module.netlink(f"f.merge_now({a.pid})")
    assert refusal.value.errno == errno.EINVAL and "mark it first" in refusal.value.text
    module.write("huge_page_min_merge", 0)
    module.mark(a, b)
    assert module.counters()["run"] == 0
    first = module.netlink(f"list(f.progress(MERGE_NOW, by_pid({a.pid})))")
    assert [m["done_pages"] for m in first] == sorted(m["done_pages"] for m in first)
    assert first[-1]["done_pages"] == first[-1]["total_pages"] > 3000
    assert "newly_merged_pages" in first[-1] and "newly_merged_pages" not in first[0]
    second = module.netlink(f"f.merge_now({b.pid})")
    assert second["newly_merged_pages"] >= 2900
    assert module.counters()["pages_sharing"] >= 2900
    assert module.counters()["run"] == 0
    a.tell("check")
    b.tell("check")
    module.write("run", 2)
    module.write("run", 0)
    vm.run("echo 1 > /sys/kernel/mm/ksm/run")
    with pytest.raises(NetlinkRefusal) as refusal:
        module.netlink(f"f.merge_now({b.pid})")
    assert refusal.value.errno == errno.EBUSY and "/sys/kernel/mm/ksm/run" in refusal.value.text
    vm.run("echo 2 > /sys/kernel/mm/ksm/run")


def begun(pid, then):
    """An expression that starts merging, does something, and goes on receiving."""
    return f"(lambda p: (next(p), {then}, list(p)))(f.progress(MERGE_NOW, by_pid({pid})))"


def test_merging_now_can_be_cancelled(vm, module):
    big = Program(vm, f"m = mmap.mmap(-1, 60000 * {PAGE}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)\n"
                      "m.write(b'samepage' * (len(m) // 8))" + WAIT)
    module.mark(big)
    for then, number, words in (
            (f"Family().cancel({big.pid})", errno.ECANCELED, "cancelled"),
            ("open('/sys/kernel/samepage/run', 'w').write('2')", errno.ECANCELED, "unmerged"),
            (f"Family().merge_now({big.pid})", errno.EBUSY, "already")):
        with pytest.raises(NetlinkRefusal) as refusal:
            module.netlink(begun(big.pid, then))
        assert refusal.value.errno == number and words in refusal.value.text, refusal.value
        module.write("run", 0)
    # Whoever goes away ends it: by now nobody merges any more, and unloading works.
    deadline = time.monotonic() + 20
    while True:
        try:
            module.netlink(f"f.cancel({big.pid})")
        except NetlinkRefusal as refusal:
            assert refusal.errno == errno.ENOENT
            break
        assert time.monotonic() < deadline, "it goes on for nobody"
        time.sleep(0.2)
    with pytest.raises(NetlinkRefusal) as refusal:
        module.netlink(begun(big.pid, f"os.kill({big.pid}, 9)"))
    assert refusal.value.errno == errno.ESRCH
    module.unload()


def test_merge_now_of_a_process_that_is_gone_or_not_mergeable_any_more(vm, module):
    process = Program(vm, f"m = mmap.mmap(-1, 30000 * {PAGE}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)\n"
                          "m.write(os.urandom(len(m)))" + WAIT)
    module.mark(process)
    module.netlink(f"f.merge_now({process.pid})")
    module.unmark(process)
    with pytest.raises(NetlinkRefusal) as refusal:
        module.netlink(f"f.merge_now({process.pid})")
    assert refusal.value.errno == errno.EINVAL and "mark it first" in refusal.value.text
    module.mark(process)
    # It exits as if nobody asked anything about it: its memory is free while the sockets are still open.
    free = "int(open('/proc/meminfo').read().split()[4])"
    held = (f"(lambda p, e: (next(p), next(e), {free}, os.kill({process.pid}, 9), time.sleep(5), {free}))"
            f"(f.progress(MERGE_NOW, by_pid({process.pid})), Family().progress(EXPLAIN, by_pid({process.pid})))")
    before, after = module.netlink(held)[2::3]
    assert after - before > 30000 * 4 * 0.9, "kB that came free"


def test_a_process_that_maps_and_unmaps_all_the_time_is_merged_too(vm, module):
    busy = Program(vm, "import threading\n"
                       f"kept = mmap.mmap(-1, 2000 * {PAGE}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)\n"
                       "kept.write(b'samepage' * (len(kept) // 8))\n"
                       "def churn():\n"
                       "    while True: mmap.mmap(-1, 1 << 20).close()\n"
                       "for _ in range(3): threading.Thread(target=churn, daemon=True).start()" + WAIT)
    module.mark(busy)
    module.scan()
    module.until("pages_sharing >= 1900", timeout=90)
    module.netlink(f"f.merge_now({busy.pid})")


def refusal_of(module, code, user="root"):
    with pytest.raises(NetlinkRefusal) as refusal:
        module.netlink(code, user=user)
    assert refusal.value.text, f"{code} is refused without a word: {os.strerror(refusal.value.errno)}"
    return refusal.value.errno


def test_refusals_of_the_long_commands(vm, module):
    a = Twins(vm, 10)
    for command in COMMANDS:
        for payload, number in (
                ("b''", errno.EINVAL),
                ("u32(PID, 1)", errno.EINVAL),
                ("u32(PID, 4000000) + u64(START_TIME, 1)", errno.ESRCH),
                (f"u32(PID, {a.pid}) + u64(START_TIME, 1)", errno.ESTALE),
                (f"by_pid({a.pid}) + s32(PIDFD, os.pidfd_open({a.pid}))", errno.EINVAL),
                ("s32(PIDFD, 0)", errno.EBADF),
                ("by_pid(2)", errno.EINVAL)):
            assert refusal_of(module, f"f.result({command}, {payload})") == number, (command, payload)
        assert refusal_of(module, f"f.result({command}, by_pid({a.pid}))", user="alice") == errno.EPERM
        assert module.netlink(f"f.result({command}, s32(PIDFD, os.pidfd_open({a.pid})))" if command != "MERGE_NOW"
                              else f"(f.mark({a.pid}), f.result({command}, s32(PIDFD, os.pidfd_open({a.pid}))))")
    assert refusal_of(module, f"f.result(EXPLAIN, by_pid({a.pid}) + u32(SAMPLE, 2))") == errno.EINVAL
    process = f"attribute(PROCESS | NLA_F_NESTED, by_pid({a.pid}))"
    for payload, number in (
            (f"{process} + by_pid({a.pid})", errno.EINVAL),
            (f"{process} * 1025", errno.E2BIG),
            ("attribute(PROCESS | NLA_F_NESTED, b'')", errno.EINVAL),
            (f"{process} + u32(SAMPLE, 0)", errno.ERANGE),
            (f"{process} + u32(SAMPLE, 65537)", errno.ERANGE),
            (f"{process} + u32(SECOND_LOOK_MS, 0)", errno.ERANGE),
            (f"{process} + u32(SECOND_LOOK_MS, 60001)", errno.ERANGE)):
        assert refusal_of(module, f"f.result(ESTIMATE, {payload})") == number, payload
    assert module.netlink(f"f.result(ESTIMATE, {process} * 1024)")["processes"] == 1, "the same one counts once"
    assert refusal_of(module, f"f.cancel({a.pid})") == errno.ENOENT
    assert refusal_of(module, f"f.cancel({a.pid})", user="alice") == errno.EPERM
    many = ("[next(p) for p in [Family().progress(ESTIMATE, by_pid(1) + u32(SECOND_LOOK_MS, 60000)) "
            "for _ in range(5)]]")
    assert refusal_of(module, many) == errno.EBUSY
    with pytest.raises(NetlinkRefusal):
        module.netlink(f"f.request(EXPLAIN, by_pid({a.pid}))")  # not as a dump
    out = vm.run(["/usr/bin/python3", "-c", f"import sys; sys.path.insert(0, '{THERE}')\n"
                  "from samepage_netlink import *\nf = Family()\n"
                  "try:\n    f.join()\nexcept PermissionError: print('refused')\n"], user="alice").stdout
    assert out.strip() == "refused", "events tell who is there and what they do"


def test_events_and_tracepoints_tell_what_happens(vm, module):
    listener = vm.start(["/usr/bin/python3", f"{THERE}/samepage_netlink.py", "events"])
    vm.run("echo 30000 > /sys/kernel/tracing/buffer_size_kb; echo 1 > /sys/kernel/tracing/events/samepage/enable")
    a, b = Twins(vm, 1000), Twins(vm, 1000)
    time.sleep(1)
    module.mark(a, b)
    module.write("huge_page_min_merge", 0)
    module.write("use_zero_pages", 1)
    module.scan()
    module.until("pages_sharing >= 1000")
    module.passes(2)
    child = int(a.ask("fork"))
    module.passes(3)
    a.tell("write 5 77")
    module.passes(2)
    module.unmark(b)
    module.mark(b)
    vm.run(f"kill {a.pid}")
    time.sleep(3)
    module.write("reverse_map", 0)
    vm.run("echo 1 > /sys/kernel/mm/ksm/run")
    module.until("run == 0")
    vm.run("echo 2 > /sys/kernel/mm/ksm/run")
    module.write("run", 1)
    module.write("run", 0)
    time.sleep(1)
    events = [eval(line) for line in listener.output().splitlines()]  # noqa: S307 - our own program's

    def of(kind, **wanted):
        return [e for e in events if e["event"] == kind and wanted.items() <= e.items()]

    start = module.netlink(f"start_time({b.pid})")
    assert len(of("marked", pid=a.pid)) == 1
    assert len(of("marked", pid=b.pid, start_time=start)) == 2
    assert len(of("marked", pid=child)) == 1, "inherited"
    assert len(of("unmarked", pid=b.pid, start_time=start)) == 1 and len(of("unmarked")) == 1
    assert len(of("exited", pid=a.pid)) == 1 and not of("exited", pid=b.pid)
    assert [e["pause"] for e in of("paused")] == [1, 0]
    passes = of("pass")
    assert len(passes) > 5 and [e["pass"] for e in passes] == sorted(e["pass"] for e in passes)
    assert all(e["duration_ns"] > 0 for e in passes) and max(e["scanned_pages"] for e in passes) >= 1000
    knobs = [(e["knob"], e["value"]) for e in of("knob")]
    assert knobs[0] == ("huge_page_min_merge", "0") and knobs[-2:] == [("run", "1"), ("run", "0")]
    assert module.write("threads", 0, check=False).code != 0
    assert len(of("knob", knob="threads")) == 0, "what was refused is not told"

    vm.run("echo 0 > /sys/kernel/tracing/events/samepage/enable")
    trace = vm.run("grep -v ^# /sys/kernel/tracing/trace").stdout
    for words in (f" merge: pid={a.pid} ", f" merge: pid={b.pid} ", "kind=page", f" skip: pid={a.pid} ", "why=unique",
                  f" unmerge: pid={b.pid} ", " pass: number="):
        assert words in trace, f"no '{words}' in the trace"
    # Memory goes with exec, the process stays: that is no exit.
    b.ask("exec")
    time.sleep(3)
    assert f"'event': 'exited', 'pid': {b.pid}," not in listener.output()
    assert listener.output().count(f"'event': 'marked', 'pid': {b.pid},") == 2, "not looked for while nothing is scanned"


def test_a_dump_of_ten_thousand_processes_is_cheap(vm, module):
    count = 10000
    # Marked before it forks; and not below the agent's unit, which limits the number of tasks.
    crowd = vm.start(["bash", "-c", f"python3 {THERE}/samepage_netlink.py mark $$ || exit 1\n"
                      f"echo $$ > /sys/fs/cgroup/cgroup.procs; exec {THERE}/crowd {count}"])
    crowd.wait_for("ready", timeout=180)
    rows = module.netlink("len(f.dump())")
    assert rows >= count, rows
    # In the kernel, against reading one file of each process; whatever the machine is, and does besides.
    dump, files = module.netlink("[(lambda t: (what(), resource.getrusage(0).ru_stime - t)[1])(resource.getrusage(0).ru_stime) "
                                 "for what in (lambda: f.request(GET, flags=NLM_F_DUMP), "
                                 "lambda: [start_time(row['pid']) for row in f.dump()])]")
    assert dump < files / 3, f"{dump:.2f} s, and {files:.2f} s for /proc/PID/stat"
    result = module.netlink("f.estimate(*[int(pid) for pid in os.popen('pgrep -x crowd')][:1000])")
    assert result["processes"] == 1000
    assert 0 < result["saved_bytes"] < result["looked_pages"] * PAGE
    crowd.kill()
