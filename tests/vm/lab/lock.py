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


class Shared:
    """Holds the lock file `path` together with others until release()."""

    def __init__(self, path):
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        fcntl.flock(self._fd, fcntl.LOCK_SH)

    def release(self):
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def is_free(path):
    """True when nobody holds the lock file `path`."""
    try:
        fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(fd)
