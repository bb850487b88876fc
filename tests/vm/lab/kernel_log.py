# SPDX-License-Identifier: GPL-2.0-or-later
"""Finds what must never be in a kernel log: warnings, bugs, oopses, sanitizer and lock reports."""

import re

# The first line of a report. The stamp that printk puts before it is optional.
_HEADLINES = re.compile("|".join([
    r"WARNING: ",                       # WARN_ON, lockdep, RCU, page allocator, KCSAN ...
    r"BUG: ",                           # KASAN, bad page state, soft lockup, sleeping in atomic ...
    r"kernel BUG at ",
    r"Oops: |Oops\[#",
    r"general protection fault",
    r"double fault|stack segment|invalid opcode: ",
    r"UBSAN: ",
    r"[Bb]ad page |Bad rss-counter|Bad swap (?:file|offset)|swap_info_get: Bad|page dumped because",
    r"list_(?:add|del) corruption",
    r"refcount_t: ",
    r"ODEBUG: ",
    r"DEBUG_LOCKS_WARN_ON",
    r"possible (?:circular locking|recursive locking|irq lock inversion)",
    r"inconsistent lock state",
    r"suspicious RCU usage",
    r"INFO: task .* blocked for more than",
    r"INFO: rcu|rcu: INFO: .*(?:stall|detected)|self-detected stall",
    r"INFO: trying to register non-static key",
    r"INFO: suspicious ",
    r"(?:soft|hard) (?:lockup|LOCKUP)",
    r"Kernel panic",
    r"unchecked MSR access",
    r"kmemleak: \d+ new suspected",
    r"Slab corruption|Redzone overwritten|Poison overwritten",
    r"page allocation failure|vmalloc error: ",
    r"kmem_cache_create_args\(.*\) failed with error",
    r"invoked oom-killer|Out of memory: ",
    r"kmod: .*(?:ERROR|leak)",
    r"Call Trace:",
]))
_END = re.compile(r"---\[ end |^\S*\s*</?TASK>$")
# Lines below a headline that belong to the same report.
_REPORT_LINES = 60


def reports(log):
    """The reports in a kernel log, each the text from its headline on, in order."""
    found = []
    current = None
    for line in log.splitlines():
        if current is not None:
            current.append(line)
            if _END.search(line) or len(current) >= _REPORT_LINES:
                found.append(current)
                current = None
        elif _HEADLINES.search(line):
            current = [line]
    if current is not None:
        found.append(current)
    return ["\n".join(lines) for lines in found]


def unexpected(log, expected=()):
    """The reports whose headline matches none of the regular expressions in `expected`."""
    patterns = [re.compile(pattern) for pattern in expected]
    return [report for report in reports(log)
            if not any(pattern.search(report.split("\n", 1)[0]) for pattern in patterns)]


def contains(log, pattern):
    """True when a report's headline matches the regular expression `pattern`."""
    return any(re.search(pattern, report.split("\n", 1)[0]) for report in reports(log))
