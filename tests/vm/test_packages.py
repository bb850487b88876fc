# SPDX-License-Identifier: GPL-2.0-or-later
"""The Debian packages on a stock Debian 13: installed, used, removed, installed again."""

import json
import re
import subprocess
import time

import pytest

from installed import NAMES, OBJECT, ctl, merge, recorded, status, twins
from lab import packages, paths, rootfs
from module_under_test import THERE

# What the tests bring into the VM.
NOT_OURS = (packages.ARCHIVE, THERE)


@pytest.fixture
def vm(make_vm, lab):
    """A VM in which the packages were installed by apt, with DKMS building the module."""
    return make_vm(packages.installed_state(lab))


def owned_files(vm):
    """All files of the packages, without the folders that others own too."""
    listed = vm.run(["dpkg", "-L", *NAMES]).stdout.split("\n")
    return vm.run("while read -r f; do if [ -n \"$f\" ] && [ ! -d \"$f\" ]; then echo \"$f\"; fi; done",
                  input="\n".join(listed)).stdout.split()


def named_files(vm):
    """All paths on the disk that have our name in them."""
    return set(vm.run("find / -xdev -iname '*samepage*'").stdout.splitlines())


def samepage_processes(vm):
    return vm.run("pgrep -l samepage", check=False).stdout.split()


def test_packages_and_metadata_are_valid():
    packages.build()
    checks = subprocess.run([paths.TOP / "packaging/check-packages"], capture_output=True, text=True, check=False)
    assert checks.returncode == 0, checks.stdout + checks.stderr


def test_two_builds_are_the_same():
    """Of the package that needs no compiler. packaging/check-reproducible without --quick builds all of them, for minutes."""
    done = subprocess.run([paths.TOP / "packaging/check-reproducible", "--quick"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# Debian puts all of PolkitQt into one package, also the part with widgets, which nothing of ours uses.
BRINGS_WIDGETS = "libpolkit-qt6-1-1"
DESKTOP = r"libqt6(widgets|gui|svg|printsupport)|libx11|libgl1|libwayland"


def needed(names, but=()):
    """Installed packages that these need, and that those need, without what is only recommended. What
    those in `but` need does not count."""
    listed = rootfs.run("dpkg-query", "-W", "-f", "${Package}\t${Provides}\t${Pre-Depends}, ${Depends}\n",
                        capture_output=True, text=True, check=True).stdout
    depends, providers = {}, {}
    for line in listed.splitlines():
        package, provides, wants = line.split("\t")
        depends[package] = wants
        for name in [package, *re.findall(r"[\w.+-]+(?= |,|$)", provides)]:
            providers.setdefault(name, package)
    found, waiting = set(), list(names)
    while waiting:
        # The first alternative that is there is the one that apt would keep.
        alternatives = [re.split(r"[ (:]", choice.strip())[0] for choice in waiting.pop().split("|")]
        package = next((providers[name] for name in alternatives if name in providers), None)
        assert package, f"none of {alternatives} is installed"
        if package not in found:
            found.add(package)
            waiting += [] if package in but else [want for want in depends[package].split(",") if want.strip()]
    return found


def test_the_service_and_samepagectl_need_no_desktop():
    deb, = [file for file in packages.build() if file.name.startswith("samepaged_")]
    depends, holds = (rootfs.run("dpkg-deb", *what, deb.relative_to(paths.TOP), *more, capture_output=True, text=True,
                                 check=True).stdout.strip() for what, more in ((["-f"], ["Depends"]), (["-c"], [])))
    for path in ("bin/samepagectl", "libexec/samepaged", "man1/samepagectl.1.gz", "completions/samepagectl"):
        assert f"/{path}\n" in holds + "\n"
    wanted = needed(depends.split(","), but=[BRINGS_WIDGETS])
    assert "libqt6core6t64" in wanted
    assert not {name for name in wanted if re.match(DESKTOP, name)}


def test_the_package_for_arch_is_described_in_full():
    version = rootfs.run("sed", "-n", r's/^#define SAMEPAGE_VERSION "\(.*\)"$/\1/p', "kmod/version.h",
                         capture_output=True, text=True, check=True).stdout.strip()
    described = rootfs.run("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "-C", "packaging/arch",
                           "PACMAN=true", *(f"{folder}=/tmp" for folder in ("BUILDDIR", "PKGDEST", "SRCDEST", "SRCPKGDEST",
                                                                            "LOGDEST")),
                           "makepkg", "--printsrcinfo", capture_output=True, text=True, check=False)
    assert described.returncode == 0 and not described.stderr, described.stderr
    lines = [line.strip() for line in described.stdout.splitlines()]
    assert f"pkgver = {version}" in lines
    assert [line for line in lines if line.startswith("pkgname")] == [f"pkgname = {name}" for name in NAMES]


def test_the_tests_of_the_packages_pass(vm):
    """As a distribution runs them: autopkgtest, with what debian/tests brings, on the packages that are installed."""
    debian = paths.TOP / "packaging/debian"
    vm.put_many({f"/root/source/debian/{file.relative_to(debian)}": file for file in debian.rglob("*") if file.is_file()})
    # The machine is there for it alone, which its runner cannot know.
    ran = vm.run("autopkgtest --no-built-binaries --ignore-restrictions=isolation-container,isolation-machine "
                 "/root/source/ -- null", check=False, timeout=600)
    assert ran.code == 0, ran.stdout + ran.stderr
    assert set(re.findall(r"(?m)^(\w+) +PASS$", ran.stdout + ran.stderr)) == {"service", "merging"}


def test_everything_is_in_place(vm):
    kernel = vm.run(["uname", "-r"]).stdout.strip()
    version = vm.run(["dpkg-query", "-W", "-f", "${source:Upstream-Version}", "samepaged"]).stdout
    assert f"samepage/{version}, {kernel}, x86_64: installed" in vm.run(["dkms", "status"]).stdout
    assert vm.run(["modinfo", "-F", "version", "samepage"]).stdout.strip() == version

    # On demand: neither loaded nor started nor enabled by being installed.
    assert vm.run("test -e /sys/module/samepage", check=False).code == 1
    assert samepage_processes(vm) == []
    assert vm.run(["systemctl", "is-enabled", "samepaged.service"], check=False).stdout.strip() == "static"
    assert vm.run(["systemctl", "--failed", "--quiet"]).stdout == ""

    # The bus starts it for anybody, and shows the documented interface.
    shown = vm.run(f"busctl introspect {OBJECT} org.samepage.Samepage1.Processes", user="alice").stdout
    for member in ("List", "Mark", "MarkPidfd", "Unmark", "UnmarkPidfd", "MergeNow", "Estimate", "Explain", "Cancel",
                   "Marked", "Unmarked", "Exited", "Progress"):
        assert f".{member} " in shown
    shown = vm.run(f"busctl introspect {OBJECT} org.samepage.Samepage1.History", user="alice").stdout
    for member in ("Query", "Events", "Clear"):
        assert f".{member} " in shown
    shown = vm.run(f"busctl introspect {OBJECT} org.samepage.Samepage1.Rules", user="alice").stdout
    for member in ("List", "Add", "Remove", "SetEnabled", "RulesChanged", "Explanation"):
        assert f".{member} " in shown
    assert vm.run(["stat", "-c", "%a %U", "/var/lib/samepage"]).stdout == "700 root\n"
    before = status(vm)
    assert before["version"] == version
    assert (before["backend"], before["problem"]) == ("builtin", "module-not-loaded")

    # Ordinary users cannot load it, an authorised one can.
    refused = ctl(vm, "load", check=False)
    assert refused.code == 3 and vm.run("test -e /sys/module/samepage", check=False).code == 1
    ctl(vm, "load", user="admin")
    after = status(vm)
    assert (after["backend"], after["problem"], after["module_version"]) == ("module", "", version)

    mine, theirs = twins(vm, 200, "alice")[0], twins(vm, 300, "root")[0]
    ctl(vm, f"mark {mine.pid}")
    refused = ctl(vm, f"mark {theirs.pid}", check=False)
    assert refused.code == 3
    rows = json.loads(ctl(vm, "list --all --marked", user="admin").stdout)
    assert [row["pid"] for row in rows] == [mine.pid]

    # The history is on disk, also for a service that starts anew.
    ctl(vm, "start", user="admin")
    seen = recorded(vm)
    assert vm.run(["stat", "-c", "%a", "/var/lib/samepage/history.sqlite"]).stdout == "600\n"
    ctl(vm, "pause", user="admin")
    vm.run("systemctl restart samepaged.service")
    assert set(seen) <= set(json.loads(ctl(vm, "history --points 1000").stdout)["times"])

    for page in ("samepage.1", "samepagectl.1", "samepaged.8", "samepage.4"):
        name, section = page.split(".")
        assert vm.run(["man", "-w", section, name]).stdout.endswith(f"/{page}.gz\n")
    vm.run("desktop-file-validate /usr/share/applications/org.samepage.Samepage.desktop")
    assert vm.run("samepage --version", user="alice", env={"QT_QPA_PLATFORM": "offscreen"}).stdout


def test_one_name_installs_all(make_vm):
    """As `apt install samepage` does it by default, in a system that has none of the packages."""
    vm = make_vm()
    packages.offer(vm, packages.build())
    planned = packages.get(vm, "install --simulate samepage").stdout
    assert set(re.findall(r"(?m)^Inst (\S+)", planned)) == set(NAMES)


def test_an_upgrade_harms_nothing_that_is_merged(vm):
    """The packages of a later version over those that are installed, while pages are merged."""
    old = status(vm)["version"]
    new = re.sub(r"\d", "9", old)
    ctl(vm, "load", user="admin")
    processes = twins(vm, 1000, "alice")
    merge(vm, processes, 1000, "alice")
    marked = {process.pid for process in processes}
    service = vm.run("systemctl show --value -p MainPID samepaged.service").stdout

    packages.upgrade(vm, packages.renumbered(packages.build(), new))
    assert vm.run(["dpkg-query", "-W", "-f", "${source:Upstream-Version} ", *NAMES]).stdout.split() == [new] * 3
    assert vm.run(["systemctl", "--failed", "--quiet"]).stdout == ""
    # The service is the new one, DKMS has built the new module, and the old one goes on working.
    assert vm.run("systemctl show --value -p MainPID samepaged.service").stdout not in (service, "0\n")
    assert vm.run("modinfo -F version samepage").stdout.strip() == new
    assert len(vm.run("dkms status samepage").stdout.splitlines()) == 1
    now = status(vm)
    assert (now["version"], now["module_version"], now["backend"], now["state"], now["problem"]) == \
        (new, old, "module", "running", "")
    assert now["counters"]["pages_sharing"] >= 1000
    told = vm.run("samepagectl status", user="alice").stdout
    assert old in told and new in told
    assert {row["pid"] for row in json.loads(ctl(vm, "list --marked").stdout)} == marked
    for process in processes:
        process.tell("check")
        process.tell("write 3 7")
        process.tell("check")
    scans = now["counters"]["full_scans"]
    deadline = time.monotonic() + 60
    while status(vm)["counters"]["full_scans"] < scans + 2:
        assert time.monotonic() < deadline, "the old module does not scan any more"
        time.sleep(0.5)

    # Then the new module, whenever the administrator likes.
    ctl(vm, "unload", user="admin")
    ctl(vm, "load", user="admin")
    assert status(vm)["module_version"] == new
    assert {row["pid"] for row in json.loads(ctl(vm, "list --marked").stdout)} == marked
    merge(vm, processes, 999, "alice")  # all but the page that was written
    for process in processes:
        process.tell("check")


def test_a_signature_that_the_kernel_does_not_trust(vm):
    """As under Secure Boot: only modules with a trusted signature load, and DKMS signed with a key of its own."""
    vm.run("echo 1 > /sys/module/module/parameters/sig_enforce")
    refused = ctl(vm, "load", user="admin", check=False)
    assert refused.code not in (0, 3)
    assert "signature" in refused.stderr and "mokutil --import" in refused.stderr, refused
    assert (status(vm)["backend"], status(vm)["problem"]) == ("builtin", "module-refused")
    assert vm.run("test -e /sys/module/samepage", check=False).code == 1


def test_removal_leaves_nothing_behind(vm, make_vm):
    files = owned_files(vm)
    assert len(files) > 30
    ctl(vm, "load", user="admin")
    processes = twins(vm, 1000, "alice")
    merge(vm, processes, 1000, "alice")
    recorded(vm)

    packages.get(vm, "remove " + " ".join(NAMES))
    left = [file for file in files if vm.run(["test", "-e", file], check=False).code == 0]
    assert left == []
    assert vm.run(["dkms", "status"]).stdout == ""
    assert vm.run("find /lib/modules/ -name '*samepage*'").stdout == ""
    assert vm.run("grep samepage /lib/modules/*/modules.*", check=False).stdout == ""
    assert vm.run("test -e /sys/module/samepage -o -e /sys/kernel/samepage", check=False).code == 1
    assert samepage_processes(vm) == []
    gone = vm.run(f"busctl introspect {OBJECT}", check=False)
    assert gone.code != 0
    # History and settings are the administrator's: purging takes them.
    assert vm.run(["ls", "/var/lib/samepage"]).stdout.split() == ["history.sqlite", "resume", "settings.json"]
    assert vm.run(["test", "-e", "/run/samepage"], check=False).code == 1
    # The merged processes go on, with the contents that they had.
    for process in processes:
        process.tell("check")
        process.tell("write 3 7")
        process.tell("check")

    packages.get(vm, "purge " + " ".join(NAMES))
    assert vm.run("dpkg -l 'samepage*' | grep '^[a-z]c'", check=False).stdout == ""
    without = make_vm()
    assert [path for path in named_files(vm) - named_files(without) if not path.startswith(NOT_OURS)] == []
    assert vm.run(["systemctl", "--failed", "--quiet"]).stdout == ""

    # And back again, by one name.
    packages.install(vm)
    ctl(vm, "load", user="admin")
    assert status(vm)["backend"] == "module"
    for process in processes:
        process.tell("check")
