#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Loads and unloads the module over and over while it merges, and looks for what is left of it.

    reload.py MODULE.ko TIMES [--seed N]

Runs inside the VM as root. Fails when a program finds its memory changed, when the kernel is
tainted by more than an out-of-tree module, or when a cache, a thread, a file or much memory is
left. What kmemleak finds goes to the kernel log, which the caller reads.
"""
import argparse
import glob
import os
import random
import re
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import knobs  # noqa: E402
from samepage_netlink import Family  # noqa: E402
from torment import Module, Programs  # noqa: E402

OUT_OF_TREE, UNSIGNED = 1 << 12, 1 << 13
PAGE_KIB = os.sysconf("SC_PAGESIZE") // 1024
KMEMLEAK = "/sys/kernel/debug/kmemleak"


def tainted():
    with open("/proc/sys/kernel/tainted", encoding="ascii") as file:
        return int(file.read()) & ~(OUT_OF_TREE | UNSIGNED)


def kernel_memory():
    """KiB that the kernel holds for itself."""
    names = ("SUnreclaim", "VmallocUsed", "Percpu", "KernelStack")
    with open("/proc/meminfo", encoding="ascii") as file:
        return sum(int(line.split()[1]) for line in file if line.split(":")[0] in names)


def nobodys_memory():
    """KiB that are neither free nor anybody's that the kernel counts: pages that somebody took a reference to and
    forgot are among them. Pages that a CPU keeps at hand after others were freed (up to an eighth of all memory)
    and pages of zram are counted by zone only."""
    with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as file:
        file.write("3")
    time.sleep(2)
    with open("/proc/meminfo", encoding="ascii") as file:
        known = {line.split(":")[0]: int(line.split()[1]) for line in file}
    with open("/proc/zoneinfo", encoding="ascii") as file:
        in_zones = sum(int(count) for count in re.findall(r"^\s+(?:count:|nr_zspages)\s+(\d+)$", file.read(), re.M))
    return known["MemTotal"] - in_zones * PAGE_KIB - sum(known[name] for name in (
        "MemFree", "Buffers", "Cached", "SwapCached", "AnonPages", "Slab", "KernelStack", "PageTables", "VmallocUsed",
        "Percpu"))


def left_behind():
    """Whatever still bears the module's name. Links in /sys/kernel/slab do not count: the core leaves them
    behind when a cache was merged with another."""
    found = [path for path in (knobs.SYSFS, "/sys/module/samepage") if os.path.exists(path)]
    found += [line.split()[0] for line in open("/proc/slabinfo", encoding="ascii")
              if line.startswith(("samepage", "sp_"))]
    found += [path for path in glob.glob("/sys/kernel/slab/*")
              if os.path.basename(path).startswith(("samepage", "sp_")) and not os.path.islink(path)]
    found += [line.strip() for line in open("/proc/vmallocinfo", encoding="ascii") if "[samepage]" in line]
    for path in glob.glob("/proc/[0-9]*/comm"):
        try:
            with open(path, encoding="ascii") as file:
                name = file.read().strip()
        except OSError:
            continue
        if name.startswith("samepage"):
            found.append(f"thread {name}")
    return found


def scan_for_leaks():
    """kmemleak reports an object only when it is some seconds old and two scans did not find it."""
    for _ in range(3):
        time.sleep(6)
        with open(KMEMLEAK, "w", encoding="ascii") as file:
            file.write("scan")
    with open(KMEMLEAK, encoding="ascii") as file:
        return file.read()


def one(module, programs, chance):
    module.load()
    family = Family()
    for pid in programs.pids():
        family.mark(pid)
    knobs.write("pages_to_scan", chance.choice([100, 20000]))
    knobs.write("sleep_millisecs", 0)
    knobs.write("run", 1)
    time.sleep(chance.random() * chance.choice([0.01, 0.5, 2]))
    sharing = knobs.number("pages_sharing")
    if chance.randrange(4) == 0:
        knobs.write("run", chance.choice([0, 2]))
    if chance.randrange(4) == 0:
        family.dump()
    family.sock.close()
    module.unload()
    return sharing


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("module")
    parser.add_argument("times", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    module, programs = Module(arguments.module), Programs()
    tainted_before = tainted()
    if os.path.exists(KMEMLEAK):
        with open(KMEMLEAK, "w", encoding="ascii") as file:
            file.write("clear")
    most = 0
    nobodys = nobodys_memory()
    try:
        programs.start("keeper", 100000, 1, 3000)
        programs.start("keeper", 100000, 2, 3000, "still")
        programs.start("mayflies", 100000, 3)
        for number in range(arguments.times):
            if number == 5:  # what is made once and kept is there now
                before = kernel_memory()
            most = max(most, one(module, programs, chance))
            programs.watch()
            if number % 20 == 19:
                print(f"{number + 1} times, {kernel_memory()} KiB", flush=True)
        subprocess.run(["sync"], check=True)
        growth = kernel_memory() - before
        if most < 1000:
            raise AssertionError(f"only {most} pages were ever shared")
        if tainted() != tainted_before:
            raise AssertionError(f"the kernel is tainted: {tainted():#x}")
        if left_behind():
            raise AssertionError(f"left behind: {left_behind()}")
        if growth > 64 * 1024:
            raise AssertionError(f"the kernel holds {growth} KiB more than before")
        programs.watch()
        programs.kill()
        lost = nobodys_memory() - nobodys
        # Each load had a thousand merged pages and more.
        if lost > 4 * 1024:
            raise AssertionError(f"{lost} KiB are nobody's any more")
    except AssertionError as error:
        sys.exit(f"reload: {error}")
    finally:
        programs.kill()
    if os.path.exists(KMEMLEAK):
        leaks = scan_for_leaks()
        if leaks:
            sys.exit(f"reload: kmemleak:\n{leaks}")
    print(f"{arguments.times} times, most pages sharing: {most}, {growth} KiB more than at first, {lost} KiB nobody's")


if __name__ == "__main__":
    main()
