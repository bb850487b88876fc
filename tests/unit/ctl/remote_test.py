# SPDX-License-Identifier: GPL-2.0-or-later
"""samepagectl --host, with a program "ssh" that uses no network, but starts the
real systemd-stdio-bridge on the private bus. This machine's own bus is not there
meanwhile, so that nothing can go to it by mistake.

CTest runs this in tests/dbus/private-bus; the users are those of service_test.py."""

import os
import pathlib
import signal
import subprocess

import pytest

from ctl_runner import CTL, Result, as_user, ctl, start, wait_for_user

HERE = pathlib.Path(__file__).resolve().parent
NOWHERE = "unix:path=/nonexistent/bus"


@pytest.fixture
def far(tmp_path):
    calls = tmp_path / "calls"
    calls.touch()
    calls.chmod(0o666)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == "root" and folder != pathlib.Path("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o011)
    return Far(calls)


class Far:
    def __init__(self, calls):
        self.calls = calls
        self.env = {"PATH": f"{HERE}:{os.environ['PATH']}", "FAR_CALLS": str(calls),
                    "FAR_BUS": os.environ["DBUS_SYSTEM_BUS_ADDRESS"],
                    "DBUS_SYSTEM_BUS_ADDRESS": NOWHERE}

    def ctl(self, user, *arguments, host="far", **env):
        return ctl(user, "--host", host, *arguments, env={**self.env, **env})


def test_status_comes_from_the_host(far):
    result = far.ctl("bob", "status", "--json", host="root@far")
    assert result.code == 0, result
    assert result.json()["backend"] == "module" and result.err == ""
    call = far.calls.read_text().split()
    assert call[-3:] == ["--", "root@far", "systemd-stdio-bridge"], "as systemctl calls it"


def test_the_port_is_given_to_ssh(far):
    assert far.ctl("bob", "status", host="far:2222").code == 0
    call = far.calls.read_text().split()
    assert call[call.index("-p") + 1] == "2222" and "far" in call


def test_processes_of_the_host_are_marked_by_their_start_time(far, process):
    mine = process("bob")
    wait_for_user(mine, "bob")
    assert far.ctl("bob", "mark", mine).out == f"Process {mine} is marked.\n"
    assert mine in {row["pid"] for row in far.ctl("bob", "list", "--marked", "--json").json()}
    for command in (["merge-now", mine], ["explain", mine], ["estimate", mine, mine],
                    ["cancel", mine], ["unmark", mine]):
        result = far.ctl("bob", *command, "--json")
        assert result.code == 0, (command, result)


def test_the_own_proc_is_not_looked_at(far, process):
    mine = process("bob")
    wait_for_user(mine, "bob")
    hidden = ["unshare", "--mount", "--propagation", "unchanged", "sh", "-c",
              'mount -t tmpfs tmpfs /proc && exec "$@"', "sh"]
    for command in (["mark", mine], ["explain", mine], ["unmark", mine]):
        result = Result(subprocess.run(
            [*hidden, *as_user("bob", CTL, "-H", "far", *map(str, command))],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
            env={**os.environ, **far.env}))
        assert result.code == 0, (command, result)


def test_what_is_not_there_is_told(far, process, dead_pid):
    gone = far.ctl("alice", "mark", dead_pid)
    assert gone.code == 4 and f"There is no process {dead_pid}." in gone.err, gone
    assert far.ctl("alice", "explain", dead_pid).code == 4


def test_others_processes_need_authorisation_there_too(far, process):
    others, mine = process("root"), process("bob")
    wait_for_user(mine, "bob")
    refused = far.ctl("bob", "mark", others, mine, "--json")
    assert refused.code == 3, refused
    assert [row["ok"] for row in refused.json()] == [False, True]
    assert far.ctl("alice", "mark", others).code == 0
    assert far.ctl("alice", "unmark", others, mine).code == 0
    assert far.ctl("bob", "pause").code == 3


def test_history_events_and_metrics_work(far):
    for command in (["history"], ["events"], ["metrics"], ["tunables"], ["watch", "1", "2"]):
        result = far.ctl("bob", *command)
        assert result.code == 0 and result.out, (command, result)


@pytest.mark.parametrize("host,says", [
    ("unreachable", "unreachable: ssh could not connect."),
    ("root@bare", "root@bare: There is no systemd-stdio-bridge there"),
    ("no-bus", "no-bus: There is no system bus there")])
def test_no_way_to_the_host(far, host, says):
    result = far.ctl("bob", "status", "--json", host=host)
    assert result.code == 5, result
    assert result.err.splitlines()[-1].startswith("samepagectl: " + says)
    assert result.json()["error"]["message"].startswith(says)
    if host == "unreachable":
        assert "No route to host" in result.err, "what ssh says is for the user too"


def test_ssh_is_missing(far):
    without = {**os.environ, **far.env, "PATH": "/nonexistent"}
    result = Result(subprocess.run([CTL, "-H", "far", "status"], stdin=subprocess.DEVNULL,
                                   capture_output=True, text=True, timeout=60, check=False,
                                   env=without))
    assert result.code == 5, result
    assert "openssh-client" in result.err


def test_the_host_has_no_service(far):
    """A bus of its own, without the service."""
    with subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--nosyslog", "--print-address=1"],
                          stdout=subprocess.PIPE, text=True) as bus:
        try:
            result = far.ctl("root", "status", FAR_BUS=bus.stdout.readline().strip())
        finally:
            bus.kill()
    assert result.code == 5, result
    assert result.err == "samepagectl: far: The Samepage service is not installed or not running.\n"


def test_names_that_ssh_would_misread(far):
    for host in ("-oProxyCommand=touch /tmp/oops", "a b", ""):
        assert far.ctl("bob", "status", host=host).code == 2
    assert far.calls.read_text() == ""


def test_ctrl_c_ends_watching_and_ssh_well(far):
    watch = start("bob", "watch", "-H", "far", env={**os.environ, **far.env},
                  start_new_session=True)
    try:
        watch.stdout.readline()
        watch.stdout.readline()
        os.killpg(watch.pid, signal.SIGINT)  # as a terminal does it: ssh gets it too
        assert watch.wait(10) == 0
        assert watch.stderr.read() == ""
    finally:
        watch.kill()
        watch.communicate()


def test_a_container_that_is_not_there():
    result = ctl("root", "status", "--machine=no-such-container", "--json")
    assert result.code == 5, result
    assert "no such container" in result.err
