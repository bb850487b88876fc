# SPDX-License-Identifier: GPL-2.0-or-later
"""Merge domains: pages merge only within one, and what does not belong together any more is unmerged."""

import pytest

from module_under_test import Module, NetlinkRefusal, Twins

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


def test_who_becomes_another_user_is_unmerged_also_while_nothing_scans(vm, module):
    a, b = Twins(vm, PAGES), Twins(vm, PAGES)
    module.mark(a, b)
    module.scan()
    module.until(f"pages_sharing >= {PAGES}")
    module.write("run", 0)
    b.tell("setuid 1000")
    module.until(f"pages_sharing < {PAGES / 2}", timeout=20)
    assert own_pages(module, b)[0] < PAGES / 2
    check(a, b)


def test_a_group_merges_with_itself_only(vm, module):
    root, alice = Twins(vm, PAGES), Twins(vm, PAGES, user="alice")
    alice2, alice3 = Twins(vm, PAGES, user="alice"), Twins(vm, PAGES, user="alice")
    module.scan()
    module.mark(root, alice, group=7)
    module.mark(alice2)
    module.until(f"pages_sharing >= {PAGES}")
    module.settle()
    # Over the border of users, and not with one of the same user who is outside.
    assert all(pages >= PAGES for pages in own_pages(module, root, alice))
    assert own_pages(module, alice2)[0] < PAGES / 2
    assert module.info(alice.pid)["group"] == 7
    assert module.info(alice.pid)["domain"] == module.info(root.pid)["domain"] != module.info(alice2.pid)["domain"]
    assert "group" not in module.info(alice2.pid)

    # When the request returns, nothing is shared over the new border; also while scanning is stopped.
    module.write("run", 0)
    module.mark(alice, group=0)
    assert own_pages(module, alice)[0] < PAGES / 2
    module.write("run", 1)
    module.until(f"pages_sharing >= {PAGES}")
    module.settle()
    assert all(pages >= PAGES for pages in own_pages(module, alice, alice2))
    check(root, alice, alice2)

    # Marking again without a word about groups changes nothing; unmarking ends the membership.
    module.mark(root)
    assert module.info(root.pid)["group"] == 7
    module.unmark(root)
    module.mark(root)
    assert "group" not in module.info(root.pid)

    # Others in modes that know no bounds stay out as well.
    module.write("domains", "all")
    module.mark(alice3, group=0xffffffff)
    module.settle()
    assert own_pages(module, alice3)[0] < PAGES / 2
    assert all(pages >= PAGES for pages in own_pages(module, root, alice, alice2))
    check(root, alice, alice2, alice3)


def test_children_are_born_into_the_group(vm, module):
    parent, other = Twins(vm, PAGES, user="alice"), Twins(vm, PAGES, user="bob")
    module.scan()
    module.mark(parent, other, group=7)
    child = int(parent.ask("fork"))
    module.until(f"pages_sharing >= {2 * PAGES}")
    assert module.info(child)["group"] == 7
    assert module.smaps_ksm_pages(child) >= PAGES
    parent.ask("exec")
    module.passes(2)
    assert "group" not in module.info(parent.pid)
    check(other)


def test_a_group_is_a_number_of_32_bits(vm, module):
    twins = Twins(vm, PAGES)
    for wrong in ("b'\\0' * 3", "b'\\0' * 8"):
        with pytest.raises(NetlinkRefusal):
            module.netlink(f"f.request(2, by_pid({twins.pid}) + attribute(36, {wrong}))")
    assert "group" not in module.info(twins.pid)


def test_bad_modes_are_refused(module):
    for mode in ("", "users", "All", "2", "user cgroup", "x" * 5000):
        result = module.write("domains", f"'{mode}'", check=False)
        assert result.code != 0, mode
    assert module.read("domains") == "all [user] cgroup process"
