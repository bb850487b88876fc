# SPDX-License-Identifier: GPL-2.0-or-later
"""Counts results, tells how far the run is, and shows what went wrong."""

import sys
import time
import xml.etree.ElementTree as ElementTree

from lab import paths

LOGS = paths.BUILD / "check"


class Report:
    """`passed` and `failed` count single checks and test cases."""

    def __init__(self):
        self._begin = time.monotonic()
        self.passed = 0
        self.failed = 0
        self._stages = []  # (name, seconds)
        self._cases = []

    def say(self, text):
        print(f"check: [{self._clock()}] {text}", flush=True)

    def _clock(self):
        seconds = int(time.monotonic() - self._begin)
        return f"{seconds // 60}:{seconds % 60:02}"

    def add(self, name, passed, failed, seconds, details=""):
        """The result of a stage, or of one check in it; `details` is shown when something failed."""
        self.passed += passed
        self.failed += failed
        self._stages.append((name, seconds))
        if failed == 0 and passed == 1:
            self.say(f"{name}: ok, {seconds:.1f} s")
        elif failed == 0:
            self.say(f"{name}: {passed} passed, {seconds:.1f} s")
        else:
            self.say(f"{name}: {passed} passed, {failed} FAILED, {seconds:.1f} s")
            if details:
                print(_shortened(details), flush=True)

    def add_cases(self, cases):
        """(name, seconds) of single tests, for the table of the slowest."""
        self._cases += cases

    def _tell_times(self):
        """Where the time went: all of it into build/check/seconds.tsv, the most of it on the screen."""
        rows = [("stage", *row) for row in self._stages] + [("test", *row) for row in self._cases]
        LOGS.mkdir(parents=True, exist_ok=True)
        (LOGS / "seconds.tsv").write_text("".join(f"{seconds:.1f}\t{kind}\t{name}\n" for kind, name, seconds in rows))
        for title, entries, count in (("stages", self._stages, 8), ("tests", self._cases, 8)):
            slowest = sorted((entry for entry in entries if entry[1] >= 5), key=lambda entry: -entry[1])[:count]
            if slowest:
                print(f"check: the slowest {title} (all: build/check/seconds.tsv)")
                print("".join(f"    {seconds:7.1f} s  {name}\n" for name, seconds in slowest), end="", flush=True)

    def finish(self):
        """Prints where the time went, and the last line; the exit code of the run."""
        self._tell_times()
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 0 if self.failed == 0 and self.passed > 0 else 1


def _shortened(text, lines=400):
    rows = text.rstrip().splitlines()
    if len(rows) > lines:
        rows = [f"... {len(rows) - lines} lines left out"] + rows[-lines:]
    return "\n".join("    " + row for row in rows)


def count_junit(file):
    """(passed, {name of a failed case: what it said}) of a JUnit file. A skipped case is a failed
    one; a case that occurs twice (test and clean-up) fails when either does."""
    cases = {}
    for case in ElementTree.parse(file).getroot().iter("testcase"):
        name = case.get("name")
        if case.get("classname") not in (None, "", name):
            name = f"{case.get('classname')}.{name}"
        said = [f"skipped: {node.get('message') or ''}" for node in case.iter("skipped")]
        said += [node.text or node.get("message") or "" for kind in ("failure", "error") for node in case.iter(kind)]
        if not said and case.get("status") not in (None, "run"):
            said = [f"it did not run: {case.get('status')}"]
        if said:
            said += [node.text or "" for node in case.iter("system-out")]
        cases.setdefault(name, []).extend(said)
    failed = {name: "\n".join(said).strip() for name, said in cases.items() if said}
    return len(cases) - len(failed), failed


def junit_seconds(file):
    """(name, seconds) of each case in a JUnit file."""
    return [(case.get("name"), float(case.get("time") or 0)) for case in ElementTree.parse(file).getroot().iter("testcase")]


def add_junit(report, name, junit, code, seconds, log):
    """Adds what `junit` holds; a run that left none, or that failed without a failed case, is a failure too.
    (passed, failed)"""
    if not junit.exists():
        report.add(name, 0, 1, seconds, tail(log))
        return 0, 1
    passed, failed = count_junit(junit)
    report.add_cases(junit_seconds(junit))
    if code != 0 and not failed:
        failed = {f"exit code {code}": tail(log)}
    details = [f"--- {case}\n{tail_of(said, 40)}" for case, said in failed.items()]
    shown = details[:8] + [f"--- {case}" for case in list(failed)[8:]]
    report.add(name, passed, len(failed), seconds, "\n".join(shown) + f"\n--- the whole log: {log}")
    return passed, len(failed)


def tail_of(text, lines):
    rows = text.splitlines()
    return "\n".join(rows if len(rows) <= lines else ["..."] + rows[-lines:])


def tail(file, lines=60):
    try:
        return tail_of(file.read_text(errors="replace"), lines)
    except OSError as error:
        return str(error)


def fail_early(text):
    """Ends the run before anything could be counted: that is a failure too."""
    print(f"check: {text}", file=sys.stderr)
    print("0 passed, 1 failed", flush=True)
    return 1
