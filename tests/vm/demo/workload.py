# SPDX-License-Identifier: GPL-2.0-or-later
"""The real programs that the demo runs: several instances each, holding real data."""

import time
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent / "workload"
THERE = "/opt/samepage-demo"


class Worker:
    """One instance in the VM."""

    def __init__(self, vm, name, command, user):
        self.name = name
        self.user = user
        self.process = vm.start(["/bin/sh", "-c", 'echo "$$"; exec "$@"', "sh", *command], user=user)
        self.holds = ""
        self.checksum = None
        self._lines = 0
        self.pid = int(self.answer())

    def answer(self, timeout=180):
        """Its next line. Raises TimeoutError."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            lines = self.process.output().split("\n")
            if len(lines) - 1 > self._lines:
                self._lines += 1
                return lines[self._lines - 1]
            time.sleep(0.05)
        raise TimeoutError(f"{self.name} (process {self.pid}) does not answer")

    def sum(self):
        """A checksum of all that it holds."""
        self.process.send(b"sum\n")
        return self.answer()


def start(vm):
    """Four Python and three Perl workers of two users, loaded and waiting."""
    vm.run(["mkdir", "-p", THERE])
    vm.put_many({f"{THERE}/{file.name}": file for file in SCRIPTS.iterdir()}, mode=0o755)
    workers = [Worker(vm, "Python", ["/usr/bin/python3", f"{THERE}/worker.py", "100"], "alice") for _ in range(4)]
    workers += [Worker(vm, "Perl", ["/usr/bin/perl", f"{THERE}/worker.pl"], "bob") for _ in range(3)]
    for worker in workers:
        worker.holds = worker.answer().removeprefix("ready: ")
    return workers
