# SPDX-License-Identifier: GPL-2.0-or-later
"""Samepage's own Debian packages, and a VM state in which they are installed."""

import contextlib
import hashlib
import shutil

from . import paths, rootfs
from .progress import LabError, run_logged

BUILD_DEB = paths.TOP / "packaging/build-deb"
OUT = paths.BUILD / "deb"
ARCHIVE = "/srv/archive"  # in the VM
_SOURCE = "/etc/apt/sources.list.d/archive.list"
_OVERRIDE = "/etc/dkms/samepage.conf"  # what DKMS reads after the package's own dkms.conf
# In everything that has the number: control files, scripts, the module's source, the programs.
_RENUMBER = r"""
    new=$1 folder=$2; shift 2
    for deb; do
        old=$(dpkg-deb -f "$deb" Version); old=${old%-*}
        [ ${#old} = ${#new} ]
        rm -rf /tmp/package && dpkg-deb -R "$deb" /tmp/package
        pattern=$(printf %s "$old" | sed 's/\./\\./g')
        [ ! -d "/tmp/package/usr/src/samepage-$old" ] || mv "/tmp/package/usr/src/samepage-$old" "/tmp/package/usr/src/samepage-$new"
        grep -rlF "$old" /tmp/package | xargs sed -i "s/$pattern/$new/g"
        dpkg-deb --root-owner-group -Znone -b /tmp/package "$folder"
    done
"""


def build():
    """Builds what changed; the .deb files."""
    run_logged([str(BUILD_DEB)], paths.BUILD / "deb.log")
    files = sorted(OUT.glob("*.deb"))
    if not files:
        raise LabError(f"{BUILD_DEB} made no packages")
    return files


def install(vm):
    """Installs all in the VM as an admin would, by one name: apt, DKMS and so on."""
    _with_apt(vm, build(), "install samepage")


def upgrade(vm, files):
    """Installs these over others, as an admin would."""
    _with_apt(vm, files, "upgrade")


def _with_apt(vm, files, arguments):
    offer(vm, files)
    with _compiled_here(vm, _module_of(files)):
        get(vm, arguments)


def offer(vm, files):
    """An archive with these packages, which is all that apt in the VM can reach."""
    index = rootfs.run("sh", "-ec", 'mkdir /tmp/archive && cp "$@" /tmp/archive && cd /tmp/archive && dpkg-scanpackages -m .', "sh",
                       *(file.relative_to(paths.TOP) for file in files), capture_output=True, text=True, check=True).stdout
    vm.run(["rm", "-rf", ARCHIVE])
    vm.put_many({f"{ARCHIVE}/{file.name}": file for file in files})
    vm.put_text(index, f"{ARCHIVE}/Packages")
    vm.put_text(f"deb [trusted=yes] file:{ARCHIVE} ./\n", _SOURCE)
    get(vm, "update")


def get(vm, arguments):
    """apt-get in the VM, with Debian's default of what it installs besides; the root file system has another one."""
    return vm.run(f"DEBIAN_FRONTEND=noninteractive apt-get -y -o Dir::Etc::SourceList={_SOURCE} -o Dir::Etc::SourceParts=- "
                  f"-o APT::Install-Recommends=true -o APT::Sandbox::User=root {arguments}", timeout=900)


def installed_state(lab):
    """The saved VM in which the packages are installed. The module's package goes in first:
    it takes most of the time, and it changes less often than the others."""
    files = build()
    module = _module_of(files)
    with_module = lab.derived("dkms", _content([module]), lambda vm: _with_apt(vm, [module], "install samepage-dkms"))
    return lab.derived("packages", _content(files), lambda vm: _install_rest(vm, files), base=with_module)


def _install_rest(vm, files):
    offer(vm, files)
    get(vm, "install samepage")


def _module_of(files):
    module, = [file for file in files if "-dkms_" in file.name]
    return module


@contextlib.contextmanager
def _compiled_here(vm, module):
    """DKMS in the VM does all that it does, but for the compiler's work, which takes minutes there: that is
    done here, with the package's source."""
    vm.put(_compiled(module), "/root/samepage.ko")
    vm.run(f"mkdir -p /etc/dkms; echo 'MAKE[0]=\"cp /root/samepage.ko .\"' >{_OVERRIDE}")
    yield
    vm.run(["rm", _OVERRIDE, "/root/samepage.ko"])


def _compiled(module):
    """samepage.ko for the VM's kernel, out of the source in the .deb."""
    script = ('rm -rf "$1"; dpkg-deb -x "$0" "$1" && cd "$1"/usr/src/samepage-* && '
              'make -C "/lib/modules/$2/build" M="$PWD" -j2 modules')
    folder = paths.BUILD / "deb-module"
    run_logged([str(paths.IN_ROOTFS), "sh", "-c", script, str(module.relative_to(paths.TOP)),
                str(folder.relative_to(paths.TOP)), rootfs.kernel_version()], paths.BUILD / "deb-module.log")
    return next(folder.glob("usr/src/samepage-*/samepage.ko"))


def renumbered(files, version):
    """The same packages as if they were of another version, which is as long as their own."""
    folder = OUT / "renumbered"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    run_logged([str(paths.IN_ROOTFS), "sh", "-ec", _RENUMBER, "sh", version, str(folder.relative_to(paths.TOP)),
                *(str(file.relative_to(paths.TOP)) for file in files)], paths.BUILD / "deb-renumbered.log")
    return sorted(folder.glob("*.deb"))


def _content(files):
    return [[file.name, hashlib.sha256(file.read_bytes()).hexdigest()] for file in files]
