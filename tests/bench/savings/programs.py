# SPDX-License-Identifier: GPL-2.0-or-later
"""The real programs whose memory is merged, several instances of each, and how one knows that they are up."""

from dataclasses import dataclass

HERE = "/opt/savings"


@dataclass
class Program:
    """`command` is shell and starts one instance ($N: its number), in the foreground; `ready` is shell that
    succeeds once instance $N is up. `once` prepares before."""
    name: str
    instances: int
    command: str
    ready: str
    once: str = "true"
    user: str = "1001"


def _answers(path):
    return f"python3 -c 'import urllib.request; urllib.request.urlopen(\"http://127.0.0.1:\" + \"$((8000 + N))\" + \"{path}\").read()'"


PROGRAMS = [
    Program("Python workers with the same 64 MiB of data (numpy)", 4,
            f"exec python3 {HERE}/python_data.py /usr/lib/llvm-*/lib/libLLVM*.so.1 >/tmp/data-$N", "grep -q ready /tmp/data-$N"),
    Program("Python web application (gunicorn, Flask, SQLAlchemy), 4 workers each", 2,
            f"cd {HERE} && exec gunicorn --workers 4 --bind 127.0.0.1:$((8000 + N)) python_web:app", _answers("/")),
    Program("Java: the JDK's web server (OpenJDK 21)", 4,
            "cd /usr/share/doc && exec java -m jdk.httpserver -b 127.0.0.1 -p $((8000 + N))", _answers("/")),
    Program("Node.js: the TypeScript language server, as editors start it", 4,
            "cd /tmp && tail -f /dev/null | exec node $(dpkg -L node-typescript | grep '/tsserver.js$' | head -n1) >/tmp/tsserver-$N",
            "grep -q typingsInstallerPid /tmp/tsserver-$N"),
    Program("PostgreSQL 17 with pgbench's tables", 3,
            "export PATH=/usr/lib/postgresql/17/bin:$PATH && cd /tmp && initdb -A trust -D /tmp/pg-$N >/tmp/initdb-$N && "
            "exec postgres -D /tmp/pg-$N -p $((5500 + N)) -k /tmp",
            "/usr/lib/postgresql/17/bin/pgbench -q -i -s 5 -h /tmp -p $((5500 + N)) postgres",
            user="postgres"),
    Program("QEMU guests: Debian's kernel and its initrd", 3,
            f"exec qemu-system-x86_64 -nodefaults -display none -m 256 -kernel {HERE}/vmlinuz -initrd {HERE}/initrd "
            "-append 'console=ttyS0 break=top' -serial file:/tmp/guest-$N", "grep -q '(initramfs)' /tmp/guest-$N"),
    Program("Web browser (surf, WebKitGTK) with the same page", 4,
            f"export DISPLAY=:1 HOME=/tmp/surf-$N GDK_BACKEND=x11 && mkdir -p $HOME && exec surf file://{HERE}/page.html",
            "test $(pgrep -c WebKitWebProces) -ge $N && sleep 20"),
]
