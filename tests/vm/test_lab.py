# SPDX-License-Identifier: GPL-2.0-or-later
"""The lab itself: commands, users, files, the kernel log, and that no QEMU is left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lab import paths
from lab.progress import LabError
from lab.vm import CommandFailed, CommandTimeout, KernelReport


def test_output_and_exit_code_pass_through(vm):
    result = vm.run("echo out; echo err >&2; exit 7", check=False)
    assert (result.code, result.stdout, result.stderr) == (7, "out\n", "err\n")
    with pytest.raises(CommandFailed, match="ended with 3(.|\n)*why"):
        vm.run("echo why >&2; exit 3")
    assert vm.run("kill -TERM $$", check=False).code == -signal.SIGTERM
    with pytest.raises(LabError, match="could not start.*no-such-program"):
        vm.run(["no-such-program"])


def test_arguments_and_input_are_not_interpreted(vm):
    odd = ["a b", "$HOME", "", "'\"\\", "ü\n"]
    assert vm.run(["printf", "%s|", *odd]).stdout == "|".join(odd) + "|"
    data = bytes(range(256)) * 20000
    assert vm.run(["cat"], input=data).stdout_bytes == data


def test_command_runs_as_the_named_user(vm):
    for user in ("root", "admin", "alice", "bob"):
        assert vm.run("id -un; echo $USER; pwd", user=user).stdout.split() == \
            [user, user, "/root" if user == "root" else f"/home/{user}"]
    assert "sudo" in vm.run(["id", "-Gn"], user="admin").stdout.split()
    assert vm.run(["id", "-Gn"], user="alice").stdout.split() == ["alice"]
    assert vm.run(["cat", "/etc/shadow"], user="alice", check=False).code != 0
    assert vm.run(["sudo", "-n", "id", "-u"], user="admin").stdout == "0\n"
    assert vm.run(["sudo", "-n", "id", "-u"], user="alice", check=False).code != 0


def test_a_command_that_hangs_is_killed(vm):
    begin = time.monotonic()
    with pytest.raises(CommandTimeout, match="did not end within 1 s(.|\n)*started"):
        vm.run("echo started; exec sleep 4321", timeout=1)
    assert time.monotonic() - begin < 20
    assert vm.run(["pgrep", "-f", "sleep 4321"], check=False).code == 1


def test_background_command_talks(vm):
    process = vm.start("read name; echo hello $name; read -r rest; echo bye; exit 5", user="bob")
    process.send(b"lab\n")
    assert "hello lab\n" in process.wait_for("hello")
    process.send(b"\n")
    result = process.wait(timeout=30)
    assert (result.code, result.stdout) == (5, "hello lab\nbye\n")
    sleeper = vm.start(["sleep", "1000"])
    sleeper.kill(signal.SIGINT)
    assert sleeper.wait(timeout=30).code == -signal.SIGINT


@pytest.mark.parametrize("size", [0, 5000, 3 << 20, 20 << 20], ids=["empty", "small", "serial port", "disk"])
def test_files_round_trip(vm, tmp_path, size):
    data = os.urandom(size)
    (tmp_path / "there").write_bytes(data)
    for attempt in range(2):  # the second transfer must not find the first one in a cache
        data = data[::-1]
        (tmp_path / "there").write_bytes(data)
        vm.put(tmp_path / "there", "/srv/a file", mode=0o640, owner="alice")
        vm.get("/srv/a file", tmp_path / "back")
        assert (tmp_path / "back").read_bytes() == data, attempt
    assert vm.run(["stat", "-c", "%U %a", "/srv/a file"]).stdout == "alice 640\n"


def test_folders_and_text_go_in(vm, tmp_path):
    (tmp_path / "tree/inner").mkdir(parents=True)
    (tmp_path / "tree/inner/file").write_text("content\n")
    vm.put(tmp_path / "tree", "/opt/tree")
    assert vm.read("/opt/tree/inner/file") == "content\n"
    vm.put_text("#!/bin/sh\necho ran\n", "/usr/local/bin/tool", mode=0o755)
    assert vm.run(["tool"], user="bob").stdout == "ran\n"
    with pytest.raises(LabError, match="missing is not there"):
        vm.put(tmp_path / "missing", "/opt/missing")


def test_each_vm_is_fresh_and_knows_the_time(vm, make_vm):
    vm.run("touch /root/mark; echo changed >/etc/motd")
    other = make_vm()
    assert other.run(["test", "-e", "/root/mark"], check=False).code == 1
    assert abs(float(other.run(["date", "+%s.%N"]).stdout) - time.time()) < 5


def test_services_are_real(vm):
    assert vm.run(["systemctl", "is-system-running"]).stdout == "running\n"
    names = vm.run(["busctl", "--no-pager", "--no-legend", "list"], user="alice").stdout
    assert "org.freedesktop.PolicyKit1" in names and "org.freedesktop.systemd1" in names
    assert vm.run(["uname", "-r"]).stdout.startswith("6.12.")


def test_screenshot_shows_a_window_on_the_screen(vm, tmp_path):
    vm.screenshot(tmp_path / "empty.png")
    window = vm.start("exec xclock -bg '#ff8000' -geometry 400x300+100+100", user="alice")
    vm.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "xclock"])
    orange = 0
    end = time.monotonic() + 20
    while orange < 60000 and time.monotonic() < end:  # drawn a little after it is mapped
        vm.screenshot(tmp_path / "window.png")
        vm.put(tmp_path / "window.png", "/tmp/window.png")
        counts = vm.run("identify -format '%w %h\n' /tmp/window.png; "
                        "convert /tmp/window.png -depth 8 -format '%c' histogram:info: | grep -i FF8000 || true").stdout
        assert counts.splitlines()[0] == "1280 800"
        orange = int(counts.splitlines()[1].split(":")[0]) if counts.count("\n") > 1 else 0
    assert orange >= 60000, counts
    window.kill()
    assert (tmp_path / "empty.png").read_bytes() != (tmp_path / "window.png").read_bytes()


def test_a_warning_in_the_kernel_log_fails_the_test(vm):
    vm.check_kernel_log()
    vm.run("echo '<4>harmless words' >/dev/kmsg")
    vm.check_kernel_log()
    vm.run("echo '<4>WARNING: CPU: 0 PID: 1 at mm/samepage.c:1 provoked_by_test+0x1/0x2' >/dev/kmsg")
    with pytest.raises(KernelReport, match="provoked_by_test"):
        vm.check_kernel_log()
    vm.expect_kernel_report("provoked_by_test")
    vm.check_kernel_log()
    vm.expect_kernel_report("something else")
    with pytest.raises(KernelReport, match="no report that matches 'something else'"):
        vm.check_kernel_log()
    vm._expected.pop()


def test_a_panic_is_told_and_ends_the_vm(vm):
    vm.expect_kernel_report("sysrq triggered crash|Kernel panic|Oops|BUG")
    with pytest.raises(LabError, match="the VM ended(.|\n)*(sysrq|panic|Oops|BUG)"):
        vm.run("echo c >/proc/sysrq-trigger; sleep 60", timeout=60)
    assert not vm.machine.running()


def test_port_is_forwarded_to_the_host(vm):
    server = vm.start("echo ready; exec socat TCP-LISTEN:7000,fork SYSTEM:'echo from the vm'")
    server.wait_for("ready")
    port = vm.forward(7000)
    for _ in range(50):
        out = subprocess.run([sys.executable, "-c", "import socket, sys\n"
                              f"s = socket.create_connection(('127.0.0.1', {port}))\n"
                              "print(s.makefile().read())"], capture_output=True, text=True, check=False).stdout
        if "from the vm" in out:
            break
        time.sleep(0.1)
    assert "from the vm" in out


def test_derived_state_keeps_what_was_prepared(lab, make_vm):
    calls = []

    def prepare(vm):
        calls.append(1)
        vm.run("echo prepared >/root/note; sleep 1000 & disown")

    key = ["test_lab", os.getpid()]
    state = lab.derived("test-lab", key, prepare)
    assert lab.derived("test-lab", key, prepare).disk == state.disk
    assert len(calls) == 1
    vm = make_vm(state)
    assert vm.read("/root/note") == "prepared\n"
    assert vm.run(["pgrep", "-xc", "sleep"]).stdout.strip() == "1"


_HOLDER = """
import sys, time
sys.path.insert(0, {vm_tests!r})
import signal
from lab.state import Lab
from lab.vm import Vm
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
with Vm(Lab().ready()) as vm:
    print(vm.machine.process.pid, vm._directory, flush=True)
    {then}
"""


def _hold_vm(then):
    process = subprocess.Popen([sys.executable, "-c", _HOLDER.format(vm_tests=str(Path(__file__).parent), then=then)],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    line = process.stdout.readline().split(None, 1)
    assert len(line) == 2, process.communicate()[1]
    return process, int(line[0]), Path(line[1].strip())


def _is_qemu(pid):
    try:
        return b"qemu" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda s: s.name)
def test_no_qemu_survives_its_parent(lab, number):
    process, qemu, directory = _hold_vm("time.sleep(600)")
    assert _is_qemu(qemu)
    process.send_signal(number)
    process.communicate(timeout=20)
    end = time.monotonic() + 5
    while _is_qemu(qemu) and time.monotonic() < end:
        time.sleep(0.02)
    assert not _is_qemu(qemu)
    if number != signal.SIGKILL:
        assert not directory.exists()
    else:  # the next VM sweeps up
        process, _, _ = _hold_vm("pass")
        process.communicate(timeout=20)
        assert not directory.exists()


def test_no_qemu_survives_an_error(lab):
    process, qemu, directory = _hold_vm("raise RuntimeError('provoked')")
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 1 and "provoked" in errors
    assert not _is_qemu(qemu) and not directory.exists()


def test_command_line_runs_a_command_and_tells_its_exit_code(lab):
    tool = str(paths.LAB_SOURCE / "lab")
    done = subprocess.run([tool, "vm", "run", "--user", "alice", "id -un; exit 9"],
                          capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (9, "alice\n"), done.stderr
    done = subprocess.run([tool, "vm", "run", "echo '<2>BUG: provoked' >/dev/kmsg"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "BUG: provoked" in done.stderr
    assert "usage" in subprocess.run([tool, "--help"], capture_output=True, text=True, check=True).stdout
