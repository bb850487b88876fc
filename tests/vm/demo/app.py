# SPDX-License-Identifier: GPL-2.0-or-later
"""The desktop application on the VM's screen, used by keyboard like by a person."""

import time

# The first start's welcome would stand in the picture.
SETTINGS = "[chart]\nminutes=1\n\n[welcome]\nread=true\n"


def start(vm):
    """Starts it as admin, in the view of all users' processes; returns the process."""
    vm.put_text(SETTINGS, "/home/admin/.config/samepage/samepage.conf", owner="admin")
    vm.run("chown -R admin: /home/admin/.config")
    process = vm.start(["samepage"], user="admin", env={"DISPLAY": ":1"})
    wait_for_window(vm, process)
    vm.run("xdotool search --sync --onlyvisible --name '^Samepage' windowactivate --sync windowsize 1180 760 "
           "windowmove 50 24", user="admin", env={"DISPLAY": ":1"}, timeout=60)
    keys(vm, "ctrl+2")
    return process


def wait_for_window(vm, process, timeout=60):
    deadline = time.monotonic() + timeout
    while vm.run("xdotool search --onlyvisible --name '^Samepage'", user="admin", env={"DISPLAY": ":1"},
                 check=False).code != 0:
        if time.monotonic() > deadline:
            raise TimeoutError(f"the application shows no window; it says: {process.output()}")
        time.sleep(0.3)


def select_first(vm):
    """Clicks on the first process, so that the details show it."""
    vm.run("xdotool mousemove 200 136 click 1 mousemove 640 790", user="admin", env={"DISPLAY": ":1"})


def keys(vm, *names):
    vm.run(["xdotool", "key", "--clearmodifiers", *names], user="admin", env={"DISPLAY": ":1"})
