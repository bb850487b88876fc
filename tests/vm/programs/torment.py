#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs keepers and, all the while, does to the module whatever an admin could.

    torment.py MODULE.ko SECONDS [--seed N] [--keepers N] [--keep-loaded]

Runs inside the VM as root, beside keeper and samepage_netlink.py. Fails when a
keeper finds its memory changed, or when nothing was ever merged. Ends with the
module unloaded while pages are merged, and the keepers still content.
"""
import argparse
import os
import random
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from samepage_netlink import Family, NetlinkError  # noqa: E402

SYSFS = "/sys/kernel/samepage"
ESRCH = 3


def read(name):
    with open(f"{SYSFS}/{name}") as file:
        return int(file.read())


def write(name, value):
    with open(f"{SYSFS}/{name}", "w") as file:
        file.write(str(value))


class Torment:
    def __init__(self, arguments):
        self.module = arguments.module
        self.random = random.Random(arguments.seed)
        self.keep_loaded = arguments.keep_loaded
        self.keepers = []
        self.family = None
        self.most_sharing = 0
        self.done = {}

    def load(self):
        subprocess.run(["insmod", self.module], check=True)
        self.family = Family()
        write("pages_to_scan", self.random.choice([100, 1000, 5000]))
        write("sleep_millisecs", self.random.choice([0, 1, 20]))
        write("run", 1)

    def unload(self):
        self.family = None
        subprocess.run(["rmmod", "samepage"], check=True)

    def on_keeper(self, method):
        keeper = self.random.choice(self.keepers)
        try:
            method(keeper.pid)
        except FileNotFoundError:
            pass
        except NetlinkError as error:
            if error.errno != ESRCH:
                raise

    def step(self):
        actions = {
            "mark": lambda: self.on_keeper(self.family.mark),
            "unmark": lambda: self.on_keeper(self.family.unmark),
            "run": lambda: write("run", 1),
            "stop": lambda: write("run", 0),
            "unmerge": lambda: write("run", 2),
            "dump": lambda: self.family.dump(),
            "tune": lambda: write("pages_to_scan", self.random.choice([1, 100, 20000])),
            "limit": lambda: write("max_kernel_pages", self.random.choice([0, 10, 100000])),
            "reload": self.reload,
            "compact": lambda: write_file("/proc/sys/vm/compact_memory", "1"),
        }
        weights = {"mark": 8, "run": 8, "dump": 4, "reload": 0 if self.keep_loaded else 1}
        name = self.random.choices(list(actions), [weights.get(n, 2) for n in actions])[0]
        actions[name]()
        self.done[name] = self.done.get(name, 0) + 1
        if name == "limit":
            time.sleep(0.3)
            write("max_kernel_pages", 100000)

    def reload(self):
        self.unload()
        time.sleep(self.random.random())
        self.load()

    def watch(self):
        self.most_sharing = max(self.most_sharing, read("pages_sharing"))
        for keeper in self.keepers:
            if keeper.poll() not in (None, 0):
                sys.exit(f"a keeper failed with exit code {keeper.returncode}")

    def run(self, seconds, keepers):
        self.load()
        directory = os.path.dirname(os.path.abspath(__file__))
        for n in range(keepers):
            self.keepers.append(subprocess.Popen([f"{directory}/keeper", str(seconds), str(n + 1), "3000"],
                                                 stdout=subprocess.PIPE, text=True))
        for keeper in self.keepers:
            keeper.stdout.readline()
            self.family.mark(keeper.pid)
        end = time.monotonic() + seconds
        while time.monotonic() < end - 3:
            self.step()
            for _ in range(self.random.randrange(1, 10)):
                time.sleep(0.1)
                self.watch()
        # The last word: unload while pages are merged.
        write("run", 1)
        time.sleep(0.5)
        self.watch()
        self.unload()
        for keeper in self.keepers:
            output, _ = keeper.communicate()
            if keeper.returncode != 0:
                sys.exit(f"a keeper failed with exit code {keeper.returncode}")
            print(output.strip())
        if self.most_sharing < 1000:
            sys.exit(f"only {self.most_sharing} pages were ever shared")
        print("most pages sharing:", self.most_sharing)
        print("actions:", dict(sorted(self.done.items())))


def write_file(path, value):
    with open(path, "w") as file:
        file.write(value)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("module")
    parser.add_argument("seconds", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keepers", type=int, default=3)
    parser.add_argument("--keep-loaded", action="store_true", help="never unload while it runs")
    arguments = parser.parse_args()
    torment = Torment(arguments)
    try:
        torment.run(arguments.seconds, arguments.keepers)
    finally:
        for keeper in torment.keepers:
            keeper.kill()


if __name__ == "__main__":
    main()
