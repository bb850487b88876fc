# SPDX-License-Identifier: GPL-2.0-or-later
"""A kernel with every debugging option that finds mistakes in the module: Debian's kernel
source, tinyconfig and tests/vm/debug_kernel/config. Built once, kept below build/lab."""

import hashlib
import re
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from . import boot, host, lock, machine, paths, rootfs
from .progress import LabError, run_logged, step
from .state import Lab, State

FRAGMENT = paths.TOP / "tests/vm/debug_kernel/config"
INIT = paths.TOP / "tests/vm/debug_kernel/init.sh"
FOLDER = paths.LAB / "debug-kernel"

# Two NUMA nodes of one CPU each. KASAN takes an eighth of the memory for itself.
_NODE_MIB = 1536
_HARDWARE = [
    "-smp", f"{boot.CPUS},sockets={boot.CPUS},cores=1,threads=1",
    "-object", f"memory-backend-ram,id=memory0,size={_NODE_MIB}M", "-numa", "node,nodeid=0,cpus=0,memdev=memory0",
    "-object", f"memory-backend-ram,id=memory1,size={_NODE_MIB}M", "-numa", "node,nodeid=1,cpus=1,memdev=memory1",
]
# ACPI's description of the interrupts is a program, which takes minutes here; nothing needs them.
# Without udev and systemd: a shell script from QEMU's fw_cfg is the first process.
_ARGUMENTS = ("root=/dev/vda rw console=ttyS0 ignore_loglevel net.ifnames=0 panic=-1 oops=panic "
              "watchdog_thresh=60 rcupdate.rcu_cpu_stall_timeout=120 mitigations=off preempt=full kmemleak=on "
              "page_poison=1 pci=noacpi init=/bin/sh -- -c \"mount -t sysfs sys /sys; "
              "exec bash /sys/firmware/qemu_fw_cfg/by_name/opt/samepage.init/raw\"")

_FETCH = r"""
    package=$1 version=$2 out=$3
    cd "$out"
    apt-get update -q
    chown _apt . 2>/dev/null || true
    apt-get download -q "$package=$version"
    dpkg-deb --fsys-tarfile "$package"_*.deb | tar --extract --to-stdout --wildcards './usr/src/*.tar.xz' |
        tar --extract --xz --strip-components=1
    rm "$package"_*.deb
"""
# A later line wins.
_CONFIGURE = r"""
    make -s -C "$1" O="$2" ARCH=x86_64 tinyconfig
    cat "$3" >> "$2/.config"
    make -s -C "$1" O="$2" ARCH=x86_64 olddefconfig
"""
# Only what building a module needs stays beside the image; vmlinux says where in the kernel
# an address of a report is.
_BUILD = r"""
    make -C "$1" O="$2" ARCH=x86_64 -j"$(nproc)" KBUILD_BUILD_TIMESTAMP=1970-01-01 bzImage modules
    find "$2" -name '*.o' ! -path '*/scripts/*' ! -path '*/tools/*' -delete
    find "$2" -name '*.a' -delete
    rm -f "$2"/.tmp_vmlinux*
"""


@dataclass
class DebugKernel:
    """`image` to boot, and `tree` to build modules against (a path in the root file system)."""
    image: Path
    tree: str


def ensure():
    """The debug kernel, built now if this configuration of this kernel version is not there yet (about 10 minutes)."""
    host.require_root()
    rootfs.ensure()
    release, version = _source_version()
    key = hashlib.sha256(f"{version}\n{FRAGMENT.read_text()}\n{_CONFIGURE}".encode()).hexdigest()[:16]
    objects = FOLDER / f"kernel-{key}"
    with lock.held(paths.LAB / "debug-kernel.lock", message="waiting for another lab that builds the debug kernel"):
        if not (objects / "built").exists():
            source = _source(release, version)
            _build(source, objects)
            (objects / "built").touch()
        for old in FOLDER.glob("kernel-*"):
            if old != objects and not old.name.endswith(".new"):
                shutil.rmtree(old, ignore_errors=True)
    return DebugKernel(objects / "arch/x86/boot/bzImage", _inside(objects))


def _inside(path):
    return f"/src/{path.relative_to(paths.TOP)}"


def _source_version():
    """('6.12', version of the Debian package) of the kernel that the root file system has."""
    release = rootfs.kernel_version()
    version = rootfs.run("dpkg-query", "-W", "-f", "${Version}", f"linux-image-{release}",
                         capture_output=True, text=True, check=True).stdout
    return ".".join(release.split(".")[:2]), version


def _source(release, version):
    """The unpacked source; its path never changes, since the build folder points to it."""
    source = FOLDER / f"source-{version}"
    if source.exists():
        return source
    for old in FOLDER.glob("source-*"):
        shutil.rmtree(old, ignore_errors=True)
    new = FOLDER / "source.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    with step(f"Debian's linux-source-{release} {version} (150 MB, 1.5 GB unpacked)"):
        run_logged([str(paths.IN_ROOTFS), "bash", "-euo", "pipefail", "-c", _FETCH, "fetch",
                    f"linux-source-{release}", version, _inside(new)], paths.LAB / "debug-kernel-source.log")
    new.rename(source)
    return source


def _build(source, objects):
    shutil.rmtree(objects, ignore_errors=True)
    objects.mkdir(parents=True)
    arguments = [_inside(source), _inside(objects), _inside(FRAGMENT)]
    run_logged([str(paths.IN_ROOTFS), "bash", "-euc", _CONFIGURE, "configure", *arguments],
               paths.LAB / "debug-kernel-config.log")
    _check_configuration((objects / ".config").read_text(), FRAGMENT.read_text())
    log = paths.LAB / "debug-kernel.log"
    with step("debug kernel (about 10 minutes with 2 CPUs)"), _progress(log):
        run_logged([str(paths.IN_ROOTFS), "bash", "-euc", _BUILD, "build", *arguments], log)


def _check_configuration(made, wanted):
    """Kconfig drops what does not fit without a word; here it is an error."""
    values = {line.split("=")[0]: line for line in made.splitlines() if line.startswith("CONFIG_")}
    missing = []
    for line in wanted.splitlines():
        off = re.fullmatch("# (CONFIG_\\w+) is not set", line)
        if off and off[1] in values:
            missing.append(line)
        elif line.startswith("CONFIG_") and values.get(line.split("=")[0]) != line:
            missing.append(line)
    if missing:
        raise LabError("the debug kernel's configuration lost: " + ", ".join(missing))


class _progress:
    """Tells every minute how many files the build has made."""

    def __init__(self, log):
        self._log = log
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self):
        self._thread.start()

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _tell(self):
        begin = time.monotonic()
        while not self._stop.wait(60):
            done = subprocess.run(["grep", "-c", r"^  \(CC\|AS\|LD\|AR\) ", self._log],
                                  capture_output=True, text=True, check=False).stdout.strip()
            print(f"lab: debug kernel: {done} files after {(time.monotonic() - begin) / 60:.0f} min", flush=True)


def state(lab=None):
    """What a VM with the debug kernel starts from: the lab's disk, and no saved memory: it boots, in half a minute."""
    kernel = ensure()
    ready = (lab or Lab()).ready()
    accelerator = "kvm" if "kvm" in ready.hardware[ready.hardware.index("-accel") + 1] else "tcg"
    hardware = machine.hardware(accelerator, 2 * _NODE_MIB, boot.CPUS) + _HARDWARE
    start = ["-kernel", str(kernel.image), "-append", _ARGUMENTS, "-fw_cfg", f"name=opt/samepage.init,file={INIT}"]
    return State(hardware, start, ready.disk.parents[1] / "base.raw", "raw")
