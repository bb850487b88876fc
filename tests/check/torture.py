# SPDX-License-Identifier: GPL-2.0-or-later
"""The long torture of the module, in VMs with the debug kernel."""

import argparse

from lab import debug_kernel, host, rootfs
from lab.state import Lab

from . import guarded, vm

TESTS = ["tests/vm/debug_kernel/torture_debug.py", "tests/vm/debug_kernel/reverse_debug.py"]


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog="./check torture", usage="./check torture [--minutes N] [--seeds N] [ARGUMENTS of pytest]",
        description="Torments the module on a kernel with KASAN, lockdep, page table checks and kmemleak while programs "
                    "watch every byte of their memory; makes each of its allocations fail; loads and unloads it 200 "
                    "times; runs the tests of the reverse map. The kernel is built once, which takes about 10 minutes.",
        epilog="for example: ./check torture --minutes 60 --seeds 6     ./check torture -k 200\n\n"
               "build/check/torture.log tells how it goes",
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10, metavar="N",
                        help="how long the torment lasts, all seeds together (10); the rest takes half an hour more")
    parser.add_argument("--seeds", type=int, default=3, metavar="N", help="how many seeds share the minutes (3)")
    parser.add_argument("--first-seed", type=int, default=1, metavar="N", help="the first of them (1)")
    args, extra = parser.parse_known_args(arguments)
    if not 0 < args.minutes <= 10000:
        parser.error("--minutes must be more than 0 and at most 10000")
    if not 0 < args.seeds <= 1000 or args.first_seed < 0:
        parser.error("--seeds must be 1 to 1000, --first-seed not negative")
    return args, extra


def _run(report, args, extra):
    host.ensure_packages()
    rootfs.ensure()
    debug_kernel.ensure()
    Lab().ready()
    report.say(f"torture: {args.minutes:g} minutes of torment with {args.seeds} seeds; "
               "build/check/torture.log tells how it goes")
    vm.run_pytest(report, "torture on the debug kernel", "torture",
                  [*TESTS, "--minutes", str(args.minutes), "--seeds", str(args.seeds),
                   "--first-seed", str(args.first_seed), *extra])


def main(arguments):
    """./check torture; the exit code."""
    args, extra = _parse(arguments)
    return guarded.run("./check torture", lambda report: _run(report, args, extra))
