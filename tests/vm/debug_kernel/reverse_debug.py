# SPDX-License-Identifier: GPL-2.0-or-later
"""The tests of the reverse map that need one machine only, on the debug kernel. Run by ./check torture, after the
torment, which moves pages between NUMA nodes too; memory can only be taken out of a machine with ACPI, which this one
starts without."""

import test_module_reverse as reverse
from test_module_reverse import module  # noqa: F401 - a fixture

globals().update({name: test for name, test in vars(reverse).items()
                  if name.startswith("test_") and "numa_vm" not in test.__code__.co_varnames})
