# SPDX-License-Identifier: GPL-2.0-or-later
"""Sources that clang-tidy looks at together, as one translation unit.

Nearly all of clang-tidy's time goes into the headers of Qt and the standard library: together, a
dozen sources cost little more than one. The analyzer follows sources that the main file includes
as if they were the main file.
"""

import itertools
import re
import shlex

from lab import paths, rootfs

SIZE = 12
# What two sources may both have as long as they are not one; the build's own warnings find the rest.
FLAGS = ["-Wno-shadow", "-Wno-unknown-warning-option"]


class Batch:
    """Sources of one target, and the unit that includes them."""

    def __init__(self, entries, folder):
        self.entries = entries
        self.unit = folder / (re.sub(r"\W", "_", entries[0]["output"]) + ".cpp")
        self.files = [entry["file"] for entry in entries]

    def write(self):
        self.unit.write_text("".join(f'#include "{file}" // NOLINT(bugprone-suspicious-include)\n'
                                     for file in self.files))

    def flags(self):
        """The compiler's arguments, without what names the one source."""
        arguments = shlex.split(self.entries[0]["command"])[1:]
        return arguments[:arguments.index("-o")] + FLAGS

    def strangers(self):
        """The sources that cannot be in one unit with those before them; the first always can."""
        if len(self.files) == 1:
            return []
        done = rootfs.run("clang++", "-fsyntax-only", "-ferror-limit=0", "-Wno-everything", *self.flags(),
                          self.unit.relative_to(paths.TOP), capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return []
        blamed = set(re.findall(r"(?m)^(/src/.*?):\d+:\d+: (?:fatal )?error: ", done.stderr))
        blamed |= set(re.findall(r"(?m)^In file included from (/src/.*?):\d+:$", done.stderr))
        found = [entry for entry in self.entries[1:] if entry["file"] in blamed]
        return found or self.entries[1:]


def _target(entry):
    folder, _, rest = entry["output"].partition("/CMakeFiles/")
    return folder, rest.split("/")[0]


def plan(entries, folder, workers):
    """Batches that hold all entries, each of them a unit that compiles."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.cpp"):
        old.unlink()
    batches = []
    waiting = [list(group) for _, group in itertools.groupby(sorted(entries, key=_target), key=_target)]
    while waiting:
        tried = [Batch(group[begin:begin + SIZE], folder) for group in waiting for begin in range(0, len(group), SIZE)]
        for batch in tried:
            batch.write()
        waiting = []
        for batch, strangers in zip(tried, workers.map(Batch.strangers, tried)):
            if strangers:
                waiting.append(strangers)
                batch = Batch([entry for entry in batch.entries if entry not in strangers], folder)
                batch.write()
            batches.append(batch)
    return batches
