# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds programs that run in the VM: tests/vm/programs/NAME.c or .cpp becomes build/vm-programs/NAME."""

from . import paths
from .progress import LabError, run_logged

SOURCE = paths.TOP / "tests/vm/programs"
BUILD = paths.BUILD / "vm-programs"

# The VM is made of the root file system that they are built in: shared libraries are there.
_BUILD_SCRIPT = r"""
flags="-O2 -g -Wall -Wextra -Wshadow -Werror -pthread -Ikmod/uapi $(pkg-config --cflags libnl-genl-3.0)"
libraries="-Wl,--as-needed $(pkg-config --libs libnl-genl-3.0)"
build() {
    case $1 in
        *.c) gcc -std=gnu17 $flags "$1" -o "$2.new" $libraries ;;
        *) g++ -std=gnu++20 $flags "$1" -o "$2.new" $libraries ;;
    esac && mv "$2.new" "$2"
}
while [ $# -gt 0 ]; do build "$1" "$2" || exit 1; shift 2; done
"""


def build(folder=SOURCE, out=BUILD):
    """Builds what changed in `folder`; {name: path of the program}. Raises LabError with the compiler's words."""
    out.mkdir(parents=True, exist_ok=True)
    shared = [*folder.glob("*.h"), *(paths.TOP / "kmod/uapi").glob("*.h")]
    newest_header = max((file.stat().st_mtime for file in shared), default=0)
    programs, stale = {}, []
    for source in sorted([*folder.glob("*.c"), *folder.glob("*.cpp")]):
        program = out / source.stem
        if source.stem in programs:
            raise LabError(f"two programs in {folder} are called {source.stem}")
        programs[source.stem] = program
        if not program.exists() or program.stat().st_mtime < max(source.stat().st_mtime, newest_header):
            stale += [str(source.relative_to(paths.TOP)), str(program.relative_to(paths.TOP))]
    if stale:
        run_logged([str(paths.IN_ROOTFS), "sh", "-c", _BUILD_SCRIPT, "build", *stale],
                   paths.BUILD / "vm-programs.log")
    return programs
