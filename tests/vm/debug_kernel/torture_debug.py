# SPDX-License-Identifier: GPL-2.0-or-later
"""The long torture, with a kernel that looks for mistakes. Run by ./check torture, not found by
pytest itself."""

import torture

# What core code says when an allocation fails that it was told to let fail.
STARVED = [r"vmalloc error: ", r"page allocation failure", r"kmem_cache_create_args\(sp_.*\) failed with error"]


def test_memory_stays_right_through_torment(vm, kmod, programs, seed, seconds, tell):
    torture.install(vm, kmod, programs)
    said = torture.run(vm, "torment", seconds, "--seed", seed, timeout=seconds * 2 + 900, tell=tell)
    assert "in peace everything merges" in said


def test_every_allocation_may_fail(vm, kmod, programs, tell):
    torture.install(vm, kmod, programs)
    said = torture.run(vm, "starve", timeout=3000, tell=tell, expected=STARVED)
    assert "every allocation failed once" in said
    for pattern in STARVED:
        vm.expect_kernel_report(pattern, required=False)


def test_memory_stays_right_while_allocations_fail(vm, kmod, programs, tell):
    torture.install(vm, kmod, programs)
    said = torture.run(vm, "torment", 120, "--seed", 77, "--starve", 20, timeout=1500, tell=tell, expected=STARVED)
    assert "in peace everything merges" in said
    for pattern in STARVED:
        vm.expect_kernel_report(pattern, required=False)


def test_loading_and_unloading_200_times_leaves_nothing(vm, kmod, programs, tell):
    torture.install(vm, kmod, programs)
    assert "200 times, most" in torture.run(vm, "reload", 200, timeout=3000, tell=tell)
