# SPDX-License-Identifier: GPL-2.0-or-later
"""What takes long and is looked at before a release: ./check release."""

import json
import subprocess

from installed import ctl, merge, status, twins
from lab import packages, paths, rootfs, secure_boot
from lab.vm import Vm


def plain_names(listing):
    """Paths as they are before anybody compresses manual pages and documents."""
    return {name.removesuffix(".gz") for name in listing}


def test_rpm_packages_hold_the_same_files():
    debs = packages.build()
    built = subprocess.run([paths.TOP / "packaging/build-rpm"], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    rpms = sorted((paths.BUILD / "rpm/RPMS").glob("*/*.rpm"))
    assert [rpm.name.rsplit("-", 2)[0] for rpm in rpms] == ["samepage-dkms", "samepage", "samepaged"]
    for rpm in rpms:
        package = rpm.name.rsplit("-", 2)[0]
        listed = rootfs.run("rpm", "-qp", "--qf", "[%{FILEMODES:perms} %{FILENAMES}\n]", rpm.relative_to(paths.TOP),
                            capture_output=True, text=True, check=True).stdout.splitlines()
        files = [line.split(" ", 1)[1] for line in listed if not line.startswith("d")]
        deb, = [file for file in debs if file.name.startswith(f"{package}_")]
        contents = rootfs.run("sh", "-c", f"dpkg-deb --fsys-tarfile {deb.relative_to(paths.TOP)} | tar -t",
                              capture_output=True, text=True, check=True).stdout.splitlines()
        expected = [name.removeprefix(".") for name in contents if not name.endswith("/")]
        debian_only = (f"/usr/share/doc/{package}/changelog", f"/usr/share/doc/{package}/copyright", "/usr/share/lintian")
        assert plain_names(name for name in files if not name.startswith("/usr/share/licenses/")) == \
            plain_names(name for name in expected if not name.startswith(debian_only))


def test_two_builds_are_the_same():
    """And need no precompiled headers: each source includes what it uses."""
    done = subprocess.run([paths.TOP / "packaging/check-reproducible"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# In a new minimal system: the bus runs, nothing else of what the VM has.
_HEADLESS = r"""
    apt-get install -y --no-install-recommends /tmp/debs/samepaged_*.deb >&2
    mkdir -p /run/dbus
    dbus-daemon --system --fork
    # It leaves when nobody needs it; nobody but this starts it here.
    while /usr/libexec/samepaged; do :; done & again=$!
    tries=0
    # Without any scanner in the kernel it says so and fails.
    until samepagectl status --json >/tmp/status || grep -q '"version"' /tmp/status; do
        tries=$((tries + 1))
        [ $tries -lt 100 ]
        sleep 0.2
    done
    kill $again $(cat /run/dbus/pid)
    cat /tmp/status
    echo
    dpkg-query -W -f "\${Package}\n"
"""


def test_it_installs_on_a_system_without_a_desktop(tmp_path):
    deb, = [file for file in packages.build() if file.name.startswith("samepaged_")]
    said = rootfs.minimal(tmp_path, _HEADLESS, [deb])
    # Widgets come along all the same: Debian has all of PolkitQt in one package.
    answer, _, installed = said.partition("\n\n")
    assert json.loads(answer)["version"] == deb.name.split("_")[1].rsplit("-", 1)[0]
    assert {"samepaged", "polkitd", "libqt6core6t64"} <= set(installed.split())


def test_secure_boot_with_the_machine_s_own_key(lab, make_vm):
    """Firmware that checks the kernel, a kernel that is locked down for it, and the key that DKMS made enrolled."""
    with Vm(packages.installed_state(lab)) as installed:
        key = installed.run(["cat", "/var/lib/dkms/mok.pub"]).stdout_bytes
    vm = make_vm(secure_boot.booting(packages.installed_state(lab), key))
    secure_boot.wait_until_up(vm)
    assert "[integrity]" in vm.read("/sys/kernel/security/lockdown")
    ctl(vm, "load", user="admin")
    assert (status(vm)["backend"], status(vm)["problem"]) == ("module", "")
    processes = twins(vm, 500, "alice")
    merge(vm, processes, 500, "alice")
    for process in processes:
        process.tell("check")
    ctl(vm, "unload", user="admin")

    # The same module without its signature: refused, and the steps that help are told.
    vm.run("strip --strip-debug $(modinfo -n samepage | sed 's/[.]xz$//') || "
           "{ file=$(modinfo -n samepage); xz -d $file; strip --strip-debug ${file%.xz}; depmod; }")
    refused = ctl(vm, "load", user="admin", check=False)
    assert refused.code not in (0, 3)
    assert "mokutil --import" in refused.stderr, refused
    assert status(vm)["problem"] in ("module-refused", "module-locked-down")
