# SPDX-License-Identifier: GPL-2.0-or-later
"""What the machine that runs the lab must have, and where its packages come from."""

import os
import shutil
import subprocess

from . import paths
from .progress import LabError, run_logged, step

# program -> Debian package that brings it
PROGRAMS = {
    "mmdebstrap": "mmdebstrap",
    "qemu-system-x86_64": "qemu-system-x86",
    "qemu-img": "qemu-utils",
    "mke2fs": "e2fsprogs",
    "unshare": "util-linux",
    "zstd": "zstd",
}
FILES = {
    "/usr/share/keyrings/debian-archive-keyring.gpg": "debian-archive-keyring",
    "/usr/lib/python3/dist-packages/pytest": "python3-pytest",
}


def require_root():
    if os.geteuid() != 0:
        raise LabError("the lab makes mounts and a root file system, so it needs root: run it again with sudo")


def ensure_packages():
    """Installs what is missing, or says in one sentence what to install."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program, path=path)]
    missing += [package for file, package in FILES.items() if not os.path.exists(file)]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise LabError(f"programs are missing; on Debian or Ubuntu: sudo {' '.join(command)}")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    with step(f"installing {' '.join(missing)} on this machine"):
        run_logged(["apt-get", "update", "-q"], paths.LAB / "host-apt-update.log", env=quiet)
        run_logged(command, paths.LAB / "host-apt.log", env=quiet)


def debian_mirror():
    """The mirror that this machine's apt uses; never written into the source tree."""
    chosen = os.environ.get("SAMEPAGE_MIRROR")
    if chosen:
        return chosen
    listing = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(ORIGIN)|$(SITE)", "Created-By: Packages"],
        capture_output=True, text=True, check=False).stdout
    sites = [line.split("|", 1)[1].rstrip("/") for line in listing.splitlines() if line.startswith("Debian|")]
    main = [site for site in sites if not site.endswith("-security")]
    if not main:
        raise LabError("apt on this machine knows no Debian mirror (or 'apt-get update' never ran); "
                       "name one in SAMEPAGE_MIRROR, for example the one your other Debian machines use")
    return main[0]


def apt_proxies():
    """apt.conf lines for the proxies that this machine's apt goes through."""
    dump = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=False).stdout
    return [line for line in dump.splitlines()
            if line.startswith(("Acquire::http::Proxy", "Acquire::https::Proxy")) and '""' not in line]
