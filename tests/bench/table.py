# SPDX-License-Identifier: GPL-2.0-or-later
"""The table that people read: both scanners side by side, ratios beside their targets."""

from . import results

# What the module is to reach: the built-in scanner's number divided by the module's.
TARGETS = {"cpu_100": 3.0, "later_mean": 20.0, "metadata_all": 4.0}
ESTIMATE_WITHIN = 0.05   # of what merging then saves
NEVER_WORSE = 0.98  # what 1.0 is with the granularity of sampling

_HEADS = ("row", "scanner", "CPU to 95 %", "CPU to 100 %", "a later pass", "metadata", "a scanned page",
          "a merged page", "fault p50", "p99", "longest", "estimate off by")


def _seconds(value):
    return "-" if value is None else f"{value:.3f} s" if value >= 0.1 else f"{value * 1000:.2f} ms"


def _bytes(value):
    if value is None:
        return "-"
    for unit in ("B", "KiB", "MiB", "GiB"):
        if abs(value) < 1024 or unit == "GiB":
            return f"{value:.0f} B" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1024
    return "-"


def _per_page(value):
    return "-" if value is None else f"{value:.1f} B"


def _microseconds(value):
    return "-" if value is None else f"{value / 1000:.1f} us"


def _percent(value):
    return "-" if value is None else f"{value:+.1%}"


def _judged(error):
    return "-" if error is None else "ok" if abs(error) <= ESTIMATE_WITHIN else "MISSED"


def _ratio(builtin, module, target):
    if builtin is None or module is None:
        return "-"
    if module <= 0:
        return "inf"
    ratio = builtin / module
    return f"{ratio:.2f}x {'ok' if ratio >= target else 'MISSED' if ratio >= NEVER_WORSE else 'WORSE'}"


def _line(entry):
    return [entry["row"], entry["scanner"], _seconds(entry["cpu_95"]), _seconds(entry["cpu_100"]),
            _seconds(entry["later_mean"]), _bytes(entry["metadata_all"]), _per_page(entry["metadata_per_scanned"]),
            _per_page(entry["metadata_per_merged"]), _microseconds(entry["fault_p50"]),
            _microseconds(entry["fault_p99"]), _microseconds(entry["fault_max"]), _percent(entry["estimate_error"])]


def _ratios(row, builtin, module):
    def one(name, target):
        return _ratio(builtin[name], module[name], target)
    return ["", "ratio", one("cpu_95", TARGETS["cpu_100"]), one("cpu_100", TARGETS["cpu_100"]),
            one("later_mean", NEVER_WORSE if row.changes else TARGETS["later_mean"]), one("metadata_all", TARGETS["metadata_all"]), "", "",
            one("fault_p50", NEVER_WORSE), one("fault_p99", NEVER_WORSE), one("fault_max", NEVER_WORSE),
            _judged(module["estimate_error"])]


def _aligned(lines):
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return ["  ".join(word.ljust(width) if column < 2 else word.rjust(width)
                      for column, (word, width) in enumerate(zip(line, widths))).rstrip() for line in lines]


def render(measured, rows, counted):
    by_row = {}
    for entry in map(results.flat, measured):
        by_row.setdefault(entry["row"], {})[entry["scanner"]] = entry
    lines = [list(_HEADS)]
    traced = []
    for row in rows:
        pair = by_row.get(row.name, {})
        if row.trace:
            traced += _traced(pair, *_TRACED[row.trace])
            continue
        lines += [_line(entry) for entry in pair.values()]
        if len(pair) == 2:
            lines.append(_ratios(row, pair["built-in"], pair["module"]))
    text = _aligned(lines)
    text += ["", "targets: CPU to fully merged 3x less, a later pass over unchanged memory 20x less, metadata a quarter, "
             "never slower than the built-in scanner (nor a pass over memory that is rewritten), estimates within 5 %"]
    text += _growth(by_row) + traced
    text.append("clock: " + ("instructions of the VM's one processor, 1 ns each: exact and repeatable, but blind "
                             "to caches and memory bandwidth" if counted else "time, under KVM"))
    text.append("a row without possible merging counts two whole passes as 100 %")
    return "\n".join(text)


def _growth(by_row):
    lines = []
    for scanner in ("built-in", "module"):
        half = [pair[scanner] for name, pair in by_row.items() if name.startswith("half-") and scanner in pair]
        words = []
        for name, text in (("cpu_100", "CPU to fully merged"), ("later_mean", "later pass"),
                           ("metadata_all", "metadata")):
            exponent = results.growth([(entry["mib"], entry[name]) for entry in half])
            if exponent is not None:
                words.append(f"{text} size^{exponent:.2f}")
        if words:
            lines.append(f"growth, {scanner}: " + ", ".join(words) + " (target: no more than size^1)")
    return lines


# What is said of a traced row, and whether the mean or the longest is to be no worse.
_TRACED = {"locks": ("lock holds", {"mmap_lock": "mmap_lock", "pte_lock": "page table lock"}, "longest"),
           "walks": ("reverse map of a page that 256 map", {"referenced": "folio_referenced", "unmap": "try_to_unmap"}, "mean")}


def _traced(pair, title, names, judged):
    lines = [f"{title}, {scanner}: " + "; ".join(
        f"{text} longest {_microseconds(entry[f'{name}_longest'])}, mean {_microseconds(entry[f'{name}_mean'])}"
        for name, text in names.items()) for scanner, entry in pair.items()]
    if len(pair) == 2:
        lines.append(f"{title}, ratio of the {judged}: " + "; ".join(
            f"{text} {_ratio(pair['built-in'][f'{name}_{judged}'], pair['module'][f'{name}_{judged}'], NEVER_WORSE)}"
            for name, text in names.items()))
    return lines
