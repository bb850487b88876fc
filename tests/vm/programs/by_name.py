# SPDX-License-Identifier: GPL-2.0-or-later
"""Starts the application and uses it as a screen reader does: by the names of what it shows.

Reads one request per line, a JSON list, and answers each with one line of JSON after "= ": the
session bus and what it starts write to the same output. Needs that bus and QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1.

    ["filter", TEXT]          types it into the filter
    ["rows"]                  the table's rows, each {column: text}
    ["select", [ROW, ...]]    makes these rows the selection
    ["choose", MENU, ENTRY]   an entry of the menu bar
    ["press", ROLE, NAME]     a button or a switch; waits until it can be pressed
    ["read", ROLE, NAME]      [name, description] of the first that begins so
"""
import json
import subprocess
import sys

import screen_reader
from screen_reader import Table, wait_for

window = None


def table():
    return Table(window.find("tree", "Processes").accessible)


def do_filter(text):
    window.find("text", "Filter the processes").write(text)


def do_rows():
    seen = table()
    return [seen.row(row) for row in range(seen.rows())]


def do_select(rows):
    table().select(*rows)


def do_choose(menu, entry):
    window.choose(menu, entry)


def do_press(role, name):
    pressed = window.find(role, name)
    wait_for(lambda: pressed.has("enabled"), f"{pressed}, ready to be pressed,")
    pressed.act(next(action for action in ("Press", "Toggle") if action in pressed.actions()))


def do_read(role, name):
    found = window.find(role, name)
    return [found.name, found.description]


def main():
    global window
    with subprocess.Popen(["samepage"]) as process:
        try:
            window = screen_reader.window(screen_reader.application(), "Samepage")
            print("=", json.dumps("ready"), flush=True)
            for line in sys.stdin:
                what, *arguments = json.loads(line)
                try:
                    answer = globals()[f"do_{what}"](*arguments)
                except screen_reader.NotThere as error:
                    answer = {"not there": str(error)}
                print("=", json.dumps(answer), flush=True)
        finally:
            process.terminate()
    return process.returncode not in (0, -15)


if __name__ == "__main__":
    sys.exit(main())
