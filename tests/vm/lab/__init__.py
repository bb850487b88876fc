# SPDX-License-Identifier: GPL-2.0-or-later
"""The lab: a Debian 13 root file system to build in and a VM to test in."""
