# SPDX-License-Identifier: GPL-2.0-or-later
"""clang-format of user space, and rules that no tool knows."""

import re
import time

from lab import paths

from . import command, metadata, sources
from .report import tail


def run(report):
    files = sources.user_space()
    code, seconds, log = command.run("format", "clang-format", "--dry-run", "-Werror", "--ferror-limit=3", *files)
    report.add(f"clang-format of {len(files)} files", int(code == 0), int(code != 0), seconds,
               tail(log) + "\nclang-format -i puts it right")
    _licences(report)
    metadata.run(report)


def _licences(report):
    begin = time.monotonic()
    missing = []
    for name in sources.user_space() + sources.kernel():
        licence = "GPL-2.0" if name.parts[0] == "kmod" else "GPL-2.0-or-later"
        head = "".join((paths.TOP / name).read_text(errors="replace").splitlines(keepends=True)[:2])
        if not re.search(rf"SPDX-License-Identifier: {re.escape(licence)}(?!-)", head):
            missing.append(f"{name}: 'SPDX-License-Identifier: {licence}' is not in its first lines")
    report.add("licence lines", int(not missing), int(bool(missing)), time.monotonic() - begin, "\n".join(missing))
