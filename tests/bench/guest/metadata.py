# SPDX-License-Identifier: GPL-2.0-or-later
"""What a scanner keeps in the kernel's memory, from outside: slab caches, large allocations, vmalloc."""

PAGE = 4096


def _meminfo():
    with open("/proc/meminfo", encoding="ascii") as file:
        return {line.split(":")[0]: int(line.split()[1]) * 1024 for line in file}


def _caches():
    """{slab cache: bytes it holds}, whole slabs."""
    sizes = {}
    with open("/proc/slabinfo", encoding="ascii") as file:
        for line in file.read().splitlines()[2:]:
            words = line.split()
            # name active objects size objects/slab pages/slab : tunables . . . : slabdata active slabs shared
            sizes[words[0]] = int(words[14]) * int(words[5]) * PAGE
    return sizes


class Snapshot:
    def __init__(self):
        self.meminfo = _meminfo()
        self.caches = _caches()

    def grown(self, before, own_caches):
        """What was added since `before`, in bytes. The kernel is booted with slab_nomerge, so
        that a cache's name says whose it is. `all` is everything but the caches that belong to
        neither scanner: own caches, kmalloc in all sizes, vmalloc."""
        change = {name: size - before.caches.get(name, 0) for name, size in self.caches.items()}
        own = {name: size for name, size in change.items() if name.startswith(own_caches)}
        foreign = sum(size for name, size in change.items()
                      if not name.startswith((*own_caches, "kmalloc-")))
        slab = self.meminfo["Slab"] - before.meminfo["Slab"]
        vmalloc = self.meminfo["VmallocUsed"] - before.meminfo["VmallocUsed"]
        return {"all": max(0, slab - foreign + vmalloc), "own_caches": sum(own.values()), "vmalloc": vmalloc,
                "kmalloc": slab - foreign - sum(own.values()),
                "caches": {name: size for name, size in own.items() if size}}
