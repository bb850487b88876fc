#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A worker that holds a data set: the bytes of a file as an array of numpy, as models and tables are held."""
import signal
import sys

import numpy

data = numpy.fromfile(sys.argv[1], dtype=numpy.uint8, count=64 << 20)
print("ready", len(data), flush=True)
signal.pause()
