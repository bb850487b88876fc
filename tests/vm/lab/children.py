# SPDX-License-Identifier: GPL-2.0-or-later
"""Child processes that never outlive the lab, even when it is killed."""


def bound(command):
    """`command` so that the kernel kills it when the thread that started it is gone."""
    return ["setpriv", "--pdeathsig", "KILL", "--", *map(str, command)]
