# SPDX-License-Identifier: GPL-2.0-or-later
"""What the documentation tells its readers to type works. The D-Bus reference is in tests/dbus/test_api_reference.py."""

import re

import pytest

import documented
from lab import packages
from module_under_test import PROGRAMS, THERE, Twins

# Not for this VM, and why.
NOT_HERE = {
    "./demo": "makes a VM of its own",
    "./check": "what runs this",
    "packaging/build-deb": "has run: its packages are installed",
    "sudo apt install ./build/deb/*.deb linux-headers-amd64": "has run, in another way",
    "sudo mokutil --import /var/lib/dkms/mok.pub": "asks for a password that the next start asks for again",
    "sudo systemctl reboot": "ends the VM",
    "sudo apt remove samepage samepaged samepage-dkms": "test_packages.py does it, and looks for what is left",
    "sudo apt purge samepage samepaged samepage-dkms": "so does it",
    "samepagectl --host": "names an option, no command",
    "samepagectl -H root@server events --all --since=1d": "there is no such server; tests/unit/ctl/remote_test.py has one",
}
# It ends when the reader has seen enough.
ENDLESS = {"samepagectl watch"}


@pytest.fixture
def vm(make_vm, lab):
    """A VM with the packages installed."""
    made = make_vm(packages.installed_state(lab))
    packages.offer(made, packages.build())
    made.run(["mkdir", "-p", THERE])
    made.put(PROGRAMS / "twins.py", f"{THERE}/twins.py", mode=0o755)
    return made


def fails(vm, commands):
    """Runs them as an administrator; those that failed, with what they said."""
    said = {}
    for command in commands:
        if command in ENDLESS:
            command = f"timeout --preserve-status --signal=INT 4 {command} || [ $? = 130 ]"
        result = vm.run(command, user="admin", check=False, input="y\n" * 3, timeout=300)
        if result.code != 0:
            said[command] = (result.code, result.stdout[-500:] + result.stderr[-500:])
    return said


def documented_commands():
    found = [*documented.lines(documented.fenced("README.md")), *documented.inline("README.md"),
             *documented.lines(documented.manual_page("samepagectl.1")), *documented.inline("docs/troubleshooting.md")]
    return list(dict.fromkeys(found))  # once each, in order


def test_the_commands_of_readme_manual_and_troubleshooting(vm):
    commands = documented_commands()
    assert len(commands) > 30
    assert set(NOT_HERE) <= set(commands), "no longer documented"
    processes = [Twins(vm, 1000, user="admin") for _ in range(2)]
    commands = [re.sub(r"\bPID( …)?(?= |$)", str(processes[0].pid), command) for command in commands if command not in NOT_HERE]
    # `explain` and the like are for marked processes and a loaded module, wherever their page has them.
    first = ["samepagectl load", f"samepagectl mark {processes[0].pid} {processes[1].pid}"]
    last = [command for command in commands if command == "samepagectl unload"]
    assert fails(vm, [*first, *(command for command in commands if command not in last), *last]) == {}
    for process in processes:
        process.tell("check")
