# SPDX-License-Identifier: GPL-2.0-or-later
"""Where things are. Everything the lab makes is below build/lab."""

import os
from pathlib import Path

LAB_SOURCE = Path(__file__).resolve().parent
TOP = LAB_SOURCE.parents[2]
BUILD = TOP / "build"
LAB = BUILD / "lab"
ROOTFS = Path(os.environ.get("SAMEPAGE_ROOTFS") or LAB / "rootfs")
PACKAGES = LAB_SOURCE / "packages.txt"
GUEST = LAB_SOURCE / "guest"
IN_ROOTFS = LAB_SOURCE / "in-rootfs"
