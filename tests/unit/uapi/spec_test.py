# SPDX-License-Identifier: GPL-2.0-or-later
"""kmod/uapi/samepage.yaml says the same as samepage.h, name by name and number by number; so does the tests' own client."""

import re
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]
HEADER = (TOP / "kmod/uapi/samepage.h").read_text()
SPEC = (TOP / "kmod/uapi/samepage.yaml").read_text()


def enum(name, prefix):
    """The names of an enum of the header in order, as the specification writes them."""
    body = re.search(rf"^enum {name} \{{(.*?)^\}}", HEADER, re.S | re.M).group(1)
    names = re.findall(rf"^\t{prefix}(\w+),", body, re.M)
    return [entry.lower().replace("_", "-") for entry in names if entry != "UNSPEC"]


def section(start, end):
    return SPEC[SPEC.index(start):SPEC.index(end) if end else None]


def names(text, indent):
    return re.findall(rf"^ {{{indent}}}name: (\S+)$", text, re.M)


def test_commands_and_events():
    operations = section("\noperations:", "\nmcast-groups:")
    assert names(operations, 6) == enum("samepage_cmd", "SAMEPAGE_CMD_")


def test_attributes_and_reasons():
    sets = section("\nattribute-sets:", "\noperations:")
    process, reasons = sets.split("    name: reasons\n    attributes:")
    assert names(process, 8) == enum("samepage_attr", "SAMEPAGE_A_")
    assert names(reasons, 8) == enum("samepage_reason", "SAMEPAGE_R_")


def test_flags_and_pauses():
    flags, pauses = section("\ndefinitions:", "\nattribute-sets:").split("    name: pause\n")
    assert names(pauses, 8) == enum("samepage_pause", "SAMEPAGE_PAUSE_")
    defined = re.findall(r"^#define SAMEPAGE_F_(\w+)\s+\(1U << (\d+)\)", HEADER, re.M)
    assert [int(bit) for _, bit in defined] == list(range(len(defined)))
    assert names(flags, 8) == [name.lower().replace("_", "-") for name, _ in defined]


def test_every_name_is_documented():
    for prefix, kind in (("SAMEPAGE_CMD_", "samepage_cmd"), ("SAMEPAGE_A_", "samepage_attr"),
                         ("SAMEPAGE_R_", "samepage_reason"), ("SAMEPAGE_PAUSE_", "samepage_pause")):
        for name in enum(kind, prefix):
            word = prefix + name.upper().replace("-", "_")
            assert f"@{word}:" in HEADER, word


def test_family_and_group():
    assert re.search(r'^#define SAMEPAGE_GENL_NAME "samepage"$', HEADER, re.M) and SPEC.count("\nname: samepage\n") == 1
    version = re.search(r"^#define SAMEPAGE_GENL_VERSION (\d+)$", HEADER, re.M).group(1)
    assert f"\nversion: {version}\n" in SPEC
    group = re.search(r'^#define SAMEPAGE_GENL_EVENTS "(\w+)"$', HEADER, re.M).group(1)
    assert names(section("\nmcast-groups:", None), 6) == [group]


def test_the_client_of_the_vm_tests_has_the_same_numbers():
    sys.path.insert(0, str(TOP / "tests/vm/programs"))
    import samepage_netlink as client
    attributes = ["unspec", *enum("samepage_attr", "SAMEPAGE_A_")]
    for number, name in {**client.NAMES, **client.STRINGS}.items():
        assert attributes[number].replace("-", "_") == name
    for name in ("PID", "START_TIME", "PIDFD", "FLAGS", "PROCESS", "SAMPLE", "SECOND_LOOK_MS", "REASONS"):
        assert attributes[getattr(client, name)] == name.lower().replace("_", "-")
    commands = ["unspec", *enum("samepage_cmd", "SAMEPAGE_CMD_")]
    for name in ("GET", "MARK", "UNMARK", "MERGE_NOW", "CANCEL", "ESTIMATE", "EXPLAIN"):
        assert commands[getattr(client, name)] == name.lower().replace("_", "-")
    for number, name in client.EVENTS.items():
        assert commands[number] == f"ntf-{name}"
    reasons = ["unspec", *enum("samepage_reason", "SAMEPAGE_R_")]
    for number, name in client.REASON_NAMES.items():
        assert reasons[number].replace("-", "_") == name
    assert set(range(2, len(reasons))) == set(client.REASON_NAMES)
