#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Evaluates Python expressions for the tests. Where the processor is emulated, Python takes seconds to start.

Each line of standard input is an expression as a JSON string. Each is evaluated in a process of its own, which is
forked, and answered with a line of JSON: [true, value], [false, errno, text] for a refusal by netlink, [null, traceback].
"""
import json
import os
import sys
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import frames  # noqa: E402, F401 - for the expressions
import knobs  # noqa: E402, F401
import samepage_netlink  # noqa: E402


def answer(expression):
    names = {name: value for name, value in vars(samepage_netlink).items() if not name.startswith("__")}
    names |= {"frames": frames, "json": json, "knobs": knobs, "os": os, "sys": sys}
    try:
        if "f." in expression:
            names["f"] = samepage_netlink.Family()
        return [True, eval(expression, names)]  # noqa: S307 - the test's own words
    except samepage_netlink.NetlinkError as error:
        return [False, error.errno, error.text]
    except Exception:
        return [None, traceback.format_exc()]


def main():
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            print(json.dumps(answer(json.loads(line))), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            print(json.dumps([None, f"it ended with {status:#x}"]), flush=True)


main()
