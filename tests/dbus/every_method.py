# SPDX-License-Identifier: GPL-2.0-or-later
"""Every method of dbus/*.xml with arguments that work, and the polkit action that it asks for."""

import pathlib
import xml.etree.ElementTree as ET

CONTRACTS = pathlib.Path(__file__).resolve().parents[2] / "dbus"
NAME = "org.samepage.Samepage1"
ENGINE, PROCESSES, HISTORY, RULES = (f"{NAME}.{one}" for one in ("Engine", "Processes", "History", "Rules"))
_EVER = 2**63
_ANYBODY = "{'anybody': <true>}"

# Method, arguments (PID, START: somebody else's process; NEXT: another number each time; RULE: of a rule), action.
# Those with Pidfd in their name get a pidfd of that process.
TABLE = [
    (ENGINE, "LoadModule", "()", "manage-module"),
    (ENGINE, "Start", "()", "configure"),
    (ENGINE, "Pause", "()", "configure"),
    (ENGINE, "UnmergeAll", "()", "configure"),
    (ENGINE, "Cancel", "(@a{sv} {},)", None),
    (ENGINE, "Cancel", f"({_ANYBODY},)", "configure"),
    (ENGINE, "GetCounters", "()", None),
    (ENGINE, "GetTunables", "()", None),
    (ENGINE, "SetTunables", "({'sleep_millisecs': <uint64 5>},)", "configure"),
    (ENGINE, "GetPolicy", "()", None),
    (ENGINE, "SetPolicy", "({'when': <'always'>},)", "configure"),
    (ENGINE, "Subscribe", "()", None),
    (ENGINE, "Unsubscribe", "()", None),
    (PROCESSES, "List", "(@a{sv} {},)", None),
    (PROCESSES, "List", "({'scope': <'all'>},)", "inspect"),
    (PROCESSES, "Mark", "(uint32 PID, uint64 START, @a{sv} {})", "mark-any"),
    (PROCESSES, "MarkPidfd", "(handle 0, @a{sv} {})", "mark-any"),
    (PROCESSES, "MergeNow", "(uint32 PID, uint64 START, @a{sv} {})", "mark-any"),
    (PROCESSES, "Cancel", "(uint32 PID, uint64 START, @a{sv} {})", None),
    (PROCESSES, "Cancel", f"(uint32 PID, uint64 START, {_ANYBODY})", "mark-any"),
    (PROCESSES, "Estimate", "([(uint32 PID, uint64 START)], @a{sv} {})", "inspect"),
    (PROCESSES, "Explain", "(uint32 PID, uint64 START, @a{sv} {})", "inspect"),
    (PROCESSES, "Unmark", "(uint32 PID, uint64 START, @a{sv} {})", "mark-any"),
    (PROCESSES, "UnmarkPidfd", "(handle 0, @a{sv} {})", "mark-any"),
    (HISTORY, "Query", f"(uint64 0, uint64 {_EVER}, uint32 10, @as [])", None),
    (HISTORY, "Events", f"(uint64 0, uint64 {_EVER}, uint32 10, @a{{sv}} {{}})", None),
    (HISTORY, "Events", f"(uint64 0, uint64 {_EVER}, uint32 10, {{'scope': <'all'>}})", "inspect"),
    (HISTORY, "Clear", "()", "configure"),
    (RULES, "List", "()", "inspect"),
    (RULES, "Add", "({'kind': <'executable'>, 'value': <'/opt/NEXT'>},)", "configure"),
    (RULES, "SetEnabled", "(uint32 RULE, false)", "configure"),
    (RULES, "Remove", "(uint32 RULE,)", "configure"),
    (ENGINE, "UnloadModule", "()", "manage-module"),
]


def interfaces():
    """The <interface> elements of the contracts."""
    for file in sorted(CONTRACTS.glob("*.xml")):
        yield ET.parse(file).getroot().find("interface")


def documented():
    """{(interface, method)} of the contracts."""
    return {(one.get("name"), method.get("name")) for one in interfaces() for method in one.findall("method")}


def filled_in(arguments, pid, start_time, rule, number):
    for word, value in (("PID", pid), ("START", start_time), ("RULE", rule), ("NEXT", number)):
        arguments = arguments.replace(word, str(value))
    return arguments
