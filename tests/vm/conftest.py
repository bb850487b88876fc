# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the VM tests: a fresh VM for each test, whose kernel log must be clean at the end."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
from lab import kmod as kmod_build  # noqa: E402
from lab import paths, programs as programs_build  # noqa: E402
from lab.progress import LabError  # noqa: E402
from lab.state import Lab  # noqa: E402
from lab.vm import Vm  # noqa: E402

_VMS = pytest.StashKey()


@pytest.fixture(scope="session")
def lab():
    """The saved VMs (lab.state.Lab)."""
    made = Lab()
    made.ready()
    return made


@pytest.fixture(scope="session")
def kmod():
    """The path of samepage.ko, built for the VM's kernel."""
    return kmod_build.stripped(kmod_build.build())


@pytest.fixture(scope="session")
def programs():
    """{name: path} of the programs in tests/vm/programs."""
    return programs_build.build()


@pytest.fixture
def make_vm(lab, request):
    """make_vm() restores one more VM, from the given state or the ordinary one."""
    vms = request.node.stash.setdefault(_VMS, [])

    def make(state=None):
        vm = Vm(state or lab.ready())
        vms.append(vm)
        return vm

    yield make
    for vm in vms:
        vm.close()


@pytest.fixture
def vm(make_vm):
    """A running idle Debian 13 with the users root, admin, alice and bob."""
    return make_vm()


@pytest.hookimpl(hookwrapper=True)
def pytest_pyfunc_call(pyfuncitem):
    """The kernel log is part of every test: a report in it fails the test that passed."""
    outcome = yield
    if outcome.excinfo is None:
        for vm in pyfuncitem.stash.get(_VMS, []):
            vm.check_kernel_log()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed test shows the end of the kernel log; kernel log, journal and screen stay in build/check/vm."""
    outcome = yield
    report = outcome.get_result()
    if report.when != "call" or not report.failed:
        return
    for number, vm in enumerate(item.stash.get(_VMS, [])):
        log = vm.console()
        report.sections.append((f"kernel log of VM {number}", "\n".join(log.splitlines()[-40:])))
        folder = paths.BUILD / "check/vm" / re.sub(r"[^\w.-]+", "_", item.name) / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "kernel.log").write_text(log)
        try:
            journal = vm.run("journalctl --no-pager --since '-10 minutes'", check=False, timeout=20)
            (folder / "journal.log").write_bytes(journal.stdout_bytes)
            vm.screenshot(folder / "screen.png")
        except (LabError, OSError):
            pass  # it is dead; the kernel log says why
