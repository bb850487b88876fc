# SPDX-License-Identifier: GPL-2.0-or-later
"""How ./check counts: nothing that did not run may look as if it had passed."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from check import lanes, report as check_report  # noqa: E402
from lab import paths  # noqa: E402


def _junit(tmp_path, cases):
    file = tmp_path / "result.xml"
    file.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    return check_report.count_junit(file)


def test_cases_are_counted_once(tmp_path):
    assert _junit(tmp_path, '<testcase classname="a" name="one"/><testcase classname="b" name="one"/>') == (2, {})


@pytest.mark.parametrize("child", ["failure", "error", "skipped"])
def test_failed_and_skipped_cases_are_failures(tmp_path, child):
    cases = f'<testcase name="good"/><testcase name="bad"><{child} message="x"/></testcase>'
    passed, failed = _junit(tmp_path, cases)
    assert passed == 1 and list(failed) == ["bad"] and "x" in failed["bad"]


def test_a_case_whose_clean_up_fails_is_one_failure(tmp_path):
    cases = '<testcase name="twice"/><testcase name="twice"><error/></testcase>'
    passed, failed = _junit(tmp_path, cases)
    assert passed == 0 and list(failed) == ["twice"]


@pytest.mark.parametrize("status", ["fail", "notrun", "disabled"])
def test_ctest_cases_that_did_not_run_are_failures(tmp_path, status):
    cases = f'<testcase name="good" status="run"/><testcase name="bad" status="{status}"/>'
    passed, failed = _junit(tmp_path, cases)
    assert passed == 1 and list(failed) == ["bad"] and status in failed["bad"]


@pytest.mark.parametrize("passed, failed, code", [(3, 0, 0), (3, 1, 1), (0, 0, 1)])
def test_exit_code_and_last_line(capsys, passed, failed, code):
    report = check_report.Report()
    report.add("stage", passed, failed, 1.0, "why")
    assert report.finish() == code
    assert capsys.readouterr().out.splitlines()[-1] == f"{passed} passed, {failed} failed"


def test_command_line():
    tool = paths.TOP / "check"
    assert "tidy" in subprocess.run([tool, "--help"], capture_output=True, text=True, check=True).stdout
    wrong = subprocess.run([tool, "no-such-stage"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2 and "no-such-stage" in wrong.stderr
    for number in ("0", "-1", "x", "10001"):
        wrong = subprocess.run([tool, "torture", "--minutes", number], capture_output=True, text=True, check=False)
        assert wrong.returncode == 2 and "--minutes" in wrong.stderr
    plain_user = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", tool],
                                capture_output=True, text=True, check=False)
    assert plain_user.returncode == 1 and "sudo ./check" in plain_user.stderr
    assert plain_user.stdout.splitlines()[-1] == "0 passed, 1 failed"


def test_lanes_do_everything_and_tell_the_first_error():
    done, both = [], threading.Barrier(2, timeout=30)

    def meets(name):
        both.wait()  # only side by side
        done.append(name)

    def fails():
        raise ValueError("first")

    with pytest.raises(ValueError, match="first"):
        lanes.run([lambda: meets("a"), lambda: meets("b"), fails, lambda: done.append("last")])
    assert sorted(done) == ["a", "b", "last"]
