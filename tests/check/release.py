# SPDX-License-Identifier: GPL-2.0-or-later
"""What takes long, and is to be looked at before a release."""

import argparse

from lab import host, rootfs
from lab.state import Lab

from . import guarded, vm

TESTS = "tests/vm/release_packages.py"


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog="./check release", usage="./check release [ARGUMENTS of pytest]",
        description="Builds the RPM packages, builds the Debian packages twice and compares them byte by byte, installs them in a "
                    "minimal system without a desktop, and loads the module in a VM with Secure Boot and an enrolled key.",
        epilog="for example: ./check release -k secure")
    return parser.parse_known_args(arguments)[1]


def _run(report, extra):
    host.ensure_packages()
    rootfs.ensure()
    Lab().ready()
    report.say("release: this takes long; build/check/release.log tells how it goes")
    vm.run_pytest(report, "before a release", "release", [TESTS, *extra])


def main(arguments):
    """./check release; the exit code."""
    extra = _parse(arguments)
    return guarded.run("./check release", lambda report: _run(report, extra))
