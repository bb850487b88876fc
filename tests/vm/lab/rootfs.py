# SPDX-License-Identifier: GPL-2.0-or-later
"""The Debian 13 root file system: everything is built in it, and the VM's disk is made of it."""

import hashlib
import json
import os
import shlex
import shutil
import subprocess

from . import host, lock, paths
from .children import bound
from .progress import LabError, run_logged, step

SUITE = "trixie"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
# What decides how it is made, apart from the list of packages.
RECIPE = ["--variant=minbase", "--components=main", "--aptopt=Apt::Install-Recommends \"false\""]
LOCK = paths.LAB / "rootfs.lock"


def wanted_packages():
    lines = paths.PACKAGES.read_text().splitlines()
    return sorted({line.strip() for line in lines if line.strip() and not line.startswith("#")})


def _key_file():
    return paths.ROOTFS / "etc/samepage-lab.json"


def _read_key():
    try:
        return json.loads(_key_file().read_text())
    except (OSError, ValueError):
        return None


def _write_key(root, packages):
    key = {"suite": SUITE, "recipe": RECIPE, "packages": packages}
    temporary = root / "etc/samepage-lab.json.new"
    temporary.write_text(json.dumps(key, indent=1) + "\n")
    temporary.rename(root / "etc/samepage-lab.json")


def key():
    """Identifies the contents of the root file system that is there now."""
    return hashlib.sha256(_key_file().read_bytes()).hexdigest()[:16]


def run(*command, **options):
    """Runs a command in the root file system, the source tree at /src."""
    return subprocess.run(bound([paths.IN_ROOTFS, *command]), **options)


def kernel_version():
    """The newest kernel in it that has its headers too."""
    modules = paths.ROOTFS / "usr/lib/modules"
    versions = [path.name for path in modules.iterdir() if (path / "build").is_symlink()]
    versions = [version for version in versions if (paths.ROOTFS / f"boot/vmlinuz-{version}").exists()]
    if not versions:
        raise LabError(f"{paths.ROOTFS} has no kernel with headers")
    return max(versions, key=lambda name: [int(part) if part.isdigit() else 0
                                           for part in name.replace("+", ".").replace("-", ".").split(".")])


def _installed():
    listing = run("dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package}\n",
                  capture_output=True, text=True, check=True).stdout
    return {line.split()[1] for line in listing.splitlines() if line.startswith("ii")}


def _make():
    host.ensure_packages()
    packages = wanted_packages()
    new = paths.ROOTFS.with_name(paths.ROOTFS.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    options = [f"--aptopt={line}" for line in host.apt_proxies()]
    with step(f"Debian 13 root file system, {len(packages)} packages and what they need (1.4 GB, about 2 minutes)"):
        # In namespaces of its own, so that nothing is left mounted below `new` if it is killed.
        run_logged(["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--",
                    "mmdebstrap", *RECIPE, *options, f"--keyring={KEYRING}",
                    "--include=" + ",".join(packages), SUITE, str(new), host.debian_mirror()], paths.LAB / "mmdebstrap.log")
    _write_key(new, packages)
    old = paths.ROOTFS.with_name(paths.ROOTFS.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    # Commands that run in the old one hold this lock shared.
    with lock.held(LOCK, message="waiting for commands in the old root file system to end"):
        if paths.ROOTFS.exists():
            paths.ROOTFS.rename(old)
        new.rename(paths.ROOTFS)
    shutil.rmtree(old, ignore_errors=True)


def _add(missing):
    with step(f"root file system: installing {' '.join(missing)}"):
        script = ("dpkg --configure -a && apt-get update -q && "
                  "apt-get install -q -y --no-install-recommends \"$@\" && apt-get clean")
        run_logged([str(paths.IN_ROOTFS), "env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", script, "sh",
                    *missing], paths.LAB / "rootfs-apt.log")


def minimal(folder, script, files):
    """Makes a minimal Debian 13 in `folder`, brings these files to /tmp/debs in it, runs the shell script in it as root,
    and takes it away again; what the script printed."""
    options = [f"--aptopt={line}" for line in host.apt_proxies()]
    said = folder / "said"
    copies = [f"--customize-hook=copy-in {' '.join(map(str, files))} /tmp/debs"]
    run_logged(["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--",
                "mmdebstrap", "--variant=apt", *RECIPE[1:], *options, f"--keyring={KEYRING}",
                "--customize-hook=mkdir \"$1/tmp/debs\"", *copies,
                f"--customize-hook=chroot \"$1\" sh -ec {shlex.quote(script)} >{said}",
                SUITE, "/dev/null", host.debian_mirror()], paths.LAB / "minimal.log")
    return said.read_text()


def ensure():
    """Makes it, or brings it up to date: packages are added in place; if one left the
    list, or the recipe changed, it is made anew beside the old one and swapped in."""
    packages = wanted_packages()
    known = _read_key()
    if known == {"suite": SUITE, "recipe": RECIPE, "packages": packages}:
        return
    host.require_root()
    with lock.held(paths.LAB / "setup-rootfs.lock", message="waiting for another lab that makes the root file system"):
        known = _read_key()
        complete = (paths.ROOTFS / "usr/bin/env").exists()
        fits = known is None or (known["suite"] == SUITE and known["recipe"] == RECIPE
                                 and set(known["packages"]) <= set(packages))
        if not complete or not fits:
            _make()
            return
        missing = sorted(set(packages) - _installed())
        if missing:
            _add(missing)
        _write_key(paths.ROOTFS, packages)
