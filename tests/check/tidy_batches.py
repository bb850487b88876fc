# SPDX-License-Identifier: GPL-2.0-or-later
"""Sources that clang-tidy looks at together, as one translation unit.

Nearly all of clang-tidy's time goes into the headers of Qt and the standard library: together, a
dozen sources cost little more than one. The analyzer follows sources that the main file includes
as if they were the main file.
"""

import functools
import itertools
import re
import shlex
import shutil
from pathlib import Path

from lab import paths, rootfs

SIZE = 12
# What two sources may both have as long as they are not one; the build's own warnings find the rest.
FLAGS = ["-Wno-shadow", "-Wno-unknown-warning-option"]


@functools.cache
def rules():
    """The files with rules: each is for the folder that it is in, and those below."""
    folders = [folder for folder in paths.TOP.iterdir() if folder.is_dir() and folder.name not in (".git", "build")]
    found = [paths.TOP / ".clang-tidy", *(file for folder in folders for file in folder.rglob(".clang-tidy"))]
    return sorted(file.relative_to(paths.TOP) for file in found)


class Batch:
    """Sources of one target and with the same rules, and the unit that includes them. It lies where it
    finds the rules of its sources."""

    def __init__(self, entries, folder):
        self.entries = entries
        self.unit = folder / _rules_folder(entries[0]) / (re.sub(r"\W", "_", entries[0]["output"]) + ".cpp")
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


def _rules_folder(entry):
    source = Path(entry["file"]).relative_to("/src")
    return max((rule.parent for rule in rules() if rule.parent in source.parents), key=lambda folder: len(folder.parts))


def _kind(entry):
    folder, _, rest = entry["output"].partition("/CMakeFiles/")
    return folder, rest.split("/")[0], str(_rules_folder(entry))


def plan(entries, folder, workers):
    """Batches that hold all entries, each of them a unit that compiles."""
    shutil.rmtree(folder, ignore_errors=True)
    for rule in rules():
        (folder / rule.parent).mkdir(parents=True, exist_ok=True)
        shutil.copy(paths.TOP / rule, folder / rule)
    batches = []
    waiting = [list(group) for _, group in itertools.groupby(sorted(entries, key=_kind), key=_kind)]
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
