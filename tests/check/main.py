# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks everything: style, warnings, unit tests, D-Bus and GUI tests, tests in a VM."""

import argparse
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

from bench import main as bench
from lab import host, kernel_scripts, rootfs
from lab.kernels import ALL as ALL_KERNELS
from lab.state import Lab

from . import build, fuzz, guarded, kernel_style, kernels, lanes, release, style, tidy, torture, unit, vm

STAGES = {
    "style": "clang-format, licence lines, metadata",
    "kernel": "the module builds without warnings; sparse, checkpatch",
    "build": "user space, preset dev, warnings are errors",
    "tidy": "clang-tidy of user space (asked for by name: of the tests too)",
    "unit": "unit tests, tests on a private bus, GUI tests (further arguments go to ctest)",
    "fuzz": "engine and service fuzzed for some seconds (./check fuzz --minutes N: longer, and netlink in a VM)",
    "vm": "the module and the packages in a VM (further arguments go to pytest)",
}

# Long runs of their own, with arguments of their own; no part of a plain ./check.
RUNS = {
    "torture": (torture.main, "the module for hours on a debug kernel; see ./check torture --help"),
    "kernels": (kernels.main, "the module's tests on each kernel that it is for; see ./check kernels --help"),
    "release": (release.main, "RPM, reproducible builds, Secure Boot; see ./check release --help"),
    "bench": (bench.main, "the module against the built-in scanner, in a VM; see ./check bench --help"),
}


def _parse(arguments):
    stages = "\n".join(f"  {name:<8}{text}" for name, text in STAGES.items())
    runs = "\n".join(f"  {name:<8}{text}" for name, (_, text) in RUNS.items())
    parser = argparse.ArgumentParser(
        prog="./check", usage="./check [--again] [STAGE ...] [ARGUMENTS of ctest or pytest]",
        description="Runs every check, or just the given stages, and ends with one line 'N passed, M failed'.\n"
                    "The first run downloads a Debian 13 root file system and makes a VM out of it, in build/.",
        epilog=f"stages:\n{stages}\n\nonly when asked for:\n{runs}\n\n"
               "for example: ./check unit -R client     ./check vm -k panic\n\n"
               "logs are in build/check, kernel log and screen of failed VM tests in build/check/vm",
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--again", action="store_true",
                        help="run VM tests again that passed with the very same module, packages, tests and VM")
    parser.add_argument("--kernel", choices=list(ALL_KERNELS), help="the VM's kernel in the stage vm, which the module is "
                        "built for: Debian 13's own if not given")
    args, rest = parser.parse_known_args(arguments)
    if args.kernel:
        os.environ["SAMEPAGE_KERNEL"] = args.kernel
    stages = []
    while rest and rest[0] in STAGES:
        stages.append(rest.pop(0))
    if rest and stages not in (["unit"], ["vm"], ["fuzz"]):
        parser.error(f"'{rest[0]}' is no stage; arguments for a tool can only follow 'unit', 'fuzz' or 'vm'")
    return stages or list(STAGES), rest, args.again


def _run(stages, extra, again, asked, report):
    report.say("lab: packages, root file system" + (", VM" if "vm" in stages else ""))
    host.ensure_packages()
    rootfs.ensure()
    if "kernel" in stages:
        kernel_scripts.ensure()  # by apt, which must not work in the root file system while a disk is made of it
    # It boots while style and module are looked at: more of that is waiting than work.
    booting = ThreadPoolExecutor(1).submit(Lab().ready) if "vm" in stages else None
    if "style" in stages:
        style.run(report)
    if "kernel" in stages:
        kernel_style.run(report)
    if booting:
        booting.result()
    report.say("lab: ready")
    tests = vm.works(report, extra, again) if "vm" in stages else []
    lanes.run([lambda: _user_space(stages, extra, asked, report), *tests])


def _user_space(stages, extra, asked, report):
    built = False
    if {"build", "tidy", "unit"} & set(stages):
        built = build.run(report)
    for stage in ("tidy", "unit"):
        if stage in stages and not built:
            report.add(f"{stage}: not run, there is no build", 0, 1, 0)
    if "tidy" in stages and built:
        tidy.run(report, tests=stages != list(STAGES))  # their many small programs take long
    if "unit" in stages and built:
        unit.run(report, extra)
    if "fuzz" in stages:
        fuzz.run(report, asked)


def main(arguments):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if arguments and arguments[0] in RUNS:
        return RUNS[arguments[0]][0](arguments[1:])
    stages, extra, again = _parse(arguments)
    asked = fuzz.options(extra if stages == ["fuzz"] else [])
    return guarded.run("./check", lambda report: _run(stages, extra, again, asked, report))
