# SPDX-License-Identifier: GPL-2.0-or-later
"""What the service offers beyond marking, on the real module: settings, estimates, merging at once, reasons.

Every answer is held against what the module itself says."""

import ast
import json
import re
import signal
import time

import pytest

from lab import packages
from module_under_test import PROGRAMS, THERE, Twins

PAGE = 4096
SYSFS = "/sys/kernel/samepage"
REASONS = {"merged", "zero", "unique", "volatile", "unseen", "unmarked", "file", "shared", "huge", "pinned",
           "other_domain", "protected", "other"}
OBJECT = "org.samepage.Samepage1 /org/samepage/Samepage1"


@pytest.fixture
def vm(make_vm, lab):
    """A VM with the packages installed and the module loaded; the scanner stands still."""
    made = make_vm(packages.installed_state(lab))
    made.run(["mkdir", "-p", THERE])
    for name in ("twins.py", "samepage_netlink.py"):
        made.put(PROGRAMS / name, f"{THERE}/{name}", mode=0o755)
    ctl(made, "load", "admin")
    return made


def ctl(vm, arguments, user, check=True, timeout=120):
    return vm.run(f"samepagectl {arguments} --json --no-ask-password", user=user, check=check, timeout=timeout)


def answer(vm, arguments, user):
    return json.loads(ctl(vm, arguments, user).stdout)


def refusal(vm, arguments, user):
    result = ctl(vm, arguments, user, check=False)
    assert result.code != 0, result
    return result.code, json.loads(result.stdout)["error"]["name"].rpartition(".")[2], result.stderr


def netlink(vm, *arguments):
    """What the module answers to the same question."""
    return ast.literal_eval(vm.run(["python3", f"{THERE}/samepage_netlink.py", *map(str, arguments)]).stdout)


def pages_sharing(vm):
    return int(vm.read(f"{SYSFS}/pages_sharing"))


def start_time(vm, pid):
    return int(vm.read(f"/proc/{pid}/stat").rpartition(")")[2].split()[19])


def writable_files(vm):
    """{name: text} of all files of the module that can be set."""
    names = vm.run(f"find {SYSFS} -type f -perm -200 -printf '%f\\n'").stdout.split()
    return {name: vm.read(f"{SYSFS}/{name}").strip() for name in names}


def test_estimate_merge_and_explain(vm):
    twins = [Twins(vm, 3000, user="alice") for _ in range(2)]
    first, second = (process.pid for process in twins)

    # Nothing is marked: what would it save?
    estimate = answer(vm, f"estimate {first} {second}", "alice")
    # Besides their 3000 pages the two interpreters have some in common.
    assert 2950 * PAGE <= estimate["saved"] < 7000 * PAGE
    assert estimate["saved"] == sum(estimate[part] for part in ("within", "merged", "others", "zero"))
    assert (estimate["processes"], estimate["sample"], estimate["error"]) == (2, 1, 0)
    same = netlink(vm, "estimate", first, second)
    assert same["saved_bytes"] == pytest.approx(estimate["saved"], rel=0.02)
    sampled = answer(vm, f"estimate {first} {second} --sample=3", "alice")
    assert sampled["sample"] == 4 and sampled["error"] > 0
    assert abs(sampled["saved"] - estimate["saved"]) < 4 * sampled["error"]
    assert sampled["looked_pages"] < estimate["looked_pages"] / 2
    twins[0].tell("churn 0 500")
    changed = answer(vm, f"estimate {first} {second} --second-look=1500", "alice")
    assert changed["changed_pages"] >= 400 and changed["saved"] < estimate["saved"]
    assert pages_sharing(vm) == 0, "an estimate merges nothing"

    before = answer(vm, f"explain {second}", "alice")
    assert set(before["reasons"]) == REASONS and sum(before["reasons"].values()) == before["resident"]
    assert before["reasons"]["unmarked"] >= 3000 * PAGE and before["reasons"]["merged"] == 0

    # Merged at once, though the scanner stands still and may use little of a CPU.
    code, name, text = refusal(vm, f"merge-now {second}", "alice")
    assert (code, name) == (1, "NotMarkable") and "mark it first" in text
    ctl(vm, f"mark {first} {second}", "alice")
    ctl(vm, "tunables huge_page_min_merge=0", "admin")  # the memory may be huge pages
    assert vm.read(f"{SYSFS}/run").strip() == "0"
    merged = sum(answer(vm, f"merge-now {process.pid}", "alice")["newly_merged"] for process in (*twins, *twins))
    assert merged >= 2400 * PAGE, "those 2500 that do not change"
    assert pages_sharing(vm) >= 2400
    after = answer(vm, f"explain {second}", "alice")
    assert sum(after["reasons"].values()) == after["resident"]
    assert after["reasons"]["merged"] >= 2400 * PAGE and after["reasons"]["unmarked"] == 0
    assert netlink(vm, "explain", second)["reasons"]["merged"] == pytest.approx(after["reasons"]["merged"], rel=0.05)
    twins[1].tell("check")

    # For people, too.
    shown = vm.run(f"samepagectl explain {second}; samepagectl estimate {second}", user="alice").stdout
    assert "merged with equal pages" in shown and "Marking 1 process would save" in shown


def test_who_may_look_and_merge(vm):
    mine, theirs = Twins(vm, 400, user="alice"), Twins(vm, 500, user="bob")
    for command in (f"estimate {theirs.pid}", f"estimate {mine.pid} {theirs.pid}", f"explain {theirs.pid}",
                    f"merge-now {theirs.pid}"):
        code, name, _ = refusal(vm, command, "alice")
        assert (code, name) == (3, "InteractiveAuthorizationRequired"), command
    assert answer(vm, f"estimate {mine.pid} {theirs.pid}", "admin")["processes"] == 2
    assert answer(vm, f"explain {theirs.pid}", "admin")["resident"] > 500 * PAGE
    ctl(vm, f"mark {theirs.pid}", "admin")
    ctl(vm, f"merge-now {theirs.pid}", "admin")
    for command in ("estimate", "explain", "merge-now"):
        code, name, text = refusal(vm, f"{command} 2", "admin")
        assert (code, name) == (1, "NotMarkable") and "kernel thread" in text
        assert refusal(vm, f"{command} 3999999", "admin")[:2] == (4, "NoSuchProcess")


def test_settings(vm):
    def tunables():
        return answer(vm, "tunables", "alice")

    # All that can be written, as it is in the files, and nothing else.
    files = writable_files(vm)
    files.pop("run")
    shown = tunables()
    assert set(shown) == set(files)
    for name, value in shown.items():
        chosen = re.search(r"\[(.*)\]", files[name])
        assert (chosen[1] if chosen else files[name]) == (value if isinstance(value, str) else str(int(value))), name

    assert refusal(vm, "tunables sleep_millisecs=1", "alice")[0] == 3
    changed = answer(vm, "tunables max_cpu_percent=55 sleep_millisecs=3 smart_scan=no domains=process", "admin")
    assert changed == {"max_cpu_percent": 55, "sleep_millisecs": 3, "smart_scan": False, "domains": "process"}
    assert tunables() == shown | changed
    assert vm.read(f"{SYSFS}/max_cpu_percent").strip() == "55"
    assert "[process]" in vm.read(f"{SYSFS}/domains")
    # What depends on one another, in one call.
    ctl(vm, "tunables advisor_mode=scan-time", "admin")
    assert refusal(vm, "tunables pages_to_scan=7", "admin")[1] == "InvalidArgument"
    ctl(vm, "tunables pages_to_scan=700 advisor_mode=none domains=user", "admin")
    assert tunables()["pages_to_scan"] == 700 and tunables()["advisor_mode"] == "none"
    # What may not be is refused before anything is set.
    before = tunables()
    for bad in ("threads=65", "max_cpu_percent=101", "domains=group", "nonsense=1", "run=1"):
        assert refusal(vm, f"tunables sleep_millisecs=9 {bad}", "admin")[:2] == (1, "InvalidArgument"), bad
    assert tunables() == before

    # What the kernel refuses: all is as it was.
    twins = [Twins(vm, 800, user="alice") for _ in range(2)]
    ctl(vm, "mark " + " ".join(str(process.pid) for process in twins), "alice")
    for process in (*twins, *twins):
        ctl(vm, f"merge-now {process.pid}", "alice")
    assert pages_sharing(vm) > 0
    before = tunables()
    code, name, text = refusal(vm, "tunables sleep_millisecs=9 advisor_mode=scan-time max_page_sharing=99", "admin")
    assert (code, name) == (1, "Busy") and "max_page_sharing" in text and "resource busy" in text
    assert tunables() == before
    ctl(vm, "unmerge", "admin")
    ctl(vm, "tunables max_page_sharing=99", "admin")
    assert vm.read(f"{SYSFS}/max_page_sharing").strip() == "99"


def test_a_long_call_ends_with_its_caller(vm):
    process = Twins(vm, 20000, user="alice")
    began = time.monotonic()
    # A look that waits for a minute, which nobody here does.
    running = vm.start(["samepagectl", "estimate", str(process.pid), "--second-look=60000"], user="alice")
    time.sleep(3)
    assert running.code is None
    answer(vm, "list", "alice")
    assert answer(vm, f"explain {process.pid}", "alice")["resident"] > 20000 * PAGE
    running.kill(signal.SIGINT)
    deadline = time.monotonic() + 20
    while vm.run("pgrep -x samepagectl", check=False).code == 0:
        assert time.monotonic() < deadline, "it does not end"
        time.sleep(0.2)
    # Nor can anybody keep the module from being unloaded.
    running = vm.start(["samepagectl", "estimate", str(process.pid), "--second-look=60000"], user="alice")
    time.sleep(3)
    ctl(vm, "unload", "admin")
    assert time.monotonic() - began < 55, "it waited for the second look"
    assert running.wait(check=False).code == 1
    journal = vm.run("journalctl --no-pager -u samepaged.service").stdout
    assert "It was cancelled." in journal


def test_an_administrator_ends_merging_for_somebody_else(vm):
    process = Twins(vm, 60000, distinct=100, user="alice")
    ctl(vm, f"mark {process.pid}", "alice")
    # Again and again: one may be over before anybody can end it.
    running = vm.start(f"while samepagectl merge-now {process.pid}; do :; done", user="alice")
    call = (f"busctl call {OBJECT} org.samepage.Samepage1.Processes Cancel 'uta{{sv}}' {process.pid} "
            f"{start_time(vm, process.pid)} 1 anybody b true")
    assert vm.run(call, user="bob", check=False).code != 0
    vm.run(f'for i in $(seq 500); do [ "$({call})" = "u 1" ] && exit; done; echo nothing to end; exit 1', user="admin",
           timeout=200)
    assert "cancelled" in running.wait().stderr
    process.tell("check")


def test_the_documented_signatures_work_by_hand(vm):
    process = Twins(vm, 300, user="alice")
    pid, when = process.pid, start_time(vm, process.pid)
    interface = "org.samepage.Samepage1"
    call = f"busctl call {OBJECT} {interface}"
    shown = vm.run(f"{call}.Processes Estimate 'a(ut)a{{sv}}' 1 {pid} {when} 1 sample u 2", user="alice").stdout
    assert shown.startswith("a{sv} 10 ") and '"saved" t ' in shown
    shown = vm.run(f"{call}.Processes Explain 'uta{{sv}}' {pid} {when} 0", user="alice").stdout
    assert '"reasons" a{st} 13 ' in shown
    assert vm.run(f"{call}.Processes Cancel 'uta{{sv}}' 0 0 0", user="alice").stdout == "u 0\n"
    assert '"threads" t 1' in vm.run(f"{call}.Engine GetTunables", user="alice").stdout
    refused = vm.run(f"{call}.Engine SetTunables 'a{{sv}}' 1 threads u 1", user="admin", check=False)
    assert refused.code != 0 and "type t" in refused.stderr
    vm.run(f"{call}.Engine SetTunables 'a{{sv}}' 1 huge_page_min_merge t 32", user="admin")
    assert vm.read(f"{SYSFS}/huge_page_min_merge").strip() == "32"


def test_in_a_container(vm):
    # systemd-machined tells of a container by a file of its name, with its first process. This one has the
    # machine's own bus, which the caller is kept from.
    vm.start(["unshare", "--mount", "--fork", "sleep", "4321"])
    pid = vm.run("for try in $(seq 100); do pgrep -f '^sleep 4321' && break; sleep 0.1; done").stdout.strip()
    vm.run(f"mkdir -p /run/systemd/machines; printf 'CLASS=container\\nLEADER={pid}\\n' > /run/systemd/machines/box")
    nowhere = "DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere samepagectl status --json"
    assert vm.run(nowhere, check=False).code == 5
    told = json.loads(vm.run(f"{nowhere} --machine=box").stdout)
    assert told["backend"] == "module"
    assert vm.run(f"{nowhere} --machine=box", user="alice", check=False).code == 5
    vm.run(f"kill {pid}")
    gone = vm.run(f"{nowhere} --machine=box", check=False)
    assert gone.code == 5
    assert "no such container that runs" in gone.stderr
