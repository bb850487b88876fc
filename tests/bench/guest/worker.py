# SPDX-License-Identifier: GPL-2.0-or-later
"""One of several equal workers: Python with big libraries and the data they made of some input.

Asks for its own merging, as a service would, prints "ready", and waits for the end of its input.
"""

import ctypes
import importlib
import random
import sys

_LIBRARIES = """argparse ast asyncio bz2 calendar cmd code codecs concurrent.futures configparser csv ctypes curses
    datetime dbm decimal difflib dis doctest email.mime.multipart email.parser encodings.idna enum filecmp fractions
    ftplib gettext gzip hashlib html.parser http.client http.cookiejar http.server imaplib importlib.metadata inspect
    ipaddress json logging.config logging.handlers lzma mailbox mimetypes multiprocessing.pool numbers optparse pathlib
    pdb pickle pickletools platform plistlib poplib pprint profile pydoc pyclbr queue re sched secrets selectors shelve
    shlex smtplib socketserver sqlite3 ssl statistics string subprocess symtable tarfile telnetlib tempfile textwrap
    threading timeit tokenize trace traceback types typing unittest.mock urllib.request urllib.robotparser uuid venv
    wave weakref webbrowser xml.dom.minidom xml.etree.ElementTree xml.sax xmlrpc.client zipfile zoneinfo""".split()

PR_SET_MEMORY_MERGE = 67


def main():
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_MEMORY_MERGE, 1, 0, 0, 0) != 0:
        sys.exit("this kernel does not let a process ask for its merging")
    loaded = []
    for name in _LIBRARIES:
        try:
            loaded.append(importlib.import_module(name))
        except ImportError:  # this Python comes without it
            pass
    same = random.Random(1)
    table = {f"key {number}": [same.random() for _ in range(8)] for number in range(int(sys.argv[1]))}
    blobs = [same.randbytes(1 << 16) for _ in range(int(sys.argv[1]) // 200)]
    print("ready", len(loaded), len(table), len(blobs), flush=True)
    sys.stdin.read()


main()
