# SPDX-License-Identifier: GPL-2.0-or-later
"""The Rules interface: who may see and change them, what is refused, what they mark, and what they survive."""

import json
import os
import pathlib
import shutil
import signal
import subprocess

import pytest
from conftest import ENGINE, ERROR, NEEDS_PASSWORD, NO_AGENT, start_time, wait_until

RULES = "org.samepage.Samepage1.Rules"
INVALID = ERROR + "InvalidArgument"
DENIED = ERROR + "NotAuthorized"


def rules(who):
    return who.call(RULES, "List")


def start_adding(who, kind, value, more="", **options):
    more = f", {more}" if more else ""
    return who.start(RULES, "Add", f"({{'kind': <'{kind}'>, 'value': <'{value}'>{more}}},)", **options)


def add(who, kind, value, more=""):
    return start_adding(who, kind, value, more).result()


def remove(who, number):
    return who.call(RULES, "Remove", f"(uint32 {number},)")


def enable(who, number, on=True):
    return who.call(RULES, "SetEnabled", f"(uint32 {number}, {'true' if on else 'false'})")


def explanation(who):
    return who.call("org.freedesktop.DBus.Properties", "Get", f"('{RULES}', 'Explanation')")


def row(who, pid):
    return who.list("{'scope': <'all'>}")[pid]


def author(who, pid):
    return row(who, pid)["marked_by"]


@pytest.fixture
def program(tmp_path):
    """start() runs a program that nobody else runs."""
    file = tmp_path / "herd"
    shutil.copy("/usr/bin/sleep", file)
    running = []

    def start():
        running.append(subprocess.Popen([file, "1000"]))
        return running[-1].pid

    start.path = str(file)
    yield start
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture
def start_here(start_service, tmp_path):
    """The service with its state, and process events, in a directory of its own."""
    for name in ("state", "run"):
        (tmp_path / name).mkdir()
    os.mkfifo(tmp_path / "events")

    def start(*arguments):
        return start_service("--state-directory", str(tmp_path / "state"), "--runtime-directory",
                             str(tmp_path / "run"), "--events", str(tmp_path / "events"), *arguments)

    def tell(line):
        # Readable, too: that does not wait for the service to listen.
        pipe = os.open(tmp_path / "events", os.O_RDWR)
        os.write(pipe, f"{line}\n".encode())
        os.close(pipe)

    start.file = tmp_path / "state/rules.json"
    start.marks = tmp_path / "run/marks.journal"
    start.tell = tell
    return start


# --- who may ---------------------------------------------------------------------


def test_who_may_see_them(service, root, alice, bob, carol, dave):
    for who in (root, alice, dave):
        assert rules(who) == []
    assert bob.start(RULES, "List").error().name == NEEDS_PASSWORD
    assert carol.start(RULES, "List").error().name == DENIED


@pytest.mark.parametrize("interactive", [False, True])
def test_who_may_change_them(service, root, alice, bob, carol, dave, interactive):
    first = add(root, "user", "bob", "'enabled': <false>")
    second = add(alice, "user", "carol", "'enabled': <false>")
    before = rules(root)
    changes = [("Add", "({'kind': <'user'>, 'value': <'dave'>},)"), ("Remove", f"(uint32 {first},)"),
               ("SetEnabled", f"(uint32 {second}, true)")]
    for method, arguments in changes:
        for who in (bob, dave):
            error = who.start(RULES, method, arguments, interactive=interactive).error()
            assert error.name == (NO_AGENT if interactive else NEEDS_PASSWORD)
        assert carol.start(RULES, method, arguments, interactive=interactive).error().name == DENIED
    assert rules(root) == before
    enable(root, first)
    enable(alice, first, False)
    remove(alice, first)
    remove(root, second)
    assert rules(root) == []


def test_the_prompt_says_what_it_is_about(service, bob):
    bob.send("agent").result()
    call = start_adding(bob, "executable", "/opt/a<b>", interactive=True)
    action, message, _details, cookie, _kinds = bob.wait_signal("Prompt")
    assert action == "org.samepage.Samepage1.configure"
    assert message == "Authentication is required to add a rule about the executable /opt/a?b?"
    bob.send("close_prompt", cookie=cookie, dismiss=True).result()
    assert call.error().name == ERROR + "NotAuthorizedDismissed"


# --- what they are ---------------------------------------------------------------


def test_they_are_listed_as_they_were_added(service, alice, bob):
    bob.watch()
    assert add(alice, "executable", "/usr/bin/nothing-here",
               "'domain': <'fleet-1'>, 'priority': <7>, 'comment': <'Größe ☃'>") == 1
    bob.wait_signal("RulesChanged")
    assert add(alice, "user", "bob", "'action': <'never'>, 'enabled': <false>") == 2
    assert add(alice, "cgroup", "/sys/fs/cgroup/a.slice") == 3
    assert add(alice, "unit", "nothing@1.service") == 4
    plain = {"action": "mark", "domain": "", "priority": 0, "enabled": True, "comment": ""}
    assert rules(alice) == [
        plain | {"id": 1, "kind": "executable", "value": "/usr/bin/nothing-here",
                 "domain": "fleet-1", "priority": 7, "comment": "Größe ☃"},
        plain | {"id": 2, "kind": "user", "value": "61002", "user": "bob", "action": "never",
                 "enabled": False},
        plain | {"id": 3, "kind": "cgroup", "value": "/a.slice"},
        plain | {"id": 4, "kind": "unit", "value": "nothing@1.service"}]
    assert wait_until(lambda: bob.count("RulesChanged") == 4)
    enable(alice, 3)  # it is: no change
    remove(alice, 3)
    assert wait_until(lambda: bob.count("RulesChanged") == 5)
    assert add(alice, "cgroup", "/a.slice") == 5  # no number comes again


NONSENSE = [
    ("'kind': <'user'>", '"value" is missing'),
    ("'value': <'/a'>", '"kind" is missing'),
    ("'kind': <'gid'>, 'value': <'1'>", '"executable", "unit", "cgroup" or "user"'),
    ("'kind': <1>, 'value': <'1'>", "type s"),
    ("'kind': <'user'>, 'value': <uint32 0>", "type s"),
    ("'kind': <'user'>, 'value': <'nobody-like-this'>", 'no user "nobody-like-this"'),
    ("'kind': <'user'>, 'value': <'4294967296'>", 'no user "4294967296"'),
    ("'kind': <'user'>, 'value': <''>", "name or the id"),
    ("'kind': <'executable'>, 'value': <'bin/true'>", "absolute"),
    ("'kind': <'executable'>, 'value': <'/bin//true'>", "absolute"),
    ("'kind': <'executable'>, 'value': <'/bin/../true'>", "absolute"),
    ("'kind': <'executable'>, 'value': <'/bin/'>", "absolute"),
    ("'kind': <'executable'>, 'value': <'/'>", "a program"),
    ("'kind': <'executable'>, 'value': <'/a\\nb'>", "control characters"),
    ("'kind': <'executable'>, 'value': <'/" + "a" * 4095 + "'>", "too long"),
    ("'kind': <'unit'>, 'value': <'foo'>", "service or a scope"),
    ("'kind': <'unit'>, 'value': <'user-1.slice'>", "cgroup"),
    ("'kind': <'unit'>, 'value': <'a/b.service'>", "systemd unit"),
    ("'kind': <'unit'>, 'value': <'*.service'>", "systemd unit"),
    ("'kind': <'user'>, 'value': <'bob'>, 'domain': <'A'>", "small letters"),
    ("'kind': <'user'>, 'value': <'bob'>, 'domain': <'" + "a" * 33 + "'>", "at most 32"),
    ("'kind': <'user'>, 'value': <'bob'>, 'domain': <'a'>, 'action': <'never'>", "no domain"),
    ("'kind': <'user'>, 'value': <'bob'>, 'action': <'always'>", '"mark" or "never"'),
    ("'kind': <'user'>, 'value': <'bob'>, 'priority': <1001>", "-1000 to 1000"),
    ("'kind': <'user'>, 'value': <'bob'>, 'priority': <uint32 1>", "type i"),
    ("'kind': <'user'>, 'value': <'bob'>, 'enabled': <1>", "type b"),
    ("'kind': <'user'>, 'value': <'bob'>, 'comment': <'" + "a" * 257 + "'>", "at most 256"),
    ("'kind': <'user'>, 'value': <'bob'>, 'id': <uint32 1>", '"id" is not known'),
    ("'kind': <'user'>, 'value': <'bob'>, 'x\\ny': <1>", '"x?y" is not known'),
]


def test_what_makes_no_sense_is_refused(service, alice):
    for rule, words in NONSENSE:
        error = alice.start(RULES, "Add", f"({{{rule}}},)").error()
        assert error.name == INVALID
        assert words in error.message
    assert rules(alice) == []


def test_two_about_the_same_are_refused(service, alice):
    add(alice, "user", "bob")
    for value, more, words in (("61002", "", "remove it first"), ("bob", "'priority': <5>", "Rule 1"),
                               ("bob", "'action': <'never'>", "marks it")):
        error = start_adding(alice, "user", value, more).error()
        assert error.name == INVALID
        assert words in error.message


def test_numbers_that_are_none(service, alice):
    for call in (alice.start(RULES, "Remove", "(uint32 1,)"),
                 alice.start(RULES, "SetEnabled", "(uint32 0, true)")):
        error = call.error()
        assert error.name == INVALID
        assert "no rule" in error.message


def test_there_are_256_at_most(start_here, make_caller):
    kept = [{"id": n, "kind": "executable", "value": f"/opt/{n}", "action": "mark", "domain": "",
             "priority": 0, "enabled": False, "comment": ""} for n in range(1, 256)]
    start_here.file.write_text(json.dumps({"version": 1, "last_id": 255, "rules": kept}))
    start_here()
    root = make_caller("root")
    assert add(root, "executable", "/opt/last", "'enabled': <false>") == 256
    error = start_adding(root, "executable", "/opt/more").error()
    assert error.name == "org.freedesktop.DBus.Error.LimitsExceeded"
    remove(root, 1)
    add(root, "executable", "/opt/more")


# --- what they mark --------------------------------------------------------------


def test_running_programs_are_marked_when_the_answer_comes(service, root, program):
    first, second = program(), program()
    number = add(root, "executable", program.path)
    assert author(root, first) == author(root, second) == f"rule:{number}"
    assert row(root, first)["marked"]
    assert author(root, root.pid) == ""
    remove(root, number)
    assert row(root, first)["marked"]  # it stays
    assert author(root, first) == f"rule:{number}"


def test_new_programs_are_marked_soon(start_here, make_caller, program):
    start_here()
    root = make_caller("root")
    number = add(root, "executable", program.path)
    pid = program()
    assert not row(root, pid)["marked"]
    start_here.tell(pid)
    assert wait_until(lambda: author(root, pid) == f"rule:{number}", 2)
    # Only while a rule is enabled.
    enable(root, number, False)
    pid = program()
    start_here.tell(pid)
    assert not wait_until(lambda: row(root, pid)["marked"], 1)
    enable(root, number)
    assert row(root, pid)["marked"]


def test_what_rules_mark_is_told_and_kept_in_the_history(start_here, make_caller, program):
    service = start_here()
    root, bob = make_caller("root"), make_caller("bob")
    for who in (root, bob):
        who.subscribe()
    first = program()
    add(root, "executable", program.path)
    second = program()
    start_here.tell(second)
    times = {pid: start_time(pid) for pid in (first, second)}
    for pid in (first, second):
        assert root.wait_signal("Marked", check=lambda a, pid=pid: a[0] == pid) == [pid, times[pid]]
    start_here.tell(second)  # it is marked already
    history = root.call("org.samepage.Samepage1.History", "Events",
                        f"(uint64 0, uint64 {2**63}, uint32 100, {{'scope': <'all'>}})")
    assert sorted(details["pid"] for _, kind, details in history if kind == "marked") == sorted(times)
    # After a restart too.
    service.process.kill()
    service.process.wait()
    service.process = start_here().process
    root.subscribe()
    os.kill(first, signal.SIGKILL)
    assert root.wait_signal("Exited") == [first, times[first]]
    assert root.count("Marked") == 2
    bob.list()
    assert bob.count("Marked") == bob.count("Exited") == 0, "they are root's"


def test_lost_events_cost_nothing_but_time(start_here, make_caller, program):
    start_here()
    root = make_caller("root")
    add(root, "executable", program.path)
    pid = program()
    start_here.tell("lost")
    assert wait_until(lambda: row(root, pid)["marked"], 2)


def test_a_process_that_becomes_another_user(start_here, make_caller):
    start_here()
    root = make_caller("root")
    number = add(root, "user", "bob")
    bob = make_caller("bob")
    pid = bob.spawn()
    start_here.tell(f"uid {pid}")
    assert wait_until(lambda: author(root, pid) == f"rule:{number}", 2)
    assert not row(root, bob.pid)["marked"]


def test_never_wins_over_what_counts_less(start_here, make_caller, program):
    start_here()
    root = make_caller("root")
    pid = program()
    user = add(root, "user", "bob")
    never = add(root, "executable", program.path, "'action': <'never'>")
    add(root, "executable", "/usr/bin/nothing", "'priority': <1>")
    assert not row(root, pid)["marked"]
    # What it was marked by hand stays, what it inherited does not.
    root.mark(pid)
    start_here.tell(pid)
    assert not wait_until(lambda: not row(root, pid)["marked"], 1)
    assert author(root, pid) == "user:root"
    remove(root, never)
    remove(root, user)


def test_never_takes_an_inherited_mark_back(start_here, make_caller, program):
    start_here()
    root = make_caller("root")
    pid = program()
    remove(root, add(root, "executable", program.path))
    assert row(root, pid)["marked"]
    add(root, "executable", program.path, "'action': <'never'>")
    assert row(root, pid)["marked"]  # it runs already
    start_here.tell(pid)
    assert wait_until(lambda: not row(root, pid)["marked"], 2)
    assert author(root, pid) == ""


def test_what_was_unmarked_by_hand_stays_so(start_here, make_caller, program):
    start_here()
    root = make_caller("root")
    pid = program()
    add(root, "executable", program.path)
    root.unmark(pid)
    add(root, "executable", "/usr/bin/nothing")
    assert not row(root, pid)["marked"]
    start_here.tell(pid)  # another program
    assert wait_until(lambda: row(root, pid)["marked"], 2)


def test_the_service_stays_while_a_rule_is_enabled(start_here, make_caller):
    service = start_here("--idle-exit", "300")
    root = make_caller("root")
    root.call(ENGINE, "Pause")
    number = add(root, "executable", "/usr/bin/nothing")
    assert not wait_until(lambda: service.process.poll() is not None, 2)
    enable(root, number, False)
    assert wait_until(lambda: service.process.poll() is not None, 10)


def test_without_the_module_they_are_kept_but_not_applied(start_here, make_caller, program):
    start_here("--problem", "module-not-loaded")
    root = make_caller("root")
    root.watch()
    assert explanation(root) == ""
    pid = program()
    add(root, "executable", program.path)
    assert "not applied" in explanation(root)
    assert len(rules(root)) == 1
    root.call(ENGINE, "LoadModule")
    assert wait_until(lambda: row(root, pid)["marked"], 3)
    assert explanation(root) == ""


# --- what they survive -----------------------------------------------------------


def test_they_survive_kill_9_with_the_authors_of_marks(start_here, make_caller, program):
    service = start_here()
    root = make_caller("root")
    by_hand, by_rule = root.spawn(), program()
    root.mark(by_hand)
    number = add(root, "executable", program.path)
    before = rules(root)
    service.process.kill()
    service.process.wait()
    kept = [json.loads(line) for line in start_here.marks.read_text().splitlines()]
    assert {(p["pid"], p["by"]) for p in kept} == {(by_hand, "user:root"), (by_rule, f"rule:{number}")}
    again = start_here()
    service.process = again.process  # the fixture ends it once
    assert wait_until(lambda: row(root, by_rule)["marked"], 3)
    assert author(root, by_rule) == f"rule:{number}"
    assert rules(root) == before


def test_a_broken_file_is_set_aside_and_said_so(start_here, make_caller):
    for text in ("{", "[]", '{"version": 2, "rules": []}', '{"version": 1}',
                 '{"version": 1, "last_id": 1, "rules": [{"id": 1, "kind": "user"}]}'):
        start_here.file.write_text(text)
        service = start_here()
        root = make_caller("root")
        assert rules(root) == []
        assert "rules.json.broken" in service.log()
        assert pathlib.Path(f"{start_here.file}.broken").read_text() == text
        events = root.call("org.samepage.Samepage1.History", "Events",
                           f"(uint64 0, uint64 {2**64 - 1}, uint32 100, @a{{sv}} {{}})")
        assert "rules-lost" in [kind for _, kind, _ in events]
        root.close()
        service.stop()


def test_what_cannot_be_written_is_not_changed(start_here, make_caller, program):
    start_here()
    root = make_caller("root")
    add(root, "user", "bob", "'enabled': <false>")
    before, text = rules(root), start_here.file.read_text()
    # A directory in place of the temporary file: also for root that is an error.
    blocker = pathlib.Path(f"{start_here.file}.new")
    blocker.mkdir()
    pid = program()
    for call in (start_adding(root, "executable", program.path),
                 root.start(RULES, "Remove", "(uint32 1,)"),
                 root.start(RULES, "SetEnabled", "(uint32 1, true)")):
        error = call.error()
        assert error.name == ERROR + "Failed"
        assert "could not be saved" in error.message
        assert "Nothing was changed" in error.message
    assert rules(root) == before
    assert start_here.file.read_text() == text
    assert not row(root, pid)["marked"]
    blocker.rmdir()
    add(root, "executable", program.path)
    assert row(root, pid)["marked"]
