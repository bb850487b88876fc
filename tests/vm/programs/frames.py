# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the pages of a process are, and moving them."""
import ctypes
import glob
import os
import re

PAGE = os.sysconf("SC_PAGE_SIZE")
PRESENT, SWAPPED = 1 << 63, 1 << 62
SYS_MIGRATE_PAGES = 256


def words(path, first, count):
    with open(path, "rb", buffering=0) as file:
        file.seek(first * 8)
        data = file.read(count * 8)
    return [int.from_bytes(data[i:i + 8], "little") for i in range(0, len(data), 8)]


def where(pid, address, pages):
    """The page frame of each page; 0: none; -1: swapped out."""
    found = words(f"/proc/{pid}/pagemap", address // PAGE, pages)
    return [entry & ((1 << 55) - 1) if entry & PRESENT else -1 if entry & SWAPPED else 0 for entry in found]


def merged(pid, address, pages):
    """How many KSM pages are in the mappings that these pages belong to."""
    # /proc/kpageflags of this kernel says KSM of every anonymous page.
    kib, inside = 0, False
    for line in open(f"/proc/{pid}/smaps"):
        range_ = re.match(r"([0-9a-f]+)-([0-9a-f]+) ", line)
        if range_:
            inside = int(range_[1], 16) < address + pages * PAGE and int(range_[2], 16) > address
        elif inside and line.startswith("KSM:"):
            kib += int(line.split()[1])
    return kib * 1024 // PAGE


def nodes(*frames):
    """The NUMA node of each frame."""
    block = int(open("/sys/devices/system/memory/block_size_bytes").read(), 16) // PAGE
    found = {}
    for link in glob.glob("/sys/devices/system/node/node[0-9]*/memory[0-9]*"):
        node, memory = re.findall(r"\d+", link)[-2:]
        found[int(memory)] = int(node)
    return [found.get(frame // block, -1) for frame in frames]


def migrate(pid, node):
    """Moves all of its pages to that NUMA node; how many could not be moved."""
    all_nodes = sum(1 << int(re.findall(r"\d+", path)[-1]) for path in glob.glob("/sys/devices/system/node/node[0-9]*"))
    old, new = ctypes.c_ulong(all_nodes & ~(1 << node)), ctypes.c_ulong(1 << node)
    libc = ctypes.CDLL(None, use_errno=True)
    left = libc.syscall(SYS_MIGRATE_PAGES, pid, 64, ctypes.byref(old), ctypes.byref(new))
    if left < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return left
