#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Marks every process with one of some names, and tells what merging them saves.

  mark-by-name.py [--all] [--wait SECONDS] [NAME...]

NAME is that of the program, and may have wildcards: 'firefox*' and
'qemu-system-*' if none is given. It needs python3-dbus."""

import argparse
import fnmatch
import os
import sys
import time

import dbus

NAME, PATH = "org.samepage.Samepage1", "/org/samepage/Samepage1"
DEFAULT_NAMES = ["firefox*", "qemu-system-*"]


def parse():
    parser = argparse.ArgumentParser(
        description="Marks every process with one of these names, and tells what merging them saves.")
    parser.add_argument("names", nargs="*", metavar="NAME", default=DEFAULT_NAMES,
                        help="of the program; may have wildcards (default: %(default)s)")
    parser.add_argument("--all", action="store_true",
                        help="also other users' processes, which needs authorisation")
    parser.add_argument("--wait", type=float, default=30, metavar="SECONDS",
                        help="how long to wait for the scanner (default: %(default)s)")
    return parser.parse_args()


def list_processes(processes, everybody):
    return processes.List({"scope": "all" if everybody else "own"})


def is_wanted(process, names):
    # A program may have named itself otherwise than its file, which may be unreadable.
    candidates = {str(process["name"]), os.path.basename(str(process["exe"]))}
    return any(fnmatch.fnmatchcase(candidate, name) for candidate in candidates for name in names)


def key(process):
    """What names a process: its id may belong to another one tomorrow."""
    return process["pid"], process["start_time"]


def mark(processes, process):
    """Whether it is marked now. One that has exited meanwhile is no reason to stop."""
    try:
        processes.Mark(*key(process), dbus.Dictionary({}, signature="sv"))
        return True
    except dbus.DBusException as error:
        print(f"{process['name']} ({process['pid']}): {error.get_dbus_message()}", file=sys.stderr)
        return False


def main():
    options = parse()
    samepage = dbus.SystemBus().get_object(NAME, PATH)
    processes = dbus.Interface(samepage, f"{NAME}.Processes")
    wanted = [process for process in list_processes(processes, options.all)
              if process["markable"] and is_wanted(process, options.names)]
    marked = {key(process) for process in wanted if mark(processes, process)}
    print(f"{len(marked)} of {len(wanted)} processes are marked.")
    if not marked:
        return 1
    time.sleep(options.wait)
    rows = [process for process in list_processes(processes, options.all) if key(process) in marked]
    for process in sorted(rows, key=lambda row: row["saved"], reverse=True):
        print(f"{process['saved'] / 2**20:10.1f} MiB  {process['name']} ({process['pid']})")
    print(f"{sum(process['saved'] for process in rows) / 2**20:10.1f} MiB saved in all")
    return 0 if len(marked) == len(wanted) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except dbus.DBusException as error:
        sys.exit(f"mark-by-name: {error.get_dbus_message()}")
