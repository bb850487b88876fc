# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs samepagectl as one of the users that tests/dbus/private-bus makes up."""

import json
import os
import subprocess
import time

CTL = os.environ["SAMEPAGECTL"]


def as_user(user, *command):
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *command]


class Result:
    """What a samepagectl printed, and how it ended."""

    def __init__(self, finished):
        self.code = finished.returncode
        self.out = finished.stdout
        self.err = finished.stderr

    def json(self):
        return json.loads(self.out)

    def json_lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def __repr__(self):
        return f"exit status {self.code}\n{self.out}{self.err}"


def ctl(user, *arguments, env=None):
    """Nobody is there to type a password: standard input is no terminal."""
    return Result(subprocess.run(
        as_user(user, CTL, *map(str, arguments)), stdin=subprocess.DEVNULL, capture_output=True,
        text=True, timeout=60, check=False, env={**os.environ, "TZ": "UTC", **(env or {})}))


def start(user, *arguments, **options):
    """A samepagectl that keeps running; the caller ends it."""
    return subprocess.Popen(as_user(user, CTL, *map(str, arguments)), stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def wait_for_user(pid, user):
    """setpriv has become `user` by then: a moment earlier it was root's process."""
    for _ in range(100):
        rows = ctl("alice", "list", "--all", "--json").json()
        if any(row["pid"] == pid and row["user"] == user for row in rows):
            return
        time.sleep(0.05)
    raise AssertionError(f"process {pid} does not become one of {user}")
