# SPDX-License-Identifier: GPL-2.0-or-later
"""The engine under libFuzzer and the service under random calls, with sanitizers, and the module's
netlink family under random messages."""

import argparse
import os
import shutil
import time

from lab import paths
from lab.progress import LabError, run_logged

from . import command, vm
from .report import LOGS, tail

BUILD = LOGS / "fuzz"
TARGETS = ("engine", "index")
PARTS = (*TARGETS, "dbus", "netlink")
SEEDS = paths.TOP / "tests/fuzz/corpus"
SECONDS = 8  # each target, in a plain ./check
SERVICE = "tests/dbus/samepaged-fake"
# Tests under the sanitizers, before long runs only: all of it takes a while to build and to run. Of those on a private
# bus the ones that do not count seconds.
DBUS_TESTS = ("engine", "processes", "rules")
UNIT_TESTS = {"helper_test": "tests/unit/helper/helper_test", "history_test": "tests/unit/helper/history/history_test",
              "rules_test": "tests/unit/helper/rules/rules_test", "run_test": "tests/unit/helper/run/run_test"}
_CONFIGURE = ("cmake --preset dev -B \"$0\" -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ "
              "-DCMAKE_BUILD_TYPE=None -DCMAKE_C_FLAGS='-O1 -gline-tables-only' "
              "-DCMAKE_CXX_FLAGS='-O1 -gline-tables-only' -DSAMEPAGE_APP=OFF -DSAMEPAGE_FUZZER=ON "
              "-DSAMEPAGE_SANITIZE=address,undefined && exec ninja -C \"$0\" \"$@\"")


def options(arguments):
    """What `./check fuzz` was asked for: .minutes, or None, and .only, a part of it, or None."""
    parser = argparse.ArgumentParser(
        prog="./check fuzz", usage="./check fuzz [--minutes N [--only PART]]",
        description="Fuzzes the engine (libFuzzer, with address and undefined-behaviour sanitizers), the service "
                    "(random calls of three users over D-Bus, with the same sanitizers) and the module's netlink "
                    "family (random messages of root and of a plain user, in a VM). The seeds are in "
                    "tests/fuzz/corpus, what long runs add to them in build/check/fuzz/found.")
    parser.add_argument("--minutes", type=float, metavar="N",
                        help=f"for all of it together; without, {SECONDS} seconds for each target and no VM")
    parser.add_argument("--only", choices=PARTS, metavar="PART",
                        help=f"spend them on one part: {', '.join(PARTS)}")
    args = parser.parse_args(arguments)
    if args.minutes is not None and not 0.1 <= args.minutes <= 10000:
        parser.error("--minutes must be 0.1 to 10000")
    if args.only and args.minutes is None:
        parser.error("--only needs --minutes")
    return args


def run(report, asked):
    """All of it for so many minutes; None: without the VM for some seconds, the same way every time."""
    minutes, parts = asked.minutes, [asked.only] if asked.only else PARTS
    begin = time.monotonic()
    try:
        run_logged([str(paths.IN_ROOTFS), "sh", "-c", _CONFIGURE, str(BUILD.relative_to(paths.TOP)),
                    *(f"{name}_fuzz" for name in TARGETS), SERVICE.rpartition("/")[2], *(UNIT_TESTS if minutes else ())], LOGS / "fuzz-build.log")
    except LabError as error:
        report.add("fuzz: build", 0, 1, time.monotonic() - begin, str(error))
        return
    # The tests of netlink are two: root's and the plain user's take a share each.
    shares = len(parts) + ("netlink" in parts)
    seconds = minutes * 60 / shares if minutes else SECONDS
    for name in (target for target in TARGETS if target in parts):
        found = BUILD / "found" / name
        if not minutes:
            shutil.rmtree(found, ignore_errors=True)
        found.mkdir(parents=True, exist_ok=True)
        _run_target(report, name, found, seconds, os.getpid() if minutes else 1)
    if "dbus" in parts:
        for name in DBUS_TESTS if minutes else ():
            _run_test(report, f"D-Bus tests, {name}", "tests/dbus/private-bus", "--no-service", "--rules",
                      "tests/dbus/test.rules", "--", "env", "UBSAN_OPTIONS=halt_on_error=1", f"SAMEPAGED_FAKE=/src/{BUILD.relative_to(paths.TOP)}/{SERVICE}",
                      "python3", "-B", "-m", "pytest", "-p", "no:cacheprovider", "-q", "--strict-markers",
                      f"tests/dbus/test_{name}.py")
        for name, program in UNIT_TESTS.items() if minutes else ():
            _run_test(report, f"unit tests, {name}", BUILD.relative_to(paths.TOP) / program)
        _run_service(report, seconds, os.getpid() if minutes else 1)
    if minutes and "netlink" in parts:
        os.environ["SAMEPAGE_FUZZ_SECONDS"] = str(seconds)
        os.environ["SAMEPAGE_FUZZ_SEED"] = str(os.getpid())
        for work in vm.works(report, ["-k", "netlink_fuzz"], again=True):
            work()


def _run_target(report, name, found, seconds, seed):
    folder = found.relative_to(paths.TOP)
    code, took, log = command.run(
        f"fuzz-{name}", BUILD.relative_to(paths.TOP) / f"tests/fuzz/{name}_fuzz",
        f"-max_total_time={max(1, int(seconds))}", "-timeout=60", "-rss_limit_mb=3000", "-max_len=800",
        "-print_final_stats=1", f"-seed={seed}", f"-artifact_prefix={folder}-", folder,
        (SEEDS / name).relative_to(paths.TOP))
    executed = _executed(log)
    good = code == 0 and executed > 0
    report.add(f"fuzz: {name}, {executed} inputs", int(good), int(not good), took,
               f"{tail(log)}\nthe input is in {found.parent}, as {name}-crash-* or the like")


def _run_test(report, what, *words):
    """Under the sanitizers, whose findings end what they are in with an error."""
    code, took, log = command.run("sanitized-" + what.replace(", ", "-").replace(" ", "-"), *words)
    report.add(f"sanitizers: {what}", int(code == 0), int(code != 0), took, tail(log))


def _run_service(report, seconds, seed):
    code, took, log = command.run(
        "fuzz-dbus", "tests/dbus/private-bus", "--no-service", "--rules", "tests/dbus/test.rules", "--",
        "python3", "-B", "tests/fuzz/dbus/run.py", f"--seconds={seconds:.0f}", f"--seed={seed}",
        BUILD.relative_to(paths.TOP) / SERVICE)
    calls = [line for line in log.read_text(errors="replace").splitlines() if line.startswith("calls: ")]
    good = code == 0 and bool(calls)
    report.add(f"fuzz: D-Bus, {calls[-1] if calls else 'it did not get to the end'}", int(good), int(not good), took,
               tail(log))


def _executed(log):
    lines = [line for line in log.read_text(errors="replace").splitlines()
             if line.startswith("stat::number_of_executed_units:")]
    return int(lines[-1].split()[-1]) if lines else 0
