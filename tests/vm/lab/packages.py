# SPDX-License-Identifier: GPL-2.0-or-later
"""Samepage's own Debian packages, and a VM state in which they are installed."""

import hashlib

from . import paths, rootfs
from .progress import LabError, run_logged

BUILD_DEB = paths.TOP / "packaging/build-deb"
OUT = paths.BUILD / "deb"
_OVERRIDE = "/etc/dkms/samepage.conf"  # what DKMS reads after the package's own dkms.conf


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
    with_module = lab.derived("dkms", _content(module), lambda vm: _install_module(vm, module))
    return lab.derived("packages", _content(files), lambda vm: _install(vm, files), base=with_module)


def _install_module(vm, module):
    """DKMS in the VM does all that it does, but for the compiler's work, which takes minutes there: that is
    done here, with the package's source. A test that installs the packages anew has the VM compile."""
    vm.put(_compiled(*module), "/root/samepage.ko")
    vm.run(f"echo 'MAKE[0]=\"cp /root/samepage.ko .\"' >{_OVERRIDE}")
    _install(vm, module)
    vm.run(["rm", _OVERRIDE, "/root/samepage.ko"])


def _compiled(module):
    """samepage.ko for the VM's kernel, out of the source in the .deb."""
    script = ('rm -rf "$1"; dpkg-deb -x "$0" "$1" && cd "$1"/usr/src/samepage-* && '
              'make -C "/lib/modules/$2/build" M="$PWD" -j2 modules')
    folder = paths.BUILD / "deb-module"
    run_logged([str(paths.IN_ROOTFS), "sh", "-c", script, str(module.relative_to(paths.TOP)),
                str(folder.relative_to(paths.TOP)), rootfs.kernel_version()], paths.BUILD / "deb-module.log")
    return next(folder.glob("usr/src/samepage-*/samepage.ko"))


def _content(files):
    return [[file.name, hashlib.sha256(file.read_bytes()).hexdigest()] for file in files]
