# SPDX-License-Identifier: GPL-2.0-or-later
"""Processes with memory to merge, and what is known about it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


class WorkloadError(Exception):
    pass


def _join(group):
    with open(f"{group}/cgroup.procs", "w", encoding="ascii") as procs:
        procs.write("0")


class Herd:
    """The program herd: all is known exactly."""

    exact = True

    def __init__(self, processes, pages, group=None, **options):
        """In the control group `group`, if one is given."""
        words = [f"{name}={value}" for name, value in options.items()]
        self._process = subprocess.Popen([HERE / "herd", str(processes), str(pages), *words], text=True,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         preexec_fn=(lambda: _join(group)) if group else None)
        answer = self._process.stdout.readline().split()
        if len(answer) != 3 or answer[0] != "ready":
            raise WorkloadError(f"herd did not get ready: {answer}")
        self.possible, self.pages = int(answer[1]), int(answer[2])

    def pids(self):
        """Of those that hold the memory."""
        with open(f"/proc/{self._process.pid}/task/{self._process.pid}/children", encoding="ascii") as children:
            return [int(pid) for pid in children.read().split()]

    def ask(self, command):
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def fault(self, count):
        """Latencies of write faults on merged pages, in nanoseconds."""
        words = self.ask(f"fault {count}").split()
        if len(words) != 7 or words[0] != "faults":
            raise WorkloadError(f"herd could not fault: {words}")
        return dict(zip(("count", "p50", "p90", "p99", "p999", "max"), map(int, words[1:])))

    def check(self):
        """Raises when a page does not hold what it must."""
        answer = self.ask("verify")
        if answer != "ok":
            raise WorkloadError(f"memory differs: {answer}")

    def end(self):
        self.ask_to_quit()
        if self._process.wait(60) != 0:
            raise WorkloadError(f"herd ended with {self._process.returncode}")

    def kill(self):
        """Whatever of it still runs."""
        self._process.kill()
        self._process.wait()

    def ask_to_quit(self):
        self._process.stdin.write("quit\n")
        self._process.stdin.close()


class Workers:
    """Equal Python programs. How much of them is equal is counted once they are idle."""

    exact = False

    def __init__(self, processes, keys):
        self._workers = [subprocess.Popen([sys.executable, "-B", HERE / "worker.py", str(keys)], text=True,
                                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(processes)]
        for worker in self._workers:
            if not worker.stdout.readline().startswith("ready"):
                raise WorkloadError("a worker did not get ready")
        time.sleep(1)
        self.possible, self.pages = self._count()

    def pids(self):
        return [worker.pid for worker in self._workers]

    def _count(self):
        pids = [str(worker.pid) for worker in self._workers]
        for worker in self._workers:
            worker.send_signal(signal.SIGSTOP)
        try:
            counted = subprocess.run([HERE / "twins_count", "256", *pids], text=True, check=True, capture_output=True)
        finally:
            for worker in self._workers:
                worker.send_signal(signal.SIGCONT)
        return map(int, counted.stdout.split())

    def check(self):
        """Still the same amount of equal memory, and all of them end well (in end())."""
        possible, pages = self._count()
        if abs(pages - self.pages) > self.pages // 50 or abs(possible - self.possible) > max(64, self.possible // 20):
            raise WorkloadError(f"of {pages} pages {possible} are equal now, of {self.pages} {self.possible} were")

    def kill(self):
        """Whatever of them still runs."""
        for worker in self._workers:
            worker.kill()
            worker.wait()

    def end(self):
        for worker in self._workers:
            worker.stdin.close()
        for worker in self._workers:
            if worker.wait(60) != 0:
                raise WorkloadError(f"a worker ended with {worker.returncode}")
