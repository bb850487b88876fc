#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes one allocation after the other fail in everything that can be asked of the module.

    starve.py MODULE.ko

Runs inside the VM with the debug kernel, as root. Loading, every netlink command, every file:
each is tried with the first allocation that the module causes failing, then the second, and so
on, until there are no more. It may fail for want of memory, and must then work at the next
attempt.
"""
import argparse
import contextlib
import ctypes
import errno
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import fault_injection  # noqa: E402
import knobs  # noqa: E402
from fault_injection import Nth  # noqa: E402
from samepage_netlink import (ESTIMATE, EXPLAIN, MERGE_NOW, NLM_F_ACK, NLM_F_DUMP, GET, GROUP, MARK,  # noqa: E402
                              SECOND_LOOK_MS, UNMARK, Family, NetlinkError, by_pid, u32)
from torment import Module, Programs  # noqa: E402

NO_MEMORY = (errno.ENOMEM, errno.ENOBUFS, errno.EAGAIN, errno.EINTR)
SYS_FINIT_MODULE = 313
# run 2 allocates for every page that it takes apart.
MOST = 400

_libc = ctypes.CDLL(None, use_errno=True)


def finit_module(path):
    """What insmod does, in this very thread."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        if _libc.syscall(SYS_FINIT_MODULE, fd, b"", 0) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
    finally:
        os.close(fd)


def each(name, act, after=lambda: None):
    """Does `act` with its first, second ... allocation failing, until one has not so many."""
    refused = 0
    for count in range(1, MOST + 1):
        with Nth(count) as nth:
            try:
                act()
            except (OSError, NetlinkError) as error:
                number = error.errno
            else:
                number = 0
        if number not in (0, *NO_MEMORY):
            raise AssertionError(f"{name}, allocation {count}: {errno.errorcode.get(number, number)}")
        refused += number != 0
        after()
        if not nth.happened:
            if number:
                raise AssertionError(f"{name}: {errno.errorcode[number]} though no allocation failed")
            break
    act()
    after()
    print(f"{name}: {count} attempts, {refused} refused", flush=True)


def loading(module):
    loaded = []

    def attempt():
        finit_module(module.path)
        loaded.append(True)

    def clean():
        if loaded:
            module.unload()
            loaded.clear()
        elif os.path.exists(knobs.SYSFS) or os.path.exists("/sys/module/samepage"):
            raise AssertionError("a load that failed left something behind")

    each("load", attempt, clean)


def ask(command, payload=b"", flags=NLM_F_ACK):
    """A request on a socket of its own: the one before may hold what was not read."""
    family = Family()
    family.sock.settimeout(60)
    with contextlib.closing(family.sock):
        family.request(command, payload, flags=flags)


def strangers():
    """Marks a process that the module does not know yet, each time another one."""
    started = []

    def mark(group):
        started.append(subprocess.Popen(["sleep", "1000"]))
        ask(MARK, by_pid(started[-1].pid) + group)

    def clean():
        for process in started:
            process.kill()
            process.wait()
        started.clear()

    try:
        each("mark a stranger", lambda: mark(b""), clean)
        each("mark a stranger in a group", lambda: mark(u32(GROUP, 7)), clean)
    finally:
        clean()


def result(command, payload):
    """What a command that takes long says at its end, on a socket of its own."""
    family = Family()
    family.sock.settimeout(60)
    with contextlib.closing(family.sock):
        return family.result(command, payload)


def listening(act):
    """While somebody listens to events, which are made for that one only."""
    family = Family()
    with contextlib.closing(family.sock):
        family.join()
        act()


def long_commands(pid):
    process = by_pid(pid)
    each("explain", lambda: result(EXPLAIN, process))
    each("estimate", lambda: result(ESTIMATE, process))
    each("estimate, two looks", lambda: result(ESTIMATE, process + u32(SECOND_LOOK_MS, 1)))
    each("merge now", lambda: result(MERGE_NOW, process))
    each("mark and unmark, with a listener", lambda: listening(lambda: (ask(UNMARK, process), ask(MARK, process))))
    each("cancel", lambda: cancel(pid))
    # It merges in a thread of its own, whose allocations nobody can count from here.
    fault_injection.start(20)
    refused = 0
    for _ in range(60):
        try:
            result(MERGE_NOW, process)
        except NetlinkError as error:
            if error.errno not in NO_MEMORY:
                raise AssertionError(f"merge now, short of memory: {error}") from error
            refused += 1
    fault_injection.start(0)
    merged = result(MERGE_NOW, process)
    print(f"merge now, one allocation of five failing: 60 attempts, {refused} refused; then {merged}", flush=True)


def cancel(pid):
    """Nobody merges it now, which is the answer that is wanted."""
    family = Family()
    with contextlib.closing(family.sock):
        try:
            family.cancel(pid)
        except NetlinkError as error:
            if error.errno != errno.ENOENT:
                raise


def other_value(text, value):
    """Something else that the file may take."""
    words = [word for word in text.replace("[", " ").replace("]", " ").split() if word != value]
    if words and not value.lstrip("-").isdigit():
        return words[0]
    return str(1 - int(value)) if value in ("0", "1") else str(int(value) + 1)


def change(name, value):
    """To something else and back; what is refused for another reason than memory is so each time."""
    for new in (other_value(knobs.read(name), value), value):
        try:
            knobs.write(name, new)
        except OSError as error:
            if error.errno in NO_MEMORY or error.errno not in knobs.REFUSALS:
                raise


def controls(pid):
    for name, command in (("mark", MARK), ("get", GET), ("unmark", UNMARK), ("mark again", MARK)):
        each(name, lambda command=command: ask(command, by_pid(pid)))
    each("dump", lambda: ask(GET, flags=NLM_F_DUMP))
    for name in sorted(os.listdir(knobs.SYSFS)):
        each(f"read {name}", lambda name=name: knobs.read(name))
    values = knobs.remember()
    for name, value in values.items():
        if name != "run":
            each(f"write {name}", lambda name=name, value=value: knobs.write(name, value))
            each(f"change {name}", lambda name=name, value=value: change(name, value))
    knobs.put_back(values)


def tried_again(keepers):
    """Short of memory in the middle of unmerging, the module goes on by itself later."""
    knobs.write("run", 1)
    until("pages_sharing", lambda pages: pages > 900, 120)
    with Nth(40):
        try:
            knobs.write("run", 2)
        except OSError as error:
            if error.errno != errno.ENOMEM:
                raise AssertionError(f"run 2: {error}") from error
        else:
            raise AssertionError("run 2 wanted no 40 allocations")
    if knobs.number("run") != 0:
        raise AssertionError("half unmerged, and run is not 0")
    until("pages_shared", lambda pages: pages == 0, 60)
    until("run", lambda run: run == 2, 10)
    print(f"unmerging that had no memory was done later, for {len(keepers)} processes", flush=True)


def until(name, holds, seconds):
    end = time.monotonic() + seconds
    while not holds(knobs.number(name)):
        if time.monotonic() > end:
            raise AssertionError(f"{name} stays {knobs.number(name)}")
        time.sleep(0.1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("module")
    module = Module(parser.parse_args().module)
    programs = Programs()
    fault_injection.start(0)  # nobody's but the module's: the filter counts for Nth too
    try:
        loading(module)
        module.load()
        keepers = [programs.start("keeper", 1000, 1, 1000, "still") for _ in range(2)]
        strangers()
        controls(keepers[0].pid)
        family = Family()
        for keeper in keepers:
            family.mark(keeper.pid)
        knobs.write("pages_to_scan", 20000)
        each("run 1", lambda: knobs.write("run", 1))
        until("pages_sharing", lambda pages: pages >= 1900, 120)
        long_commands(keepers[0].pid)
        each("run 0", lambda: knobs.write("run", 0))
        # Writing 0 keeps the module from trying again by itself.
        each("run 2", lambda: knobs.write("run", 2), lambda: knobs.write("run", 0))
        tried_again(keepers)
        programs.watch()
        module.unload()
    except AssertionError as error:
        sys.exit(f"starve: {error}")
    finally:
        programs.kill()
    print("every allocation failed once")


if __name__ == "__main__":
    main()
