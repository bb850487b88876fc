#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Memory on request: holds pages that have twins in every other such process.

    twins.py PAGES [DISTINCT]

PAGES pages, of which DISTINCT (default: all) differ from one another. Says "ready" and its pid, then reads
commands from standard input, and answers each with one line: "ok" or what it found.
    check           every page holds what it should
    write N VALUE   writes VALUE (0..255) to the first byte of page N
    zero FIRST N    fills N pages with zeroes
    own FIRST N     fills N pages with bytes that no other process has
    equal FIRST N   fills N pages with what they held at first
    churn FIRST N   changes N pages over and over from now on
    where           answers the address of page 0
    unmap FIRST N   discards N pages for good
    poison N        makes the kernel believe that the memory of page N is broken
    advise HOW      mergeable | unmergeable, for all of it
    setuid UID      becomes another user
    fork            forks a child that holds the same; answers its pid
    exec            replaces itself by a fresh twins.py with the same arguments
"""
import ctypes
import mmap
import os
import random
import signal
import sys
import threading

PAGE = mmap.PAGESIZE
MADV = {"mergeable": 12, "unmergeable": 13}
MADV_HWPOISON = 100


def main():
    pages = int(sys.argv[1])
    distinct = int(sys.argv[2]) if len(sys.argv) > 2 else pages
    chance = random.Random(4711)
    patterns = [chance.randbytes(PAGE) for _ in range(distinct)]
    memory = mmap.mmap(-1, pages * PAGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    for page in range(pages):
        memory[page * PAGE:(page + 1) * PAGE] = patterns[page % distinct]
    written, unmapped, contents = {}, set(), {}

    def fill(first, count, content):
        for page in range(first, first + count):
            memory[page * PAGE:(page + 1) * PAGE] = contents[page] = content(page)
            written.pop(page, None)

    def churn(first, count):
        while True:
            for page in range(first, first + count):
                memory[page * PAGE] = (memory[page * PAGE] + 1) % 256

    def check():
        for page in range(pages):
            if page in unmapped:
                continue
            expected = contents.get(page, patterns[page % distinct])
            if page in written:
                expected = bytes([written[page]]) + expected[1:]
            if memory[page * PAGE:(page + 1) * PAGE] != expected:
                return f"page {page} changed"
        return "ok"

    print("ready", os.getpid(), flush=True)
    for line in sys.stdin:
        words = line.split()
        answer = "ok"
        if words[0] == "check":
            answer = check()
        elif words[0] == "write":
            memory[int(words[1]) * PAGE] = int(words[2])
            written[int(words[1])] = int(words[2])
        elif words[0] == "zero":
            fill(int(words[1]), int(words[2]), lambda page: bytes(PAGE))
        elif words[0] == "own":
            fill(int(words[1]), int(words[2]), lambda page: os.urandom(PAGE))
        elif words[0] == "equal":
            fill(int(words[1]), int(words[2]), lambda page: patterns[page % distinct])
        elif words[0] == "churn":
            first, count = int(words[1]), int(words[2])
            unmapped.update(range(first, first + count))
            threading.Thread(target=churn, args=(first, count), daemon=True).start()
        elif words[0] == "where":
            answer = str(ctypes.addressof(ctypes.c_char.from_buffer(memory)))
        elif words[0] == "unmap":
            first, count = int(words[1]), int(words[2])
            start = ctypes.addressof(ctypes.c_char.from_buffer(memory)) + first * PAGE
            if ctypes.CDLL(None).munmap(ctypes.c_void_p(start), ctypes.c_size_t(count * PAGE)) != 0:
                answer = "munmap failed"
            unmapped.update(range(first, first + count))
        elif words[0] == "poison":
            start = ctypes.addressof(ctypes.c_char.from_buffer(memory)) + int(words[1]) * PAGE
            if ctypes.CDLL(None).madvise(ctypes.c_void_p(start), ctypes.c_size_t(PAGE), MADV_HWPOISON) != 0:
                answer = "madvise failed"
        elif words[0] == "advise":
            memory.madvise(MADV[words[1]])
        elif words[0] == "setuid":
            os.setuid(int(words[1]))
        elif words[0] == "fork":
            child = os.fork()
            if child == 0:
                signal.pause()
            answer = str(child)
        elif words[0] == "exec":
            os.execv(sys.executable, [sys.executable, *sys.argv])
        print(answer, flush=True)


main()
