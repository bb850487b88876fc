# SPDX-License-Identifier: GPL-2.0-or-later
"""The programs in tests/vm/programs that run in the VM: C++ ones built, scripts as they are."""

import os

from . import paths, user_space

SOURCE = paths.TOP / "tests/vm/programs"
# The VM is made of the root file system that they are built in: shared libraries are there.
BUILD = user_space.BUILD / "tests/vm/programs"


def build():
    """Builds what changed; {file name: path}. Raises LabError with the compiler's words."""
    user_space.build("tests/vm/programs/all")
    files = list(SOURCE.glob("*.py")) + [
        file for file in BUILD.iterdir() if file.is_file() and os.access(file, os.X_OK)]
    return {file.name: file for file in sorted(files)}
