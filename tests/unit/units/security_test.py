# SPDX-License-Identifier: GPL-2.0-or-later
"""How much of the system the units leave open, as systemd-analyze counts it."""

import os
import re
import subprocess
from pathlib import Path

UNITS = Path(os.environ["UNITS"])
EXPOSURE = re.compile(r"^→ Overall exposure level for .*: (\d+\.\d) ", re.M)


def exposure(text, tmp_path):
    unit = tmp_path / "tested.service"
    unit.write_text(text)
    said = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--no-pager", unit], text=True, check=True,
                          capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8", "SYSTEMD_COLORS": "0",
                                                    "SYSTEMD_URLIFY": "0"})
    return float(EXPOSURE.search(said.stdout).group(1))


def test_the_service_is_exposed_as_little_as_its_job_allows(tmp_path):
    assert exposure((UNITS / "samepaged.service").read_text(), tmp_path) <= 3.0


def test_the_measure_sees_what_is_taken_away(tmp_path):
    text = (UNITS / "samepaged.service").read_text()
    without = re.sub(r"^(Protect|Private|Restrict|SystemCall|Capability).*\n", "", text, flags=re.M)
    assert exposure(without, tmp_path) > exposure(text, tmp_path) + 3
