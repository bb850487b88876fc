# SPDX-License-Identifier: GPL-2.0-or-later
"""The app as somebody uses it who does not see it: through the accessibility bus (AT-SPI) that
screen readers use, with the real service on a private bus. CTest sets all of that up."""
import os
import subprocess

import pytest

import screen_reader
from screen_reader import Table, wait_for

# What holds others and is never read by itself.
CONTAINERS = {"filler", "panel", "unknown", "layered pane", "split pane", "frame", "dialog", "scroll pane", "viewport"}


@pytest.fixture(scope="module")
def app():
    settings = os.path.join(os.environ["XDG_CONFIG_HOME"], "samepage")
    os.makedirs(settings)
    with open(f"{settings}/samepage.conf", "w", encoding="utf-8") as file:
        file.write("[welcome]\nread=true\n")
    with subprocess.Popen([os.environ["SAMEPAGE_APP"]]) as process:
        yield screen_reader.application()
        process.terminate()
    assert process.returncode in (0, -15)


@pytest.fixture
def sleeper():
    """A process of our own whose name nobody else has."""
    with subprocess.Popen(["sleep", "1000"]) as process:
        yield process
        process.kill()


@pytest.fixture
def window(app):
    return screen_reader.window(app, "Samepage")


@pytest.fixture
def table(window):
    found = Table(window.find("tree", "Processes").accessible)
    wait_for(lambda: found.rows() > 3, "a table with rows")
    return found


def row_of(table, pid):
    def look():
        pids = table.columns().index("PID")
        return next((row + 1 for row in range(table.rows()) if table.cell(row, pids).name == str(pid)), None)

    return wait_for(look, f"process {pid} in the table") - 1


def unreadable(place):
    """What can have the keyboard and does not say what it is."""
    def looks_wrong(node):
        if not node.has("focusable"):
            return False
        does_nothing = node.has("enabled") and node.role in ("button", "check box", "radio button") and not node.actions()
        return not node.name.strip() or node.role in CONTAINERS or does_nothing

    return [f"{node!r}, described as {node.description!r}" for node in place.all() if looks_wrong(node)]


def test_what_takes_the_keyboard_says_what_it_is(app, window, table, sleeper):
    table.select(row_of(table, sleeper.pid))
    window.find("button", "Estimate saving")  # the details show it
    assert unreadable(window) == []
    assert sum(node.has("focusable") for node in window.all()) > 15

    for menu, entry, title in (("Scanner", "Controls", "Controls"), ("Process", "Rules", "Rules"),
                               ("Help", "Welcome", "Welcome"), ("File", "Connect", "Connect")):
        window.choose(menu, entry)
        other = screen_reader.window(app, title)
        if title == "Controls":
            other.find("check box", "Advanced").act("Toggle")
            other.find("text", "Search")
        assert unreadable(other) == [], title
        assert any(node.has("focusable") for node in other.all()), title
    other.find("button", "Cancel").act("Press")  # the last one keeps all others waiting
    wait_for(lambda: all(not node.name.startswith("Connect") for node in app.children()), "the end of the dialog")


def test_texts_are_read_as_they_are_shown(window):
    bar = window.find("status bar")
    read = {node.description: node.name for node in bar.all() if node.role == "label"}
    assert read["State of the scanner"] in ("Scanning", "Paused")
    assert read["Number of processes"].startswith("Processes: ")
    assert read["Scanner in use"].startswith("Samepage module")


def test_pictures_say_what_they_show(window, table, sleeper):
    chart = window.find("chart", "Chart of merging over time")
    assert "Saved: " in wait_for(lambda: chart.description, "a description of the chart")
    table.select(row_of(table, sleeper.pid))
    bar = window.find("chart", "Memory by reason")
    assert "iB" in wait_for(lambda: bar.description, "a description of the bar")
    assert list(chart.children()) == []


def test_the_table_is_read_cell_by_cell(table, sleeper):
    columns = table.columns()
    assert all(columns) and {"Process", "PID", "Saved", "State"} <= set(columns)
    row = table.row(row_of(table, sleeper.pid))
    assert row["Process"] == "sleep" and row["PID"] == str(sleeper.pid) and row["State"] == "Not marked"
    assert all(row[column] for column in ("User", "Memory", "Merged", "Saved", "Estimated"))


def test_every_entry_of_the_menus_has_a_name(window):
    entries = 0
    for menu in window.find("menu bar").children():
        assert menu.name
        for entry in menu.children():
            for item in (entry, *entry.children()):
                if item.role in ("menu item", "check menu item", "radio menu item"):
                    assert item.name and item.actions(), item
                    entries += 1
    assert entries > 20


def test_marking_and_undo_without_eyes(window, table, sleeper):
    window.find("text", "Filter the processes").write(f"pid:{sleeper.pid}")
    wait_for(lambda: table.rows() == 1, "one row that is left")
    table.select(0)
    mark = window.find("button", "Mark")
    wait_for(lambda: mark.has("enabled"), "a button that can be pressed")
    mark.act("Press")
    wait_for(lambda: table.row(0)["State"] != "Not marked", lambda: f"the row stays {table.row(0)}")
    assert table.row(0)["State"].startswith("Marked")
    window.choose("Process", "Undo")
    wait_for(lambda: table.row(0)["State"] == "Not marked", lambda: f"the row stays {table.row(0)}")
    window.find("text", "Filter the processes").write("")
    wait_for(lambda: table.rows() > 1, "all rows again")
