#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Memory on request: holds pages that have twins in every other such process.

    twins.py PAGES [DISTINCT]

PAGES pages, of which DISTINCT (default: all) differ from one another. Reads
commands from standard input, answers each with one line: "ok" or what it found.
    check           every page holds what it should
    write N VALUE   writes VALUE (0..255) to the first byte of page N
    unmap FIRST N   discards N pages for good
    advise HOW      mergeable | unmergeable, for all of it
    fork            forks a child that holds the same; answers its pid
    exec            replaces itself by a fresh twins.py with the same arguments
"""
import ctypes
import mmap
import os
import random
import signal
import sys

PAGE = mmap.PAGESIZE
MADV = {"mergeable": 12, "unmergeable": 13}


def main():
    pages = int(sys.argv[1])
    distinct = int(sys.argv[2]) if len(sys.argv) > 2 else pages
    chance = random.Random(4711)
    patterns = [chance.randbytes(PAGE) for _ in range(distinct)]
    memory = mmap.mmap(-1, pages * PAGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    for page in range(pages):
        memory[page * PAGE:(page + 1) * PAGE] = patterns[page % distinct]
    written, unmapped = {}, set()

    def check():
        for page in range(pages):
            if page in unmapped:
                continue
            expected = patterns[page % distinct]
            if page in written:
                expected = bytes([written[page]]) + expected[1:]
            if memory[page * PAGE:(page + 1) * PAGE] != expected:
                return f"page {page} changed"
        return "ok"

    print("ready", flush=True)
    for line in sys.stdin:
        words = line.split()
        answer = "ok"
        if words[0] == "check":
            answer = check()
        elif words[0] == "write":
            memory[int(words[1]) * PAGE] = int(words[2])
            written[int(words[1])] = int(words[2])
        elif words[0] == "unmap":
            first, count = int(words[1]), int(words[2])
            start = ctypes.addressof(ctypes.c_char.from_buffer(memory)) + first * PAGE
            if ctypes.CDLL(None).munmap(ctypes.c_void_p(start), ctypes.c_size_t(count * PAGE)) != 0:
                answer = "munmap failed"
            unmapped.update(range(first, first + count))
        elif words[0] == "advise":
            memory.madvise(MADV[words[1]])
        elif words[0] == "fork":
            child = os.fork()
            if child == 0:
                signal.pause()
            answer = str(child)
        elif words[0] == "exec":
            os.execv(sys.executable, [sys.executable, *sys.argv])
        print(answer, flush=True)


main()
