# SPDX-License-Identifier: GPL-2.0-or-later
"""The two scanners, handled alike: their files, their threads, the processor time of these."""

import os
import subprocess
import time

MODULE = "/opt/samepage-bench/samepage.ko"


def kernel_threads(prefix):
    """Process ids of the kernel threads whose name begins with `prefix`."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as stat:
                text = stat.read()
        except (FileNotFoundError, ProcessLookupError):
            continue
        comm = text[text.index("(") + 1:text.rindex(")")]
        parent = int(text[text.rindex(")") + 1:].split()[1])
        if parent == 2 and comm.startswith(prefix):
            found.append(int(name))
    return found


class Scanner:
    """`run` and the other files of one scanner. All numbers are pages unless told otherwise."""

    # Written when the file is there; the same for both, so that only the scanners differ.
    SETTINGS = {"pages_to_scan": "10000", "sleep_millisecs": "0", "use_zero_pages": "0", "max_page_sharing": "256",
                "max_cpu_percent": "100", "domains": "all"}

    def __init__(self, name, folder, thread_prefix):
        self.name = name
        self._folder = folder
        self.thread_prefix = thread_prefix
        self._threads = []
        self._gone = 0

    def read(self, name):
        with open(f"{self._folder}/{name}", encoding="ascii") as file:
            return file.read().strip()

    def number(self, name):
        return int(self.read(name))

    def has(self, name):
        return os.path.exists(f"{self._folder}/{name}")

    def write(self, name, value):
        with open(f"{self._folder}/{name}", "w", encoding="ascii") as file:
            file.write(str(value))

    def settings(self):
        """What is set, of all that can be set and is small."""
        return {name: self.read(name) for name in sorted(os.listdir(self._folder))
                if os.access(f"{self._folder}/{name}", os.W_OK) and os.stat(f"{self._folder}/{name}").st_mode & 0o200}

    def prepare(self):
        """Stopped, with the settings of the benchmark."""
        self.write("run", 2)
        self.write("run", 0)
        for name, value in self.SETTINGS.items():
            if self.has(name):
                self.write(name, value)

    def start(self):
        self.write("run", 1)
        deadline = time.monotonic() + 10
        while not self._find():
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} has no thread")
            time.sleep(0.01)

    def _find(self):
        self._threads = kernel_threads(self.thread_prefix)
        return self._threads

    def cpu(self):
        """Seconds of processor time of its threads."""
        total = 0
        for thread in self._threads:
            with open(f"/proc/{thread}/schedstat", encoding="ascii") as stat:
                total += int(stat.read().split()[0])
        return total / 1e9

    def stop(self):
        """Stops and takes everything apart."""
        self.write("run", 2)
        self.write("run", 0)


class Builtin(Scanner):
    OWN_CACHES = ("ksm_",)

    def __init__(self):
        super().__init__("built-in", "/sys/kernel/mm/ksm", "ksmd")

    def load(self):
        self._find()

    def unload(self):
        pass


class Module(Scanner):
    OWN_CACHES = ("samepage", "sp_")

    def __init__(self):
        super().__init__("module", "/sys/kernel/samepage", "samepage")

    def load(self):
        Builtin().stop()
        subprocess.run(["insmod", MODULE], check=True)
        self._find()

    def unload(self):
        subprocess.run(["rmmod", "samepage"], check=True)
