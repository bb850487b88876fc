# SPDX-License-Identifier: GPL-2.0-or-later
"""Commands out of the documentation, as a reader would copy them."""

import re

from lab import paths

_PROGRAMS = r"(?:samepagectl|sudo|dkms|echo|cat|systemctl|journalctl|busctl|gdbus)"


def fenced(document, language=""):
    """The blocks of commands in a page of Markdown: ``` or ```sh, or those of another language."""
    wanted = {language} if language else {"", "sh"}
    found, inside, block = [], None, []
    for line in (paths.TOP / document).read_text().splitlines():
        mark = re.match(r" *```(.*)$", line)
        if not mark:
            block.append(line)
        elif inside is None:
            inside, block = mark[1], []
        else:
            if inside in wanted:
                found.append("\n".join(block))
            inside = None
    return found


def inline(document):
    """Commands between backquotes in a page of Markdown. Words in capitals stand for something of the reader's."""
    text = re.sub(r"(?ms)^ *```.*?^ *```$", "", (paths.TOP / document).read_text())
    return [command.replace("\\|", "|") for command in re.findall(rf"`({_PROGRAMS} [^`]*)`", text)]


def manual_page(page):
    """The examples of a manual page."""
    text = (paths.TOP / "packaging/man" / page).read_text().partition("\n.SH EXAMPLES\n")[2]
    return [block.replace("\\-", "-") for block in re.findall(r"(?ms)^\.EX\n(.*?)^\.EE$", text)]


def lines(blocks):
    """Their commands; a comment behind one is the reader's."""
    commands = [re.sub(r"\s+#.*$", "", line) for block in blocks for line in block.splitlines()]
    return [command for command in commands if command.strip()]
