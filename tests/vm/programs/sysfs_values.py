#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the files of a KSM directory accept, refuse and show, as JSON: for comparing two of them.

    sysfs_values.py DIRECTORY [NAME ...]

NAME: the files to look at; default: all. Leaves everything as it was, stopped and unmerged.
"""
import errno
import json
import mmap
import os
import re
import sys
import time

VALUES = ["0", "1", "2", "3", "-1", " ", "\n", "0\n", "1\n", "1\n\n", "01", "+1", "0x1", "1 ", " 1", "1x", "1.5", "x", "y",
          "n", "on", "off", "Y", "yes", "none", "scan-time", "none\n", "scan-time\n", "scan-time x", "NONE", "100", "700",
          "2147483647", "2147483648", "4294967295", "4294967296", "18446744073709551615", "18446744073709551616",
          "-2147483648"]
PAGE = mmap.PAGESIZE
MADV_MERGEABLE, PR_SET_MEMORY_MERGE = 12, 67


class Directory:
    def __init__(self, path):
        self.path = path

    def names(self):
        return sorted(os.listdir(self.path))

    def read(self, name):
        with open(f"{self.path}/{name}") as file:
            return file.read()

    def write(self, name, text):
        """None, or the name of the error."""
        try:
            fd = os.open(f"{self.path}/{name}", os.O_WRONLY)
        except OSError as error:
            return "open: " + errno.errorcode[error.errno]
        try:
            os.write(fd, text.encode())
        except OSError as error:
            return errno.errorcode[error.errno]
        finally:
            os.close(fd)
        return None

    def number(self, name):
        return int(self.read(name))


def shape(text):
    """A counter's text without its value."""
    return re.sub(r"\d+", "N", text)


def one_file(directory, name):
    status = os.stat(f"{directory.path}/{name}")
    out = {"mode": oct(status.st_mode), "owner": [status.st_uid, status.st_gid], "answers": {}}
    writable = status.st_mode & 0o200
    before = directory.read(name)
    out["before"] = before if writable else shape(before)
    for value in VALUES:
        refused = directory.write(name, value)
        after = directory.read(name)
        out["answers"][value] = [refused, after if writable else shape(after)]
    if writable:
        words = re.findall(r"\[(\S+)\]", before)
        assert directory.write(name, words[0] if words else before) is None
        assert directory.read(name) == before
    return out


def advisor(directory):
    """While the advisor is active, pages_to_scan is its own."""
    steps = []

    def step(name, value):
        steps.append([name, value, directory.write(name, value), directory.read("pages_to_scan"),
                      directory.read("advisor_mode")])

    step("pages_to_scan", "321")
    step("advisor_mode", "scan-time")
    step("pages_to_scan", "321")
    step("advisor_mode", "scan-time")
    step("advisor_min_pages_to_scan", "600")
    step("advisor_mode", "none")
    step("advisor_mode", "none")
    step("pages_to_scan", "77")
    step("advisor_mode", "none")
    step("advisor_mode", "scan-time")
    step("advisor_mode", "none")
    step("advisor_min_pages_to_scan", "500")
    return steps


def until(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.1)


def while_merged(directory):
    """What cannot be changed while pages are merged."""
    memory = mmap.mmap(-1, 64 * PAGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    for page in range(64):
        memory[page * PAGE:(page + 1) * PAGE] = bytes([1 + page % 2]) * PAGE
    memory.madvise(MADV_MERGEABLE)
    for name, value in (("pages_to_scan", "5000"), ("run", "1")):
        assert directory.write(name, value) is None, name
    until(lambda: directory.number("pages_sharing") == 62)
    steps = []
    for name, value in (("max_page_sharing", "256"), ("max_page_sharing", "255"), ("max_page_sharing", "1"),
                        ("merge_across_nodes", "1"), ("merge_across_nodes", "0"), ("merge_across_nodes", "2"),
                        ("use_zero_pages", "1"), ("smart_scan", "0"), ("sleep_millisecs", "10"), ("run", "0"),
                        ("max_page_sharing", "255"), ("merge_across_nodes", "0"), ("run", "2"),
                        ("max_page_sharing", "255"), ("merge_across_nodes", "0"), ("run", "0"), ("max_page_sharing", "256"),
                        ("merge_across_nodes", "1"), ("use_zero_pages", "0"), ("smart_scan", "1"),
                        ("sleep_millisecs", "20"), ("pages_to_scan", "100")):
        refused = directory.write(name, value)
        steps.append([name, value, refused, directory.read(name), directory.number("pages_shared") > 0,
                      directory.number("general_profit") > 0])
    assert all(memory[page * PAGE] == 1 + page % 2 for page in range(64))
    return steps


def main(path, *names):
    directory = Directory(path)
    out = {}
    for name in names or directory.names():
        out[name] = one_file(directory, name)
    if not names:
        out["advisor"] = advisor(directory)
        out["while merged"] = while_merged(directory)
    print(json.dumps(out))


main(*sys.argv[1:])
