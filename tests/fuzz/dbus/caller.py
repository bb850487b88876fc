# SPDX-License-Identifier: GPL-2.0-or-later
"""One user's program that calls the service with whatever comes to its mind:

  caller.py SEED PROCESSES     (JSON: the pids and start times it knows)

until its standard input is closed; then it waits for the answers and prints
what they were, as JSON."""

import collections
import json
import os
import random
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

from values import Values, split  # noqa: E402

NAME, PATH = "org.samepage.Samepage1", "/org/samepage/Samepage1"
TREE = Path(__file__).resolve().parents[3]
AT_A_TIME = 24
ANSWER_WITHIN = 60_000  # milliseconds
# They belong to sd-bus more than to us, but the process is the same one.
STANDARD = [("org.freedesktop.DBus.Properties", "Get", ["s", "s"]),
            ("org.freedesktop.DBus.Properties", "Set", ["s", "s", "v"]),
            ("org.freedesktop.DBus.Properties", "GetAll", ["s"]),
            ("org.freedesktop.DBus.Introspectable", "Introspect", []),
            ("org.freedesktop.DBus.Peer", "Ping", [])]


def methods():
    """(interface, method, types) of all that dbus/*.xml have."""
    found = list(STANDARD)
    for file in sorted((TREE / "dbus").glob(f"{NAME}.*.xml")):
        for interface in ET.parse(file).getroot():
            for method in interface.findall("method"):
                kinds = [arg.get("type") for arg in method.findall("arg") if arg.get("direction") == "in"]
                found.append((interface.get("name"), method.get("name"), kinds))
    return found


class Caller:
    def __init__(self, seed, processes):
        self.random = random.Random(seed)
        self.processes = [tuple(process) for process in processes]
        self.values = Values(self.random, self.processes)
        self.methods = methods()
        self.loop = GLib.MainLoop()
        self.under_way = 0
        self.stopping = False
        self.answers = collections.Counter()
        self.late = collections.Counter()
        self.bus = self.connect()

    @staticmethod
    def connect():
        return Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SYSTEM_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

    def arguments(self, kinds):
        """Mostly of the right types, and often about a process that is there."""
        choice = self.random.random()
        if choice < 0.1:
            kinds = [self.values.kind() for _ in range(self.random.randrange(5))]
        elif choice < 0.15:
            kinds = kinds[:-1]
        elif choice < 0.2:
            kinds = [*kinds, self.values.kind()]
        values = [self.values.of(kind) for kind in kinds]
        if kinds[:2] == ["u", "t"] and self.random.random() < 0.7:
            pid, start = self.random.choice(self.processes)
            values[:2] = [GLib.Variant("u", pid), GLib.Variant("t", start)]
        for at, kind in enumerate(kinds):
            if kind == "a{sv}" and self.random.random() < 0.5:
                values[at] = GLib.Variant("a{sv}", {})
        return values

    def file(self):
        choice = self.random.random()
        if choice < 0.7:
            try:
                return os.pidfd_open(self.random.choice(self.processes)[0])
            except OSError:
                pass
        return os.open(self.random.choice(["/dev/null", "/", "/proc/self/stat"]), os.O_RDONLY)

    def message(self):
        interface, method, kinds = self.random.choice(self.methods)
        if self.random.random() < 0.03:
            method = self.random.choice(["", "Frob"]) or "Mark" * 50
        path = PATH if self.random.random() < 0.98 else self.random.choice(["/", PATH + "/1"])
        message = Gio.DBusMessage.new_method_call(NAME, path, interface, method)
        values = self.arguments(kinds)
        message.set_body(GLib.Variant.new_tuple(*values))
        if "h" in kinds or self.random.random() < 0.05:
            files = Gio.UnixFDList.new()
            for _ in range(self.random.choice([0, 1, 1, 1, 2, 9])):
                own = self.file()
                files.append(own)
                os.close(own)
            message.set_unix_fd_list(files)
        if self.random.random() < 0.2:
            message.set_flags(Gio.DBusMessageFlags.ALLOW_INTERACTIVE_AUTHORIZATION)
        return message, f"{interface.rpartition('.')[2]}.{method[:20]}"

    def call(self):
        message, what = self.message()
        if self.random.random() < 0.03:
            message.set_flags(message.get_flags() | Gio.DBusMessageFlags.NO_REPLY_EXPECTED)
            self.bus.send_message(message, Gio.DBusSendMessageFlags.NONE)
            self.answers["none wanted"] += 1
            return
        self.under_way += 1
        bus = self.bus

        def answered(_, result):
            self.under_way -= 1
            try:
                reply = bus.send_message_with_reply_finish(result)
                failed = reply.get_message_type() == Gio.DBusMessageType.ERROR
                answer = reply.get_error_name() if failed else "fine"
            except GLib.Error as error:
                answer = error.message
                if error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT):
                    self.late[what] += 1
            self.answers[answer] += 1
            self.go_on()

        bus.send_message_with_reply(message, Gio.DBusSendMessageFlags.NONE, ANSWER_WITHIN, None, answered)

    def go_on(self):
        if self.stopping:
            if self.under_way == 0:
                self.loop.quit()
            return
        if self.random.random() < 0.0005:
            self.bus.close_sync(None)  # in the middle of whatever is under way
            self.bus = self.connect()
        while self.under_way < AT_A_TIME:
            self.call()

    def run(self):
        def stop(*_):
            self.stopping = True
            self.go_on()
            return False

        GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_HIGH, GLib.IO_IN | GLib.IO_HUP, stop)
        GLib.idle_add(lambda: self.go_on() and False)
        self.loop.run()
        print(json.dumps({"answers": self.answers, "late": self.late}))



Caller(int(sys.argv[1]), json.loads(sys.argv[2])).run()
