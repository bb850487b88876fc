# SPDX-License-Identifier: GPL-2.0-or-later
"""One program on the bus, run as the user to be. It takes commands as JSON
lines on standard input and answers each with a JSON line on standard output;
calls are asynchronous, so that many can be under way."""

import json
import os
import subprocess
import sys
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME = "org.samepage.Samepage1"
PATH = "/org/samepage/Samepage1"
POLKIT = "org.freedesktop.PolicyKit1"
POLKIT_PATH = "/org/freedesktop/PolicyKit1/Authority"
AGENT_PATH = "/org/samepage/TestAgent"
AGENT_XML = """<node><interface name="org.freedesktop.PolicyKit1.AuthenticationAgent">
  <method name="BeginAuthentication">
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="a{ss}" direction="in"/><arg type="s" direction="in"/>
    <arg type="a(sa{sv})" direction="in"/>
  </method>
  <method name="CancelAuthentication"><arg type="s" direction="in"/></method>
</interface></node>"""


class Caller:
    def __init__(self):
        # Another user for the bus than for the rest of its life.
        user = os.environ.get("SAMEPAGE_TEST_CONNECT_AS")
        if user:
            os.setresuid(int(user), int(user), 0)
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SYSTEM_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        if user:
            os.setresuid(0, 0, 0)
        self.prompts = {}  # cookie -> invocation that waits for the person
        self.children = []

    # --- talking to the test -------------------------------------------------
    def tell(self, **what):
        print(json.dumps(what), flush=True)

    def failed(self, number, error):
        name = Gio.DBusError.get_remote_error(error) or "local"
        Gio.DBusError.strip_remote_error(error)
        self.tell(id=number, error=name, message=error.message)

    # --- commands ------------------------------------------------------------
    def do_call(self, id, method, interface, arguments, interactive=False, pidfd_of=None,
                fd=None, timeout=30000, destination=NAME, path=PATH):
        fds = None
        if pidfd_of is not None:
            fds = Gio.UnixFDList.new()
            own = os.pidfd_open(pidfd_of)
            fds.append(own)
            os.close(own)
        elif fd is not None:
            fds = Gio.UnixFDList.new()
            own = os.open(fd, os.O_RDONLY)
            fds.append(own)
            os.close(own)
        flags = Gio.DBusCallFlags.NONE
        if interactive:
            flags = Gio.DBusCallFlags.ALLOW_INTERACTIVE_AUTHORIZATION
        parsed = GLib.Variant.parse(None, arguments, None, None)

        def done(bus, result):
            try:
                reply, _ = bus.call_with_unix_fd_list_finish(result)
                self.tell(id=id, reply=list(reply.unpack()))
            except GLib.Error as error:
                self.failed(id, error)

        self.bus.call_with_unix_fd_list(destination, path, interface, method, parsed, None, flags,
                                        timeout, fds, None, done)

    def do_watch(self, id):
        """Tells of every signal of the service from now on."""
        self.bus.signal_subscribe(
            NAME, None, None, None, None, Gio.DBusSignalFlags.NONE,
            lambda _bus, _sender, _path, _interface, signal, arguments:
            self.tell(signal=signal, arguments=list(arguments.unpack())))
        # Only when the bus answers a later call is the rule in place.
        self.do_call(id, "GetId", "org.freedesktop.DBus", "()", destination="org.freedesktop.DBus",
                     path="/org/freedesktop/DBus")

    def do_flood(self, id, seconds):
        """As many calls as go through, whose answers nobody wants."""
        end, sent = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            for _ in range(50):
                message = Gio.DBusMessage.new_method_call(NAME, PATH, "org.freedesktop.DBus.Properties", "Get")
                message.set_body(GLib.Variant("(ss)", (NAME + ".Engine", "State")))
                message.set_flags(Gio.DBusMessageFlags.NO_REPLY_EXPECTED)
                self.bus.send_message(message, Gio.DBusSendMessageFlags.NONE)
                sent += 1
            self.bus.flush_sync(None)
        self.tell(id=id, reply=[sent])

    def do_spawn(self, id):
        """A process of this user that sleeps."""
        child = subprocess.Popen(["sleep", "1000"])
        self.children.append(child)
        self.tell(id=id, reply=[child.pid])

    def do_agent(self, id):
        """From now on prompts for this program's calls are shown to the test."""
        info = Gio.DBusNodeInfo.new_for_xml(AGENT_XML).interfaces[0]
        self.bus.register_object(AGENT_PATH, info, self.agent_called, None, None)
        with open("/proc/self/stat", encoding="ascii", errors="replace") as stat:
            start_time = int(stat.read().rpartition(")")[2].split()[19])
        arguments = GLib.Variant("((sa{sv})ss)", (
            ("unix-process", {"pid": GLib.Variant("u", os.getpid()),
                              "start-time": GLib.Variant("t", start_time),
                              "uid": GLib.Variant("i", os.getuid())}), "C", AGENT_PATH))
        self.do_call(id, "RegisterAuthenticationAgent", POLKIT + ".Authority", arguments.print_(True),
                     destination=POLKIT, path=POLKIT_PATH)

    def agent_called(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        if method == "BeginAuthentication":
            action, message, _icon, details, cookie, identities = arguments.unpack()
            self.prompts[cookie] = invocation
            self.tell(signal="Prompt", arguments=[action, message, details, cookie,
                                                  [kind for kind, _ in identities]])
        else:
            cookie = arguments.unpack()[0]
            waiting = self.prompts.pop(cookie, None)
            if waiting:
                waiting.return_dbus_error(POLKIT + ".Error.Cancelled", "cancelled")
            invocation.return_value(None)
            self.tell(signal="PromptCancelled", arguments=[cookie])

    def do_close_prompt(self, id, cookie, dismiss):
        invocation = self.prompts.pop(cookie)
        if dismiss:
            invocation.return_dbus_error(POLKIT + ".Error.Cancelled", "dismissed")
        else:
            invocation.return_value(None)
        self.tell(id=id, reply=[])

    def do_exit(self, id):
        self.tell(id=id, reply=[])
        os._exit(0)


def main():
    caller = Caller()
    loop = GLib.MainLoop()

    def command(source, _condition):
        line = source.readline()
        if not line:
            loop.quit()
            return False
        request = json.loads(line)
        operation = request.pop("do")
        try:
            getattr(caller, "do_" + operation)(**request)
        except Exception as error:  # the test sees it as the answer
            caller.tell(id=request["id"], error="local", message=repr(error))
        return True

    # Unbuffered, or lines would wait in a buffer that the loop does not see.
    stdin = os.fdopen(sys.stdin.fileno(), "rb", 0)
    GLib.io_add_watch(stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP,
                      lambda _fd, condition: command(stdin, condition))
    caller.tell(name=caller.bus.get_unique_name())
    try:
        loop.run()
    finally:
        for child in caller.children:
            child.kill()
            child.wait()


main()
