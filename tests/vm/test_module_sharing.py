# SPDX-License-Identifier: GPL-2.0-or-later
"""How pages are shared: limits, zero pages, huge pages, passes over memory that does not change, threads."""

import pytest

from module_under_test import Module, Twins


@pytest.fixture
def module(vm, kmod, programs):
    module = Module(vm, kmod, programs)
    module.load()
    return module


def twins_with_zeros(vm, pages, zeros):
    """Two processes without huge pages, the first `zeros` pages of each being zero."""
    vm.run("echo never > /sys/kernel/mm/transparent_hugepage/enabled")
    processes = Twins(vm, pages), Twins(vm, pages)
    for process in processes:
        process.tell(f"zero 0 {zeros}")
    return processes


def twins_with_huge_pages(vm, own):
    """Two processes of 8 huge pages, in each of which the first `own` pages are like no other."""
    vm.run("echo always > /sys/kernel/mm/transparent_hugepage/enabled")
    processes = Twins(vm, 4096), Twins(vm, 4096)
    for process in processes:
        for first in range(0, 4096, 512):
            process.tell(f"own {first} {own}")
    return processes


def check(*processes):
    for process in processes:
        process.tell("check")


def test_max_page_sharing_makes_dups(vm, module):
    module.write("max_page_sharing", 4)
    a, b = Twins(vm, 1000, distinct=10), Twins(vm, 1000, distinct=10)
    module.mark(a, b)
    module.scan()
    # 200 mappings of each of 10 contents, four at most of one page.
    module.until("pages_shared >= 500 and pages_sharing >= 1500")
    counters = module.settle()
    assert counters["stable_node_chains"] >= 10
    assert counters["stable_node_dups"] >= 500
    for value in (8, 2, 256):
        result = module.write("max_page_sharing", value, check=False)
        assert result.code != 0 and "busy" in result.stderr
    module.write("run", 2)
    counters = module.counters()
    assert (counters["stable_node_chains"], counters["stable_node_dups"]) == (0, 0)
    module.write("max_page_sharing", 1000)
    module.write("run", 1)
    module.until("pages_sharing >= 1990")
    assert module.settle()["pages_shared"] < 400
    check(a, b)


def test_zero_pages(vm, module):
    a, b = twins_with_zeros(vm, 2000, 1000)
    module.write("use_zero_pages", 1)
    module.mark(a, b)
    module.scan()
    counters = module.until("ksm_zero_pages >= 2000 and pages_sharing >= 1000")
    assert counters["ksm_zero_pages"] == int(vm.run("cat /sys/kernel/mm/ksm/ksm_zero_pages").stdout)
    assert module.ksm_stat(a.pid)["ksm_zero_pages"] >= 1000
    rss = int(vm.run(f"grep ^Rss: /proc/{a.pid}/smaps_rollup").stdout.split()[1]) // 4
    check(a, b)
    for page in range(0, 500):
        a.tell(f"write {page} 7")
    check(a, b)
    grown = int(vm.run(f"grep ^Rss: /proc/{a.pid}/smaps_rollup").stdout.split()[1]) // 4
    assert grown >= rss + 450, "zero pages are not counted, written ones are"
    module.until("ksm_zero_pages < 1600")
    module.write("run", 2)
    assert module.counters()["ksm_zero_pages"] == 0
    check(a, b)


def test_zero_pages_only(vm, module):
    a, b = twins_with_zeros(vm, 1000, 300)
    module.write("use_zero_pages", 1)
    module.write("zero_pages_only", 1)
    module.mark(a, b)
    module.scan()
    module.until("ksm_zero_pages >= 600")
    module.passes(3)
    counters = module.counters()
    assert (counters["pages_shared"], counters["pages_sharing"]) == (0, 0)
    assert counters["pages_unshared"] >= 1400
    module.write("zero_pages_only", 0)
    module.until("pages_sharing >= 700")
    check(a, b)


def huge_kib(vm, process):
    return int(vm.run(f"grep ^AnonHugePages /proc/{process.pid}/smaps_rollup").stdout.split()[1])


def test_a_huge_page_is_split_only_when_it_pays(vm, module):
    a, b = twins_with_huge_pages(vm, 500)
    before = huge_kib(vm, a)
    assert before >= 6 * 2048
    assert module.counters()["huge_page_min_merge"] == 64
    module.mark(a, b)
    module.scan()
    module.settle()
    # What the interpreter holds besides may be equal, and be split.
    assert huge_kib(vm, a) >= 6 * 2048
    module.write("huge_page_min_merge", 8)
    module.until("pages_sharing >= 70", timeout=90)
    assert huge_kib(vm, a) < before / 2
    check(a, b)


def test_a_huge_page_that_mostly_merges_is_split(vm, module):
    a, b = twins_with_huge_pages(vm, 100)
    module.mark(a, b)
    module.scan()
    module.until("pages_sharing >= 3290", timeout=90)
    check(a, b)


def test_memory_that_does_not_change_is_not_read_again(vm, module):
    a, b = Twins(vm, 5000), Twins(vm, 5000)
    a.tell("own 0 4000")
    b.tell("own 0 4000")
    module.mark(a, b)
    module.scan()
    module.settle()
    before = module.counters()
    module.passes(4)
    after = module.counters()
    passes = after["full_scans"] - before["full_scans"]
    read = (after["pages_scanned"] - before["pages_scanned"]) / passes
    assert read < 2500, "less than a quarter of what is there"
    assert (after["pages_skipped"] - before["pages_skipped"]) / passes > 6000
    # What changes is noticed, and what becomes equal merges.
    a.tell("equal 0 4000")
    b.tell("equal 0 4000")
    module.until("pages_sharing >= 5000")
    check(a, b)
    # Everything is read where that is asked for.
    module.write("smart_scan", 0)
    a.tell("own 0 4000")
    b.tell("own 0 4000")
    module.passes(2)
    before = module.counters()
    module.passes(3)
    after = module.counters()
    assert (after["pages_scanned"] - before["pages_scanned"]) / (after["full_scans"] - before["full_scans"]) > 7500
    assert after["pages_skipped"] == before["pages_skipped"]


def test_writes_past_the_page_table_are_noticed_too(vm, module):
    """A debugger's write leaves the entry in the page table clean."""
    a, b = Twins(vm, 600), Twins(vm, 600)
    a.tell("own 0 600")
    module.mark(a, b)
    module.scan()
    module.settle()
    unshared = module.counters()["pages_sharing"]
    # Copy the memory of b over that of a from outside.
    vm.run(["python3", "-c", f"""
with open("/proc/{b.pid}/mem", "rb", buffering=0) as source, open("/proc/{a.pid}/mem", "r+b", buffering=0) as target:
    source.seek({b.ask("where")})
    target.seek({a.ask("where")})
    assert target.write(source.read(600 * 4096)) == 600 * 4096
"""])
    module.until(f"pages_sharing >= {unshared + 590}", timeout=90)
    b.tell("check")


def test_pages_that_keep_changing_are_left_alone_for_a_while(vm, module):
    a = Twins(vm, 1000)
    module.mark(a)
    module.scan()
    module.write("sleep_millisecs", 200)  # so that every page changes from pass to pass
    a.tell("churn 0 300")
    before = module.until("pages_volatile >= 250")
    module.passes(10)
    counters = module.counters()
    assert counters["pages_volatile"] >= 250
    passes = counters["full_scans"] - before["full_scans"]
    read = (counters["pages_scanned"] - before["pages_scanned"]) / passes
    assert read < 300 + 0.2 * counters["pages_unshared"], "most of what changes is left alone, and the rest is clean"
    a.tell("check")


def test_more_threads_merge_the_same(vm, module):
    processes = [Twins(vm, 3000) for _ in range(4)]
    module.write("threads", 2)
    assert vm.run("pgrep -c ^samepage_scan").stdout.strip() == "2"
    module.mark(*processes)
    module.scan()
    module.until("pages_sharing >= 9000")
    check(*processes)
    for _ in range(3):
        for process in processes:
            process.tell("own 0 1000")
        module.write("threads", 1)
        for process in processes:
            process.tell("equal 0 1000")
        module.write("threads", 2)
    module.until("pages_sharing >= 9000")
    check(*processes)
    module.write("threads", 1)
    assert vm.run("pgrep -c ^samepage_scan").stdout.strip() == "1"
    module.write("run", 2)
    assert module.counters()["pages_shared"] == 0
    for bad in ("0", "-1", "3", "x"):  # the VM has two processors
        assert module.write("threads", bad, check=False).code != 0, bad
    check(*processes)


def test_short_memory_takes_back_what_only_the_module_holds(vm, module):
    module.write("reverse_map", 0)
    a, b = Twins(vm, 2000), Twins(vm, 2000)
    module.write("stable_node_chains_prune_millisecs", 3600000)
    module.mark(a, b)
    module.scan()
    module.until("pages_sharing >= 2000")
    module.settle()
    module.write("run", 0)
    for process in (a, b):
        process.tell("unmap 0 2000")
    before = module.counters()["pages_shared"]
    assert before >= 2000, "nobody has looked yet"
    vm.run("for i in 1 2 3 4 5 6 7 8; do echo 2 > /proc/sys/vm/drop_caches; done")
    assert module.counters()["pages_shared"] <= before - 1990


def test_merge_now_splits_huge_pages_that_pay(vm, module):
    vm.run("echo always > /sys/kernel/mm/transparent_hugepage/enabled")
    a, b = Twins(vm, 4096), Twins(vm, 4096)
    assert huge_kib(vm, a) >= 6 * 2048
    module.mark(a, b)
    for process in (a, b, a):
        module.netlink(f"f.merge_now({process.pid})")
    assert module.counters()["pages_sharing"] >= 4000
    assert huge_kib(vm, a) < 2 * 2048
    check(a, b)
