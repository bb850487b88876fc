# SPDX-License-Identifier: GPL-2.0-or-later
"""Processes for samepagectl to be pointed at."""

import subprocess

import pytest

from ctl_runner import as_user


@pytest.fixture
def process():
    """process(user) starts one that does nothing and returns its pid."""
    running = []

    def make(user, *command):
        child = subprocess.Popen(as_user(user, *(command or ["sleep", "300"])),
                                 stdout=subprocess.DEVNULL)
        running.append(child)
        return child.pid

    yield make
    for child in running:
        child.kill()
        child.wait()


@pytest.fixture
def dead_pid():
    child = subprocess.Popen(["true"])
    child.wait()
    return child.pid
