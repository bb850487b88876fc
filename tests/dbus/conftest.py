# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests share. They run inside private-bus, which has the bus and
polkitd; each test gets a service of its own, and callers as several users."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

import pytest

HERE = pathlib.Path(__file__).resolve().parent
ENGINE = "org.samepage.Samepage1.Engine"
PROCESSES = "org.samepage.Samepage1.Processes"
HISTORY = "org.samepage.Samepage1.History"
ERROR = "org.samepage.Samepage1.Error."
# A password is needed, and a prompt allowed; but there is no agent to show one.
NO_AGENT = ERROR + "NotAuthorizedNoAgent"
NEEDS_PASSWORD = "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired"
DEADLINE = 30  # seconds; nothing here takes as long unless it hangs


def start_time(pid):
    stat = pathlib.Path(f"/proc/{pid}/stat").read_text(errors="replace")
    return int(stat.rpartition(")")[2].split()[19])


def wait_until(condition, seconds=DEADLINE):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False


class CallError(Exception):
    def __init__(self, name, message):
        super().__init__(f"{name}: {message}")
        self.name, self.message = name, message


class Pending:
    """An answer that has not come yet."""

    def __init__(self):
        self.event = threading.Event()
        self.answer = None

    def result(self, seconds=DEADLINE):
        assert self.event.wait(seconds), f"no answer within {seconds} s"
        if "error" in self.answer:
            raise CallError(self.answer["error"], self.answer["message"])
        reply = self.answer["reply"]
        return reply[0] if len(reply) == 1 else reply

    def error(self, seconds=DEADLINE):
        try:
            reply = self.result(seconds)
        except CallError as error:
            return error
        raise AssertionError(f"it should have failed, but returned {reply!r}")


class Caller:
    """A program on the bus (caller.py) that runs as some user."""

    def __init__(self, user):
        self.user = user
        command = [sys.executable, str(HERE / "caller.py")]
        if user != "root":
            command = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *command]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)
        self.pending, self.signals, self.number = {}, [], 0
        self.news = threading.Condition()
        self.name = json.loads(self.process.stdout.readline())["name"]
        self.pid = self.process.pid
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            message = json.loads(line)
            with self.news:
                if "signal" in message:
                    self.signals.append((message["signal"], message["arguments"]))
                else:
                    pending = self.pending.pop(message["id"])
                    pending.answer = message
                    pending.event.set()
                self.news.notify_all()

    def send(self, do, **arguments):
        with self.news:
            self.number += 1
            pending = self.pending[self.number] = Pending()
            self.process.stdin.write(json.dumps({"id": self.number, "do": do, **arguments}) + "\n")
            self.process.stdin.flush()
        return pending

    # --- calls: start() returns at once, call() waits -------------------------
    def start(self, interface, method, arguments="()", **options):
        return self.send("call", interface=interface, method=method, arguments=arguments, **options)

    def call(self, interface, method, arguments="()", **options):
        return self.start(interface, method, arguments, **options).result()

    def get(self, name):
        return self.call("org.freedesktop.DBus.Properties", "Get", f"('{ENGINE}', '{name}')")

    def start_mark(self, method, pid, when=None, options="@a{sv} {}", **more):
        when = start_time(pid) if when is None else when
        return self.start(PROCESSES, method, f"(uint32 {pid}, uint64 {when}, {options})", **more)

    def mark(self, pid, when=None, **more):
        return self.start_mark("Mark", pid, when, **more).result()

    def unmark(self, pid, when=None, **more):
        return self.start_mark("Unmark", pid, when, **more).result()

    def list(self, options="@a{sv} {}", **more):
        return {row["pid"]: row for row in self.call(PROCESSES, "List", f"({options},)", **more)}

    def is_marked(self, pid):
        """Asked as root, whose answers no test depends on."""
        return self.list("{'scope': <'all'>}")[pid]["marked"]

    def spawn(self):
        return self.send("spawn").result()

    # --- signals --------------------------------------------------------------
    def watch(self):
        self.send("watch").result()

    def subscribe(self):
        """As watch(), and to what only subscribers are told."""
        self.watch()
        self.call(ENGINE, "Subscribe")

    def wait_signal(self, name, seconds=DEADLINE, after=0, check=lambda arguments: True):
        """The arguments of the first such signal among signals[after:]."""
        found = []

        def seen():
            found[:] = [a for n, a in self.signals[after:] if n == name and check(a)]
            return bool(found)

        with self.news:
            assert self.news.wait_for(seen, seconds), f"no {name}; there were {self.signals}"
        return found[0]

    def count(self, name):
        with self.news:
            return sum(1 for n, _ in self.signals if n == name)

    def leave(self):
        """Off the bus at once, in the middle of whatever is under way."""
        self.process.kill()
        self.process.wait()

    def close(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Service:
    def __init__(self, arguments, log):
        self.log_file = log
        with open(log, "wb") as stderr:
            self.process = subprocess.Popen([os.environ["SAMEPAGED_FAKE"], *arguments],
                                            stderr=stderr)
        self.pid = self.process.pid
        assert wait_until(lambda: self.has_name() or self.process.poll() is not None)
        assert self.process.poll() is None, self.log()

    @staticmethod
    def has_name():
        reply = subprocess.run(
            ["dbus-send", "--system", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/",
             "org.freedesktop.DBus.NameHasOwner", "string:org.samepage.Samepage1"],
            capture_output=True, text=True, check=False)
        return "true" in reply.stdout

    def log(self):
        return self.log_file.read_text(errors="replace")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return "it did not stop within 15 s"


@pytest.fixture
def start_service(tmp_path):
    """start_service("--option", "value") for tests that say when."""
    made = []

    def start(*arguments):
        made.append(Service(arguments, tmp_path / "service.log"))
        return made[-1]

    yield start
    for running in made:
        status = running.stop()
        print(running.log())  # pytest shows it when the test has failed
        assert status == 0, "the service did not end well"


@pytest.fixture
def service(request, start_service):
    """The service, with the arguments in @pytest.mark.service(...)."""
    marker = request.node.get_closest_marker("service")
    return start_service(*(marker.args if marker else []))


@pytest.fixture
def make_caller():
    """make_caller("bob") is a new program of that user on the bus."""
    made = []

    def make(user):
        made.append(Caller(user))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def caller(service, make_caller):
    """As make_caller, with the service there."""
    return make_caller


@pytest.fixture
def root(caller):
    return caller("root")


@pytest.fixture
def alice(caller):
    return caller("alice")


@pytest.fixture
def bob(caller):
    return caller("bob")


@pytest.fixture
def carol(caller):
    return caller("carol")


@pytest.fixture
def dave(caller):
    return caller("dave")


@pytest.fixture
def sleeper():
    """A process of root."""
    process = subprocess.Popen(["sleep", "1000"])
    yield process.pid
    process.kill()
    process.wait()


def pytest_configure(config):
    config.addinivalue_line("markers", "service(*arguments): how to start samepaged-fake")
