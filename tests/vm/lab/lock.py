# SPDX-License-Identifier: GPL-2.0-or-later
"""Locks between lab processes: files held with flock, freed by the kernel when we die."""

import contextlib
import fcntl
import os
import sys


@contextlib.contextmanager
def held(path, shared=False, message=None):
    """Holds the lock file `path`, waiting for it; says `message` if it has to wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        mode = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(fd, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            if message:
                print(f"lab: {message}", file=sys.stderr, flush=True)
            fcntl.flock(fd, mode)
        yield
    finally:
        os.close(fd)


def is_free(path):
    """True when nobody holds the lock file `path`."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(fd)
