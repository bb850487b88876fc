#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Changes one byte in every page that a running keeper watches, behind its back.

    meddle.py

Prints how many pages it changed.
"""
import os
import signal
import struct
import subprocess

PAGE = 4096
# What the second word of a page differs in from the first (kept_memory.h), unless it is of zeros.
MARK = 0xd1b54a32d192ed03


def watched(memory, maps):
    """The addresses of pages that look like those of kept_memory.h."""
    for line in maps:
        addresses, rights, *_ = line.split()
        if rights != "rw-p":
            continue
        first, end = (int(address, 16) for address in addresses.split("-"))
        for page in range(first, end, PAGE):
            memory.seek(page)
            one, two = struct.unpack("QQ", memory.read(16))
            if one ^ two == MARK:
                yield page


def main():
    pid = int(subprocess.run(["pgrep", "-o", "-x", "keeper"], capture_output=True, text=True, check=True).stdout)
    changed = 0
    os.kill(pid, signal.SIGSTOP)  # it moves its memory about
    with open(f"/proc/{pid}/mem", "r+b", buffering=0) as memory, open(f"/proc/{pid}/maps", encoding="ascii") as maps:
        for page in watched(memory, maps.readlines()):
            memory.seek(page + 100)
            byte = memory.read(1)[0]
            memory.seek(page + 100)
            memory.write(bytes([byte ^ 1]))
            changed += 1
    os.kill(pid, signal.SIGCONT)
    print(changed)


if __name__ == "__main__":
    main()
