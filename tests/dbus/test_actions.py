# SPDX-License-Identifier: GPL-2.0-or-later
"""Every method with callers that may do just one thing: each needs its own action, and no other helps.
And mistakes of other services: who is asked about, what the bus lets through, what is given away."""

import ctypes
import itertools
import os
import select
import struct
import subprocess
import xml.etree.ElementTree as ET

import pytest
from conftest import ENGINE, NEEDS_PASSWORD, PROCESSES, start_time, wait_until
from every_method import CONTRACTS, NAME, RULES, TABLE, documented, filled_in, interfaces

# Each may do one thing without a password (test.rules), and the rest only with one.
WHO = {"inspect": "dave", "configure": "erin", "manage-module": "frank", "mark-any": "grace"}


def test_every_method_needs_its_own_action(service, caller, root, sleeper):
    assert {(interface, method) for interface, method, _, _ in TABLE} == documented()
    callers = {action: caller(user) for action, user in WHO.items()} | {"root": root}
    numbers = itertools.count(1)

    def start(who, interface, method, arguments):
        number = next(numbers) if "NEXT" in arguments else 0
        return who.start(interface, method, filled_in(arguments, sleeper, start_time(sleeper), 1, number),
                         pidfd_of=sleeper if method.endswith("Pidfd") else None)

    for interface, method, arguments, action in TABLE:
        what = f"{interface}.{method}{arguments}"
        for may, who in callers.items():
            call = start(who, interface, method, arguments)
            if action is None or may in (action, "root"):
                # Allowed. What then happens to the second one who removes a rule is not the question.
                try:
                    call.result()
                except Exception as error:
                    assert "InvalidArgument" in str(error) or "NotMarkable" in str(error), f"{what} by {may}: {error}"
            else:
                assert call.error().name == NEEDS_PASSWORD, f"{what} by {who.user}, who has {may} only"


def test_polkit_is_asked_about_the_connection_and_not_about_a_process(service, root, monkeypatch, make_caller):
    # Connected as bob; since then it runs as root, as if a set-uid program had
    # taken over the process id of the caller.
    monkeypatch.setenv("SAMEPAGE_TEST_CONNECT_AS", "61002")
    liar = make_caller("root")
    monkeypatch.delenv("SAMEPAGE_TEST_CONNECT_AS")
    assert os.stat(f"/proc/{liar.pid}").st_uid == 0
    process = root.spawn()
    for call in (liar.start(ENGINE, "Pause"), liar.start_mark("Mark", process),
                 liar.start(PROCESSES, "List", "({'scope': <'all'>},)"), liar.start(RULES, "List")):
        assert call.error().name == NEEDS_PASSWORD
    assert {row["uid"] for row in liar.list().values()} <= {61002}
    assert root.get("State") == "running" and not root.is_marked(process)


def test_the_bus_policy_is_about_the_service_only():
    config = ET.parse(CONTRACTS / "org.samepage.Samepage1.conf").getroot()
    assert [child.tag for child in config] == ["policy", "policy"]
    owner, everybody = config
    assert owner.attrib == {"user": "root"}
    assert [(rule.tag, rule.attrib) for rule in owner] == [("allow", {"own": NAME})]
    assert everybody.attrib == {"context": "default"}
    allowed = {f"org.freedesktop.DBus.{one}" for one in ("Properties", "Introspectable", "Peer")}
    allowed |= {one.get("name") for one in interfaces()}
    assert {rule.tag for rule in everybody} == {"allow"}
    for rule in everybody:
        assert set(rule.attrib) == {"send_destination", "send_interface"}
        assert rule.get("send_destination") == NAME
    assert sorted(rule.get("send_interface") for rule in everybody) == sorted(allowed)


def test_nothing_is_given_away_by_properties_and_signals(service, caller, root, carol):
    listener = caller("carol")
    listener.subscribe()
    root.call(RULES, "Add", "({'kind': <'executable'>, 'value': <'/opt/secret'>, 'comment': <'secret'>},)")
    root.call(RULES, "Add", "({'kind': <'user'>, 'value': <'bob'>, 'domain': <'secret'>},)")
    root.call(RULES, "SetEnabled", "(uint32 1, false)")
    process = root.spawn()
    root.mark(process)
    root.call(RULES, "Remove", "(uint32 1,)")
    properties = {}
    for one in interfaces():
        got = carol.call("org.freedesktop.DBus.Properties", "GetAll", f"('{one.get('name')}',)")
        assert set(got) == {member.get("name") for member in one.findall("property")}
        assert all(member.get("access") == "read" for member in one.findall("property"))
        properties |= {f"{one.get('name')}.{name}": value for name, value in got.items()}
    assert "secret" not in str(properties) and "bob" not in str(properties)
    assert {name.removeprefix(NAME + ".") for name in properties} == {
        "Engine.Backend", "Engine.State", "Engine.Explanation", "Engine.Problem", "Engine.Version",
        "Engine.ModuleVersion", "Rules.Explanation"}
    assert wait_until(lambda: listener.count("RulesChanged") >= 4)
    with listener.news:
        signals = list(listener.signals)
    assert {name for name, _ in signals} <= {"RulesChanged", "PropertiesChanged", "CountersChanged"}
    assert all(arguments == [] for name, arguments in signals if name == "RulesChanged")
    assert "secret" not in str(signals) and str(process) not in str([s for s in signals if s[0] != "CountersChanged"])


class Opened:
    """Tells whether anybody has opened, read or listed a directory or what is in it."""

    IN_ACCESS, IN_OPEN = 0x1, 0x20

    def __init__(self, *directories):
        libc = ctypes.CDLL(None, use_errno=True)
        self.fd = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        for directory in directories:
            assert libc.inotify_add_watch(self.fd, os.fsencode(directory), self.IN_ACCESS | self.IN_OPEN) > 0

    def names(self):
        names = []
        while select.select([self.fd], [], [], 0)[0]:
            data = os.read(self.fd, 65536)
            while data:
                size = struct.unpack_from("iIII", data)[3]
                names.append(data[16:16 + size].rstrip(b"\0").decode())
                data = data[16 + size:]
        return names


def test_paths_of_clients_are_never_opened(service, root, alice, tmp_path):
    trap = tmp_path / "trap"
    trap.mkdir()
    os.mkfifo(trap / "fifo")  # whoever opens it hangs
    (trap / "file").write_text("x")
    (trap / "link").symlink_to(trap / "fifo")
    (trap / "folder").mkdir()
    mounted = trap / "mounted"
    mounted.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", mounted], check=True)
    try:
        (mounted / "fifo").write_text("x")
        opened = Opened(trap, trap / "folder", mounted)
        added = []
        for name in ("fifo", "file", "link", "folder", "mounted", "mounted/fifo", "missing"):
            for kind in ("executable", "cgroup"):
                added.append(alice.start(RULES, "Add", f"({{'kind': <'{kind}'>, 'value': <'{trap}/{name}'>}},)").result(5))
        assert len(root.call(RULES, "List")) == len(added)
        for number in added:
            alice.start(RULES, "SetEnabled", f"(uint32 {number}, false)").result(5)
            alice.start(RULES, "SetEnabled", f"(uint32 {number}, true)").result(5)
        root.list("{'scope': <'all'>}")
        assert opened.names() == []
        with open(trap / "file", encoding="ascii"):
            assert "file" in opened.names(), "the test notices it"
        # A writer of the FIFO finds no reader.
        with pytest.raises(OSError):
            os.open(trap / "fifo", os.O_WRONLY | os.O_NONBLOCK)
    finally:
        subprocess.run(["umount", mounted], check=True)
