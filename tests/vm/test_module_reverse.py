# SPDX-License-Identifier: GPL-2.0-or-later
"""Merged pages that the VM swaps, moves and declares broken: found through the module's reverse map."""

import errno
import time

import pytest

from module_under_test import Module, Twins, evaluate

ZRAM = ("{ [ -e /sys/block/zram0 ] || modprobe zram; } && echo 1G > /sys/block/zram0/disksize && "
        "mkswap /dev/zram0 >/dev/null && swapon /dev/zram0")
GROUP = "/sys/fs/cgroup/twins"


@pytest.fixture
def module(vm, kmod, programs):
    made = Module(vm, kmod, programs)
    made.load()
    return made


def merge(module, *processes, pages):
    module.mark(*processes)
    module.scan()
    module.until(f"pages_sharing >= {pages * (len(processes) - 1)}")
    return module.settle()


def check(*processes):
    for process in processes:
        process.tell("check")


def twins(vm, pages, count):
    """That many processes in a control group of their own, whose memory can be reclaimed with reclaim()."""
    return [Twins(vm, pages, cgroup=GROUP) for _ in range(count)]


def reclaim(vm):
    """Everything that can be had of the twins goes to swap."""
    for _ in range(4):
        vm.run(f"echo 400M > {GROUP}/memory.reclaim", check=False)


def swapped(*frames):
    return sum(frame == -1 for frame in frames)


def test_merged_pages_are_swapped_and_come_back(vm, module):
    vm.run(ZRAM)
    a, b, c = twins(vm, 4000, 3)
    merge(module, a, b, c, pages=4000)
    check(a, b, c)
    assert module.counters()["pages_pinned"] == 0
    merged = a.merged(4000)
    assert merged > 3900
    reclaim(vm)
    for process in (a, b, c):
        assert swapped(*process.frames(4000)) > 3000, "a merged page is swapped out of every process"
    check(a, b, c)
    # Swapped in, each process has its own; then they merge again.
    module.until("pages_sharing >= 7800", timeout=120)
    assert a.merged(4000) > 3900
    check(a, b, c)
    vm.run("swapoff /dev/zram0", timeout=300)
    check(a, b, c)


def test_what_was_swapped_out_survives_unmerging_and_unloading(vm, module):
    vm.run(ZRAM)
    a, b = twins(vm, 3000, 2)
    merge(module, a, b, pages=3000)
    reclaim(vm)
    assert swapped(*a.frames(3000)) > 1000
    module.write("run", 2)
    assert module.counters()["pages_sharing"] == 0
    assert a.merged(3000) == 0
    check(a, b)
    module.scan()
    module.until("pages_sharing >= 2900")
    reclaim(vm)
    module.unload()
    check(a, b)
    vm.run("swapoff /dev/zram0", timeout=300)
    check(a, b)


def test_pressure_swaps_merged_pages_and_everything_stays_right(vm, module):
    vm.run(ZRAM)
    processes = [Twins(vm, 5000) for _ in range(4)]
    merge(module, *processes, pages=5000)
    hog = ("import mmap, os\nfree = int([l for l in open('/proc/meminfo') if 'MemAvailable' in l][0].split()[1])\n"
           "m = mmap.mmap(-1, (free + 120 * 1024) * 1024 // 4096 * 4096)\n"
           "for i in range(0, len(m), 4096):\n m[i:i + 8] = i.to_bytes(8, 'little')\n")
    out = 0
    for _ in range(6):
        vm.run(["/usr/bin/python3", "-c", hog], timeout=300)
        out = max(out, max(swapped(*process.frames(5000)) for process in processes))
        check(*processes)
    assert out > 0, "memory pressure never reached a merged page"
    module.until("pages_sharing >= 14500", timeout=120)
    check(*processes)


def compact(vm):
    vm.run("sync; echo 3 > /proc/sys/vm/drop_caches; echo 1 > /proc/sys/vm/compact_memory; "
           "echo 400 > /proc/sys/vm/nr_hugepages; echo 0 > /proc/sys/vm/nr_hugepages")


def test_without_the_reverse_map_pages_are_pinned_and_come_free_again(vm, module):
    vm.run(ZRAM)
    module.write("reverse_map", 0)
    a, b = twins(vm, 3000, 2)
    merge(module, a, b, pages=3000)
    module.write("run", 0)
    counters = module.counters()
    assert counters["pages_pinned"] == counters["pages_shared"]
    reclaim(vm)
    assert swapped(*a.frames(3000)) < 100
    module.write("reverse_map", 1)
    assert module.counters()["pages_pinned"] == 0
    reclaim(vm)
    assert swapped(*a.frames(3000)) > 1000 and swapped(*b.frames(3000)) > 1000
    check(a, b)
    module.scan()
    module.until("pages_sharing >= 2900")
    module.write("run", 0)
    module.write("reverse_map", 0)
    counters = module.counters()
    assert counters["pages_pinned"] >= counters["pages_shared"] - 50
    check(a, b)
    a.tell("write 5 77")
    check(a, b)
    module.unload()
    check(a, b)
    module.load()
    module.scan()
    module.until("pages_sharing >= 2900")
    reclaim(vm)
    assert swapped(*a.frames(3000)) > 1000, "what was pinned before is swappable after a reload"
    check(a, b)


def test_max_kernel_pages_bounds_what_is_pinned_only(vm, module):
    module.write("max_kernel_pages", 0)
    a, b = Twins(vm, 1000), Twins(vm, 1000)
    merge(module, a, b, pages=1000)
    module.write("max_kernel_pages", 300)
    module.write("reverse_map", 0)
    assert module.counters()["pages_pinned"] == 300
    check(a, b)


def start_builtin(vm):
    return vm.run("echo 1 > /sys/kernel/mm/ksm/run", check=False)


def test_the_built_in_scanner_stays_off_while_merged_pages_are_visible(vm, module):
    a, b = Twins(vm, 1000), Twins(vm, 1000)
    assert start_builtin(vm).code == 0, "nothing is merged yet"
    assert module.write("run", 1, check=False).code != 0
    vm.run("echo 2 > /sys/kernel/mm/ksm/run")
    merge(module, a, b, pages=1000)
    assert "busy" in start_builtin(vm).stderr
    module.write("run", 0)
    assert "busy" in start_builtin(vm).stderr, "what is merged stays"
    assert vm.read("/sys/kernel/mm/ksm/run").strip() == "2"
    vm.run("echo 0 > /sys/kernel/mm/ksm/run; echo 2 > /sys/kernel/mm/ksm/run")
    check(a, b)
    module.write("run", 2)
    assert start_builtin(vm).code == 0
    deadline = time.monotonic() + 60
    while int(vm.read("/sys/kernel/mm/ksm/pages_sharing")) < 900:
        assert time.monotonic() < deadline
        time.sleep(0.3)
    # Its pages are its own business, with the module loaded.
    compact(vm)
    check(a, b)
    assert module.write("run", 1, check=False).code != 0
    vm.run("echo 2 > /sys/kernel/mm/ksm/run")
    module.scan()
    module.until("pages_sharing >= 900")
    module.unload()
    assert start_builtin(vm).code == 0
    vm.run("echo 2 > /sys/kernel/mm/ksm/run")
    check(a, b)


def test_a_memory_error_kills_who_maps_the_page_and_nobody_else(vm, module):
    vm.expect_kernel_report(r"Memory failure", required=False)
    a, b, other = Twins(vm, 500), Twins(vm, 500), Twins(vm, 500)
    merge(module, a, b, other, pages=500)
    other.tell("write 10 1")  # it has page 10 for itself now
    vm.run("echo 1 > /proc/sys/vm/memory_failure_early_kill")
    module.write("run", 0)
    a.process.send(b"poison 10\n")
    deadline = time.monotonic() + 30
    while vm.run(f"kill -0 {a.pid}", check=False).code == 0 or vm.run(f"kill -0 {b.pid}", check=False).code == 0:
        assert time.monotonic() < deadline, "whoever maps it is told"
        time.sleep(0.2)
    other.tell("check")
    module.scan()
    c = Twins(vm, 500)
    module.mark(c)
    module.until("pages_sharing >= 450")
    module.settle()
    check(other, c)
    module.write("run", 2)
    check(other, c)


def test_unmapped_regions_and_more_of_them_than_one_a_region(vm, module):
    """Regions whose pages belong to many anonymous mappings: the reverse map knows each."""
    vm.run(ZRAM)
    code = f"""
import ctypes, mmap, sys
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
base = 0x500000000000
for i in range(600):
    at = libc.mmap(ctypes.c_void_p(base + 2 * i * 4096), 4096, 3, 0x22 | 0x100000, -1, 0)
    assert at == base + 2 * i * 4096
    ctypes.memmove(at, i.to_bytes(4, 'little') * 1024, 4096)
print("ready", flush=True)
for line in sys.stdin:
    ok = all(ctypes.string_at(base + 2 * i * 4096, 4096) == i.to_bytes(4, 'little') * 1024 for i in range(600))
    print("ok" if ok else "wrong", flush=True)
"""
    processes = []
    for _ in range(2):
        join = f"mkdir -p {GROUP}; echo $$ > {GROUP}/cgroup.procs; exec /usr/bin/python3 -c \"$1\""
        process = vm.start(["/bin/sh", "-c", join, "join", code])
        process.wait_for("ready")
        processes.append(process)
    pids = [int(pid) for pid in vm.run("pgrep -f 0x500000000000").stdout.split()][:2]
    for pid in pids:
        module.netlink(f"f.mark({pid})")
    module.scan()
    module.until("pages_sharing >= 600")
    module.settle()
    reclaim(vm)
    out = [evaluate(vm, f"frames.where({pid}, 0x500000000000, 1200)").count(-1) for pid in pids]
    assert min(out) > 500
    for process in processes:
        process.send(b"check\n")
        process.wait_for("ok")
    for process in processes:
        process.kill()
    module.until("pages_shared < 100", timeout=20)


# A machine with four NUMA nodes and memory that can be taken out.

NODE_MIB = 512
DIMM_MIB = 256


@pytest.fixture(scope="session")
def numa(lab):
    devices = []
    for node in range(4):
        cpus = f",cpus={node}" if node < 2 else ""
        devices += ["-object", f"memory-backend-ram,id=memory{node},size={NODE_MIB}M",
                    "-numa", f"node,nodeid={node}{cpus},memdev=memory{node}"]
    devices += ["-object", f"memory-backend-ram,id=stick,size={DIMM_MIB}M", "-device", "pc-dimm,id=dimm,memdev=stick,node=3"]
    # Processors of one socket would have to be of one node.
    options = {"-m": f"{4 * NODE_MIB},slots=4,maxmem=8G", "-smp": "2,sockets=2,cores=1,threads=1"}
    return lab.ready_with("numa", options, devices, "memhp_default_state=online_movable")


@pytest.fixture
def numa_vm(make_vm, numa):
    return make_vm(numa)


@pytest.fixture
def numa_module(numa_vm, kmod, programs):
    # What NUMA balancing has marked is left alone until the process touches it, which these do when asked only.
    numa_vm.run("echo 0 > /proc/sys/kernel/numa_balancing")
    made = Module(numa_vm, kmod, programs)
    made.load()
    return made


def on_node(process, pages, node):
    """How many of its pages are on that node."""
    present = [frame for frame in process.frames(pages) if frame > 0]
    return evaluate(process.vm, f"frames.nodes(*{present})").count(node)


def test_merged_pages_move_between_nodes(numa_vm, numa_module):
    vm, module = numa_vm, numa_module
    a, b, c = (Twins(vm, 2000) for _ in range(3))
    merge(module, a, b, c, pages=2000)
    before = module.counters()
    for node in (1, 2, 3, 0, 2):
        a.migrate(node)
        assert on_node(a, 2000, node) > 1900
        assert a.frames(2000) == b.frames(2000) == c.frames(2000)
    check(a, b, c)
    module.passes(2)
    after = module.counters()
    assert after["pages_sharing"] >= before["pages_sharing"] - 50
    assert after["pages_shared"] <= before["pages_shared"] + 50
    check(a, b, c)


def test_moved_pages_stay_shared_and_unscanned_forks_follow(numa_vm, numa_module):
    vm, module = numa_vm, numa_module
    a, b, c = (Twins(vm, 6000) for _ in range(3))
    merge(module, a, b, c, pages=6000)
    child = int(b.ask("fork"))  # found through its parent, as nobody scans it
    module.write("run", 0)
    before = a.frames(6000)
    counters = module.counters()
    # What compaction finds to fill is up to chance: the torment has it. This moves every page.
    node = 2 if on_node(a, 6000, 3) > 3000 else 3
    a.migrate(node)
    after = a.frames(6000)
    assert sum(x != y for x, y in zip(before, after)) > 5500
    assert after == b.frames(6000) == c.frames(6000), "and everybody who maps them sees the same"
    found = evaluate(vm, f"frames.where({child}, {b.address()}, 6000)")
    assert found == after, "a fork that was not scanned too"
    check(a, b, c)
    module.write("run", 1)
    module.passes(2)
    assert module.counters()["pages_sharing"] >= counters["pages_sharing"]
    assert a.frames(6000) == b.frames(6000) == c.frames(6000)
    assert module.counters()["pages_shared"] <= counters["pages_shared"] + 500, "the same pages are found again"
    for page in range(0, 6000, 100):
        a.tell(f"write {page} 7")
    check(a, b, c)
    module.write("run", 2)
    assert a.merged(6000) == 0
    check(a, b, c)


def test_with_one_index_per_node_moved_pages_change_theirs(numa_vm, numa_module):
    vm, module = numa_vm, numa_module
    module.write("merge_across_nodes", 0)
    a, b = Twins(vm, 1500), Twins(vm, 1500)
    c, d = Twins(vm, 1500), Twins(vm, 1500)
    for process, node in ((a, 0), (b, 0), (c, 1), (d, 1)):
        process.migrate(node)
    module.mark(a, b, c, d)
    module.scan()
    module.until("pages_sharing >= 2900")
    module.settle()
    check(a, b, c, d)
    assert set(a.frames(1500)).isdisjoint(c.frames(1500)), "they are on different nodes"
    assert a.frames(1500) == b.frames(1500)
    # Now there are two merged pages of every content on one node, which is no error.
    a.migrate(1)
    assert on_node(b, 1500, 1) > 1450
    module.passes(3)
    check(a, b, c, d)
    e = Twins(vm, 1500)
    e.migrate(1)
    module.mark(e)
    module.until("pages_sharing >= 4300")
    check(a, b, c, d, e)
    f = Twins(vm, 1500)
    f.migrate(0)
    assert on_node(f, 1500, 0) > 1450
    module.mark(f)
    module.passes(3)
    assert f.merged(1500) < 100, "nothing is left on node 0 to merge with"
    check(a, b, c, d, e, f)
    module.write("run", 2)
    module.write("merge_across_nodes", 1)
    check(a, b, c, d, e, f)


def test_memory_with_merged_pages_is_taken_out(numa_vm, numa_module):
    vm, module = numa_vm, numa_module
    blocks = vm.run("cd /sys/devices/system/memory; for m in memory*; do [ $(cat $m/phys_device 2>/dev/null || echo 0)"
                    " ] && echo $m; done").stdout.split()
    stick = [int(name[6:]) for name in blocks if int(name[6:]) * 128 >= 4096]
    assert stick, blocks
    a, b, c = (Twins(vm, 4000) for _ in range(3))
    merge(module, a, b, c, pages=4000)
    a.migrate(3)
    first, last = min(stick) * 32768, (max(stick) + 1) * 32768

    def inside():
        return sum(first <= frame < last for frame in a.frames(4000))

    assert inside() > 500, "no merged page is in the memory that goes"
    exited = Twins(vm, 500)
    module.mark(exited)
    module.until("pages_sharing >= 8400")
    for block in stick:
        vm.run(f"echo offline > /sys/devices/system/memory/memory{block}/state", timeout=200)
    assert inside() == 0
    check(a, b, c)
    vm.machine.qmp.execute("device_del", id="dimm")
    deadline = time.monotonic() + 60
    while vm.run(f"test -e /sys/devices/system/memory/memory{stick[0]}", check=False).code == 0:
        assert time.monotonic() < deadline, "the memory is still there"
        time.sleep(0.3)
    module.passes(2)
    check(a, b, c)
    module.write("run", 2)
    check(a, b, c)
    module.unload()


def test_errors_of_the_knob(vm, module):
    assert "Invalid argument" in module.write("reverse_map", "x", check=False).stderr
    assert module.counters()["reverse_map"] == 1
    vm.run("rmmod samepage")
    # Without ftrace there is no way to redirect calls: as before, and the log says so.
    vm.run("sysctl -q kernel.ftrace_enabled=0")
    module.load()
    assert module.counters()["reverse_map"] == 0
    assert "merged pages are pinned" in vm.run("dmesg").stdout
    refused = vm.run(["python3", "-c", "import os; os.write(os.open('/sys/kernel/samepage/reverse_map', 1), b'1')"],
                     check=False)
    assert f"[Errno {errno.EOPNOTSUPP}]" in refused.stderr
    a, b = Twins(vm, 500), Twins(vm, 500)
    counters = merge(module, a, b, pages=500)
    assert counters["pages_pinned"] == counters["pages_shared"]
    check(a, b)
    module.unload()
    vm.run("sysctl -q kernel.ftrace_enabled=1")
    module.load()
    assert module.counters()["reverse_map"] == 1
    assert vm.run("sysctl kernel.ftrace_enabled=0", check=False).stderr, "nobody may switch it off now"
    check(a, b)
