# SPDX-License-Identifier: GPL-2.0-or-later
"""samepagectl metrics, read by a strict reader, and the dashboard that shows them.

CTest runs this in tests/dbus/private-bus; the users are those of service_test.py."""

import json
import pathlib
import re
import stat
import tempfile

import pytest

import openmetrics
from ctl_runner import ctl

TREE = pathlib.Path(__file__).resolve().parents[3]
DASHBOARD = TREE / "docs/grafana/samepage.json"


def metrics(*options):
    result = ctl("carol", "metrics", *options)
    assert result.code == 0, result
    return openmetrics.read(result.out)


def test_metrics_follow_the_rules():
    families = metrics()
    assert all(family.help and family.type for family in families.values())
    assert families["samepage_saved_bytes"].unit == "bytes"
    assert families["samepage_scanned_pages"].type == "counter"
    assert ("samepage_scanned_pages_total", "") in families["samepage_scanned_pages"].samples


def test_node_exporter_knows_all_types():
    """Its textfile collector refuses a file with a type that the older format has not."""
    assert {family.type for family in metrics().values()} <= openmetrics.PROMETHEUS_TYPES


def test_metrics_are_the_counters():
    assert ctl("alice", "pause").code == 0
    try:
        counters, families = ctl("bob", "status", "--json").json()["counters"], metrics()
        assert families["samepage_saved_bytes"].samples == {
            ("samepage_saved_bytes", ""): counters["saved_bytes"]}
        assert families["samepage_full_scans"].samples == {
            ("samepage_full_scans_total", ""): counters["full_scans"]}
        states = families["samepage_engine_state"].samples
        assert states[("samepage_engine_state", 'state="paused"')] == 1
        assert sum(states.values()) == 1 and len(states) == 5
        assert sum(families["samepage_problem"].samples.values()) == 0
        (_, labels), = families["samepage_build_info"].samples
        assert re.fullmatch(r'version="[0-9.]+",module_version="[^"]+"', labels)
    finally:
        assert ctl("alice", "start").code == 0


def test_a_missing_engine_is_no_failure():
    assert ctl("alice", "unload").code == 0
    try:
        families = metrics()
        assert "samepage_saved_bytes" not in families
        assert families["samepage_engine_state"].samples[
            ("samepage_engine_state", 'state="unavailable"')] == 1
        assert families["samepage_problem"].samples[
            ("samepage_problem", 'reason="module-not-loaded"')] == 1
    finally:
        assert ctl("alice", "load").code == 0


def test_a_file_is_replaced_and_everybody_may_read_it():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        file = folder / "samepage.prom"
        file.write_text("old\n")
        reader = file.open()
        result = ctl("root", "metrics", f"--output={file}")
        assert result.code == 0 and result.out == "", result
        assert reader.read() == "old\n", "the old file was written to"
        reader.close()
        assert openmetrics.read(file.read_text())
        assert stat.S_IMODE(file.stat().st_mode) == 0o644
        assert [path.name for path in folder.iterdir()] == ["samepage.prom"]


def test_the_old_file_stays_when_there_is_no_service():
    with tempfile.TemporaryDirectory() as name:
        file = pathlib.Path(name, "samepage.prom")
        file.write_text("old\n")
        result = ctl("root", "metrics", "-o", file,
                     env={"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent/bus"})
        assert result.code == 5 and file.read_text() == "old\n"
        result = ctl("root", "metrics", "-o", "/nonexistent/samepage.prom")
        assert result.code == 1 and "/nonexistent/samepage.prom" in result.err


def expressions():
    found = []

    def search(part):
        if isinstance(part, dict):
            if "expr" in part:
                found.append(part["expr"])
            for value in part.values():
                search(value)
        elif isinstance(part, list):
            for value in part:
                search(value)

    search(json.loads(DASHBOARD.read_text()))
    return found


def test_the_dashboard_shows_metrics_that_exist():
    families = metrics()
    exist = {name for family in families.values() for name, _ in family.samples}
    # The fake kernel does not count these two; a real one does.
    exist |= {"samepage_zero_pages", "samepage_skipped_pages_total"}
    assert len(expressions()) >= 5
    used = set()
    for expression in expressions():
        without_text = re.sub(r'"[^"]*"', '""', expression)
        names = set(re.findall(r"\bsamepage_\w+", without_text))
        assert names and names <= exist, expression
        used |= names
    assert {"samepage_saved_bytes", "samepage_scanned_pages_total"} <= used


def test_the_dashboard_asks_for_labels_that_exist():
    labels = {}
    for family in metrics().values():
        for name, text in family.samples:
            labels.setdefault(name, set()).update(re.findall(r"(\w+)=", text))
    for expression in expressions():
        for name, selector in re.findall(r"(samepage_\w+)\{([^}]*)\}", expression):
            wanted = set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", selector))
            assert wanted <= labels.get(name, set()) | {"instance", "job"}, expression


@pytest.mark.parametrize("wrong", [
    "a 1\n", "a 1\n# EOF", "# TYPE a counter\na 1\n# EOF\n", "# TYPE a gauge\n# EOF\n",
    "# UNIT a bytes\na 1\n# EOF\n", "# TYPE a gauge\na 1\na 1\n# EOF\n",
    "# TYPE a gauge\na  1\n# EOF\n", "# TYPE a gauge\na{b=\"\n\"} 1\n# EOF\n",
    "# TYPE a gauge\na 1\n# HELP a b\n# EOF\n", "# TYPE a gauge\n\na 1\n# EOF\n",
    "# TYPE a counter\na_total -1\n# EOF\n", "# TYPE a gauge\na{b=\"1\",b=\"2\"} 1\n# EOF\n",
    "# TYPE a gauge\na 1\n# TYPE c gauge\nc 1\n# TYPE a gauge\na 2\n# EOF\n",
    "# TYPE a counter\na_total 1\n# TYPE a_total gauge\na_total 1\n# EOF\n"])
def test_the_reader_is_strict(wrong):
    with pytest.raises(ValueError):
        openmetrics.read(wrong)
