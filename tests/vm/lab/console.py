# SPDX-License-Identifier: GPL-2.0-or-later
"""An interactive shell in the VM on the terminal that the lab runs in."""

import os
import sys
import termios
import threading
import tty

from .progress import LabError


def interact(vm, command, user):
    """Connects this terminal to `command` in the VM; its exit code."""
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise LabError("a shell needs a terminal; 'lab vm run' does not")
    size = os.get_terminal_size()
    process = vm.start(command, user=user, env={"TERM": os.environ.get("TERM", "dumb")},
                       tty=[size.lines, size.columns])

    def forward_keys():
        while process.code is None:
            data = os.read(sys.stdin.fileno(), 65536)
            if not data:
                return
            process.send(data)

    before = termios.tcgetattr(sys.stdin)
    tty.setraw(sys.stdin)
    try:
        threading.Thread(target=forward_keys, daemon=True).start()
        for _, data in process.frames():
            os.write(sys.stdout.fileno(), data)
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
    return process.code
