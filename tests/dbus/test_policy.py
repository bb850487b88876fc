# SPDX-License-Identifier: GPL-2.0-or-later
"""When the engine runs, and what of it and of the tunables outlives the service and the module."""

import pathlib

import pytest
from conftest import ENGINE, ERROR, NEEDS_PASSWORD, NO_AGENT, wait_until

DENIED = ERROR + "NotAuthorized"
AT_FIRST = {"when": "always", "memory_percent": 25, "pressure_percent": 5.0}


def policy(who):
    return who.call(ENGINE, "GetPolicy")


def start_setting(who, values, **options):
    return who.start(ENGINE, "SetPolicy", f"({{{values}}},)", **options)


def set_policy(who, values):
    return start_setting(who, values).result()


def tunables(who):
    return who.call(ENGINE, "GetTunables")


@pytest.fixture
def machine(start_service, tmp_path):
    """A machine whose memory, power and pressure the test makes up."""
    for name in ("state", "run", "machine/proc/pressure", "machine/sys/class/power_supply/AC"):
        (tmp_path / name).mkdir(parents=True)
    root = tmp_path / "machine"

    class Machine:
        state = tmp_path / "state"
        all = []

        def start(self, *arguments):
            self.service = start_service("--state-directory", str(tmp_path / "state"),
                                         "--runtime-directory", str(tmp_path / "run"),
                                         "--machine", str(root), *arguments)
            self.all.append(self.service)
            return self.service

        def again(self):
            """The service ends without notice, and is there again."""
            self.service.process.kill()
            self.service.process.wait()
            process = self.start().process
            for one in self.all:  # the fixture wants each to end well
                one.process = process

        def available(self, percent):
            (root / "proc/meminfo").write_text(
                f"MemTotal:        1000000 kB\nMemFree: 5 kB\nMemAvailable: {percent * 10000} kB\n")

        def pressure(self, percent):
            (root / "proc/pressure/memory").write_text(
                f"some avg10={percent:.2f} avg60=0.00 avg300=0.00 total=0\n"
                "full avg10=99.00 avg60=0.00 avg300=0.00 total=0\n")

        def mains(self, on):
            folder = root / "sys/class/power_supply"
            (folder / "BAT").mkdir(exist_ok=True)
            (folder / "AC/type").write_text("Mains\n")
            (folder / "AC/online").write_text(f"{int(on)}\n")
            (folder / "BAT/type").write_text("Battery\n")
            (folder / "BAT/status").write_text("Charging\n" if on else "Discharging\n")

    made = Machine()
    made.available(60)
    return made


def becomes(who, state, words=""):
    return wait_until(lambda: who.get("State") == state and words in who.get("Explanation"), 4)


def test_everybody_reads_it_and_few_change_it(service, root, alice, bob, carol, dave):
    for who in (root, alice, bob, carol, dave):
        assert policy(who) == AT_FIRST
    values = "'memory_percent': <uint32 30>"
    for interactive in (False, True):
        for who in (bob, dave):
            error = start_setting(who, values, interactive=interactive).error()
            assert error.name == (NO_AGENT if interactive else NEEDS_PASSWORD)
        assert start_setting(carol, values, interactive=interactive).error().name == DENIED
    assert policy(root) == AT_FIRST
    set_policy(alice, values)
    set_policy(root, "'pressure_percent': <1.5>")
    assert policy(carol) == AT_FIRST | {"memory_percent": 30, "pressure_percent": 1.5}


def test_what_makes_no_sense_is_refused(service, alice):
    for values, words in [
            ("'when': <'never'>", '"always", "low-memory", "mains" or "pressure"'),
            ("'when': <1>", "type s"), ("'memory_percent': <5>", "type u"),
            ("'memory_percent': <uint32 0>", "from 1 to 95"),
            ("'memory_percent': <uint32 96>", "from 1 to 95"),
            ("'pressure_percent': <uint32 5>", "type d"),
            ("'pressure_percent': <0.0>", "from 0.1 to 100"),
            ("'pressure_percent': <100.5>", "from 0.1 to 100"),
            ("'memory_percent': <uint32 9>, 'no\\nsense': <1>", '"no?sense"')]:
        error = start_setting(alice, values).error()
        assert error.name == ERROR + "InvalidArgument"
        assert words in error.message
    assert alice.start(ENGINE, "SetPolicy", "(@a{sv} {},)").error().name == ERROR + "InvalidArgument"
    assert policy(alice) == AT_FIRST


def test_low_memory_waits_and_runs(machine, make_caller):
    machine.start()
    root = make_caller("root")
    assert root.get("Explanation") == "Another program has started it."
    root.call(ENGINE, "Pause")
    assert root.get("Explanation") == "It was not started, or was paused."
    set_policy(root, "'when': <'low-memory'>")
    assert root.get("State") == "paused"  # a policy starts nothing
    root.call(ENGINE, "Start")
    assert root.get("State") == "waiting"
    assert root.get("Explanation") == (
        "Waiting for less than 25 % of memory to be available; 60 % is.")
    machine.available(24)
    assert becomes(root, "running", "24 % of memory is available")
    machine.available(29)
    assert not wait_until(lambda: root.get("State") != "running", 2)
    machine.available(31)
    assert becomes(root, "waiting", "31 % is")
    machine.available(26)
    assert not wait_until(lambda: root.get("State") != "waiting", 2)
    set_policy(root, "'memory_percent': <uint32 40>")
    assert becomes(root, "running")
    root.call(ENGINE, "Pause")
    assert root.get("State") == "paused"


def test_mains_and_pressure(machine, make_caller):
    machine.mains(False)
    machine.start()
    root = make_caller("root")
    set_policy(root, "'when': <'mains'>")
    root.call(ENGINE, "Start")
    assert root.get("State") == "waiting"
    assert "mains power" in root.get("Explanation")
    machine.mains(True)
    assert becomes(root, "running", "mains power")

    error = start_setting(root, "'when': <'pressure'>").error()
    assert error.name == ERROR + "NotSupported"
    assert "psi=1" in error.message
    assert policy(root)["when"] == "mains"
    machine.pressure(4.9)
    set_policy(root, "'when': <'pressure'>")
    assert becomes(root, "waiting", "above 5.0 %; it is 4.9 %")
    machine.pressure(5.1)
    assert becomes(root, "running")
    machine.pressure(2.6)
    assert not wait_until(lambda: root.get("State") != "running", 2)
    machine.pressure(2.4)
    assert becomes(root, "waiting")


def test_waiting_can_be_paused_and_the_service_stays_meanwhile(machine, make_caller):
    service = machine.start("--idle-exit", "300")
    root = make_caller("root")
    set_policy(root, "'when': <'low-memory'>")
    root.call(ENGINE, "Start")
    assert root.get("State") == "waiting"
    assert not wait_until(lambda: service.process.poll() is not None, 2)
    root.call(ENGINE, "Pause")
    assert root.get("State") == "paused"
    assert wait_until(lambda: service.process.poll() is not None, 10)


def test_all_of_it_outlives_the_service(machine, make_caller):
    machine.start()
    root = make_caller("root")
    set_policy(root, "'when': <'low-memory'>, 'memory_percent': <uint32 50>")
    root.call(ENGINE, "SetTunables", "({'sleep_millisecs': <uint64 7>, 'domains': <'all'>},)")
    root.call(ENGINE, "Start")
    assert (machine.state / "resume").exists()
    machine.again()
    assert policy(root) == AT_FIRST | {"when": "low-memory", "memory_percent": 50}
    assert becomes(root, "waiting")
    assert tunables(root)["sleep_millisecs"] == 7
    assert tunables(root)["domains"] == "all"
    machine.available(10)
    assert becomes(root, "running")
    root.call(ENGINE, "Pause")
    assert not (machine.state / "resume").exists()
    machine.again()
    assert root.get("Explanation") == "Another program has started it."  # so the fake begins


def test_a_module_that_is_loaded_anew_is_as_it_was(machine, make_caller):
    machine.start()
    root = make_caller("root")
    root.call(ENGINE, "SetTunables", "({'sleep_millisecs': <uint64 7>},)")
    root.call(ENGINE, "Start")
    root.call(ENGINE, "UnloadModule")
    assert root.get("State") == "unavailable"
    root.call(ENGINE, "LoadModule")
    assert becomes(root, "running", "until it is paused")
    assert tunables(root)["sleep_millisecs"] == 7
    root.call(ENGINE, "Pause")
    root.call(ENGINE, "UnloadModule")
    root.call(ENGINE, "LoadModule")
    assert root.get("State") == "paused"


def test_a_module_that_was_in_use_is_loaded_at_boot(machine, make_caller, tmp_path):
    builtin = tmp_path / "ksm"
    builtin.mkdir()
    for name in ("run", "pages_shared", "pages_sharing"):
        (builtin / name).write_text("0\n")
    machine.start()
    root = make_caller("root")
    root.call(ENGINE, "Start")
    machine.service.stop()
    for file in (tmp_path / "run").iterdir():
        file.unlink()
    absent = ("--problem", "module-not-loaded", "--ksm-dir", str(builtin))
    machine.start(*absent)
    assert becomes(root, "running")
    assert root.get("Backend") == "module"
    root.call(ENGINE, "UnloadModule")  # not again in this boot
    machine.service.stop()
    machine.start(*absent)
    assert not wait_until(lambda: root.get("Backend") != "builtin", 2)
    assert (builtin / "run").read_text() == "0\n"


def test_each_engine_has_its_own_settings(machine, make_caller, tmp_path):
    builtin = tmp_path / "ksm"
    builtin.mkdir()
    for name in ("run", "pages_shared", "pages_sharing", "sleep_millisecs"):
        (builtin / name).write_text("0\n")
    options = ("--ksm-dir", str(builtin))
    machine.start(*options)
    root = make_caller("root")
    sleep = "({'sleep_millisecs': <uint64 %d>},)"

    def scans(backend, milliseconds, state):
        assert wait_until(lambda: root.get("Backend") == backend and root.get("State") == state), (
            root.get("Backend"), root.get("State"), root.get("Explanation"))
        assert tunables(root)["sleep_millisecs"] == milliseconds

    root.call(ENGINE, "SetTunables", sleep % 7)
    root.call(ENGINE, "Start")
    root.call(ENGINE, "UnloadModule")
    assert root.get("Backend") == "builtin"
    root.call(ENGINE, "SetTunables", sleep % 9)
    scans("builtin", 9, "paused")  # that the module was started says nothing about it
    root.call(ENGINE, "Start")
    for _ in range(2):
        root.call(ENGINE, "LoadModule")
        scans("module", 7, "running")
        root.call(ENGINE, "UnloadModule")
        scans("builtin", 9, "running")
    root.call(ENGINE, "Pause")  # says nothing about the module
    scans("builtin", 9, "paused")
    root.call(ENGINE, "LoadModule")
    scans("module", 7, "running")
    root.call(ENGINE, "Pause")
    root.call(ENGINE, "UnloadModule")
    scans("builtin", 9, "paused")
    root.call(ENGINE, "LoadModule")
    scans("module", 7, "paused")


def test_what_cannot_be_written_is_not_changed(machine, make_caller):
    machine.start()
    root = make_caller("root")
    root.call(ENGINE, "Pause")
    root.call(ENGINE, "SetTunables", "({'sleep_millisecs': <uint64 7>},)")
    before = tunables(root)
    blocker = pathlib.Path(machine.state / "settings.json.new")
    blocker.mkdir()
    for method, arguments in (("SetTunables", "({'sleep_millisecs': <uint64 9>, 'threads': <uint64 1>},)"),
                              ("SetPolicy", "({'when': <'mains'>},)"), ("Start", "()")):
        error = root.start(ENGINE, method, arguments).error()
        assert error.name == ERROR + "Failed"
        assert "could not be saved" in error.message
    assert tunables(root) == before
    assert policy(root) == AT_FIRST
    assert root.get("State") == "paused"
    blocker.rmdir()
    root.call(ENGINE, "Start")
    assert root.get("State") == "running"


def test_a_broken_file_is_set_aside_and_said_so(machine, make_caller):
    file = machine.state / "settings.json"
    file.write_text('{"version": 1, "policy": {"when": "now"}}')
    machine.start()
    root = make_caller("root")
    assert policy(root) == AT_FIRST
    assert pathlib.Path(f"{file}.broken").exists()
    events = root.call("org.samepage.Samepage1.History", "Events",
                       f"(uint64 0, uint64 {2**64 - 1}, uint32 100, @a{{sv}} {{}})")
    assert "settings-lost" in [kind for _, kind, _ in events]
