# SPDX-License-Identifier: GPL-2.0-or-later
"""The lab's command line."""

import argparse
import os
import shutil
import signal
import sys

from . import console, debug_kernel, host, kernels, kmod, lock, paths, programs, rootfs
from .progress import LabError
from .state import Lab
from .vm import Vm


def _setup(args):
    host.ensure_packages()
    rootfs.ensure()
    if not args.no_vm:
        Lab().ready()
    return 0


def _prepare(vm, args):
    for pair in args.put:
        local, _, remote = pair.partition(":")
        vm.put(local, remote or f"/root/{local.rsplit('/', 1)[-1]}")
    if args.programs:
        built = programs.build()
        vm.put_many({f"/usr/local/bin/{name}": program for name, program in built.items()})
    if args.module:
        vm.load_module(kmod.build())


def _run(args):
    command = args.command[0] if len(args.command) == 1 else args.command
    with Vm(Lab().ready()) as vm:
        _prepare(vm, args)
        process = vm.start(command, user=args.user)
        process.close_input()
        for name, data in process.frames(args.timeout):
            out = sys.stdout if name == "out" else sys.stderr
            out.buffer.write(data)
            out.flush()
        if args.kernel_log:
            sys.stderr.write(vm.kernel_log())
        vm.check_kernel_log()
        return process.code


def _shell(args):
    with Vm(Lab().ready()) as vm:
        _prepare(vm, args)
        code = console.interact(vm, ["bash", "-l"], args.user)
        vm.check_kernel_log()
        return code


def _kmod(args):
    print(kmod.build(*args.make_argument))
    return 0


def _debug_kernel(_):
    print(debug_kernel.ensure().image)
    return 0


def _rootfs(args):
    rootfs.ensure()
    return rootfs.run(*args.command).returncode


def _clean(args):
    host.require_root()
    with lock.held(rootfs.LOCK, message="waiting for commands in the root file system to end"):
        shutil.rmtree(paths.LAB / "vm", ignore_errors=True)
        if args.all:
            shutil.rmtree(paths.ROOTFS, ignore_errors=True)
    return 0


def _parser():
    parser = argparse.ArgumentParser(prog="lab", description=__doc__)
    parser.add_argument("--kernel", choices=list(kernels.ALL), help="the VM's kernel, which the module is built for "
                        f"({kernels.DEFAULT}); the variable SAMEPAGE_KERNEL means the same")
    commands = parser.add_subparsers(dest="what", required=True, metavar="COMMAND")

    setup = commands.add_parser("setup", help="make everything that is missing: packages, root file system, VM")
    setup.add_argument("--no-vm", action="store_true", help="only what building needs")
    setup.set_defaults(run=_setup)

    build = commands.add_parser("kmod", help="build the kernel module; prints the path of the .ko")
    build.add_argument("make_argument", nargs="*", help="for make, such as C=2 or W=1")
    build.set_defaults(run=_kmod)

    debug = commands.add_parser("debug-kernel", help="build the debug kernel (KASAN, lockdep ...) if it is not there "
                                "yet, which takes about 10 minutes; prints the path of its image")
    debug.set_defaults(run=_debug_kernel)

    inside = commands.add_parser("rootfs", help="run a command in the root file system, this tree at /src")
    inside.add_argument("command", nargs=argparse.REMAINDER, metavar="CMD")
    inside.set_defaults(run=_rootfs)

    clean = commands.add_parser("clean", help="delete the saved VMs; they are made anew when needed")
    clean.add_argument("--all", action="store_true", help="the root file system too")
    clean.set_defaults(run=_clean)

    vm = commands.add_parser("vm", help="use a VM").add_subparsers(dest="verb", required=True, metavar="VERB")
    run = vm.add_parser("run", help="run one command in a fresh VM")
    run.add_argument("-t", "--timeout", type=float, default=None, metavar="SECONDS", help="give up after this time")
    run.add_argument("-k", "--kernel-log", action="store_true", help="print the kernel log at the end")
    run.add_argument("command", nargs="+", metavar="CMD", help="the command; a single word goes to bash")
    run.set_defaults(run=_run)
    shell = vm.add_parser("shell", help="a shell in a fresh VM; what it changes is gone afterwards")
    shell.set_defaults(run=_shell)
    for verb in (run, shell):
        verb.add_argument("-u", "--user", default="root", help="as this user: root, admin, alice or bob")
        verb.add_argument("-p", "--put", action="append", default=[], metavar="HERE[:THERE]", help="copy a file in")
        verb.add_argument("-m", "--module", action="store_true", help="build the kernel module and load it")
        verb.add_argument("-g", "--programs", action="store_true",
                          help="build the programs in tests/vm/programs and put them on the PATH")
    return parser


def main(arguments=None):
    args = _parser().parse_args(arguments)
    # A polite end from outside takes the same road as Ctrl-C: every VM is closed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    if args.kernel:
        os.environ["SAMEPAGE_KERNEL"] = args.kernel
    try:
        return args.run(args)
    except LabError as error:
        print(f"lab: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
