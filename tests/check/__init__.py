# SPDX-License-Identifier: GPL-2.0-or-later
"""What ./check runs, one file for each stage."""
