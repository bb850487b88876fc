# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the torture on the debug kernel; pytest is called by ./check torture."""

import pytest

from lab import debug_kernel, kmod as kmod_build, paths


def pytest_addoption(parser):
    parser.addoption("--minutes", type=float, default=10, help="how long the torment lasts, all seeds together")
    parser.addoption("--seeds", type=int, default=3, help="how many seeds share these minutes")
    parser.addoption("--first-seed", type=int, default=1)


def pytest_generate_tests(metafunc):
    if "seed" in metafunc.fixturenames:
        first = metafunc.config.getoption("--first-seed")
        metafunc.parametrize("seed", range(first, first + metafunc.config.getoption("--seeds")))


@pytest.fixture
def seconds(request):
    """How long the torment with one seed lasts."""
    return max(20, int(request.config.getoption("--minutes") * 60 / request.config.getoption("--seeds")))


@pytest.fixture(scope="session")
def kmod():
    """The path of samepage.ko, built for the debug kernel."""
    return kmod_build.build_for(debug_kernel.ensure().tree, paths.BUILD / "kmod-debug")


@pytest.fixture
def vm(lab, make_vm):
    """A VM that has booted the debug kernel, without systemd."""
    made = make_vm(debug_kernel.state(lab))
    made.wait_for_agent(600)
    made.run("echo +memory > /sys/fs/cgroup/cgroup.subtree_control")  # as systemd does
    return made


@pytest.fixture
def tell(capsys):
    """tell(line) prints at once, for those who watch the log."""
    def say(line):
        with capsys.disabled():
            print(f"    {line}", flush=True)

    return say


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report):
    """What went wrong is in the log at once, not when hours are over."""
    if report.failed:
        print(f"\n{report.longreprtext}", flush=True)
