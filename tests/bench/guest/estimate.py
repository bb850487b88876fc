# SPDX-License-Identifier: GPL-2.0-or-later
"""What the module estimates before anything is merged, to be compared with what is saved then."""

import time

from samepage_netlink import Family

SECOND_LOOK_MS = 2000


def estimated(pids, changing):
    """{"saved": bytes, "seconds": how long it took}; of memory that changes, with a second look at it."""
    begin = time.monotonic()
    answer = Family().estimate(*pids, second_look_ms=SECOND_LOOK_MS if changing else None)
    return {"saved": answer["saved_bytes"], "seconds": time.monotonic() - begin}
