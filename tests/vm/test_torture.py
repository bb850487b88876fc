# SPDX-License-Identifier: GPL-2.0-or-later
"""Some minutes of torture on the stock kernel. The long form runs on the debug kernel: ./check torture."""

import threading

import pytest

import torture
from lab.progress import LabError
from lab.vm import KernelReport


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_memory_stays_right_through_torment(vm, kmod, programs, seed):
    torture.install(vm, kmod, programs)
    assert "in peace everything merges" in torture.run(vm, "torment", 60, "--seed", seed, timeout=500)


def test_loading_and_unloading_while_it_merges_leaves_nothing(vm, kmod, programs):
    torture.install(vm, kmod, programs)
    assert "20 times, most" in torture.run(vm, "reload", 20, timeout=300)


def test_a_report_of_the_kernel_ends_the_torment(vm, kmod, programs):
    torture.install(vm, kmod, programs)
    vm.start("sleep 10; echo 'WARNING: CPU: 1 PID: 1 at mm/rmap.c:1 seeded' > /dev/kmsg")
    with pytest.raises(KernelReport, match="seeded"):
        torture.run(vm, "torment", 60, "--seed", 5, timeout=300)
    vm.expect_kernel_report("seeded")


def test_memory_that_changes_behind_a_program_ends_the_torment(vm, kmod, programs):
    torture.install(vm, kmod, programs)
    meddled = []

    def meddle():
        meddled.append(int(vm.run(f"/usr/bin/python3 {torture.THERE}/meddle.py keeper").stdout))

    # One of the programs' own checks has to see it, while the rest goes on.
    timer = threading.Timer(15, meddle)
    timer.start()
    try:
        with pytest.raises(LabError, match=r"keeper \d+: page \d+ .* expected number"):
            torture.run(vm, "torment", 60, "--seed", 6, timeout=300)
    finally:
        timer.join()
    assert meddled and meddled[0] > 100
