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

SIZE = 20
# What two sources may both have as long as they are not one; the build's own warnings find the rest.
FLAGS = ["-Wno-shadow", "-Wno-unknown-warning-option"]


@functools.cache
def rules():
    """The files with rules: each is for the folder that it is in, and those below."""
    folders = [folder for folder in paths.TOP.iterdir() if folder.is_dir() and folder.name not in (".git", "build")]
    found = [paths.TOP / ".clang-tidy", *(file for folder in folders for file in folder.rglob(".clang-tidy"))]
    return sorted(file.relative_to(paths.TOP) for file in found)


# Tells what a source keeps to itself: two with the same cannot be one unit.
_OWN = re.compile(r"^(?=\w)(?:.*?[\s*&>])??(?:(?:struct|class|enum|using) +(?!class\b|namespace\b)(\w+)(?! *::)\b|(?!using\b|namespace\b)(\w+) *(\([^)]*)|([A-Za-z_]\w*) *(?:=|\{|;|\[))",
                  re.MULTILINE)
_INNER = re.compile(r"^namespace \{$(.*?)^\} // namespace$", re.MULTILINE | re.DOTALL)


@functools.cache
def own_names(file):
    """What the source declares for itself alone, as far as its text tells; clang knows what this misses."""
    text = (paths.TOP / Path(file).relative_to("/src")).read_text(errors="replace")
    parts = [*_INNER.findall(text), *re.findall(r"(?m)^static .*$", text)]
    return frozenset(match.groups() for part in parts for match in _OWN.finditer(part))


class Batch:
    """Sources of one target and with the same rules, and the unit that includes them. It lies where it
    finds the rules of its sources."""

    def __init__(self, entries, folder):
        self.entries = entries
        self.folder = folder
        self.unit = folder / _rules_folder(entries[0]) / (re.sub(r"\W", "_", entries[0]["output"]) + ".cpp")
        self.files = [entry["file"] for entry in entries]

    def write(self):
        self.unit.write_text("".join(f'#include "{file}" // NOLINT(bugprone-suspicious-include)\n'
                                     for file in self.files))

    def flags(self):
        """The compiler's arguments, without what names the one source."""
        arguments = shlex.split(self.entries[0]["command"])[1:]
        arguments = arguments[:arguments.index("-o")]
        # What GCC has precompiled says nothing to clang, and would hide a missing header.
        found = [number for number, word in enumerate(arguments) if word == "-include"
                 and arguments[number + 1].endswith("/cmake_pch.hxx")]
        for number in reversed(found):
            del arguments[number:number + 2]
        return [word for word in arguments if word not in ("-Winvalid-pch", "-fpch-preprocess")] + FLAGS

    def parted(self):
        """Batches to try instead, when the sources cannot be one unit."""
        strangers = self.strangers()
        if not strangers:
            return []
        rest = Batch([entry for entry in self.entries if entry not in strangers], self.folder)
        rest.write()
        return [rest, *_batches(strangers, self.folder)]

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


def _batches(entries, folder):
    """Batches of sources of one kind, none of which keeps a name to itself that another one has."""
    groups = []
    for entry in entries:
        names = own_names(entry["file"])
        for group, taken in groups:
            if len(group) < SIZE and not names & taken:
                group.append(entry)
                taken |= names
                break
        else:
            groups.append(([entry], set(names)))
    made = [Batch(group, folder) for group, _ in groups]
    for batch in made:
        batch.write()
    return made


def plan(entries, folder):
    """Batches that hold all entries, the largest first; some may turn out to be no unit that compiles."""
    shutil.rmtree(folder, ignore_errors=True)
    for rule in rules():
        (folder / rule.parent).mkdir(parents=True, exist_ok=True)
        shutil.copy(paths.TOP / rule, folder / rule)
    kinds = itertools.groupby(sorted(entries, key=_kind), key=_kind)
    found = [batch for _, group in kinds for batch in _batches(list(group), folder)]
    return sorted(found, key=lambda batch: -len(batch.files))
