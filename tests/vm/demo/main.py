# SPDX-License-Identifier: GPL-2.0-or-later
"""The demo: everything real, from the packages to the picture of memory coming back."""

import argparse
import json
import os
import signal
import sys
import time

from lab import host, lock, packages, paths, rootfs
from lab.progress import LabError
from lab.state import Lab
from lab.vm import Vm

from . import app, screen, workload

OUT = paths.BUILD / "demo"
# Mainline's default looks at 5,000 pages a second; a demo should not take minutes.
PAGES_TO_SCAN = 1500
LEAST_PAGES = 4000
LONGEST_WAIT = 240


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog="./demo",
        description="Builds Samepage, installs its packages in a virtual machine (Debian 13 with its own kernel), "
                    "starts real programs there that hold the same data, marks them, and shows memory coming back.",
        epilog="Needs root on Debian 12 or 13 (amd64), about 6 GB of disk and 3 GB of memory. The first run downloads "
               "a Debian 13 root file system and takes some minutes; later runs take about two. Results are in "
               "build/demo: summary.txt, before.png, after.png. With a display (DISPLAY) the application also opens "
               "there, connected to the virtual machine, until you close it.")
    parser.add_argument("--no-window", action="store_true", help="open no window here, even if there is a display")
    return parser.parse_args(arguments)


class Demo:
    def __init__(self, show_window):
        self.show_window = show_window
        self.begin = time.monotonic()

    def say(self, text):
        seconds = int(time.monotonic() - self.begin)
        print(f"demo: [{seconds // 60}:{seconds % 60:02}] {text}", flush=True)

    def run(self):
        OUT.mkdir(parents=True, exist_ok=True)
        self.say("the lab: packages, root file system, virtual machine")
        host.ensure_packages()
        rootfs.ensure()
        lab = Lab()
        lab.ready()
        self.say("building the Debian packages, and installing them in the virtual machine")
        state = packages.installed_state(lab)
        self.say("starting the virtual machine")
        with Vm(state) as vm:
            self._in_vm(vm)

    def _in_vm(self, vm):
        self.say("starting 4 Python and 3 Perl programs of two users, which load their data")
        workers = workload.start(vm)
        for worker in workers:
            worker.checksum = worker.sum()
        self.say("loading the kernel module and starting to scan, as the user admin")
        self._ctl(vm, "load")
        vm.run(f"echo {PAGES_TO_SCAN} > /sys/kernel/samepage/pages_to_scan")
        self._ctl(vm, "start")
        before = self._look(vm, workers)

        self.say("starting the application on the virtual machine's screen")
        window = app.start(vm)
        time.sleep(6)
        vm.screenshot(OUT / "before.png")

        self.say("marking the programs through the service, as the user admin")
        self._ctl(vm, "mark " + " ".join(str(worker.pid) for worker in workers))
        self._wait_for_merging(vm)
        after = self._look(vm, workers)
        app.select_first(vm)
        time.sleep(3)
        vm.screenshot(OUT / "after.png")
        said = window.output()
        if window.code is not None:
            raise LabError(f"the application ended by itself with {window.code}: {said}")

        self.say("asking every program whether its data is still what it was")
        for worker in workers:
            if worker.sum() != worker.checksum:
                raise LabError(f"the data of {worker.name} (process {worker.pid}) has changed")
        vm.check_kernel_log()

        text = _summary(workers, before, after)
        (OUT / "summary.txt").write_text(text)
        print("\n" + text)
        if after["counters"]["pages_sharing"] < LEAST_PAGES:
            raise LabError(f"only {after['counters']['pages_sharing']} pages were saved, of at least {LEAST_PAGES} "
                           "that these programs have in common")
        self.say(f"pictures: {_here(OUT / 'before.png')}, {_here(OUT / 'after.png')}; "
                 f"this text: {_here(OUT / 'summary.txt')}")
        if self.show_window:
            self.say("opening the application here; close its window to end the demo")
            code = screen.show(screen.open_bus(vm), packages.build())
            if code != 0:
                raise LabError(f"the application on this display ended with {code}; "
                               "./demo --no-window does without it")
        self.say("done")

    @staticmethod
    def _ctl(vm, arguments):
        result = vm.run(f"samepagectl --json {arguments}", user="admin", check=False, timeout=120)
        if result.code != 0:
            raise LabError(f"samepagectl {arguments.split()[0]} failed: {result.stderr.strip()}")
        return result.stdout

    def _look(self, vm, workers):
        """What can be seen now: counters, available memory in bytes, a row for each worker."""
        rows = {row["pid"]: row for row in json.loads(self._ctl(vm, "list --all"))}
        available = int(vm.run("grep MemAvailable /proc/meminfo").stdout.split()[1]) * 1024
        return {"counters": json.loads(self._ctl(vm, "status"))["counters"], "available": available,
                "rows": {worker.pid: rows[worker.pid] for worker in workers}}

    def _wait_for_merging(self, vm):
        """Until two passes in a row bring next to nothing, so that the numbers are final."""
        deadline = time.monotonic() + LONGEST_WAIT
        last, last_scans, quiet = 0, None, 0
        while quiet < 2 and time.monotonic() < deadline:
            time.sleep(2)
            counters = json.loads(self._ctl(vm, "status"))["counters"]
            sharing, scans = counters["pages_sharing"], counters["full_scans"]
            if scans == last_scans:
                continue
            quiet = quiet + 1 if sharing and sharing - last < sharing // 50 else 0
            if sharing != last:
                self.say(f"pages saved so far: {sharing:,} ({_size(sharing * 4096)})")
            last, last_scans = sharing, scans


def _size(count):
    for unit in ("B", "KiB", "MiB", "GiB"):
        if abs(count) < 1024 or unit == "GiB":
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1024
    return ""


def _here(path):
    return os.path.relpath(path)


def _summary(workers, before, after):
    head = f"{'program':<10}{'pid':>6}  {'user':<7}{'holds':<42}{'memory':>11}{'merged':>11}{'saved':>11}"
    lines = ["What merging saved (every program's data was checked before and after):", "", head, "-" * len(head)]
    for worker in workers:
        row = after["rows"][worker.pid]
        lines.append(f"{worker.name:<10}{worker.pid:>6}  {worker.user:<7}{worker.holds:<42}"
                     f"{_size(row['rss']):>11}{_size(row['merged']):>11}{_size(row['saved']):>11}")
    saved_before = sum(row["saved"] for row in before["rows"].values())
    saved = sum(row["saved"] for row in after["rows"].values())
    lines += ["-" * len(head), "",
              f"{'':<28}{'before':>12}{'after':>12}",
              f"{'memory available':<28}{_size(before['available']):>12}{_size(after['available']):>12}",
              f"{'saved, by process':<28}{_size(saved_before):>12}{_size(saved):>12}"]
    for name in ("pages_shared", "pages_sharing"):
        lines.append(f"{name:<28}{before['counters'][name]:>12,}{after['counters'][name]:>12,}")
    return "\n".join(lines) + "\n"


def main(arguments):
    args = _parse(arguments)
    if os.geteuid() != 0:
        print("demo: needs root, to make a root file system and to run in it; try: sudo ./demo", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    paths.LAB.mkdir(parents=True, exist_ok=True)
    try:
        with lock.held(paths.LAB / "demo.lock", message="waiting for another ./demo in this tree"):
            Demo(screen.here() and not args.no_window).run()
    except LabError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    except TimeoutError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("demo: interrupted", file=sys.stderr)
        return 130
    return 0
