# SPDX-License-Identifier: GPL-2.0-or-later
"""All of the module's tests on each kernel that it is for."""

import argparse

from lab import host, kernels, rootfs
from lab.state import Lab

from . import guarded, vm

ON_EACH = ("test_module*.py", "test_torture.py")


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog="./check kernels", usage="./check kernels [--kernel NAME ...] [ARGUMENTS of pytest]",
        description="Runs the module's tests and the short torture in a VM with each kernel that the module is for: "
                    + ", ".join(kernels.ALL) + ".",
        epilog="for example: ./check kernels --kernel bookworm -k sharing")
    parser.add_argument("--kernel", action="append", choices=list(kernels.ALL), help="only with this one; may be repeated")
    return parser.parse_known_args(arguments)


def _run(report, args, extra):
    host.ensure_packages()
    rootfs.ensure()
    for name in args.kernel or kernels.ALL:
        kernel = kernels.ensure(kernels.named(name))
        report.say(f"kernel {name}: {kernel.version()}")
        Lab(kernel).ready()
        vm.run_pytest(report, f"module with the kernel of {name}", f"kernels-{name}",
                      [*vm.files_of(ON_EACH), *extra], SAMEPAGE_KERNEL=name)


def main(arguments):
    """./check kernels; the exit code."""
    args, extra = _parse(arguments)
    return guarded.run("./check kernels", lambda report: _run(report, args, extra))
