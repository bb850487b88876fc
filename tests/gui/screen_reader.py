# SPDX-License-Identifier: GPL-2.0-or-later
"""The application as a screen reader has it: a tree of names, roles, states and actions (AT-SPI).

Needs a session bus, and the application started with QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1.
"""
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


class NotThere(Exception):
    """What was looked for did not appear."""


def wait_for(look, what, timeout=60):
    """look() until it gives something; windows come and go meanwhile, which is no error."""
    deadline = time.monotonic() + timeout
    while True:
        try:
            found = look()
        except GLib.Error:
            found = None
        if found:
            return found
        if time.monotonic() > deadline:
            raise NotThere(what() if callable(what) else f"{what} did not appear within {timeout} s")
        time.sleep(0.2)


class Node:
    """One accessible object."""

    def __init__(self, accessible):
        self.accessible = accessible

    @property
    def name(self):
        return self.accessible.get_name() or ""

    @property
    def description(self):
        return self.accessible.get_description() or ""

    @property
    def role(self):
        return self.accessible.get_role_name()

    @property
    def text(self):
        """What an editable field or a label holds."""
        return Atspi.Text.get_text(self.accessible, 0, -1)

    def has(self, *states):
        """Whether all of these states hold, by their names: "showing", "focusable" ..."""
        owned = self.accessible.get_state_set()
        return all(owned.contains(getattr(Atspi.StateType, state.upper())) for state in states)

    def children(self):
        for index in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(index)
            if child is not None:
                yield Node(child)

    def all(self):
        """This one and everything below that shows, as it is laid out. Of tables only the table."""
        yield self
        if self.role in ("table", "tree", "tree table"):
            return
        for child in self.children():
            if child.has("showing"):
                yield from child.all()

    def all_below(self):
        """Everything below, whether it shows or not: what menus hold."""
        for child in self.children():
            yield child
            yield from child.all_below()

    def find(self, role, name="", timeout=60):
        """The first below that shows, has the role, and whose name begins so."""
        def look():
            return next((node for node in self.all() if node.role == role and node.name.startswith(name)), None)

        return wait_for(look, lambda: f"no {role} {name!r}; there is " + ", ".join(
            f"{node.role} {node.name!r}" for node in self.all() if node.name), timeout)

    def choose(self, menu, entry):
        """Chooses an entry of the menu bar, in the menu of that name."""
        def look():
            return next((item for item in found.all_below()
                         if item.role == "menu item" and item.name.startswith(entry)), None)

        found = self.find("menu item", menu)
        item = wait_for(look, lambda: f"no entry {entry!r}; there is {list(found.all_below())}")
        item.act(item.actions()[0])

    def actions(self):
        count = Atspi.Action.get_n_actions(self.accessible)
        return [Atspi.Action.get_action_name(self.accessible, index) for index in range(count)]

    def act(self, action="Press"):
        index = self.actions().index(action)
        if not Atspi.Action.do_action(self.accessible, index):
            raise NotThere(f"{self.role} {self.name!r} does not do {action}")

    def focus(self):
        Atspi.Component.grab_focus(self.accessible)

    def write(self, text):
        if not Atspi.EditableText.set_text_contents(self.accessible, text):
            raise NotThere(f"{self.role} {self.name!r} takes no text")

    def __repr__(self):
        return f"{self.role} {self.name!r}"


class Table(Node):
    """A list of processes, rules or numbers."""

    def columns(self):
        """Titles of the columns that show, in their order."""
        count = Atspi.Table.get_n_columns(self.accessible)
        return [Atspi.Table.get_column_description(self.accessible, column) for column in range(count)]

    def rows(self):
        return Atspi.Table.get_n_rows(self.accessible)

    def cell(self, row, column):
        """column: a number, or the title of one."""
        number = self.columns().index(column) if isinstance(column, str) else column
        return Node(Atspi.Table.get_accessible_at(self.accessible, row, number))

    def row(self, row):
        """{title of the column: what the cell says}."""
        return {title: self.cell(row, number).name for number, title in enumerate(self.columns())}

    def select(self, *rows):
        """Makes these rows the selection."""
        for row in range(self.rows()):
            selected = Atspi.Table.is_row_selected(self.accessible, row)
            if row in rows and not selected:
                Atspi.Table.add_row_selection(self.accessible, row)
            elif row not in rows and selected:
                Atspi.Table.remove_row_selection(self.accessible, row)


def application(name="samepage", timeout=60):
    """The running application as the desktop lists it."""
    def look():
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_name() == name:
                # What it says now, and not what it said when it was asked first.
                child.set_cache_mask(Atspi.Cache.NONE)
                return Node(child)
        return None

    return wait_for(look, f"the application {name}", timeout)


def window(app, title="", timeout=60):
    """The application's window whose title begins so."""
    def look():
        return next((node for node in app.children() if node.has("showing") and node.name.startswith(title)), None)

    return wait_for(look, lambda: f"no window {title!r}; there is {list(app.children())}", timeout)
