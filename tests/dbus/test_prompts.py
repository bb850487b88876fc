# SPDX-License-Identifier: GPL-2.0-or-later
"""Password prompts, with an authentication agent that the test plays."""

import os
import signal
import time

import pytest
from conftest import ENGINE, ERROR, start_time

POLKIT = "org.freedesktop.PolicyKit1"
POLKIT_PATH = "/org/freedesktop/PolicyKit1/Authority"


def enter_password(root, cookie):
    """What polkit's set-uid helper does once the password was right."""
    root.call(POLKIT + ".Authority", "AuthenticationAgentResponse2",
              f"(uint32 61002, '{cookie}', ('unix-user', {{'uid': <uint32 0>}}))",
              destination=POLKIT, path=POLKIT_PATH)


@pytest.fixture
def agent(bob):
    bob.send("agent").result()
    return bob


def test_the_prompt_names_the_process(service, root, agent, sleeper):
    mark = agent.start_mark("Mark", sleeper, interactive=True)
    action, message, _details, cookie, _identities = agent.wait_signal("Prompt")
    assert action == "org.samepage.Samepage1.mark-any"
    assert message == ("Authentication is required to change whether the memory of sleep "
                       f"(process {sleeper} of user root) may be merged")
    assert not root.is_marked(sleeper), "nothing happens before the password"
    enter_password(root, cookie)
    agent.send("close_prompt", cookie=cookie, dismiss=False).result()
    mark.result()
    assert root.is_marked(sleeper)


def test_the_prompt_names_the_setting(service, root, agent):
    pause = agent.start(ENGINE, "Pause", interactive=True)
    _action, message, _details, cookie, _identities = agent.wait_signal("Prompt")
    assert message == "Authentication is required to pause the merging of memory"
    enter_password(root, cookie)
    agent.send("close_prompt", cookie=cookie, dismiss=False).result()
    pause.result()
    assert root.get("State") == "paused"


def test_a_dismissed_prompt(service, root, agent, sleeper):
    mark = agent.start_mark("Mark", sleeper, interactive=True)
    cookie = agent.wait_signal("Prompt")[3]
    agent.send("close_prompt", cookie=cookie, dismiss=True).result()
    error = mark.error()
    assert error.name == ERROR + "NotAuthorizedDismissed"
    assert "dismissed" in error.message
    assert not root.is_marked(sleeper)


def test_own_processes_never_prompt(service, agent):
    agent.mark(agent.spawn(), interactive=True)
    assert agent.count("Prompt") == 0


def test_without_the_flag_nobody_is_bothered(service, agent, sleeper):
    agent.start_mark("Mark", sleeper).error()
    time.sleep(0.3)
    assert agent.count("Prompt") == 0


@pytest.mark.service("--polkit-timeout", "700")  # prompts get twice that
def test_a_prompt_that_nobody_answers_is_taken_away(service, root, agent, sleeper):
    began = time.monotonic()
    mark = agent.start_mark("Mark", sleeper, interactive=True)
    cookie = agent.wait_signal("Prompt")[3]
    error = mark.error(5)
    assert 1.3 < time.monotonic() - began < 4
    assert error.name == ERROR + "NotAuthorizedTimeout"
    assert "in time" in error.message
    assert agent.wait_signal("PromptCancelled") == [cookie]
    assert not root.is_marked(sleeper)


def test_a_prompt_holds_nobody_up(service, root, caller, agent, sleeper):
    agent.start_mark("Mark", sleeper, interactive=True)
    agent.wait_signal("Prompt")
    other = caller("bob")
    other.mark(other.spawn())  # the same user
    root.mark(sleeper)  # the same process
    root.call(ENGINE, "Pause")


def test_open_prompts_hold_up_nothing_that_needs_none(service, agent, caller, sleeper):
    # As many as there are places for all users' prompts.
    waiting = [agent.start(ENGINE, "Pause", interactive=True) for _ in range(64)]
    agent.wait_signal("Prompt")
    began = time.monotonic()
    pid = agent.spawn()
    agent.mark(pid, interactive=True)  # may prompt, and need not
    alice = caller("alice")
    alice.start_mark("Mark", sleeper, interactive=True).result(5)
    assert time.monotonic() - began < 5
    assert not any(call.event.is_set() for call in waiting)


def test_the_process_may_exit_behind_the_prompt(service, root, agent, caller):
    victim = caller("carol")
    pid = victim.spawn()
    when = start_time(pid)
    mark = agent.start_mark("Mark", pid, when, interactive=True)
    cookie = agent.wait_signal("Prompt")[3]
    victim.leave()
    os.kill(pid, signal.SIGKILL)
    enter_password(root, cookie)
    agent.send("close_prompt", cookie=cookie, dismiss=False).result()
    assert mark.error().name == ERROR + "NoSuchProcess"


def test_the_caller_may_leave_behind_the_prompt(service, root, agent, sleeper):
    agent.start_mark("Mark", sleeper, interactive=True)
    cookie = agent.wait_signal("Prompt")[3]
    agent.leave()
    # Its agent went with it; even a late yes of polkit's would come to nothing.
    error = root.start(POLKIT + ".Authority", "AuthenticationAgentResponse2",
                       f"(uint32 61002, '{cookie}', ('unix-user', {{'uid': <uint32 0>}}))",
                       destination=POLKIT, path=POLKIT_PATH).error()
    assert error.name.startswith(POLKIT)
    time.sleep(0.3)
    assert not root.is_marked(sleeper)
    assert "the caller has left" in service.log()
