# SPDX-License-Identifier: GPL-2.0-or-later
"""Work that runs side by side: a VM waits a lot, and so do tests on a bus."""

import queue
import threading

LANES = 2


def run(works, lanes=LANES):
    """Calls each of `works`, at most `lanes` at a time, begun in their order. What one raises does not stop the
    others; the first of it is raised at the end. The threads die with the process, and what they started with them."""
    waiting = queue.SimpleQueue()
    for work in works:
        waiting.put(work)
    errors = []

    def follow():
        while True:
            try:
                work = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                work()
            except BaseException as error:  # told by the thread that waits
                errors.append(error)

    threads = [threading.Thread(target=follow, daemon=True) for _ in range(lanes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
