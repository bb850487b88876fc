#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A worker as many services have several of: loads its data once, then waits for requests.

The data is what this machine holds: the largest shared libraries (as a scanner
or an indexer would hold them) and the package database, parsed. Answers the
line "sum" with a checksum of all of it.
"""
import hashlib
import pathlib
import sys


def libraries(total):
    """The contents of the largest libraries, `total` bytes or a little more."""
    files = [file for file in pathlib.Path("/usr/lib/x86_64-linux-gnu").glob("*.so*")
             if file.is_file() and not file.is_symlink()]
    contents, size = [], 0
    for file in sorted(files, key=lambda f: (-f.stat().st_size, f.name)):
        if size >= total:
            break
        contents.append(file.read_bytes())
        size += len(contents[-1])
    return contents


def packages():
    """{package: {field: value}} out of the package database."""
    found = {}
    for paragraph in pathlib.Path("/var/lib/dpkg/status").read_text().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in paragraph.splitlines() if ": " in line and line[0] != " ")
        if "Package" in fields:
            found[fields["Package"]] = fields
    return found


def main():
    blobs = libraries(int(sys.argv[1]) << 20)
    table = packages()
    print(f"ready: {sum(map(len, blobs)) >> 20} MiB of libraries, {len(table)} packages", flush=True)
    for _ in sys.stdin:
        digest = hashlib.sha256()
        for blob in blobs:
            digest.update(blob)
        digest.update(repr(sorted((name, sorted(fields.items())) for name, fields in table.items())).encode())
        print(digest.hexdigest(), flush=True)


main()
