# SPDX-License-Identifier: GPL-2.0-or-later
"""The lab's command line."""

import argparse
import signal
import sys

from . import host, kmod, rootfs
from .progress import LabError
from .state import Lab
from .vm import Vm


def _setup(args):
    host.ensure_packages()
    rootfs.ensure()
    if not args.no_vm:
        Lab().ready()
    return 0


def _run(args):
    command = args.command[0] if len(args.command) == 1 else args.command
    with Vm(Lab().ready()) as vm:
        for pair in args.put:
            local, _, remote = pair.partition(":")
            vm.put(local, remote or f"/root/{local.rsplit('/', 1)[-1]}")
        process = vm.start(command, user=args.user)
        process.close_input()
        for name, data in process.frames(args.timeout):
            out = sys.stdout if name == "out" else sys.stderr
            out.buffer.write(data)
            out.flush()
        reports = vm.kernel_reports()
        if args.kernel_log:
            sys.stderr.write(vm.kernel_log())
        if reports:
            sys.stderr.write("lab: the kernel log holds a report:\n" + "\n".join(reports) + "\n")
            return process.code or 1
        return process.code


def _kmod(_args):
    print(kmod.build())
    return 0


def _parser():
    parser = argparse.ArgumentParser(prog="lab", description=__doc__)
    commands = parser.add_subparsers(dest="what", required=True, metavar="COMMAND")

    setup = commands.add_parser("setup", help="make everything that is missing: packages, root file system, VM")
    setup.add_argument("--no-vm", action="store_true", help="only what building needs")
    setup.set_defaults(run=_setup)

    build = commands.add_parser("kmod", help="build the kernel module; prints the path of the .ko")
    build.set_defaults(run=_kmod)

    vm = commands.add_parser("vm", help="use a VM").add_subparsers(dest="verb", required=True, metavar="VERB")
    run = vm.add_parser("run", help="run one command in a fresh VM")
    run.add_argument("-u", "--user", default="root", help="as this user: root, admin, alice or bob")
    run.add_argument("-t", "--timeout", type=float, default=None, metavar="SECONDS", help="give up after this time")
    run.add_argument("-p", "--put", action="append", default=[], metavar="HERE[:THERE]", help="copy a file in first")
    run.add_argument("-k", "--kernel-log", action="store_true", help="print the kernel log at the end")
    run.add_argument("command", nargs="+", metavar="CMD", help="the command; a single word goes to bash")
    run.set_defaults(run=_run)
    return parser


def main(arguments=None):
    args = _parser().parse_args(arguments)
    # A polite end from outside takes the same road as Ctrl-C: every VM is closed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    try:
        return args.run(args)
    except LabError as error:
        print(f"lab: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
