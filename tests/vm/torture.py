# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs one of the torture programs in a VM and ends it early when the kernel complains."""

import time
from pathlib import Path

from lab import kernel_log
from lab.progress import LabError
from lab.vm import KernelReport

PROGRAMS = Path(__file__).resolve().parent / "programs"
THERE = "/opt/samepage-tests"


def install(vm, module, programs):
    """Copies the module, the Python programs and the built ones {name: path} into the VM."""
    files = {f"{THERE}/{file.name}": file for file in PROGRAMS.glob("*.py")}
    files |= {f"{THERE}/{name}": path for name, path in programs.items()}
    files[f"{THERE}/samepage.ko"] = module
    vm.run(["mkdir", "-p", THERE])
    vm.put_many(files, mode=0o755)


def run(vm, program, *arguments, timeout, tell=lambda line: None, expected=()):
    """Runs `program` with the module as its first argument; its output. Fails when it ends with
    another code than 0, does not end within `timeout` seconds, or when the kernel log holds a
    report that none of the regular expressions in `expected` matches."""
    process = vm.start(["/usr/bin/python3", f"{THERE}/{program}.py", f"{THERE}/samepage.ko",
                        *map(str, arguments)])
    process.close_input()
    end = time.monotonic() + timeout
    told = 0
    while process.code is None:
        process.poll(5)
        lines = process.output().split("\n")[:-1]
        for line in lines[told:]:
            tell(line)
        told = len(lines)
        reports = kernel_log.unexpected(vm.console(), expected)
        if reports:
            time.sleep(5)  # what it says next may explain it
            process.kill()
            reports = kernel_log.unexpected(vm.console(), expected)
            raise KernelReport("the kernel log holds:\n" + "\n\n".join(reports[:5])
                               + f"\n--- what {program} said:\n{process.output()}{process.errors()}")
        if time.monotonic() > end:
            process.kill()
            raise LabError(f"{program} did not end within {timeout} s:\n{process.output()}{process.errors()}")
    if process.code != 0:
        raise LabError(f"{program} ended with {process.code}:\n{process.output()}{process.errors()}")
    return process.output()
