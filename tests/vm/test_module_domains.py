# SPDX-License-Identifier: GPL-2.0-or-later
"""Merge domains: pages merge only within one, and what does not belong together any more is unmerged."""

import pytest

from module_under_test import Module, Twins

PAGES = 1000


@pytest.fixture
def module(vm, kmod, programs):
    module = Module(vm, kmod, programs)
    module.load()
    return module


def own_pages(module, *processes):
    """How many pages of the processes are merged, as the kernel's core counts them."""
    return [module.smaps_ksm_pages(process.pid) for process in processes]


def check(*processes):
    for process in processes:
        process.tell("check")


def test_users_do_not_share_unless_told_to(vm, module):
    alice, alice2 = Twins(vm, PAGES, user="alice"), Twins(vm, PAGES, user="alice")
    bob = Twins(vm, PAGES, user="bob")
    assert module.read("domains") == "all [user] cgroup process"
    module.mark(alice, alice2, bob)
    module.scan()
    module.until(f"pages_sharing >= {PAGES}")
    module.settle()
    between = own_pages(module, bob)[0]
    # The interpreter has equal pages of its own, so bob's process may share some with itself.
    assert between < PAGES / 2
    assert all(pages >= PAGES for pages in own_pages(module, alice, alice2))

    module.write("domains", "all")
    module.until(f"pages_sharing >= {2 * PAGES}")
    assert own_pages(module, bob)[0] >= PAGES
    check(alice, alice2, bob)

    module.write("domains", "user")
    # When the write returns, nothing is shared over the border any more.
    assert own_pages(module, bob)[0] < PAGES / 2
    check(alice, alice2, bob)
    module.settle()
    assert own_pages(module, bob)[0] < PAGES / 2
    assert all(pages >= PAGES for pages in own_pages(module, alice, alice2))


def test_a_finer_mode_unmerges_only_what_it_must(vm, module):
    module.write("domains", "all")
    twice = Twins(vm, PAGES, distinct=PAGES // 2)
    other = Twins(vm, PAGES // 4)
    module.mark(twice, other)
    module.scan()
    module.settle()
    module.write("run", 0)
    before = own_pages(module, twice)[0]
    module.write("domains", "process")
    # Pages that only this process has twice stay merged.
    left = own_pages(module, twice)[0]
    assert PAGES // 2 <= left < before
    check(twice, other)
    module.write("run", 1)
    module.settle()
    assert own_pages(module, twice)[0] >= PAGES
    check(twice, other)


def test_cgroups_are_domains_and_who_moves_is_unmerged(vm, module):
    vm.run("cd /sys/fs/cgroup && echo +memory > cgroup.subtree_control; mkdir one two")
    a, b = Twins(vm, PAGES), Twins(vm, PAGES)
    for process in (a, b):
        vm.run(f"echo {process.pid} > /sys/fs/cgroup/one/cgroup.procs")
    module.write("domains", "cgroup")
    module.mark(a, b)
    module.scan()
    module.until(f"pages_sharing >= {PAGES}")
    vm.run(f"echo {b.pid} > /sys/fs/cgroup/two/cgroup.procs")
    module.until(f"pages_sharing < {PAGES / 2}")
    module.settle()
    assert own_pages(module, b)[0] < PAGES / 2
    check(a, b)
    vm.run(f"echo {b.pid} > /sys/fs/cgroup/one/cgroup.procs")
    module.until(f"pages_sharing >= {PAGES}")
    check(a, b)


def test_bad_modes_are_refused(module):
    for mode in ("", "users", "All", "2", "user cgroup", "x" * 5000):
        result = module.write("domains", f"'{mode}'", check=False)
        assert result.code != 0, mode
    assert module.read("domains") == "all [user] cgroup process"
