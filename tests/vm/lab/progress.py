# SPDX-License-Identifier: GPL-2.0-or-later
"""One line per step, with the seconds it took; the one error type of the lab."""

import contextlib
import subprocess
import sys
import time
from pathlib import Path

from .children import bound


class LabError(Exception):
    """Something went wrong that the user should read as a sentence."""


@contextlib.contextmanager
def step(text):
    """Prints `text` when the work starts and again, with seconds, when it ends."""
    begin = time.monotonic()
    print(f"lab: {text} ...", file=sys.stderr, flush=True)
    yield
    print(f"lab: {text}: {time.monotonic() - begin:.1f} s", file=sys.stderr, flush=True)


def run_logged(command, log, **options):
    """Runs `command` with its output in the file `log`; its tail is in the error."""
    log = Path(log)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        done = subprocess.run(bound(command), stdin=subprocess.DEVNULL, stdout=out,
                              stderr=subprocess.STDOUT, check=False, **options)
    if done.returncode != 0:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-25:])
        name = " ".join(str(word) for word in command)[:120]
        raise LabError(f"'{name}' ended with {done.returncode}; the end of {log}:\n{tail}")
