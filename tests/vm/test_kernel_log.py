# SPDX-License-Identifier: GPL-2.0-or-later
"""The matcher on logs as kernels write them; needs no VM."""

import pytest

from lab import kernel_log

WARN = """\
[   41.1] samepage: loading out-of-tree module taints kernel.
[   42.1] ------------[ cut here ]------------
[   42.1] WARNING: CPU: 1 PID: 312 at mm/rmap.c:1234 folio_add_anon_rmap_ptes+0x1b2/0x1c0
[   42.1] Modules linked in: samepage(OE)
[   42.1] Call Trace:
[   42.1]  <TASK>
[   42.1]  scan_space+0x42/0x80 [samepage]
[   42.1]  </TASK>
[   42.1] ---[ end trace 0000000000000000 ]---
[   43.0] samepage: unloaded
"""

HEADLINES = [
    "BUG: Bad page state in process samepage-scan  pfn:12345",
    "BUG: Bad page map in process a.out  pte:800000001234 pmd:1",
    "BUG: Bad rss-counter state mm:00000000deadbeef type:MM_ANONPAGES val:3",
    "BUG: unable to handle page fault for address: ffffc90000000000",
    "BUG: kernel NULL pointer dereference, address: 0000000000000008",
    "BUG: KASAN: slab-use-after-free in stable_insert+0x1/0x2 [samepage]",
    "BUG: sleeping function called from invalid context at mm/vma.c:10",
    "BUG: scheduling while atomic: kworker/0:1/12/0x00000002",
    "watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [samepage:31]",
    "kernel BUG at mm/memory.c:77!",
    "Oops: general protection fault, probably for non-canonical address 0xdead: 0000 [#1] PREEMPT SMP",
    "Oops: 0002 [#1] PREEMPT SMP NOPTI",
    "general protection fault, probably for non-canonical address 0x6b6b6b6b6b6b6b6b",
    "WARNING: possible circular locking dependency detected",
    "WARNING: possible recursive locking detected",
    "WARNING: inconsistent lock state",
    "WARNING: suspicious RCU usage",
    "WARNING: bad unlock balance detected!",
    "INFO: task samepage:123 blocked for more than 120 seconds.",
    "rcu: INFO: rcu_preempt self-detected stall on CPU",
    "rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:",
    "refcount_t: underflow; use-after-free.",
    "list_add corruption. prev->next should be next",
    "UBSAN: array-index-out-of-bounds in engine.c:1:2",
    "ODEBUG: free active (active state 0) object: 1 object type: timer_list",
    "page:0000000000000000 refcount:-1 mapcount:0 mapping:0 index:0x0 pfn:0x1 is a bad page dumped",
    "Kernel panic - not syncing: Fatal exception",
    "kmemleak: 2 new suspected memory leaks (see /sys/kernel/debug/kmemleak)",
    "insmod: page allocation failure: order:9, mode:0xcc0(GFP_KERNEL), nodemask=(null)",
    "insmod: vmalloc error: size 4096, failed to allocate pages, mode:0xcc0(GFP_KERNEL)",
    "a.out invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP), order=0",
]

HARMLESS = """\
[    0.0] Kernel command line: root=/dev/vda rw console=ttyS0 panic=-1 oops=panic
[    0.0] mtrr: your CPUs had inconsistent fixed MTRR settings
[    0.3] Spectre V2 : Vulnerable
[    1.0] EXT4-fs (vda): mounted filesystem r/w without journal. Quota mode: none.
[    4.0] samepage: module verification failed: signature and/or required key missing - tainting kernel
[    4.1] workqueue: mm_percpu_wq hogged CPU for >10000us 4 times, consider switching to WQ_UNBOUND
[    4.2] debug: nothing
"""


def test_harmless_log_has_no_report():
    assert kernel_log.reports(HARMLESS) == []


def test_report_is_found_whole_and_once():
    assert len(kernel_log.reports(WARN)) == 1
    report = kernel_log.reports(WARN)[0]
    assert report.splitlines()[0].endswith("folio_add_anon_rmap_ptes+0x1b2/0x1c0")
    assert "scan_space" in report and "unloaded" not in report


@pytest.mark.parametrize("line", HEADLINES)
@pytest.mark.parametrize("stamp", ["", "[  123.456789] ", "[  123.456789][  T312] "], ids=["bare", "time", "caller"])
def test_every_kind_of_report_is_found(line, stamp):
    log = HARMLESS + stamp + line + "\n" + HARMLESS
    assert [report.splitlines()[0] for report in kernel_log.reports(log)] == [stamp + line]


def test_reports_one_after_the_other_are_all_found():
    assert len(kernel_log.reports(WARN + WARN.replace("rmap.c", "memory.c"))) == 2


def test_expected_reports_are_let_through_and_no_others():
    log = WARN + "[ 50.0] BUG: Bad page state in process x  pfn:1\n"
    assert len(kernel_log.unexpected(log)) == 2
    rest = kernel_log.unexpected(log, [r"WARNING: .* at mm/rmap\.c"])
    assert len(rest) == 1 and "Bad page state" in rest[0]
    # Only the headline counts, so that a pattern cannot match a stack by accident.
    assert len(kernel_log.unexpected(log, ["scan_space"])) == 2
    assert kernel_log.contains(log, "Bad page") and not kernel_log.contains(log, "scan_space")
