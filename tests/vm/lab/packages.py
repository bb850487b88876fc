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
    _install(vm, build())


def _install(vm, files):
    vm.put_many({f"/root/debs/{file.name}": file for file in files})
    vm.run("DEBIAN_FRONTEND=noninteractive apt-get install -y /root/debs/*.deb", timeout=1500)


def installed_state(lab):
    """The saved VM in which the packages are installed. The module's package goes in first:
    its build by DKMS takes most of the time, and it changes less often than the others."""
    files = build()
    module = [file for file in files if "-dkms_" in file.name]
    with_module = lab.derived("dkms", _content(module), lambda vm: _install(vm, module))
    return lab.derived("packages", _content(files), lambda vm: _install(vm, files), base=with_module)


def _content(files):
    return [[file.name, hashlib.sha256(file.read_bytes()).hexdigest()] for file in files]
