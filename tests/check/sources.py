# SPDX-License-Identifier: GPL-2.0-or-later
"""Which files of the tree are ours to check."""

import subprocess
from pathlib import Path

from lab import paths


def all_files():
    """Every file that is tracked, or new and not ignored; relative to the top."""
    listing = subprocess.run(
        ["git", "-c", f"safe.directory={paths.TOP}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=paths.TOP, capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        names = {Path(name) for name in listing.stdout.split("\0") if name}
    else:  # a release tarball
        names = {path.relative_to(paths.TOP) for path in paths.TOP.rglob("*") if path.is_file()}
        names = {name for name in names if name.parts[0] not in ("build", ".git")}
    return sorted(name for name in names if (paths.TOP / name).is_file())


def user_space():
    """C++ (and C) outside the module."""
    return [name for name in all_files() if name.suffix in (".cpp", ".h", ".c", ".hpp") and name.parts[0] != "kmod"]


def kernel():
    """C of the module."""
    return [name for name in all_files() if name.suffix in (".c", ".h") and name.parts[0] == "kmod"]
