# SPDX-License-Identifier: GPL-2.0-or-later
"""Tunables of the engine: who reads and sets them, what is refused, and that nothing is left half-set."""

import pathlib

import pytest
from conftest import ENGINE, ERROR, NEEDS_PASSWORD, NO_AGENT

NUMBERS = {"pages_to_scan": 100, "sleep_millisecs": 20, "max_cpu_percent": 20, "threads": 1,
           "max_page_sharing": 256, "huge_page_min_merge": 64, "max_kernel_pages": 262144,
           "stable_node_chains_prune_millisecs": 2000, "advisor_target_scan_time": 200,
           "advisor_max_cpu": 70, "advisor_min_pages_to_scan": 500,
           "advisor_max_pages_to_scan": 30000}
SWITCHES = {"merge_across_nodes": True, "use_zero_pages": False, "zero_pages_only": False,
            "smart_scan": True, "reverse_map": True}
WORDS = {"domains": "user", "advisor_mode": "none"}
INVALID = ERROR + "InvalidArgument"


def tunables(who):
    return who.call(ENGINE, "GetTunables")


def start_setting(who, values, **options):
    return who.start(ENGINE, "SetTunables", f"({{{values}}},)", **options)


def set_them(who, values, **options):
    return start_setting(who, values, **options).result()


def test_everybody_reads_them_in_their_types(service, carol):
    assert tunables(carol) == NUMBERS | SWITCHES | WORDS
    types = {type(value) for value in tunables(carol).values()}
    assert types == {int, bool, str}


def test_an_allowed_caller_sets_them(service, alice, bob):
    bob.watch()
    set_them(alice, "'sleep_millisecs': <uint64 5>, 'smart_scan': <false>, 'domains': <'all'>")
    changed = {"sleep_millisecs": 5, "smart_scan": False, "domains": "all"}
    assert tunables(bob) == NUMBERS | SWITCHES | WORDS | changed
    assert bob.wait_signal("TunablesChanged") == [changed]
    # What is so already is no change.
    set_them(alice, "'domains': <'all'>")
    set_them(alice, "'domains': <'user'>, 'smart_scan': <false>")
    assert bob.wait_signal("TunablesChanged", after=1, check=lambda a: a == [{"domains": "user"}])
    assert bob.count("TunablesChanged") == 2


def test_what_changes_along_with_them_is_told(service, alice, bob):
    bob.watch()
    set_them(alice, "'advisor_mode': <'scan-time'>")
    assert bob.wait_signal("TunablesChanged") == [{"advisor_mode": "scan-time",
                                                   "pages_to_scan": 500}]
    # Whatever the order in the dictionary.
    set_them(alice, "'pages_to_scan': <uint64 77>, 'advisor_mode': <'none'>")
    assert tunables(bob)["pages_to_scan"] == 77


@pytest.mark.parametrize("interactive", [False, True])
def test_without_permission_nothing_changes(service, bob, carol, dave, root, interactive):
    before = tunables(root)
    values = "'sleep_millisecs': <uint64 5>"
    for who in (bob, dave):
        error = start_setting(who, values, interactive=interactive).error()
        assert error.name == (NO_AGENT if interactive else NEEDS_PASSWORD)
    assert start_setting(carol, values, interactive=interactive).error().name == ERROR + "NotAuthorized"
    assert tunables(root) == before


def test_the_prompt_names_the_setting(service, bob):
    bob.send("agent").result()
    call = start_setting(bob, "'threads': <uint64 1>, 'domains': <'all'>", interactive=True)
    action, message, _details, cookie, _kinds = bob.wait_signal("Prompt")
    assert action == "org.samepage.Samepage1.configure"
    assert message == "Authentication is required to set domains to all and threads to 1"
    bob.send("close_prompt", cookie=cookie, dismiss=True).result()
    assert call.error().name == ERROR + "NotAuthorizedDismissed"


@pytest.mark.parametrize("value,words", [
    ("'pages_shared': <uint64 1>", 'no setting "pages_shared"'),
    ("'nonsense\\n': <uint64 1>", 'no setting "nonsense?"'),
    ("'run': <uint64 1>", "Start, Pause and UnmergeAll"),
    ("'threads': <uint64 0>", "from 1 to"),
    ("'threads': <uint64 65>", "from 1 to 64"),
    ("'threads': <uint32 1>", "type t"),
    ("'threads': <-1>", "type t"),
    ("'threads': <'1'>", "type t"),
    ("'threads': <[uint64 1]>", "type t"),
    ("'max_cpu_percent': <uint64 101>", "from 1 to 100"),
    ("'max_page_sharing': <uint64 1>", "from 2 to 2147483647"),
    ("'huge_page_min_merge': <uint64 513>", "from 0 to 512"),
    ("'pages_to_scan': <uint64 4294967296>", "from 0 to 4294967295"),
    ("'smart_scan': <uint64 1>", "type b"),
    ("'domains': <'group'>", '"all" "user" "cgroup" "process"'),
    ("'domains': <true>", "type s"),
    ("'advisor_mode': <'scan-time'>, 'pages_to_scan': <uint64 5>", "set by the advisor"),
])
def test_bad_values_change_nothing(service, root, value, words):
    before = tunables(root)
    error = start_setting(root, "'sleep_millisecs': <uint64 5>, " + value).error()
    assert error.name == INVALID
    assert words in error.message
    assert tunables(root) == before


def test_an_empty_dictionary_is_refused(service, root):
    error = root.start(ENGINE, "SetTunables", "(@a{sv} {},)").error()
    assert error.name == INVALID


@pytest.mark.service("--scan-time", "1")
def test_what_the_kernel_refuses_is_put_back(service, root, alice):
    first, second = alice.spawn(), alice.spawn()
    alice.mark(first)
    alice.mark(second)
    root.watch()
    before = tunables(root)
    # Threads, the advisor and the sleep are set before it is refused.
    error = start_setting(alice, "'sleep_millisecs': <uint64 5>, 'advisor_mode': <'scan-time'>, "
                                 "'max_page_sharing': <uint64 99>").error()
    assert error.name == ERROR + "Busy"
    assert '"max_page_sharing" to 99' in error.message
    assert "Device or resource busy" in error.message and "Nothing was changed" in error.message
    assert tunables(root) == before
    # What is so already is not written at all.
    set_them(alice, "'max_page_sharing': <uint64 256>, 'sleep_millisecs': <uint64 6>")
    assert root.wait_signal("TunablesChanged") == [{"sleep_millisecs": 6}]
    assert root.count("TunablesChanged") == 1
    alice.unmark(first)
    alice.unmark(second)
    set_them(alice, "'max_page_sharing': <uint64 99>")
    assert tunables(root)["max_page_sharing"] == 99


def test_what_this_kernel_does_not_have(service, root):
    error = start_setting(root, "'domains': <'cgroup'>").error()
    assert error.name == ERROR + "NotSupported"
    assert tunables(root)["domains"] == "user"


def test_many_at_once_do_not_mix(service, caller, root):
    callers = [caller("alice") for _ in range(3)]
    calls = [start_setting(who, f"'sleep_millisecs': <uint64 {number}>, "
                                f"'pages_to_scan': <uint64 {number}>")
             for number in range(1, 31) for who in callers]
    for call in calls:
        call.result()
    now = tunables(root)
    assert now["sleep_millisecs"] == now["pages_to_scan"]


def test_without_an_engine(service, root, alice):
    alice.call(ENGINE, "UnloadModule")
    assert root.start(ENGINE, "GetTunables").error().name == ERROR + "Unavailable"
    assert start_setting(root, "'threads': <uint64 1>").error().name == ERROR + "Unavailable"


# --- the kernel's own scanner ------------------------------------------------------
KSM = pathlib.Path("/run/samepage-test-ksm-tunables")
builtin = pytest.mark.service("--problem", "module-not-installed", "--ksm-dir", str(KSM))


@pytest.fixture
def ksm_directory():
    KSM.mkdir(exist_ok=True)
    for name, value in {"run": 0, "pages_shared": 0, "pages_to_scan": 100, "sleep_millisecs": 20,
                        "use_zero_pages": 0, "max_page_sharing": 256,
                        "advisor_mode": "[none] scan-time"}.items():
        (KSM / name).write_text(f"{value}\n")


@builtin
def test_the_builtin_scanner_has_fewer(ksm_directory, service, bob, alice):
    assert tunables(bob) == {"pages_to_scan": 100, "sleep_millisecs": 20, "use_zero_pages": False,
                             "max_page_sharing": 256, "advisor_mode": "none"}
    set_them(alice, "'use_zero_pages': <true>, 'pages_to_scan': <uint64 300>")
    assert (KSM / "use_zero_pages").read_text().strip() == "1"
    assert (KSM / "pages_to_scan").read_text().strip() == "300"
    for name, value in (("domains", "'all'"), ("max_cpu_percent", "uint64 50")):
        error = start_setting(alice, f"'sleep_millisecs': <uint64 1>, '{name}': <{value}>").error()
        assert error.name == ERROR + "NotSupported"
        assert f'"{name}"' in error.message and "samepage-dkms" in error.message
    assert tunables(bob)["sleep_millisecs"] == 20
