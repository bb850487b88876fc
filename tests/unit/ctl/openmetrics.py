# SPDX-License-Identifier: GPL-2.0-or-later
"""A strict reader of OpenMetrics 1.0 text, for the kinds of metrics that we have:
what it does not expect, it refuses."""

import re

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
DESCRIPTION = re.compile(rf"# (TYPE|UNIT|HELP) ({NAME}) (.*)")
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (\S+)")
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
# How the names of samples end, by type.
SUFFIXES = {"gauge": {""}, "counter": {"_total", "_created"}, "info": {"_info"}, "stateset": {""},
            "unknown": {""}}
# What the older format of Prometheus has too, which is what node_exporter reads from files.
PROMETHEUS_TYPES = {"gauge", "counter"}


class Family:
    def __init__(self, name):
        self.name = name
        self.type = self.unit = self.help = None
        self.samples = {}  # (name, labels) -> value

    def check(self):
        kind = self.type or "unknown"
        if self.unit and not self.name.endswith("_" + self.unit):
            raise ValueError(f"{self.name} does not end with its unit {self.unit}")
        for (name, labels), value in self.samples.items():
            suffix = name.removeprefix(self.name)
            if suffix not in SUFFIXES[kind]:
                raise ValueError(f"{name} is no sample of the {kind} {self.name}")
            if kind == "counter" and not value >= 0:
                raise ValueError(f"the counter {name} is {value}")
            if kind in ("info", "stateset") and value not in (0, 1):
                raise ValueError(f"{name}{labels} is {value}")
        if not self.samples:
            raise ValueError(f"{self.name} has no sample")


def read(text):
    """{name: Family}; ValueError says what is against the rules."""
    if not text.endswith("\n"):
        raise ValueError("the last line has no end")
    lines = text[:-1].split("\n")
    if lines.pop() != "# EOF":
        raise ValueError("there is no # EOF at the end")
    families, current, taken = {}, None, set()
    for line in lines:
        described, sampled = DESCRIPTION.fullmatch(line), SAMPLE.fullmatch(line)
        if described:
            what, name, value = described.groups()
            if current is None or current.name != name:
                current = _next(families, current, name)
            _describe(current, what.lower(), value)
        elif sampled and current is not None:
            _take(current, sampled, taken)
        else:
            raise ValueError(f"what is this? {line!r}")
    if current is not None:
        current.check()
    _check_clashes(families)
    return families


def _next(families, current, name):
    if current is not None:
        current.check()
    if name in families:
        raise ValueError(f"{name} is there twice, or in two parts")
    families[name] = Family(name)
    return families[name]


def _describe(family, what, value):
    if family.samples:
        raise ValueError(f"{what} of {family.name} comes after its samples")
    if getattr(family, what) is not None:
        raise ValueError(f"{family.name} has two of {what}")
    if what == "type" and value not in SUFFIXES:
        raise ValueError(f"{family.name} has type {value}")
    if what == "help" and re.search(r'\\[^\\n"]|\\$', value):
        raise ValueError(f"the help of {family.name} is not escaped")
    setattr(family, what, value)


def _take(family, sampled, taken):
    name, labels, number = sampled.groups()
    if not NUMBER.fullmatch(number):
        raise ValueError(f"{name} is {number!r}")
    parts = re.findall(LABEL, labels or "")
    names = [part.split("=")[0] for part in parts]
    if len(set(names)) != len(names):
        raise ValueError(f"{name} has a label twice: {labels}")
    key = (name, tuple(sorted(parts)))
    if key in taken:
        raise ValueError(f"{name}{labels or ''} is there twice")
    if not name.startswith(family.name):
        raise ValueError(f"{name} stands among the samples of {family.name}")
    taken.add(key)
    family.samples[(name, labels or "")] = float(number)


def _check_clashes(families):
    """No sample may look as if it were one of another family."""
    owners = {}
    for family in families.values():
        for suffix in SUFFIXES[family.type or "unknown"]:
            owner = owners.setdefault(family.name + suffix, family.name)
            if owner != family.name:
                raise ValueError(f"{family.name} clashes with {owner}")
