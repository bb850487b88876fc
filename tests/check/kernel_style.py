# SPDX-License-Identifier: GPL-2.0-or-later
"""The module: built with warnings as errors, checked by sparse and by the kernel's checkpatch."""

import re
import time

from lab import kernel_scripts, kernels, kmod
from lab.progress import LabError

from . import command, sources
from .report import tail


def run(report):
    _build(report)
    _sparse(report)
    _checkpatch(report)


def _build(report):
    for kernel in kernels.ALL.values():
        begin = time.monotonic()
        name = f"kernel module for {kernel.name}"
        try:
            kmod.build(kernel=kernel)
            said = re.findall(r"(?m)^.*\bwarning:.*$", kmod.log_of(kmod.folder_of(kernel)).read_text(errors="replace"))
            report.add(name, int(not said), int(bool(said)), time.monotonic() - begin, "\n".join(said))
        except LabError as error:
            report.add(name, 0, 1, time.monotonic() - begin, str(error))


def _sparse(report):
    begin = time.monotonic()
    details = ""
    try:
        # Page table locks are taken conditionally and across functions, which sparse
        # cannot follow in the kernel's own mm/ either.
        kmod.build("C=2", "CF=-Wno-context")
        # The kernel's own headers are not ours to mend.
        ours = [line for line in kmod.LOG.read_text(errors="replace").splitlines()
                if re.search(r"^(/src/build/kmod/|\./)?(?!include|/usr)[\w./-]+:\d+:\d+: (warning|error)", line)]
        details = "\n".join(ours)
        if "CHECK" not in kmod.LOG.read_text():
            details = "sparse has checked nothing"
    except LabError as error:
        details = str(error)
    report.add("sparse", int(not details), int(bool(details)), time.monotonic() - begin, details)


def _checkpatch(report):
    script = kernel_scripts.ensure() / "checkpatch.pl"
    files = sources.kernel()
    code, seconds, log = command.run(
        "checkpatch", "sh", "-c", 'printf "%s\\0" "$@" | xargs -0 -n 8 -P "$(nproc)" '
        f"perl /src/{script} --no-tree --terse --show-types --no-summary "
        # Not a patch on its way to a maintainer: no change log, no MAINTAINERS.
        "--ignore FILE_PATH_CHANGES,SPDX_LICENSE_TAG,LINUX_VERSION_CODE --file", "sh", *files)
    report.add(f"checkpatch of {len(files)} files", int(code == 0), int(code != 0), seconds, tail(log))
