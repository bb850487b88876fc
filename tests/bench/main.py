# SPDX-License-Identifier: GPL-2.0-or-later
"""The module against the kernel's own scanner, on the same workloads in one VM."""

import argparse
import json
import sys
import time
from pathlib import Path

from lab import host, kmod, paths, programs, rootfs
from lab.progress import LabError, run_logged
from lab.vm import Vm

from . import machine, results, table
from .guest import rows
from .savings import main as savings

HERE = Path(__file__).resolve().parent
OUT = paths.BUILD / "bench"
THERE = "/opt/samepage-bench"
NETLINK = paths.TOP / "tests/vm/programs/samepage_netlink.py"
_BUILD_NATIVE = ("cmake --preset dev -B build/bench/native -DCMAKE_BUILD_TYPE=Release -DSAMEPAGE_APP={app} "
                 "-DSAMEPAGE_BENCHMARKS=ON && exec ninja -C build/bench/native {targets}")
MEMORY_MIB, QUICK_MEMORY_MIB = 8192, 2048


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="./check bench", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Runs the built-in scanner and the module one after the other on the same workloads in a VM,\n"
                    "prints what each cost, and keeps the numbers in build/bench (CSV, JSON).",
        epilog="rows:\n" + "\n".join(f"  {row.name:<16}{row.text}{f', {row.mib} MiB' if row.mib else ''}"
                                     for row in rows.ROWS))
    parser.add_argument("--quick", action="store_true", help="small sizes, some minutes in all")
    parser.add_argument("--row", action="append", default=[], metavar="NAME", help="only this row; can be repeated")
    parser.add_argument("--passes", type=int, metavar="N", default=36, help="later passes to look at (36)")
    parser.add_argument("--engine", action="store_true",
                        help="instead: the engine natively, against a tree ordered by contents (no VM)")
    parser.add_argument("--list", action="store_true",
                        help="instead: what listing thousands of processes costs the service (no VM)")
    parser.add_argument("--api", action="store_true",
                        help="instead: the service over D-Bus, 100 clients calling for a minute (no VM)")
    parser.add_argument("--chart", action="store_true",
                        help="instead: 90 days in the app's chart, how soon they are drawn and how smoothly they move (no VM)")
    parser.add_argument("--updates", action="store_true",
                        help="instead: what a second costs the app with 5,000 processes, and how soon its table is there (no VM)")
    parser.add_argument("--savings", nargs="*", metavar="PROGRAM",
                        help="instead: what merging saves in real programs, of Debian packages that are fetched for it (or only in "
                             "those whose names begin so)")
    parser.add_argument("--module", metavar="FILE", help="this samepage.ko instead of one built from the tree")
    args = parser.parse_args(arguments)
    try:
        args.rows = rows.named(args.row, args.quick)
    except KeyError as error:
        parser.error(error.args[0])
    return args


def run(args, say=print):
    """Runs the rows; True when no result is wrong. How fast it was is told, never judged."""
    OUT.mkdir(parents=True, exist_ok=True)
    module = Path(args.module) if args.module else kmod.build()
    built = programs.build(HERE / "programs", paths.BUILD / "bench-programs")
    memory = QUICK_MEMORY_MIB if args.quick else MEMORY_MIB
    begin, state, counted = time.monotonic(), *machine.state(memory)
    with Vm(state) as vm:
        machine.finish(vm)
        vm.run(["mkdir", "-p", THERE])
        vm.put_many({f"{THERE}/{file.name}": file for file in sorted((HERE / "guest").iterdir()) if file.is_file()}
                    | {f"{THERE}/{name}": file for name, file in built.items()}
                    | {f"{THERE}/samepage.ko": module, f"{THERE}/{NETLINK.name}": NETLINK},
                    mode=0o755)
        say(f"VM with {memory} MiB runs after {time.monotonic() - begin:.0f} s")
        measured = _measure(vm, args, counted, say)
        vm.check_kernel_log()
    results.save(OUT, measured, counted)
    print(table.render(measured, args.rows, counted), flush=True)
    (OUT / "table.txt").write_text(table.render(measured, args.rows, counted) + "\n")
    for entry in measured:
        for error in entry["errors"]:
            say(f"{entry['row']}, {entry['scanner']}: {error}")
    wanted = {(row.name, scanner) for row in args.rows for scanner in ("built-in", "module")}
    return {(entry["row"], entry["scanner"]) for entry in measured} == wanted and not any(
        entry["errors"] for entry in measured if entry["scanner"] == "module")


def _measure(vm, args, counted, say):
    process = vm.start(["/usr/bin/python3", "-B", f"{THERE}/measure.py", str(args.passes),
                        *(row.name for row in args.rows)])
    process.close_input()
    measured, rest, errors = [], b"", b""
    begin = time.monotonic()
    for name, data in process.frames(4 * 3600):
        if name == "err":
            errors += data
            continue
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            message = json.loads(line)
            if "begins" in message:
                say(f"{message['begins']}: {message['scanner']} ({time.monotonic() - begin:.0f} s)")
            else:
                measured.append(message)
                results.save(OUT, measured, counted)
    if process.code != 0:
        raise LabError(f"measuring in the VM ended with {process.code}\n{errors.decode(errors='replace')}\n"
                       f"{vm.console()[-3000:]}")
    return measured


def _build_native(targets, app="OFF"):
    """Builds them as packages are built, in build/bench/native."""
    rootfs.ensure()
    OUT.mkdir(parents=True, exist_ok=True)
    run_logged([str(paths.IN_ROOTFS), "sh", "-c", _BUILD_NATIVE.format(targets=targets, app=app)], OUT / "native-build.log")


def _run_native(folder, program):
    """Builds a native benchmark and runs it; its exit code."""
    _build_native(f"{program}_bench")
    print(f"bench: results also go to build/bench/{program}.json", flush=True)
    return rootfs.run(f"build/bench/native/tests/bench/{folder}/{program}_bench", "--benchmark_counters_tabular=true",
                      f"--benchmark_out=build/bench/{program}.json", check=False).returncode


def _run_api():
    """How long the service takes to answer, with the made-up kernel below it; its exit code."""
    _build_native("api_bench samepaged-fake")
    there = "build/bench/native/tests"
    for seconds, pause in ((30, 1000), (60, 100)):
        print(f"\n100 clients for {seconds} s, each waiting {pause} ms between two calls:", flush=True)
        code = rootfs.run(
            "tests/dbus/private-bus", "--service", f"{there}/dbus/samepaged-fake", "--as", "bob",
            "--", f"{there}/bench/api/api_bench", "100", str(seconds), str(pause), check=False).returncode
        if code:
            return code
    return 0


def _run_chart():
    """The app's chart without a display; its exit code."""
    _build_native("chart_bench", app="ON")
    return rootfs.run("build/bench/native/tests/bench/gui/chart_bench", check=False).returncode


def _run_updates():
    """The app's table without a display, and its start on a bus with a service; its exit code."""
    _build_native("update_bench samepaged-fake", app="ON")
    there = "build/bench/native/tests"
    bench = f"{there}/bench/gui/update_bench"
    code = rootfs.run(bench, check=False).returncode
    for _ in range(0 if code else 3):
        code = code or rootfs.run("tests/dbus/private-bus", "--service", f"{there}/dbus/samepaged-fake", "--",
                                  bench, "--start", check=False).returncode
    return code


def main(arguments):
    args = parse(arguments)
    try:
        host.require_root()
        if args.engine:
            return _run_native("engine", "engine")
        if args.list:
            return _run_native("helper", "list")
        if args.api:
            return _run_api()
        if args.chart:
            return _run_chart()
        if args.updates:
            return _run_updates()
        if args.savings is not None:
            return savings.run(lambda text: print(f"bench: {text}", flush=True), args.savings)
        return 0 if run(args, lambda text: print(f"bench: {text}", flush=True)) else 1
    except LabError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
