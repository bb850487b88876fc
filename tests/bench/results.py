# SPDX-License-Identifier: GPL-2.0-or-later
"""Raw numbers as files, and what follows from them."""

import csv
import json
import math
import statistics
import time

COLUMNS = ["row", "scanner", "mib", "pages", "possible", "most_saved", "merged", "cpu_95", "cpu_100", "passes_100",
           "seconds_100", "later_mean", "later_median", "metadata_all", "metadata_at_100", "metadata_own_caches", "metadata_told",
           "metadata_per_scanned", "metadata_per_merged", "fault_count", "fault_p50", "fault_p90", "fault_p99",
           "fault_p999", "fault_max", "mmap_lock_longest", "mmap_lock_mean", "pte_lock_longest", "pte_lock_mean",
           "referenced_longest", "referenced_mean", "unmap_longest", "unmap_mean", "estimate_saved", "estimate_seconds",
           "estimate_error"]
PAGE = 4096


def flat(entry):
    """One measured row and scanner as {column: number or text}; what was not measured is None."""
    later = entry.get("later") or []
    metadata = entry.get("metadata") or {}
    merged = entry.get("merged")
    line = {name: entry.get(name) for name in COLUMNS}
    line["metadata_at_100"] = (entry.get("metadata_at_100") or {}).get("all")
    line["later_mean"] = statistics.mean(later) if later else None
    line["later_median"] = statistics.median(later) if later else None
    for name in ("all", "own_caches", "told"):
        line[f"metadata_{name}"] = metadata.get(name)
    if metadata:
        line["metadata_per_scanned"] = metadata["all"] / entry["pages"]
        line["metadata_per_merged"] = metadata["all"] / merged if merged else None
    for name, value in (entry.get("fault") or {}).items():
        line[f"fault_{name}"] = value
    for what, numbers in ((entry.get("locks") or {}) | (entry.get("walks") or {})).items():
        line[f"{what}_longest"], line[f"{what}_mean"] = numbers["longest"], numbers["mean"]
    for name, value in (entry.get("estimate") or {}).items():
        line[f"estimate_{name}"] = value
    if entry.get("estimate") and entry.get("most_saved"):
        line["estimate_error"] = line["estimate_saved"] / (entry["most_saved"] * PAGE) - 1
    return line


def save(folder, measured, counted):
    """results.json has everything, results.csv a line for each row and scanner."""
    (folder / "results.json").write_text(json.dumps(
        {"time": time.strftime("%Y-%m-%dT%H:%M:%S%z"), "clock": "instructions" if counted else "time",
         "measured": measured}, indent=1) + "\n")
    with (folder / "results.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(flat(entry) for entry in measured)


def growth(points):
    """The exponent b of cost = a * size^b that fits (size, cost) best; None without two sizes."""
    points = [(math.log(size), math.log(cost)) for size, cost in points if size and cost and cost > 0]
    if len({size for size, _ in points}) < 2:
        return None
    return statistics.linear_regression([x for x, _ in points], [y for _, y in points]).slope
