# SPDX-License-Identifier: GPL-2.0-or-later
"""Random values for D-Bus signatures: plausible ones, borders, and plain evil."""

from gi.repository import GLib

LIMITS = {"y": (0, 2**8 - 1), "n": (-2**15, 2**15 - 1), "q": (0, 2**16 - 1),
          "i": (-2**31, 2**31 - 1), "u": (0, 2**32 - 1), "x": (-2**63, 2**63 - 1),
          "t": (0, 2**64 - 1)}
WORDS = ["scope", "own", "all", "marked", "sample", "second_look_millisecs", "anybody", "threads",
         "domains", "user", "cgroup", "advisor_mode", "scan-time", "none", "pages_to_scan", "run",
         "smart_scan", "max_cpu_percent", "sleep_millisecs", "max_page_sharing", "saved_bytes",
         "pages_shared", "pages_sharing.average", "full_scans", "id", "name", "enabled"]
EVIL_TEXTS = ["", " ", "\n", "%s%n%x", "../../etc/passwd", "\x1b[31m", "\u202e", "\U0001f4be", "\ufffe",
              "a" * 300, "ä" * 70000, "'; --", "\x01", "\x7f", "0", "-1", "1e999", "NaN"]
BASIC = "ybnqiuxtdsogh"


class Values:
    def __init__(self, random, processes):
        self.random = random
        self.processes = processes  # pairs of pid and start time that exist

    def of(self, kind, depth=0):
        """A GLib.Variant of that complete type."""
        first = kind[0]
        if first in LIMITS:
            return GLib.Variant(kind, self.number(*LIMITS[first]))
        if first == "b":
            return GLib.Variant("b", self.random.random() < 0.5)
        if first == "d":
            return GLib.Variant("d", self.random.choice([0.0, -1.0, 1e308, float("inf"), float("nan")]))
        if first == "s":
            return GLib.Variant("s", self.text())
        if first == "o":
            return GLib.Variant("o", self.random.choice(["/", "/org/samepage/Samepage1", "/a" * 100]))
        if first == "g":
            return GLib.Variant("g", self.random.choice(["", "s", "a{sv}", "(((i)))"]))
        if first == "h":
            return GLib.Variant("h", self.random.choice([0, 0, 0, 1, 7, 2**31 - 1]))
        if first == "v":
            return GLib.Variant("v", self.of(self.kind(depth + 1), depth + 1))
        if first == "a":
            return self.array(kind, depth)
        return GLib.Variant.new_tuple(*(self.of(part, depth + 1) for part in split(kind[1:-1])))

    def array(self, kind, depth):
        element = GLib.VariantType.new(kind[1:])
        if kind == "a(ut)" and self.random.random() < 0.7:
            pairs = [self.random.choice(self.processes) for _ in range(self.length(depth))]
            return GLib.Variant(kind, pairs)
        if kind[1] == "{":
            of_key, of_value = split(kind[2:-1])
            entries = [GLib.Variant.new_dict_entry(self.of(of_key, depth + 1), self.of(of_value, depth + 1))
                       for _ in range(self.length(depth))]
            return GLib.Variant.new_array(element, entries)
        return GLib.Variant.new_array(element, [self.of(kind[1:], depth + 1) for _ in range(self.length(depth))])

    def length(self, depth):
        if depth == 0 and self.random.random() < 0.02:
            return self.random.choice([1024, 1025, 3000])
        return self.random.choice([0, 0, 1, 1, 2, 5])

    def number(self, least, most):
        """Often one of a process, or near a border."""
        process = self.random.choice(self.processes)
        number = self.random.choice([
            0, 1, 2, 100, 4096, least, least + 1, most, most - 1, most // 2, process[0], process[1],
            self.random.randint(least, most)])
        return min(max(number, least), most)

    def text(self):
        choice = self.random.random()
        if choice < 0.6:
            return self.random.choice(WORDS)
        if choice < 0.9:
            return self.random.choice(EVIL_TEXTS)
        return "".join(chr(self.random.choice([9, 34, 37, 65, 228, 0x20ac, 0x1f600])) for _ in range(20))

    def kind(self, depth=0):
        """A random complete type."""
        choice = self.random.random()
        if depth > 4 or choice < 0.7:
            return self.random.choice(BASIC.replace("h", ""))
        if choice < 0.8:
            return "v"
        if choice < 0.9:
            return "a" + self.kind(depth + 1)
        if choice < 0.95:
            return "a{" + self.random.choice("sut") + self.kind(depth + 1) + "}"
        return "(" + self.kind(depth + 1) + self.kind(depth + 1) + ")"


def split(signature):
    """The complete types of a signature."""
    kinds = []
    while signature:
        end = _end(signature, 0)
        kinds.append(signature[:end])
        signature = signature[end:]
    return kinds


def _end(signature, at):
    while signature[at] == "a":
        at += 1
    if signature[at] in "({":
        close = ")" if signature[at] == "(" else "}"
        at += 1
        while signature[at] != close:
            at = _end(signature, at)
    return at + 1
