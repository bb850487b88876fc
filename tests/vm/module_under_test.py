# SPDX-License-Identifier: GPL-2.0-or-later
"""The loaded module, and processes for it to merge, as the tests handle them from outside the VM."""

import ast
import json
import time
import weakref
from pathlib import Path

from conversation import Conversation
from lab.progress import LabError

PROGRAMS = Path(__file__).resolve().parent / "programs"
THERE = "/opt/samepage-tests"

MERGE_ANY, MERGEABLE = 1, 2


class NetlinkRefusal(Exception):
    def __init__(self, errno, text):
        super().__init__(f"{errno}: {text}")
        self.errno = errno
        self.text = text


class Twins(Conversation):
    """A twins.py in the VM."""

    def __init__(self, vm, pages, distinct=None, user="root", cgroup=None):
        arguments = [str(pages)] + ([str(distinct)] if distinct else [])
        self.vm = vm
        command = ["/usr/bin/python3", f"{THERE}/twins.py", *arguments]
        if cgroup:
            join = f"mkdir -p {cgroup} && echo $$ > {cgroup}/cgroup.procs && exec \"$@\""
            command = ["/bin/sh", "-c", join, "join", *command]
        super().__init__(vm.start(command, user=user))
        self.pid = int(self.answer().removeprefix("ready "))

    def tell(self, command):
        answer = self.ask(command)
        assert answer == "ok", answer

    def frames(self, pages):
        """The page frames of its first pages; 0: none, -1: swapped out."""
        return self._ask_frames("where", self.address(), pages)

    def merged(self, pages):
        """How many of its first pages are KSM pages, about: neighbours in the same mapping count."""
        return self._ask_frames("merged", self.address(), pages)

    def migrate(self, node):
        """Moves all of its pages to a NUMA node; how many could not be moved."""
        return self._ask_frames("migrate", node)

    def address(self):
        return int(self.ask("where"))

    def _ask_frames(self, command, *numbers):
        return evaluate(self.vm, f"frames.{command}({', '.join(map(str, [self.pid, *numbers]))})")


_interpreters = weakref.WeakKeyDictionary()  # of each VM, by user


def evaluate(vm, expression, user="root", timeout=120):
    """The value of a Python expression in the VM; see programs/interpreter.py for the names in it."""
    running = _interpreters.setdefault(vm, {})
    if user not in running:
        running[user] = Conversation(vm.start(["/usr/bin/python3", f"{THERE}/interpreter.py"], user=user))
    kind, *answer = json.loads(running[user].ask(json.dumps(expression), timeout))
    if kind is None:
        raise LabError(f"in the VM: {expression}\n{answer[0]}")
    if not kind:
        raise NetlinkRefusal(*answer)
    return answer[0]


class Module:
    """samepage.ko in the VM."""

    def __init__(self, vm, ko, programs):
        self.vm = vm
        files = {f"{THERE}/{name}": PROGRAMS / name
                 for name in ("samepage_netlink.py", "twins.py", "frames.py", "interpreter.py", "knobs.py")}
        files |= {f"{THERE}/{name}": path for name, path in programs.items()}
        files[f"{THERE}/samepage.ko"] = ko
        vm.run(["mkdir", "-p", THERE])
        vm.put_many(files, mode=0o755)

    def load(self):
        self.vm.run(["insmod", f"{THERE}/samepage.ko"])

    def unload(self):
        self.vm.run(["rmmod", "samepage"])

    def counters(self):
        """The files of /sys/kernel/samepage that hold a number."""
        return evaluate(self.vm, "knobs.numbers()")

    def write(self, name, value, check=True):
        """Writes a file of /sys/kernel/samepage. Without `check` it may be refused: the result of the shell command."""
        if check:
            return evaluate(self.vm, f"knobs.write({name!r}, {f'{value}{chr(10)}'!r})")
        return self.vm.run(f"echo {value} > /sys/kernel/samepage/{name}", check=False)

    def read(self, name):
        """The text of a file of /sys/kernel/samepage."""
        return evaluate(self.vm, f"knobs.read({name!r})")

    def scan(self):
        """Scans as fast as it can."""
        self.write("max_cpu_percent", 100)
        self.write("pages_to_scan", 20000)
        self.write("sleep_millisecs", 1)
        self.write("run", 1)

    def netlink(self, code, user="root"):
        """The value of a Python expression, in which f is a Family."""
        return evaluate(self.vm, code, user)

    def mark(self, *processes, group=None):
        for process in processes:
            self.netlink(f"f.mark({process.pid}, {group})")

    def unmark(self, process):
        self.netlink(f"f.unmark({process.pid})")

    def info(self, pid):
        return self.netlink(f"f.get(by_pid({pid}))")

    def passes(self, count):
        """Waits until that many whole passes have begun and ended."""
        self.until(f"full_scans >= {self.counters()['full_scans'] + count + 1}")

    def settle(self, timeout=60):
        """Waits until two whole passes in a row have merged nothing more; the counters."""
        deadline = time.monotonic() + timeout
        before = None
        while True:
            self.passes(1)
            counters = self.counters()
            now = counters["pages_shared"], counters["pages_sharing"]
            if now == before:
                return counters
            assert time.monotonic() < deadline, f"it never settles: {before}, then {now}"
            before = now

    def until(self, condition, timeout=60):
        """Waits until the condition over the counters holds; the counters."""
        names = {node.id for node in ast.walk(ast.parse(condition)) if isinstance(node, ast.Name)}
        deadline = time.monotonic() + timeout
        while True:
            counters = self.counters()
            if eval(condition, {}, counters):  # noqa: S307 - the test's own words
                return counters
            assert time.monotonic() < deadline, f"never {condition}: { {n: counters[n] for n in names} }"
            time.sleep(0.1)

    def ksm_stat(self, pid):
        lines = self.vm.read(f"/proc/{pid}/ksm_stat")
        text = lines.decode() if isinstance(lines, bytes) else lines
        return {line.split()[0]: int(line.split()[1]) for line in text.splitlines()}

    def smaps_ksm_pages(self, pid):
        line = self.vm.run(f"grep ^KSM /proc/{pid}/smaps_rollup").stdout
        return int(line.split()[1]) // 4
