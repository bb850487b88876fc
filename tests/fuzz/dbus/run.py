#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Fuzzes the service over D-Bus: in tests/dbus/private-bus --no-service, with the
rules of tests/dbus/test.rules,

  run.py [--seconds N] [--seed N] SAMEPAGED-FAKE

Three users call all methods with random arguments. First none of the three is
authorised to change anything of others: if anything changes, that is a failure.
Then alice, who may do everything, is one of them, so that the engine, too, gets
all of it. It also fails when the service ends, does not answer, does not end well
when told to, or a sanitizer has something to say."""

import argparse
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "dbus"))
from conftest import CallError, Caller, HISTORY, PROCESSES, ENGINE, Service, start_time, wait_until  # noqa: E402

UNAUTHORISED = ["bob", "carol", "dave"]
RULES = "org.samepage.Samepage1.Rules"
WITH_ALICE = ["alice", "bob", "carol"]
POLKIT_TRIES = 6
COMPLAINTS = re.compile(r"ERROR: \w+Sanitizer|runtime error:|terminate called|Assertion")


class Failure(Exception):
    pass


def as_user(user, *command):
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *command]


class Sleepers:
    """Processes to be fought over: of root, and one of each user."""

    def __init__(self):
        self.running = {}
        for name, user in (("unmarked", "root"), ("marked", "root"), ("bob", "bob"),
                           ("carol", "carol"), ("dave", "dave")):
            self.running[name] = subprocess.Popen(as_user(user, "sleep", "100000"))
        for name, process in self.running.items():
            assert wait_until(lambda: Path(f"/proc/{process.pid}/comm").read_text() == "sleep\n"), name

    def pid(self, name):
        return self.running[name].pid

    def known(self):
        """Also some that are none of them: gone, a kernel thread, the first, ourselves."""
        pids = [process.pid for process in self.running.values()] * 3 + [1, os.getpid()]
        return [(pid, start_time(pid)) for pid in pids] + [(2, 0), (999999, 1)]

    def stop(self):
        for process in self.running.values():
            process.kill()
            process.wait()


class Judge:
    """Knows how everything was, and notices what is different."""

    def __init__(self, service, sleepers):
        self.service = service
        self.sleepers = sleepers
        self.root = Caller("root")
        self.polkit_late = 0
        self.waited = self.waited_for_bus = 0.0
        self.root.call(ENGINE, "Start")
        self.root.mark(sleepers.pid("marked"))
        # There is something to be changed.
        for value in ("/opt/one", "/opt/two"):
            self.root.call(RULES, "Add", f"({{'kind': <'executable'>, 'value': <'{value}'>}},)")
        self.root.call(ENGINE, "SetPolicy", "({'memory_percent': <uint32 60>},)")
        self.before = self.state()
        self.files_before = self.files()

    def call(self, interface, method, arguments="()"):
        for _ in range(POLKIT_TRIES):
            try:
                return self.root.start(interface, method, arguments).result()
            except CallError as error:
                # On a busy machine polkitd may be starved, which must mean no.
                if "did not answer in time" not in error.message:
                    raise Failure(f"{method} of root failed: {error}") from None
                self.polkit_late += 1
        raise Failure(f"{method} of root failed: polkit did not answer {POLKIT_TRIES} times")

    def state(self):
        rows = {row["pid"]: row for row in self.call(PROCESSES, "List", "({'scope': <'all'>},)")}
        marks = {name: rows[self.sleepers.pid(name)]["marked"] for name in ("marked", "unmarked", "carol")}
        events = self.call(HISTORY, "Events", f"(uint64 0, uint64 {2**63}, uint32 2000, @a{{sv}} {{}})")
        return {"state": self.root.get("State"), "backend": self.root.get("Backend"),
                "rules": self.call(RULES, "List"), "policy": self.call(ENGINE, "GetPolicy"),
                "tunables": self.call(ENGINE, "GetTunables"), "marks": marks,
                "merged": rows[self.sleepers.pid("marked")]["merged"],
                "own events": events}

    def check_alive(self):
        if self.service.process.poll() is not None:
            raise Failure(f"the service ended with {self.service.process.returncode}")
        begin = time.monotonic()
        # Works without an engine too, and has something to do for a worker.
        self.call(HISTORY, "Query", "(uint64 0, uint64 1, uint32 2, ['saved_bytes'])")
        self.waited = max(self.waited, time.monotonic() - begin)
        # For comparison: a busy machine makes everything slow.
        begin = time.monotonic()
        self.root.start("org.freedesktop.DBus", "GetId", destination="org.freedesktop.DBus",
                        path="/org/freedesktop/DBus").result()
        self.waited_for_bus = max(self.waited_for_bus, time.monotonic() - begin)

    def files(self):
        return len(self.file_names())

    def file_names(self):
        names = []
        for number in os.listdir(f"/proc/{self.service.pid}/fd"):
            with contextlib.suppress(OSError):
                names.append(os.readlink(f"/proc/{self.service.pid}/fd/{number}"))
        return sorted(names)

    def check_nothing_is_left(self):
        """Handles of processes come with calls, and go with the answers; but marked ones are watched, with two each."""
        most = self.files_before + 2 * len(self.sleepers.running)
        if not wait_until(lambda: self.files() <= most, 20):
            raise Failure(f"the service had {self.files_before} open files and still has {self.file_names()}")

    def check_unchanged(self):
        now = self.state()
        for what, value in self.before.items():
            if now[what] != value:
                raise Failure(f"somebody changed \"{what}\" without authorisation: {value} became {now[what]}")


class Fuzzers:
    def __init__(self, users, seed, known):
        self.running = {
            user: subprocess.Popen(
                as_user(user, sys.executable, "-B", str(HERE / "caller.py"), str(seed + number), json.dumps(known)),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for number, user in enumerate(users)}

    def check(self):
        for user, process in self.running.items():
            if process.poll() is not None:
                raise Failure(f"the caller of {user} ended with {process.returncode}")

    def stop(self):
        """{user: what it was answered}"""
        for process in self.running.values():
            process.stdin.close()
        results = {}
        for user, process in self.running.items():
            output = process.stdout.read()
            if process.wait(90) != 0:
                raise Failure(f"the caller of {user} ended with {process.returncode}")
            results[user] = json.loads(output)
        return results

    def kill(self):
        for process in self.running.values():
            process.kill()
            process.wait()


def fuzz(judge, sleepers, users, seed, seconds, check_state):
    fuzzers = Fuzzers(users, seed, sleepers.known())
    try:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(min(1, seconds))
            judge.check_alive()
            fuzzers.check()
            if check_state:
                judge.check_unchanged()
        results = fuzzers.stop()
    finally:
        fuzzers.kill()
    judge.check_alive()
    if check_state:
        judge.check_unchanged()
    report(results, judge)
    judge.check_nothing_is_left()
    late = {user: result["late"] for user, result in results.items() if result["late"]}
    if late:
        raise Failure(f"no answer within a minute: {late}")
    return sum(sum(result["answers"].values()) for result in results.values())


def report(results, judge):
    for user, result in results.items():
        answers = sorted(result["answers"].items(), key=lambda pair: -pair[1])
        print(f"{user}: " + ", ".join(f"{name.rpartition('.')[2]} {count}" for name, count in answers))
    print(f"root waited {judge.waited:.2f} s for an answer at most, {judge.waited_for_bus:.2f} s for one of the "
          f"bus itself; polkit was late {judge.polkit_late} times", flush=True)


def run(options, folder):
    Path(folder, "state").mkdir()
    service = Service([*options.argument, "--state-directory", f"{folder}/state", "--long-work", "8",
                       "--scan-time", "1000000000"], Path(folder, "service.log"))
    sleepers = Sleepers()
    calls, failure = 0, None
    try:
        judge = Judge(service, sleepers)
        calls += fuzz(judge, sleepers, UNAUTHORISED, options.seed, options.seconds * 0.7, True)
        calls += fuzz(judge, sleepers, WITH_ALICE, options.seed + 1000, options.seconds * 0.3, False)
    except Failure as error:
        failure = str(error)
    finally:
        sleepers.stop()
        status = service.stop()
    complaints = [line for line in service.log().splitlines() if COMPLAINTS.search(line)]
    # Killed by the signal, it would not have looked for leaks.
    if status != 0 or complaints or failure:
        print(service.log()[-5000:])
        print(f"FAILED: {failure or ''} the service ended with {status}; seed {options.seed}")
        return 1
    print(f"calls: {calls}")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--argument", action="append", default=[], help="for the service")
    parser.add_argument("program", metavar="SAMEPAGED-FAKE")
    options = parser.parse_args()
    os.environ["SAMEPAGED_FAKE"] = options.program
    with tempfile.TemporaryDirectory(prefix="samepage-fuzz-") as folder:
        return run(options, folder)


if __name__ == "__main__":
    sys.exit(main())
