# SPDX-License-Identifier: GPL-2.0-or-later
"""How much merging saves in real programs: what was estimated before, and what was saved then."""

import json
import time
from pathlib import Path

from lab import kmod, paths
from lab.state import Lab, State
from lab.vm import Vm
from module_under_test import Module

from . import layer
from .programs import HERE as THERE
from .programs import PROGRAMS

HERE = Path(__file__).resolve().parent
OUT = paths.BUILD / "bench"
MEMORY_MIB = 6144
ROOT = "/run/savings/root"
PAGE, MIB = 4096, 1 << 20
# The programs' disk below a layer in memory, over the VM's own files.
_MOUNT = f"""
    mkdir -p /run/savings/disk {ROOT} /run/savings/memory
    mount -o ro /dev/vdc /run/savings/disk
    mount -t tmpfs -o size=3G tmpfs /run/savings/memory
    mkdir /run/savings/memory/upper /run/savings/memory/work
    mount -t overlay overlay -o lowerdir=/run/savings/disk:/,upperdir=/run/savings/memory/upper,workdir=/run/savings/memory/work {ROOT}
    mount -t proc proc {ROOT}/proc
    mount --rbind /dev {ROOT}/dev
    mount --bind /sys {ROOT}/sys
    mount --bind /tmp {ROOT}/tmp
    mkdir -p {ROOT}{THERE} /sys/fs/cgroup/savings
"""
# Rows of a page with a table, pictures and much text, made here: a page of the network would change.
_PAGE = """import random
r = random.Random(1)
words = open('/usr/share/perl/5.40/unicore/Name.pl').read().split()
print('<!DOCTYPE html><title>Page</title><h1>Page</h1><table>')
for i in range(2000):
    print('<tr style="background: #%06x">' % r.randrange(1 << 24), *('<td>' + r.choice(words) for _ in range(8)))
print('</table>')"""


def _state():
    ready = Lab().ready()
    hardware = [str(MEMORY_MIB) if before == "-m" else word
                for before, word in zip(["", *ready.hardware], ready.hardware)]
    hardware += ["-drive", f"if=none,id=programs,format=raw,readonly=on,file={layer.build()}",
                 "-device", "virtio-blk-pci,drive=programs"]
    return State(hardware, ready.boot, ready.disk.parents[1] / "base.raw", "raw")


class _Instances:
    """One program's instances in the VM, all in one control group."""

    def __init__(self, vm, program):
        self.vm, self.program = vm, program
        vm.run("mkdir -p /sys/fs/cgroup/savings/program")
        self.processes = [vm.start(self._inside(program.command, number)) for number in range(1, program.instances + 1)]
        for number in range(1, program.instances + 1):
            self._wait(number)

    def _inside(self, command, number):
        script = (f"echo $$ > /sys/fs/cgroup/savings/program/cgroup.procs; exec chroot {ROOT} setpriv --reuid={self.program.user} "
                  f"--regid={self.program.user} --clear-groups env HOME=/tmp N={number} sh -c \"$1\"")
        return ["/bin/sh", "-c", script, "inside", command]

    def _wait(self, number, timeout=900):
        deadline = time.monotonic() + timeout
        while (last := self.vm.run(self._inside(self.program.ready, number), check=False, timeout=300)).code != 0:
            process = self.processes[number - 1]
            if time.monotonic() > deadline or process.code is not None:
                raise RuntimeError(f"{self.program.name}, {number}: {process.output()} {process.errors()} {last.stderr}")
            process.poll(2)

    def pids(self):
        return [int(pid) for pid in self.vm.run("cat /sys/fs/cgroup/savings/program/cgroup.procs").stdout.split()]

    def pss(self):
        """Bytes of memory that all of them take together."""
        lines = self.vm.run("for p in $(cat /sys/fs/cgroup/savings/program/cgroup.procs); do cat /proc/$p/smaps_rollup; done "
                            "2>/dev/null | grep ^Pss:", check=False).stdout.splitlines()
        return sum(int(line.split()[1]) for line in lines) * 1024

    def end(self):
        self.vm.run("echo 1 > /sys/fs/cgroup/savings/program/cgroup.kill; "
                    "until rmdir /sys/fs/cgroup/savings/program; do sleep 0.2; done 2>/dev/null")


def _saved(module):
    counters = module.counters()
    return (counters["pages_sharing"] + counters["ksm_zero_pages"]) * PAGE


def _merge(module, least=4, most=30):
    """Whole passes until one brings less than half a percent more."""
    before = 0
    for number in range(most):
        module.until(f"full_scans >= {module.counters()['full_scans'] + 2}", timeout=1200)  # a whole pass, at least
        now = _saved(module)
        if number >= least and now <= before * 1.005:
            break
        before = now
    return now


def _available(vm):
    return int(vm.run("sync; echo 1 > /proc/sys/vm/drop_caches; grep MemAvailable /proc/meminfo").stdout.split()[1]) * 1024


def _measure(vm, module, program):
    instances = _Instances(vm, program)
    try:
        time.sleep(10)  # what starts with them
        pids = instances.pids()
        row = {"program": program.name, "instances": program.instances, "processes": len(pids), "pss_before": instances.pss()}
        row["estimate"] = module.netlink("f.estimate({})".format(", ".join(map(str, pids))))["saved_bytes"]
        before = _saved(module)  # of the programs before: what a pass has not noticed yet
        available = _available(vm)
        for pid in pids:
            module.netlink(f"f.mark({pid})")
        row["saved"] = _merge(module) - before
        row["available_more"] = _available(vm) - available
        row["pss_after"] = instances.pss()
        assert set(instances.pids()) == set(pids), "processes have come or gone"
        return row
    finally:
        instances.end()
        module.until("pages_sharing == 0", timeout=300)


def table(rows):
    """As docs/savings.md has it."""
    lines = ["| Program | Instances | Memory of all before | Estimated | Saved | Share |", "|---|---|---|---|---|---|"]
    for row in rows:
        sizes = [f"{row[name] / MIB:.0f} MiB" for name in ("pss_before", "estimate", "saved")]
        lines.append(f"| {row['program']} | {row['instances']} | {sizes[0]} | {sizes[1]} | {sizes[2]} | "
                     f"{100 * row['saved'] / row['pss_before']:.0f} % |")
    return "\n".join(lines)


def run(say, names=()):
    """Measures all programs, or those whose names begin with one of `names`; 1 if one could not be measured."""
    OUT.mkdir(parents=True, exist_ok=True)
    rows, failed = [], False
    with Vm(_state()) as vm:
        vm.wait_for_agent(900)
        vm.run("systemctl is-system-running --wait; udevadm settle", check=False, timeout=300)
        vm.run("ip link set lo up; " + _MOUNT)
        module = Module(vm, kmod.build(), {})
        module.load()
        module.scan()
        start = Lab().ready().boot
        kernel = {"vmlinuz": start[start.index("-kernel") + 1], "initrd": start[start.index("-initrd") + 1]}
        vm.put_many({f"{ROOT}{THERE}/{file.name}": file for file in (HERE / "guest").iterdir()}
                    | {f"{ROOT}{THERE}/{name}": file for name, file in kernel.items()}, mode=0o755)
        vm.put_text(vm.run(["python3", "-c", _PAGE]).stdout, f"{ROOT}{THERE}/page.html")
        for program in PROGRAMS:
            if names and not program.name.startswith(tuple(names)):
                continue
            say(program.name)
            try:
                rows.append(_measure(vm, module, program))
            except (AssertionError, RuntimeError) as error:
                failed = True
                say(f"not measured: {error}")
            (OUT / "savings.json").write_text(json.dumps(rows, indent=1) + "\n")
        vm.check_kernel_log()
    (OUT / "savings.md").write_text(table(rows) + "\n")
    print(table(rows), flush=True)
    return int(failed)
