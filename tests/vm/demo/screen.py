# SPDX-License-Identifier: GPL-2.0-or-later
"""The application on this machine's own display, connected to the VM's system bus.

The packages' files are unpacked into a folder of the lab's root file system and run
there, since this machine may have neither Qt 6.8 nor sdbus-c++ 2. The VM's bus comes
through a port on 127.0.0.1 that exists only while the demo runs.
"""

import os
import subprocess
import tempfile
from pathlib import Path

from lab import paths
from lab.children import bound

BUS_PORT = 7777
ADMIN_UID = 1000


def here():
    """Whether there is an X11 display that the application can use."""
    return bool(os.environ.get("DISPLAY"))


def open_bus(vm):
    """The address of the VM's system bus, as its user admin, from here."""
    vm.start(["socat", f"TCP-LISTEN:{BUS_PORT},fork,reuseaddr", "UNIX-CONNECT:/run/dbus/system_bus_socket"],
             user="admin")
    vm.run(f"until ss -tln | grep -q :{BUS_PORT}; do sleep 0.1; done")
    return f"tcp:host=127.0.0.1,port={vm.forward(BUS_PORT)}"


def show(address, debs):
    """Runs the application until its window is closed; its exit code."""
    script = """
        set -e
        bus=$1 uid=$2; shift 2
        root=/run/samepage-app
        mkdir -p $root /tmp/home
        for deb in "$@"; do dpkg-deb -x "$deb" $root; done
        chown "$uid" /tmp/home
        exec setpriv --reuid "$uid" --clear-groups env HOME=/tmp/home XDG_DATA_DIRS=$root/usr/share:/usr/share \\
            DBUS_SYSTEM_BUS_ADDRESS="$bus" $root/usr/bin/samepage
    """
    binds = ["--bind", "/tmp/.X11-unix"]
    environment = [f"DISPLAY={os.environ['DISPLAY']}"]
    authority = Path(os.environ.get("XAUTHORITY") or Path.home() / ".Xauthority")
    with tempfile.NamedTemporaryFile(prefix="samepage-xauthority-", dir="/tmp") as readable:
        if authority.is_file():
            # The application does not run as root there, so it gets a copy that it may read.
            readable.write(authority.read_bytes())
            readable.flush()
            os.chown(readable.name, ADMIN_UID, ADMIN_UID)
            binds += ["--bind", readable.name]
            environment.append(f"XAUTHORITY={readable.name}")
        command = [str(paths.IN_ROOTFS), *binds, "env", *environment, "bash", "-c", script, "bash", address,
                   str(ADMIN_UID), *["/src/" + str(deb.relative_to(paths.TOP)) for deb in debs]]
        return subprocess.run(bound(command), check=False).returncode
