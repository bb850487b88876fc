# SPDX-License-Identifier: GPL-2.0-or-later
"""How much of the system the units leave open, as systemd-analyze counts it."""

import os
import re
import subprocess
from pathlib import Path

import pytest

UNITS = Path(os.environ["UNITS"])
EXPOSURE = re.compile(r"^→ Overall exposure level for .*: (\d+\.\d) ", re.M)


UNIT = pytest.mark.parametrize("unit, most", [("samepaged", 3.0), ("samepage-resume", 1.0), ("samepage-unload", 1.4)])


def analyse(text, tmp_path):
    unit = tmp_path / "tested.service"
    unit.write_text(text)
    said = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--no-pager", unit], text=True, check=True,
                          capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8", "SYSTEMD_COLORS": "0",
                                                    "SYSTEMD_URLIFY": "0"})
    return said.stdout


def exposure(text, tmp_path):
    return float(EXPOSURE.search(analyse(text, tmp_path)).group(1))


def words(finding):
    """What a comment about "RestrictAddressFamilies=~AF_UNIX", "User=/DynamicUser=" has to name: any of these."""
    setting, _, value = finding.partition("=~")
    if not value:
        return [f"{one}=" for one in setting.strip("=").split("=/")]
    grouped = re.fullmatch(r"CAP_\((.*)\)", value)
    return ["CAP_" + one.strip("*") for one in grouped[1].split("|")] if grouped else [value]


@UNIT
def test_the_service_is_exposed_as_little_as_its_job_allows(unit, most, tmp_path):
    assert exposure((UNITS / f"{unit}.service").read_text(), tmp_path) <= most


@UNIT
def test_there_is_a_reason_beside_every_exception(unit, most, tmp_path):
    text = (UNITS / f"{unit}.service").read_text()
    comments = " ".join(line for line in text.splitlines() if line.startswith("#"))
    findings = re.findall(r"^✗ (\S+)", analyse(text, tmp_path), re.M)
    assert len(findings) >= 5
    missing = [finding for finding in findings if not any(word in comments for word in words(finding))]
    assert missing == []


def test_the_measure_sees_what_is_taken_away(tmp_path):
    text = (UNITS / "samepaged.service").read_text()
    without = re.sub(r"^(Protect|Private|Restrict|SystemCall|Capability).*\n", "", text, flags=re.M)
    assert exposure(without, tmp_path) > exposure(text, tmp_path) + 3
