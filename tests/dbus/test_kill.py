# SPDX-License-Identifier: GPL-2.0-or-later
"""The service killed while it writes rules and settings, again and again: what it confirmed is there."""

import random
import threading

import pytest
from conftest import ENGINE, ERROR, CallError, Service

RULES = "org.samepage.Samepage1.Rules"
ROUNDS = 40


class Rules:
    """Adds rules and takes the oldest away, so that the file stays small but changes."""

    def __init__(self):
        self.there, self.doubtful, self.next = set(), set(), 0

    def change(self, who):
        if len(self.there) > 3:
            number = min(self.there)
            self.there.discard(number)
            self.doubtful.add(number)
            who.call(RULES, "Remove", f"(uint32 {number},)")
            self.doubtful.discard(number)
        else:
            self.next += 1
            value = f"/opt/{self.next}"
            self.there.add(who.call(RULES, "Add", f"({{'kind': <'executable'>, 'value': <'{value}'>}},)"))

    def compare(self, who):
        kept = {rule["id"] for rule in who.call(RULES, "List")}
        assert self.there <= kept
        # One was being added or removed when it died.
        assert len(kept - self.there - self.doubtful) <= 1
        self.there, self.doubtful = kept, set()


class Setting:
    """Gives one of the engine's settings another value each time."""

    def __init__(self, get, set_, name, signature, most):
        self.get, self.set, self.name, self.signature, self.most = get, set_, name, signature, most
        self.confirmed = self.sent = None  # until it is read

    def change(self, who):
        self.sent = self.sent % self.most + 1
        who.call(ENGINE, self.set, f"({{'{self.name}': <{self.signature} {self.sent}>}},)")
        self.confirmed = self.sent

    def compare(self, who):
        kept = who.call(ENGINE, self.get)[self.name]
        assert self.sent is None or kept in (self.confirmed, self.sent)
        self.confirmed = self.sent = kept


def tunable():
    return Setting("GetTunables", "SetTunables", "sleep_millisecs", "uint64", 1000)


def policy():
    return Setting("GetPolicy", "SetPolicy", "memory_percent", "uint32", 95)  # the greatest that is allowed


@pytest.mark.parametrize("kept", [Rules, tunable, policy])
def test_nothing_confirmed_is_lost(make_caller, tmp_path, kept):
    for name in ("state", "run"):
        (tmp_path / name).mkdir()
    root = make_caller("root")
    chance = random.Random(kept.__name__)
    model = kept()
    confirmed = 0
    for turn in range(ROUNDS):
        service = Service(["--state-directory", str(tmp_path / "state"), "--runtime-directory", str(tmp_path / "run")],
                          tmp_path / f"service-{turn}.log")
        try:
            model.compare(root)
            model.change(root)  # a busy machine may take as long for one as the others have
            confirmed += 1
            threading.Timer(chance.uniform(0.01, 0.15), service.process.kill).start()
            with pytest.raises(CallError) as ended:
                while True:
                    model.change(root)
                    confirmed += 1
            # It was killed, and did not refuse something.
            assert not ended.value.name.startswith(ERROR), str(ended.value)
        finally:
            service.process.kill()
            service.process.wait()
        assert not list(tmp_path.glob("state/*broken*")), service.log()
    assert confirmed > ROUNDS
