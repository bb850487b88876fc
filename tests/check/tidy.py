# SPDX-License-Identifier: GPL-2.0-or-later
"""clang-tidy of user space: of the product always, of its tests when it is asked for by name. A file is looked
at again only when it, a header that it includes, its command line or the rules have changed."""

import hashlib
import json
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor

from lab import paths, rootfs, user_space

from . import tidy_batches
from .report import LOGS

PRODUCT = ("app/", "helper/", "icons/")
CACHE = LOGS / "tidy"
UNITS = LOGS / "tidy-units"
ARGUMENTS = [
    r"--header-filter=(app|helper|tests)/.*\.(h|cpp)$",
    # The analyzer would take longer than everything else together; most of what it finds, it finds early.
    "--extra-arg=-Xclang", "--extra-arg=-analyzer-config", "--extra-arg=-Xclang", "--extra-arg=max-nodes=20000",
]


def run(report, tests=True):
    """Without `tests` only what the product is made of."""
    begin = time.monotonic()
    commands = _commands()
    headers = _headers()
    rules = _digest(b"".join((paths.TOP / rule).read_bytes() for rule in tidy_batches.rules()) +
                    repr([rootfs.key(), ARGUMENTS, tidy_batches.FLAGS]).encode())
    keys = {entry["file"]: _key(rules, name, entry, headers.get(entry["output"])) for name, entry in commands.items()}
    CACHE.mkdir(parents=True, exist_ok=True)
    looked_at = [entry for name, entry in commands.items() if tests or name.startswith(PRODUCT)]
    stale = [entry for entry in looked_at if not (CACHE / keys[entry["file"]]).exists()]
    complaints = []
    if stale:
        report.say(f"clang-tidy: {len(stale)} of {len(looked_at)} files have changed")
        complaints = _look(stale, keys, report)
    if not complaints:
        for old in CACHE.iterdir():
            if old.name not in keys.values():
                old.unlink()
    (LOGS / "tidy.log").write_text("\n".join(complaints) + "\n")
    bad = bool(complaints) or not looked_at
    more = "" if tests else " (./check tidy: of the tests too)"
    report.add(f"clang-tidy of {len(looked_at)} files{more}", int(not bad), int(bad), time.monotonic() - begin,
               "\n".join(complaints))


def _look(stale, keys, report):
    """What was said about the files; notes those that are clean, and tells now and then how far it is."""
    complaints = []
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        batches = tidy_batches.plan(stale, UNITS)
        done = 0
        said = time.monotonic()
        for batch, text in zip(batches, pool.map(_check, batches)):
            if text:
                complaints.append(text)
            else:
                for file in batch.files:
                    (CACHE / keys[file]).touch()
            done += len(batch.files)
            if time.monotonic() - said > 30:
                said = time.monotonic()
                report.say(f"clang-tidy: {done} of {len(stale)}")
    finally:
        pool.shutdown(cancel_futures=True)
    return complaints


def _commands():
    """{file relative to the top: entry of compile_commands.json} of our own C++ files."""
    entries = json.loads((user_space.BUILD / "compile_commands.json").read_text())
    found = {}
    for entry in entries:
        name = entry["file"].removeprefix("/src/")
        if not name.startswith(("build/", "kmod/")) and name.endswith(".cpp"):
            found.setdefault(name, entry)
    return found


def _headers():
    """{object file: the files of ours that it was made of}, as the compiler told ninja."""
    listing = rootfs.run("ninja", "-C", user_space.BUILD.relative_to(paths.TOP), "-t", "deps",
                         capture_output=True, text=True, check=True).stdout
    found = {}
    current = None
    for line in listing.splitlines():
        if line.startswith("    "):
            file = line.strip()
            if not file.startswith("/"):
                file = f"/src/{user_space.BUILD.relative_to(paths.TOP)}/{file}"
            if file.startswith("/src/") and "/cmake_pch." not in file:
                current.append(file.removeprefix("/src/"))
        elif ": #deps" in line:
            current = found.setdefault(line.split(": #deps")[0], [])
    return found


def _digest(data):
    return hashlib.sha256(data).hexdigest()


def _key(rules, name, entry, headers):
    parts = [rules, entry["command"]]
    for file in sorted({name, *(headers or [])}):
        parts += [file, _digest((paths.TOP / file).read_bytes())]
    if headers is None:  # unknown: never found again
        parts.append(str(time.time_ns()))
    return _digest("\n".join(parts).encode())


def _check(batch):
    """What clang-tidy has to say about the sources; nothing if they are clean."""
    done = rootfs.run("clang-tidy", "--quiet", *ARGUMENTS, batch.unit.relative_to(paths.TOP), "--", *batch.flags(),
                      capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    if "[clang-diagnostic-error]" in done.stdout and (parts := batch.parted()):
        return "\n".join(filter(None, map(_check, parts)))
    return re.sub(r"(?m)^(\d+ warnings? generated|Suppressed|Use -header-filter|\d+ warnings? treated).*\n?", "",
                  done.stdout + done.stderr).strip() or \
        f"{', '.join(batch.files)}: clang-tidy ended with {done.returncode}"
