# SPDX-License-Identifier: GPL-2.0-or-later
"""--help, the manual page and the completion of the shell know the same commands and options; what the
documents name is there."""

import pathlib
import re
import subprocess

import pytest

from ctl_runner import ctl

TREE = pathlib.Path(__file__).resolve().parents[3]
COMPLETION = TREE / "packaging/completions/samepagectl"
DOCUMENTS = [TREE / "README.md", TREE / "CONTRIBUTING.md", TREE / "SECURITY.md", *TREE.glob("docs/*.md")]
MANUAL = (TREE / "packaging/man/samepagectl.1").read_text().replace("\\-", "-")


def help_of(*command):
    result = ctl("root", *command, "--help")
    assert result.code == 0, result
    return result.out


def commands():
    listed = help_of().split("Commands:\n")[1].split("\n\n")[0]
    return re.findall(r"^  ([a-z-]+)", listed, re.MULTILINE)


def options(command):
    return re.findall(r"^  (?:-\w, |    )(--[a-z-]+)", help_of(command), re.MULTILINE)


def completed(*words):
    """What the shell offers for the last of the words."""
    quoted = " ".join(f"'{word}'" for word in ("samepagectl", *words))
    script = (f"source {COMPLETION}; compopt() {{ :; }}; COMP_WORDS=({quoted});"
              f"COMP_CWORD={len(words)}; _samepagectl; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


def test_all_commands_are_completed():
    assert completed("") == completed("--json", "")
    assert sorted(completed("")) == sorted(commands())


@pytest.mark.parametrize("command", commands())
def test_all_options_are_completed(command):
    offered = {word.rstrip("=") for word in completed(command, "--")}
    assert offered == set(options(command))


@pytest.mark.parametrize("command", commands())
def test_the_manual_page_tells_all(command):
    assert re.search(rf"^\.B[RI]? {command}\b", MANUAL, re.MULTILINE)
    for option in options(command):
        assert re.search(rf"^\.B.*{option}\b", MANUAL, re.MULTILINE), option


def test_every_call_of_the_service_is_made_by_a_command():
    sources = "".join(file.read_text() for file in (TREE / "app/ctl").glob("*.cpp"))
    for file in (TREE / "dbus").glob("*.xml"):
        for method in re.findall(r'<method name="(\w+)"', file.read_text()):
            assert re.search(rf'[.>"]{method}[("]', sources), f"{file.name}: {method}"


def test_values_are_completed():
    assert "saved_bytes" in completed("history", "--metric", "=", "s")
    assert "7d" in completed("events", "--until", "")
    assert completed("watch", "--count", "") == []


def test_the_manual_page_has_no_errors():
    done = subprocess.run(["nroff", "-man", "-ww", TREE / "packaging/man/samepagectl.1"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stderr == ""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_documents_name_what_is_there(document):
    text = document.read_text()
    # Quoted, or at the beginning of a line of a code block.
    for command, rest in re.findall(r"(?:^\s*|`)samepagectl ([a-z][a-z-]*)([^`\n|]*)", text, re.MULTILINE):
        assert command in commands(), command
        for option in re.findall(r"--[a-z-]+", rest.partition("#")[0]):
            assert option in options(command), f"{command} {option}"
    for path in re.findall(r"`((?:app|dbus|docs|helper|icons|kmod|packaging|tests)/[\w./*-]*)`", text):
        assert list(TREE.glob(path)), path
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (document.parent / link).exists(), link


def test_troubleshooting_knows_every_problem():
    interface = (TREE / "dbus/org.samepage.Samepage1.Engine.xml").read_text()
    problems = interface.partition("Problem: why")[2].partition("-->")[0]
    table = (TREE / "docs/troubleshooting.md").read_text()
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == set(re.findall(r'"([a-z-]+)"', problems))


def test_troubleshooting_says_what_the_setup_page_says():
    """Each command that the window offers is on the page, for the same problem."""
    table = (TREE / "docs/troubleshooting.md").read_text()
    rows = {row[0]: row[1].replace("\\|", "|") for row in re.findall(r"^\| `([a-z-]+)` \|(.*)$", table, re.MULTILINE)}
    # What two problems have in common follows both of their names.
    rows = {name: rows["module-refused"] if "as above" in row else row for name, row in rows.items()}
    pages = re.split(r"\n    case |\nSetupState ", (TREE / "app/gui/setup_state.cpp").read_text())
    offered = 0
    for page in pages:
        names = [name for name in re.findall(r'QStringLiteral\("([a-z-]+)"\)', page) if name in rows]
        for command in re.findall(r'QStringLiteral\("\$ ([^"]+)"\)', page):
            if command.startswith("ssh"):
                command = command.replace("ssh -t %1", "ssh").replace("%1", "HOST")
            for place in [rows[name] for name in names] or [table]:
                assert f"`{command}" in place, f"{names}: {command}"
                offered += 1
    assert offered > 12
