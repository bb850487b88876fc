# SPDX-License-Identifier: GPL-2.0-or-later
"""Every method of the service, on the real module and asked of the real polkitd: called by root, by an administrator whom a
rule of polkit allows it, and by an ordinary user. The methods are those of dbus/*.xml; a new one must be in the table.
One VM is enough for all of it."""

import itertools
import json
import re
import sys
import time

import pytest

from conversation import Conversation
from lab import packages, paths
from module_under_test import PROGRAMS, THERE, Twins

DBUS_TESTS = paths.TOP / "tests/dbus"
sys.path.append(str(DBUS_TESTS))
from every_method import ENGINE, NAME, PROCESSES, RULES, TABLE, documented, filled_in  # noqa: E402

ERROR = f"{NAME}.Error."
NEEDS_PASSWORD = "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired"
MODULE = "/sys/module/samepage"
POLKIT_RULES = "/etc/polkit-1/rules.d"


class Refused(Exception):
    def __init__(self, name, message):
        super().__init__(f"{name}: {message}")
        self.name, self.message = name, message


class Caller:
    """A program on the VM's system bus that runs as some user (tests/dbus/caller.py)."""

    def __init__(self, vm, user):
        self.user, self._numbers, self._answers = user, itertools.count(1), {}
        self._program = Conversation(vm.start(["/usr/bin/python3", "-B", f"{THERE}/caller.py"], user=user,
                                              env={"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/run/dbus/system_bus_socket"}))
        assert json.loads(self._program.answer())["name"].startswith(":")

    def send(self, do, **arguments):
        number = next(self._numbers)
        self._program.process.send(json.dumps({"id": number, "do": do, **arguments}).encode() + b"\n")
        return number

    def answer(self, number):
        while number not in self._answers:
            answer = json.loads(self._program.answer())
            self._answers[answer.get("id")] = answer
        answer = self._answers.pop(number)
        if "error" in answer:
            raise Refused(answer["error"], answer["message"])
        reply = answer["reply"]
        return reply[0] if len(reply) == 1 else reply

    def start(self, interface, method, arguments="()", **more):
        return self.send("call", interface=interface, method=method, arguments=arguments, **more)

    def call(self, interface, method, arguments="()", **more):
        return self.answer(self.start(interface, method, arguments, **more))

    def refusal(self, interface, method, arguments="()", **more):
        """The name of the error, without what is common to the service's own."""
        try:
            reply = self.call(interface, method, arguments, **more)
        except Refused as refused:
            return refused.name.removeprefix(ERROR)
        raise AssertionError(f"{self.user} was not refused {method}, but answered {reply!r}")


@pytest.fixture
def vm(make_vm, lab):
    made = make_vm(packages.installed_state(lab))
    made.run(["mkdir", "-p", THERE])
    made.put_many({f"{THERE}/twins.py": PROGRAMS / "twins.py", f"{THERE}/caller.py": DBUS_TESTS / "caller.py"}, mode=0o755)
    return made


class Target:
    """A process, and how a call names it."""

    def __init__(self, vm, user):
        self.process = Twins(vm, 300, user=user)
        self.pid = self.process.pid
        self.start_time = int(vm.read(f"/proc/{self.pid}/stat").rpartition(")")[2].split()[19])

    def call(self, caller, method, options="@a{sv} {}", rule=0, number=0, interface=PROCESSES, arguments=None):
        arguments = arguments or f"(uint32 PID, uint64 START, {options})"
        return caller.start(interface, method, filled_in(arguments, self.pid, self.start_time, rule, number),
                            pidfd_of=self.pid if method.endswith("Pidfd") else None)


def what_is_set(root, vm, target):
    """All that a call could change without being allowed to."""
    rows = root.call(PROCESSES, "List", "({'scope': <'all'>},)")
    return {"tunables": root.call(ENGINE, "GetTunables"), "policy": root.call(ENGINE, "GetPolicy"),
            "state": root.call("org.freedesktop.DBus.Properties", "Get", f"('{ENGINE}', 'State')"),
            "rules": root.call(RULES, "List"), "loaded": vm.run(["test", "-e", MODULE], check=False).code == 0,
            "marked": [row["marked"] for row in rows if row["pid"] == target.pid]}


def changes(vm, root, target, method):
    """What must be true after a method was allowed, as far as the next call does not change it again."""
    state = what_is_set(root, vm, target)
    return {"LoadModule": state["loaded"], "UnloadModule": not state["loaded"], "Start": state["state"] == "running",
            "Pause": state["state"] == "paused", "UnmergeAll": state["state"] == "paused",
            "SetTunables": state["tunables"].get("sleep_millisecs") == 5, "Mark": state["marked"] == [True],
            "MarkPidfd": state["marked"] == [True], "Unmark": state["marked"] == [False],
            "UnmarkPidfd": state["marked"] == [False]}.get(method, True)


def undo(vm, root, target, method):
    """So that the next caller has something to change."""
    if method == "LoadModule":
        root.call(ENGINE, "UnloadModule")
    elif method == "UnloadModule":
        root.call(ENGINE, "LoadModule")
    elif method.startswith("Unmark"):
        root.answer(target.call(root, "Mark"))
    elif method.startswith("Mark"):
        root.answer(target.call(root, "Unmark"))
    elif method == "SetTunables":
        root.call(ENGINE, "SetTunables", "({'sleep_millisecs': <uint64 20>},)")
    elif method == "Start":
        root.call(ENGINE, "Pause")
    elif method in ("Pause", "UnmergeAll"):
        root.call(ENGINE, "Start")


# What is done before a method, so that each finds something to change.
BEFORE = {"Pause": "Start", "UnmergeAll": "Start", "MarkPidfd": "Unmark", "MergeNow": "Mark", "Unmark": "Mark",
          "UnmarkPidfd": "Mark"}
# Those that are about the caller's own process below.
OWN = ("Mark", "MergeNow", "Unmark", "MarkPidfd", "UnmarkPidfd", "Explain", "Estimate", "Cancel")


def test_every_method_and_every_kind_of_caller(vm):
    assert {(interface, method) for interface, method, _, _ in TABLE} == documented(), "the table lacks a method"
    root, admin, alice = (Caller(vm, user) for user in ("root", "admin", "alice"))
    target, own = Target(vm, "bob"), Target(vm, "alice")
    # For those who may not, so that there is something to remove.
    rule = {alice.user: root.call(RULES, "Add", "({'kind': <'executable'>, 'value': <'/opt/0'>},)")}
    numbers, refused = itertools.count(1), 0
    for interface, method, arguments, action in TABLE:
        if before := BEFORE.get(method):
            if before == "Start":
                root.call(ENGINE, before)
            else:
                root.answer(target.call(root, before))
        for caller in (alice, admin, root):
            what = f"{method}{arguments} by {caller.user}"
            earlier = what_is_set(root, vm, target) if action and caller is alice else None
            call = target.call(caller, method, rule=rule.get(caller.user, 0), number=next(numbers), interface=interface,
                               arguments=arguments)
            if earlier is None:
                reply = caller.answer(call)
                assert changes(vm, root, target, method), what
                if method == "Add":
                    rule[caller.user] = reply
                if caller is not root:
                    undo(vm, root, target, method)
                continue
            with pytest.raises(Refused) as error:
                caller.answer(call)
            assert error.value.name == NEEDS_PASSWORD, what
            assert what_is_set(root, vm, target) == earlier, f"{what}: refused, and yet something changed"
            refused += 1
    assert refused == sum(action is not None for *_, action in TABLE) > 15

    # What is about one's own processes needs nobody's permission.
    root.call(ENGINE, "LoadModule")
    arguments = {method: words for interface, method, words, _ in reversed(TABLE) if interface == PROCESSES}
    for method in OWN:
        alice.answer(own.call(alice, method, arguments=arguments[method]))
    own.process.tell("check")
    target.process.tell("check")

    # As it runs here, and not as the file says (tests/unit/units).
    analysed = vm.run("LC_ALL=C.UTF-8 SYSTEMD_COLORS=0 systemd-analyze security --no-pager samepaged.service").stdout
    exposure = float(re.search(r"Overall exposure level for samepaged\.service: (\d+\.\d)", analysed)[1])
    print(f"systemd-analyze security samepaged.service: {exposure}")
    assert exposure <= 3.0


def test_every_error_that_this_machine_can_show(vm):
    """The rest needs a prompt, a hanging polkitd or no engine at all: tests/dbus has them."""
    root, alice = (Caller(vm, user) for user in ("root", "alice"))
    own, target = Target(vm, "alice"), Target(vm, "bob")

    def refusal(caller, whose, method, options="@a{sv} {}", **more):
        arguments = filled_in(f"(uint32 PID, uint64 START, {options})", whose.pid, whose.start_time, 0, 0)
        return caller.refusal(PROCESSES, method, arguments, **more)

    # Without the module.
    assert refusal(alice, own, "Mark") == "NotSupported"
    # With it.
    root.call(ENGINE, "LoadModule")
    assert refusal(alice, target, "Mark") == NEEDS_PASSWORD
    assert refusal(alice, target, "Mark", interactive=True) == "NotAuthorizedNoAgent"
    assert refusal(alice, own, "Mark", "{'nonsense': <1>}") == "InvalidArgument"
    assert refusal(alice, own, "MergeNow") == "NotMarkable"
    assert alice.refusal(PROCESSES, "Mark", "(uint32 3999999, uint64 1, @a{sv} {})") == "NoSuchProcess"
    thread = int(vm.read("/proc/2/stat").rpartition(")")[2].split()[19])
    assert root.refusal(PROCESSES, "Mark", f"(uint32 2, uint64 {thread}, @a{{sv}} {{}})") == "NotMarkable"
    # Two long looks; one of the calls is ended.
    pairs = f"([(uint32 {own.pid}, uint64 {own.start_time})], {{'second_look_millisecs': <uint32 60000>}})"
    waits = alice.start(PROCESSES, "Estimate", pairs)
    end = time.monotonic() + 30
    while alice.call(PROCESSES, "Cancel", "(uint32 0, uint64 0, @a{sv} {})") == 0:
        assert time.monotonic() < end
    with pytest.raises(Refused) as error:
        alice.answer(waits)
    assert error.value.name == ERROR + "Cancelled"
    # The kernel's own scanner.
    vm.run("echo 1 > /sys/kernel/mm/ksm/run")
    assert root.refusal(ENGINE, "Start") == "Busy"
    vm.run("echo 2 > /sys/kernel/mm/ksm/run; echo 0 > /sys/kernel/mm/ksm/run")
    # More calls than one user may have waiting, over connections that each have no more than the bus allows.
    bobs = [Caller(vm, "bob") for _ in range(3)]
    calls = [(each, each.start(PROCESSES, "Estimate", f"([(uint32 {target.pid}, uint64 {target.start_time})], "
                               "{'second_look_millisecs': <uint32 60000>})")) for each in bobs for _ in range(100)]
    with pytest.raises(Refused, match="You have too many requests") as error:
        calls[-1][0].answer(calls[-1][1])
    assert error.value.name == "org.freedesktop.DBus.Error.LimitsExceeded"
    assert sum(each.call(PROCESSES, "Cancel", "(uint32 0, uint64 0, @a{sv} {})") for each in bobs) > 0
    # An administrator who forbids it, and a polkitd that is not there.
    vm.put_text("polkit.addRule(function(action, subject) {\n"
                "    if (subject.user == 'alice' && action.id.indexOf('org.samepage.') == 0) return polkit.Result.NO;\n"
                "});\n", f"{POLKIT_RULES}/05-no.rules")
    vm.run("systemctl restart polkit.service")
    assert refusal(alice, own, "Mark") == "NotAuthorized"
    vm.run("systemctl mask --runtime --now polkit.service")
    assert refusal(alice, own, "Mark") == "NotAuthorizedUnavailable"
    assert alice.call(ENGINE, "GetTunables"), "what needs nobody's permission goes on"
    vm.run(f"rm {POLKIT_RULES}/05-no.rules; systemctl unmask --runtime polkit.service")
    alice.answer(own.call(alice, "Mark"))

    # Stopped while systemd is asked for a module that takes its time: at once.
    root.call(ENGINE, "UnloadModule")
    vm.put_text("[Service]\nExecStartPre=/bin/sleep 60\n", "/run/systemd/system/modprobe@samepage.service.d/slow.conf")
    vm.run("systemctl daemon-reload")
    root.start(ENGINE, "LoadModule")
    vm.run("until systemctl is-active modprobe@samepage.service | grep -q activating; do sleep 0.1; done")
    vm.run("systemctl stop samepaged.service")
    shown = vm.run("systemctl show -P Result -P NRestarts samepaged.service").stdout.split()
    assert shown == ["success", "0"], "it was killed, or crashed on the way"
    vm.run("systemctl stop modprobe@samepage.service")
