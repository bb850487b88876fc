# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that a program of somebody else reads: well-formed, and what their own tools say about them."""

import json
import time
import xml.etree.ElementTree as ElementTree

from lab import paths

from . import command, sources
from .report import tail

# By their endings; the rules of D-Bus and polkit beyond XML are tested where they run.
XML = (".xml", ".conf", ".policy", ".svg", ".ts", ".qrc")
UNITS = ("samepaged.service", "samepage-unload.service", "samepage-resume.service")
# What CMake fills in; /bin/true stands for programs that are not installed here.
_UNITS = r"""
    mkdir -p /tmp/units && cd /tmp/units
    for unit; do
        sed -e 's,@[A-Z_]*@,/bin/true,g' -e 's,\(Exec[A-Za-z]*=-*\)/[^ ]*,\1/bin/true,' \
            -e "/^Documentation=man:/d" "/src/dbus/$unit.in" >"$unit" || exit 1
    done
    said=$(SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no --recursive-errors=no ./*.service 2>&1) || bad=1
    printf '%s\n' "$said"
    [ -z "$said$bad" ]
"""

# A warning is an error here; its configuration says what is left out.
_RPMLINT = r"""
    said=$(rpmlint --config packaging/rpm/rpmlint.toml packaging/rpm/samepage.spec 2>&1) || bad=1
    printf '%s\n' "$said"
    [ -z "${bad:-}" ] && ! printf '%s\n' "$said" | grep -q ': [WE]: '
"""


def run(report):
    begin = time.monotonic()
    files = sources.all_files()
    wrong = [said for name in files if (said := _complaint(name))]
    report.add("XML and JSON are well-formed", int(not wrong), int(bool(wrong)), time.monotonic() - begin, "\n".join(wrong))
    for title, log, words in _tools(files):
        code, seconds, log = command.run(log, *words)
        report.add(title, int(code == 0), int(code != 0), seconds, tail(log))


def _complaint(name):
    """What is wrong with the file; nothing if it is fine, or none of these."""
    text = (paths.TOP / name).read_bytes() if name.suffix in (*XML, ".json") else b""
    try:
        if name.suffix == ".json":
            json.loads(text)
        elif name.suffix in XML and text.lstrip()[:1] == b"<":
            ElementTree.fromstring(text)
        elif name.suffix in (".xml", ".policy", ".svg") or (name.suffix == ".conf" and name.parts[0] == "dbus"):
            return f"{name}: no XML"
    except (ValueError, ElementTree.ParseError) as error:
        return f"{name}: {error}"
    return ""


def _shell(files):
    """Scripts, by their first line: {interpreter: names}."""
    found = {"sh": [], "bash": []}
    for name in files:
        with (paths.TOP / name).open("rb") as file:
            words = file.readline(100).split()
        if words and words[0] in (b"#!/bin/sh", b"#!/bin/bash"):
            found[words[0].rpartition(b"/")[2].decode()].append(str(name))
    return found


def _tools(files):
    """(title, name of its log, command) of each."""
    desktop = [str(name) for name in files if name.suffix == ".desktop"]
    metainfo = [str(name) for name in files if name.name.endswith(".metainfo.xml")]
    yield "desktop files", "desktop-files", ["desktop-file-validate", *desktop]
    yield "metainfo", "metainfo", ["appstreamcli", "validate", "--no-net", "--override=url-homepage-missing=info", *metainfo]
    yield "systemd units", "units", ["sh", "-uc", "bad=\n" + _UNITS, "units", *UNITS]
    for shell, names in _shell(files).items():
        yield f"{len(names)} scripts of {shell} parse", f"scripts-{shell}", [
            shell, "-c", f"bad=0; for file; do {shell} -n \"$file\" || bad=1; done; exit $bad", shell, *names]
    scripts = [name for names in _shell(files).values() for name in names]
    yield f"shellcheck of {len(scripts)} scripts", "shellcheck", ["shellcheck", "--external-sources", *scripts]
    yield "rpmlint", "rpmlint", ["sh", "-c", _RPMLINT]
