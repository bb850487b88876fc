#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs rows in the VM, each with one scanner after the other on memory made anew; a line of JSON for each.

measure.py PASSES ROW...        PASSES: how many later passes over unchanged memory are looked at
"""

import json
import sys
import time

import reclaim
import rows
from estimate import estimated
from locks import Locks
from metadata import Snapshot
from scanner import Builtin, Module
from workload import Herd, Workers, WorkloadError

POLL = 0.01
FIRST_PASSES = 2    # that any scanner needs before it knows a page
MOST_PASSES = 40    # without the merging being complete
SETTLE = 2          # seconds for what starting leaves behind


class Watch:
    """Samples of what one scanner has done so far, since start()."""

    def __init__(self, scanner):
        self._scanner = scanner
        self._cpu = scanner.cpu()
        self._passes = scanner.number("full_scans")
        self._begin = time.monotonic()

    def now(self):
        """(seconds of processor time, whole passes, pages saved, seconds)"""
        # Passes first: what they cost is then not less than what is read next.
        passes = self._scanner.number("full_scans") - self._passes
        saved = self._scanner.number("pages_sharing")
        return self._scanner.cpu() - self._cpu, passes, saved, time.monotonic() - self._begin


def _until_merged(watch, possible):
    """Follows the merging to its end: costs of 95 % and of all, or of looking at all twice when nothing
    can be merged. 100 % is None when it was not reached."""
    result = {"cpu_95": None, "cpu_100": None, "passes_100": None, "seconds_100": None, "most_saved": 0}
    last_gain = 0
    while True:
        cpu, passes, saved, seconds = watch.now()
        if saved > result["most_saved"]:
            result["most_saved"] = saved
            last_gain = passes
        if possible == 0:
            if passes >= FIRST_PASSES:
                return result | {"cpu_100": cpu, "cpu_95": cpu, "passes_100": passes, "seconds_100": seconds}
        else:
            if result["cpu_95"] is None and saved >= 0.95 * possible:
                result["cpu_95"] = cpu
            if saved >= possible:
                return result | {"cpu_100": cpu, "passes_100": passes, "seconds_100": seconds}
            if passes - last_gain > MOST_PASSES:
                return result
        time.sleep(POLL)


def _later_passes(watch, count):
    """Processor seconds of each later pass. Passes shorter than the time between two looks are averaged."""
    costs = []
    _, first, _, _ = watch.now()
    cpu_before, before, _, _ = _next_pass(watch, first)
    while len(costs) < count:
        cpu, passes, _, _ = _next_pass(watch, before)
        costs += [(cpu - cpu_before) / (passes - before)] * (passes - before)
        cpu_before, before = cpu, passes
    return costs[:count]


def _next_pass(watch, passes):
    while True:
        seen = watch.now()
        if seen[1] > passes:
            return seen
        time.sleep(POLL)


def _workload(row):
    if row.kind == "workers":
        return Workers(row.processes, row.options["keys"])
    return Herd(row.processes, row.pages, reclaim.group() if row.trace == "walks" else None, **row.options)


def _tracing(row, scanner):
    if row.trace == "locks":
        return Locks(scanner.thread_prefix)
    return reclaim.Walks() if row.trace == "walks" else None


def _measure(row, scanner, passes):
    result = {"row": row.name, "scanner": scanner.name, "mib": row.mib, "errors": []}
    work = None
    scanner.load()
    try:
        work = _workload(row)
        result |= {"pages": work.pages, "possible": work.possible}
        scanner.prepare()
        result["settings"] = scanner.settings()
        time.sleep(SETTLE)
        if scanner.name == "module":
            result["estimate"] = estimated(work.pids(), row.changes)
        before = Snapshot()
        tracing = _tracing(row, scanner)
        scanner.start()
        watch = Watch(scanner)
        result |= _until_merged(watch, work.possible)
        if result["cpu_100"] is None and work.exact:
            result["errors"].append(f"merged {result['most_saved']} of {work.possible} pages")
        result["metadata_at_100"] = Snapshot().grown(before, scanner.OWN_CACHES)
        result["merged"] = scanner.number("pages_sharing") + scanner.number("pages_shared")
        result["later"] = _later_passes(watch, passes)
        result["metadata"] = Snapshot().grown(before, scanner.OWN_CACHES)
        if scanner.has("metadata_bytes"):
            result["metadata"]["told"] = scanner.number("metadata_bytes")
        if row.trace == "walks":
            scanner.write("run", 0)  # or its thread's turns on the one processor would be in the times
        if tracing:
            result[row.trace] = tracing.end()
        if work.exact and work.possible:
            result["fault"] = work.fault(5000)
            work.check()
        scanner.stop()
        if scanner.number("pages_sharing") != 0:
            result["errors"].append(f"{scanner.number('pages_sharing')} pages are merged after run 2")
        work.check()
        work.end()
    except WorkloadError as error:
        result["errors"].append(str(error))
    finally:
        if work:
            work.kill()  # or they would be there for the next row
        scanner.unload()
    return result


def main():
    passes = int(sys.argv[1])
    for row in rows.named(sys.argv[2:], False):
        for scanner in (Builtin(), Module()):
            print(json.dumps({"begins": row.name, "scanner": scanner.name}), flush=True)
            print(json.dumps(_measure(row, scanner, passes)), flush=True)


if __name__ == "__main__":
    main()
