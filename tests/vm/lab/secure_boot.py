# SPDX-License-Identifier: GPL-2.0-or-later
"""A VM that boots through UEFI with Secure Boot, and has a machine owner's key (MOK) enrolled.

The firmware trusts whoever signed the kernel, and starts it itself. What is left out is shim: it would hand the
enrolled keys to the kernel in the variable MokListRT, and here that one is in the firmware's store from the start.
"""

import json
import os
import struct
import tempfile
import uuid
from dataclasses import replace
from pathlib import Path

from . import paths, rootfs
from .progress import run_logged

_FIRMWARE = paths.ROOTFS / "usr/share/OVMF/OVMF_CODE_4M.secboot.fd"
_GLOBAL = "8be4df61-93ca-11d2-aa0d-00e098032b8c"
_SHIM = "605dab50-e046-4300-abb6-3dd810dd8b23"
_X509 = "a5c059a1-94e4-4aa7-87b5-ab155c2bf072"
_OWNER = "77fa9abd-0359-4d32-bd60-28f4e78f784b"
_KEPT_AND_SHOWN = 0x7  # non-volatile, while booting and for the kernel
# --enroll-generate makes the platform's own keys and switches Secure Boot on.
_MAKE_STORE = r"""
    cd "$1"
    pe-listsigs --extract "/boot/vmlinuz-$2" >signatures
    set --
    for signer in *.pem; do set -- "$@" --add-db OWNER "$signer"; done
    virt-fw-vars --input /usr/share/OVMF/OVMF_VARS_4M.fd --output store.fd --enroll-generate "samepage lab" --no-microsoft \
        --secure-boot "$@" --set-json variables.json
""".replace("OWNER", _OWNER)


def booting(state, certificate):
    """The disk of the saved `state`, to be booted with Secure Boot on and with `certificate` (DER) enrolled as a MOK."""
    folder = Path(tempfile.mkdtemp(prefix="secure-boot-", dir=paths.LAB))
    given = dict(zip(state.boot[::2], state.boot[1::2]))
    # QEMU changes a kernel that it loads itself, so that no signature would fit.
    (folder / "system").mkdir()
    os.link(given["-kernel"], folder / "system/vmlinuz")
    os.link(given["-initrd"], folder / "system/initrd")
    # Here the firmware leaves the timer in a state that a busy machine may take for broken.
    arguments = f"{given['-append']} no_timer_check initrd=\\initrd"
    variables = [(_GLOBAL, "Boot0000", _boot_entry("\\vmlinuz", arguments)), (_GLOBAL, "BootOrder", b"\0\0"),
                 (_SHIM, "MokListRT", _signature_list(certificate)),
                 # The owner trusts these keys for modules too, which is what shim says by default.
                 (_SHIM, "MokListTrustedRT", b"\1")]
    (folder / "variables.json").write_text(json.dumps({"version": 2, "variables": [
        {"name": name, "guid": guid, "attr": _KEPT_AND_SHOWN, "data": data.hex()} for guid, name, data in variables]}))
    run_logged([str(paths.IN_ROOTFS), "sh", "-ec", _MAKE_STORE, "sh", str(folder.relative_to(paths.TOP)),
                rootfs.kernel_version()], paths.LAB / "secure-boot.log")
    # The firmware keeps its keys from the system by system management mode, which this machine has.
    hardware = ["q35,smm=on" if word == "pc" else word for word in state.hardware]
    hardware += ["-global", "driver=cfi.pflash01,property=secure,value=on",
                 "-drive", f"if=pflash,unit=0,format=raw,readonly=on,file={_FIRMWARE}",
                 "-drive", f"if=pflash,unit=1,format=raw,file={folder / 'store.fd'}",
                 "-drive", f"if=none,id=system,format=raw,readonly=on,file=fat:{folder / 'system'}",
                 "-device", "virtio-blk-pci,drive=system"]
    return replace(state, hardware=hardware, boot=[], memory=None)


def wait_until_up(vm):
    """Waits until it has booted, which takes longer with the firmware."""
    vm.wait_for_agent(600)
    vm.run("ip link set lo up; systemctl is-system-running --wait", check=False, timeout=300)


def _boot_entry(path, arguments):
    """An EFI_LOAD_OPTION for a file on whatever disk has it."""
    name = path.encode("utf-16-le") + b"\0\0"
    where = struct.pack("<BBH", 4, 4, 4 + len(name)) + name + struct.pack("<BBH", 0x7F, 0xFF, 4)
    return struct.pack("<IH", 1, len(where)) + "system\0".encode("utf-16-le") + where + arguments.encode("utf-16-le") + b"\0\0"


def _signature_list(certificate):
    """An EFI_SIGNATURE_LIST with one EFI_SIGNATURE_DATA."""
    data = uuid.UUID(_OWNER).bytes_le + certificate
    return uuid.UUID(_X509).bytes_le + struct.pack("<III", 28 + len(data), 0, len(data)) + data
