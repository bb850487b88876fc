# SPDX-License-Identifier: GPL-2.0-or-later
"""Random netlink messages change nothing that they must not, and leave a module that works."""

import json
import os

import pytest

from module_under_test import PROGRAMS, THERE, Module, Twins

SECONDS = float(os.environ.get("SAMEPAGE_FUZZ_SECONDS", "6"))
SEED = int(os.environ.get("SAMEPAGE_FUZZ_SEED", "1"))


@pytest.fixture
def module(vm, kmod, programs):
    module = Module(vm, kmod, programs)
    vm.put(PROGRAMS / "netlink_fuzz.py", f"{THERE}/netlink_fuzz.py")
    module.load()
    return module


def _fuzz(vm, user):
    result = vm.run(["/usr/bin/python3", f"{THERE}/netlink_fuzz.py", str(SECONDS), str(SEED)], user=user,
                    timeout=SECONDS * 3 + 120)
    told = json.loads(result.stdout)
    assert told["sent"] > 50 * SECONDS ** 0.5, told
    return told["answers"]


def test_messages_of_root(vm, module):
    a, b = Twins(vm, 500), Twins(vm, 500)
    module.mark(a, b)
    module.scan()
    module.until("pages_sharing >= 500")
    answers = _fuzz(vm, "root")
    # It reached what it is about: some were right, some wrong in several ways.
    assert answers.get("ok", 0) > 0 and answers.get("Invalid argument", 0) > 0, answers
    for process in (a, b):
        process.tell("check")
    module.mark(a, b)
    module.passes(2)
    assert module.info(a.pid)["merged_pages"] >= 490
    module.write("run", 2)
    module.unload()


def test_messages_of_somebody(vm, module):
    a = Twins(vm, 100, user="alice")
    before = module.counters()
    answers = _fuzz(vm, "alice")
    assert "ok" not in answers and "data" not in answers, answers
    assert answers.get("Operation not permitted", 0) > 0, answers
    assert module.counters() == before
    a.tell("check")
