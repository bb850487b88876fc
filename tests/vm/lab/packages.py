# SPDX-License-Identifier: GPL-2.0-or-later
"""Samepage's own Debian packages, and a VM state in which they are installed."""

import hashlib

from . import paths
from .progress import LabError, run_logged

BUILD_DEB = paths.TOP / "packaging/build-deb"
OUT = paths.BUILD / "deb"


def build():
    """Builds what changed; the .deb files."""
    run_logged([str(BUILD_DEB)], paths.BUILD / "deb.log")
    files = sorted(OUT.glob("*.deb"))
    if not files:
        raise LabError(f"{BUILD_DEB} made no packages")
    return files


def install(vm):
    """Installs them in the VM as an admin would: apt, DKMS and all."""
    files = build()
    vm.put_many({f"/root/debs/{file.name}": file for file in files})
    vm.run("DEBIAN_FRONTEND=noninteractive apt-get install -y /root/debs/*.deb", timeout=600)


def installed_state(lab):
    """The saved VM in which the packages are installed."""
    key = [hashlib.sha256(file.read_bytes()).hexdigest() for file in build()]
    return lab.derived("packages", key, install)
