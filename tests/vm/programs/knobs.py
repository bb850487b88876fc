# SPDX-License-Identifier: GPL-2.0-or-later
"""The files of /sys/kernel/samepage as an admin without a plan would use them. They are read from
the directory, so a new one is covered without a line here."""
import errno
import os

SYSFS = "/sys/kernel/samepage"

# Refusals that a file may answer with; anything else ends the test.
REFUSALS = (errno.EINVAL, errno.ERANGE, errno.EBUSY, errno.EINTR, errno.ENOMEM, errno.EOPNOTSUPP, errno.EAGAIN)
# The module went away between two looks.
GONE = (errno.ENOENT, errno.ENODEV)

NUMBERS = ["0", "1", "2", "3", "7", "50", "100", "1000", "20000"]
LARGE = ["2147483647", "2147483648", "4294967295", "4294967296", "9223372036854775808", "18446744073709551615",
         "18446744073709551616"]
NONSENSE = ["", "\n", " ", "-1", "-0", "1.5", "0x10", "abc", "1 2", "1\n2", "9" * 100, "x" * 4000, "\0", "\xff\xfe",
            "%s%n", "none", "[none]", "scan-time"]
# What other files of the kernel take as words: modes that may be there.
WORDS = ["all", "one", "user", "cgroup", "process", "none", "scan-time", "zero", "on", "off"]


def read(name):
    with open(f"{SYSFS}/{name}", encoding="latin-1") as file:
        return file.read().strip()


def number(name):
    return int(read(name))


def numbers():
    """{file: number} of those that hold one."""
    found = {name: read(name) for name in os.listdir(SYSFS)}
    return {name: int(text) for name, text in found.items() if text.lstrip("-").isdigit()}


def write(name, value):
    """Writes in one system call, as echo does."""
    fd = os.open(f"{SYSFS}/{name}", os.O_WRONLY)
    try:
        os.write(fd, str(value).encode("latin-1"))
    finally:
        os.close(fd)


def writable():
    return sorted(name for name in os.listdir(SYSFS)
                  if os.path.isfile(f"{SYSFS}/{name}") and os.stat(f"{SYSFS}/{name}").st_mode & 0o200)


def remember():
    """{file: what it says now}, for put_back(); words in brackets are the chosen ones."""
    found = {}
    for name in writable():
        text = read(name)
        found[name] = text[text.index("[") + 1:text.index("]")] if "[" in text else text
    return found


def put_back(values):
    """Everything as it was remembered. What is refused while pages are merged comes second."""
    for attempt in (0, 1):
        for name, value in values.items():
            try:
                if name != "run":
                    write(name, value)
            except OSError as error:
                if error.errno not in REFUSALS:
                    raise
        if attempt == 0:
            write("run", 2)


def random_value(chance, name):
    """Something for this file, likely to be taken or not."""
    if name == "run":
        return chance.choice(["0", "1", "1", "1", "2", *NONSENSE])
    kind = chance.randrange(10)
    if kind < 6:
        try:
            now = read(name)
        except OSError:
            now = ""
        words = now.replace("[", " ").replace("]", " ").split()
        if words and not words[0].lstrip("-").isdigit():
            return chance.choice(words + WORDS)
        return chance.choice(NUMBERS)
    return chance.choice(LARGE if kind == 6 else NONSENSE)


def read_everything():
    for name in os.listdir(SYSFS):
        with open(f"{SYSFS}/{name}", "rb") as file:
            if not file.read():
                raise AssertionError(f"{name} is empty")
