# SPDX-License-Identifier: GPL-2.0-or-later
"""A program in the VM that answers each line with a line."""

import time


class Conversation:
    def __init__(self, process):
        self.process = process
        self._lines = 0

    def answer(self, timeout=60):
        """Its next line."""
        deadline = time.monotonic() + timeout
        while True:
            lines = self.process.output().split("\n")
            if len(lines) - 1 > self._lines:
                self._lines += 1
                return lines[self._lines - 1]
            assert self.process.code is None, f"{self.process.command} ended:\n{self.process.errors()}"
            assert time.monotonic() < deadline, f"{self.process.command} does not answer"
            self.process.poll(0.02)

    def ask(self, line, timeout=60):
        self.process.send(line.encode() + b"\n")
        return self.answer(timeout)
