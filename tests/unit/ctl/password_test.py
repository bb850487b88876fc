# SPDX-License-Identifier: GPL-2.0-or-later
"""Asking for a password on a terminal, and not asking for one."""

import fcntl
import os
import pty
import select
import subprocess
import termios
import time

import pytest

from ctl_runner import CTL, as_user


class Terminal:
    """samepagectl with a terminal of its own, and what it showed there."""

    def __init__(self, user, *arguments):
        self.master, end = pty.openpty()
        self.shown = b""

        def take_terminal():
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(as_user(user, CTL, *arguments), stdin=end, stdout=end,
                                        stderr=end, preexec_fn=take_terminal)
        os.close(end)

    def read_until(self, text, seconds=20):
        end = time.monotonic() + seconds
        while text not in self.shown and time.monotonic() < end:
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.shown += os.read(self.master, 4096)
                except OSError:  # nobody has it open any more
                    break
        assert text in self.shown, self.shown

    def type_password(self, data, seconds=10):
        """Once the terminal hides it: what comes earlier is thrown away."""
        end = time.monotonic() + seconds
        while termios.tcgetattr(self.master)[3] & termios.ECHO:
            assert time.monotonic() < end, self.shown
            time.sleep(0.01)
        os.write(self.master, data)

    def agents(self):
        """How many password agents live on this terminal; a dead one may wait to be reaped."""
        found = subprocess.run(["pgrep", "-c", "-r", "D,R,S,T", "-s", str(self.process.pid), "pkttyagent"],
                               capture_output=True, text=True, check=False)
        return int(found.stdout)

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.master)


@pytest.fixture
def terminal():
    opened = []

    def make(user, *arguments):
        opened.append(Terminal(user, *arguments))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def test_a_password_is_asked_for_on_the_terminal(terminal):
    shell = terminal("bob", "pause")
    shell.read_until(b"AUTHENTICATING FOR org.samepage.Samepage1.configure")
    shell.read_until(b"Password: ")
    shell.type_password(b"certainly wrong\n")
    shell.read_until(b"samepagectl: ")
    assert shell.process.wait(20) == 3
    assert b"certainly wrong" not in shell.shown
    assert shell.agents() == 0


def test_ctrl_c_at_the_prompt_ends_it(terminal):
    shell = terminal("bob", "mark", "1")
    shell.read_until(b"Password: ")
    assert shell.agents() == 1
    shell.type_password(b"\x03")
    assert shell.process.wait(20) != 0
    for _ in range(400):
        if shell.agents() == 0:
            break
        time.sleep(0.05)
    assert shell.agents() == 0


def test_no_password_is_asked_for_when_it_must_not_be(terminal):
    shell = terminal("bob", "pause", "--no-ask-password")
    shell.read_until(b"samepagectl: ")
    assert shell.process.wait(20) == 3
    assert b"AUTHENTICATING" not in shell.shown


def test_no_password_is_asked_for_when_none_is_needed(terminal):
    shell = terminal("alice", "pause")
    shell.read_until(b"Paused")
    assert shell.process.wait(20) == 0
    assert b"AUTHENTICATING" not in shell.shown
