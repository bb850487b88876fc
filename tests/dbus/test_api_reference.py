# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/api.md: it says what dbus/*.xml say, and what it shows works when copied."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from conftest import start_time, wait_until

TREE = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = TREE / "docs/api.md"
NAME = "org.samepage.Samepage1"


def sections():
    """{"Interface.Member": text of its section}"""
    parts = re.split(r"^### (?:Method|Signal|Property) `(.+)`$", DOCUMENT.read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def shell_examples(tool):
    return [(member, line) for member, text in sections().items()
            for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
            for line in block.splitlines() if line.startswith(tool)]


def python_examples():
    return [(member, block) for member, text in sections().items()
            for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL)]


def python_preparation():
    block, = re.findall(r"```python\n(import .*?)```", DOCUMENT.read_text(), re.DOTALL)
    return block


def run(command, pid, user="alice"):
    return subprocess.run(
        ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *command],
        env={**os.environ, "PID": str(pid), "START": str(start_time(pid))}, capture_output=True,
        text=True, timeout=60, check=False)


@pytest.fixture
def prepared(service, alice, sleeper):
    """prepare(member): what the example of that member wants to be there."""
    def prepare(member):
        alice.call(f"{NAME}.Engine", "LoadModule")
        if member == "Processes.MergeNow":
            alice.mark(sleeper)
        return sleeper

    return prepare


def test_it_is_not_stale():
    done = subprocess.run([sys.executable, "-B", TREE / "docs/generate-api", "--check"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_it_has_every_member():
    members = {f"{interface.get('name').removeprefix(NAME + '.')}.{member.get('name')}"
               for file in (TREE / "dbus").glob("*.xml")
               for interface in ET.parse(file).getroot() for member in interface}
    assert members == set(sections())
    for member, text in sections().items():
        assert "```text" in text or "As the one above" in text, f"{member} is not documented"


def test_it_has_examples():
    assert len(shell_examples("busctl")) >= 25 and len(python_examples()) > 20


@pytest.mark.parametrize("tool", ["busctl", "gdbus"])
def test_examples_of_the_shell_work(prepared, tool):
    for member, line in shell_examples(tool):
        done = run(["sh", "-c", line], prepared(member))
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def test_examples_in_python_work(prepared):
    for member, block in python_examples():
        pid = prepared(member)
        program = python_preparation().replace("PID = 4242", f"PID = {pid}") + block
        done = run([sys.executable, "-c", program], pid)
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"


# --- docs/examples ----------------------------------------------------------------
@pytest.fixture
def stand_ins(tmp_path):
    """Programs with the names of others that only sleep."""
    running = []
    for name in ("firefox-esr", "qemu-system-x86_64", "qemu-system-x86_64", "foxglove"):
        program = tmp_path / name
        if not program.exists():
            shutil.copy("/usr/bin/sleep", program)
        running.append(subprocess.Popen([program, "1000"]))
        assert wait_until(lambda: os.readlink(f"/proc/{running[-1].pid}/exe") == str(program))
    yield [process.pid for process in running]
    for process in running:
        process.kill()
        process.wait()


def mark_by_name(user, pid, *arguments):
    return run([sys.executable, TREE / "docs/examples/mark-by-name.py", *arguments], pid, user)


@pytest.mark.service("--scan-time", "100")
def test_processes_are_marked_by_name(root, stand_ins):
    done = mark_by_name("alice", stand_ins[0], "--all", "--wait=0.5")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3 of 3 processes are marked.\n")
    saved = [float(line.split()[0]) for line in done.stdout.splitlines()[1:]]
    assert len(saved) == 4 and saved[-1] > 0
    assert abs(sum(saved[:3]) - saved[-1]) < 0.3
    rows = root.list("{'scope': <'all'>}")
    assert [rows[pid]["marked"] for pid in stand_ins] == [True, True, True, False]


def test_marking_by_name_says_what_failed(root, stand_ins):
    refused = mark_by_name("bob", stand_ins[0], "--all", "--wait=0")
    assert refused.returncode == 1 and "password" in refused.stderr or "authoris" in refused.stderr
    nobody = mark_by_name("alice", stand_ins[0], "--all", "--wait=0", "no-such-program")
    assert nobody.returncode == 1 and nobody.stdout == "0 of 0 processes are marked.\n"
    only = mark_by_name("alice", stand_ins[0], "--all", "--wait=0", "foxglove")
    assert only.returncode == 0
    assert root.is_marked(stand_ins[3]) and not root.is_marked(stand_ins[0])


# --- the contracts themselves ---------------------------------------------------------
def members():
    """(interface, element, its comment) of everything in dbus/*.xml."""
    parser = lambda: ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))  # noqa: E731
    for file in sorted((TREE / "dbus").glob("*.xml")):
        interface = ET.parse(file, parser()).getroot().find("interface")
        comment = None
        for child in interface:
            if child.tag is ET.Comment:
                comment = " ".join(child.text.split())
            else:
                yield interface.get("name").removeprefix(NAME + "."), child, comment
                comment = None


def test_each_member_says_what_a_caller_must_know():

    errors = (TREE / "helper/bus/errors.cpp").read_text()
    known = set(re.findall(r'"org\.samepage\.Samepage1\.Error\.(\w+)"', errors))
    assert "NotAuthorizedTimeout" in known
    for interface, element, comment in members():
        name = f"{interface}.{element.get('name')}"
        assert comment, f"{name} has no comment of its own"
        assert comment.startswith(f"{element.get('name')}: "), name
        assert re.search(r"[Ss]ince 0\.[12]", comment), f"{name}: since when?"
        if element.tag != "method":
            continue
        actions = re.findall(r"\b(inspect|mark-own|mark-any|configure|manage-module)\b", comment)
        nothing = re.search(r"No action|Action: none|Action: as Mark|every caller may|everybody may", comment)
        assert actions or nothing, f"{name}: which action?"
        assert "Errors" in comment, f"{name}: which errors?"
        for arg in element.findall("arg"):
            if arg.get("name") in ("pid", "start_time") or ": as " in comment:
                continue  # the head of the file says what they are, or the method that it is like
            words = {"pidfd": "pidfd", "options": "ption"}.get(arg.get("name"), arg.get("name"))
            assert words in comment or interface == "Rules" or arg.get("name") in (
                "counters", "tunables", "policy", "processes", "events"), f"{name}: what is {arg.get('name')}?"
    documented = " ".join(file.read_text() for file in (TREE / "dbus").glob("*.xml"))
    for name in known:
        assert re.search(rf"^\s+{name}\s", documented, re.MULTILINE), f"the error {name} is not documented"
    # And each is an answer that some test gets.
    expected = "".join(file.read_text() for file in sorted((TREE / "tests/dbus").glob("test_*.py"))) \
        + (TREE / "tests/dbus/conftest.py").read_text()
    for name in known:
        assert re.search(rf'ERROR \+ "{name}"', expected), f"no test expects the error {name}"
