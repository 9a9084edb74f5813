#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns the codec benchmark's rounds into one Markdown table a protocol.

usage: table.py FOLDER    FOLDER holds Google Benchmark's JSON files, one a program and round
"""

import json
import math
import statistics
import sys
from collections import defaultdict
from pathlib import Path

MESSAGES = ["small", "calc", "rects", "monsters", "i64small", "i64rand", "doubles", "blob",
            "strmap"]
OPERATIONS = {"encode": "encode", "fresh": "decode fresh", "reused": "decode reused"}
DEFAULT, TEMPLATES, LIMIT, OURS = LIBRARIES = ["apache_default", "apache_templates", "limit",
                                               "seathrift"]
NAMES = ["Apache default", "Apache templates", "limit", "Seathrift"]


def read(folder):
    """Times in nanoseconds, one a round, and sizes, by (protocol, library, message, operation)."""
    times, sizes = defaultdict(list), {}
    for path in sorted(Path(folder).glob("*.json")):
        for run in json.loads(path.read_text())["benchmarks"]:
            key = tuple(run["name"].split("/"))
            times[key].append(run["cpu_time"])
            sizes[key[0], key[2]] = int(run["bytes"])
    return times, sizes


def nanoseconds(value):
    return "–" if value is None else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def ratio(value):
    return "–" if value is None else f"{value:.2f}"


def divided(a, b):
    return None if a is None or b is None else a / b


def mean(values):
    """The geometric mean of those that are there."""
    logarithms = [math.log(value) for value in values if value is not None]
    return math.exp(sum(logarithms) / len(logarithms)) if logarithms else None


def row(cells):
    return "| " + " | ".join(cells) + " |"


def print_protocol(protocol, median, sizes):
    """Prints a protocol's table; returns (ratio to the limit, to Apache's templates) by cell."""
    head = ["message", "operation", "bytes", "memcpy"] + NAMES
    print(f"### {protocol}, nanoseconds\n")
    print(row(head + ["Seathrift / limit", "Seathrift / Apache templates",
                      "limit / Apache templates"]))
    print("|---|---|" + "--:|" * (len(head) + 1))
    ratios = {}
    limits = []
    for message in MESSAGES:
        copy = median.get((protocol, "memcpy", message, "copy"))
        for operation, title in OPERATIONS.items():
            found = {name: median.get((protocol, name, message, operation)) for name in LIBRARIES}
            if all(value is None for value in found.values()):
                continue
            to_limit = divided(found[OURS], found[LIMIT])
            to_templates = divided(found[OURS], found[TEMPLATES])
            ratios[message, title] = to_limit, to_templates
            limits.append(divided(found[LIMIT], found[TEMPLATES]))
            print(row([message, title, f"{sizes[protocol, message]:,}", nanoseconds(copy)]
                      + [nanoseconds(found[name]) for name in LIBRARIES]
                      + [ratio(to_limit), ratio(to_templates), ratio(limits[-1])]))
    means = [mean(values) for values in zip(*ratios.values())] + [mean(limits)]
    print(row(["geometric mean"] + [""] * 7 + [ratio(value) for value in means]) + "\n")
    return ratios


def print_summary(ratios):
    """Prints over both protocols: the means and the cell that is furthest from the limit."""
    cells = {cell: values for cell, values in ratios.items() if values[0] is not None}
    if not cells:
        return
    worst = max(cells, key=lambda cell: cells[cell][0])
    to_limit, to_templates = (mean(values) for values in zip(*cells.values()))
    print(f"Geometric mean of {len(cells)} cells: {ratio(to_limit)} of the limit's time"
          + (f", {ratio(to_templates)} of Apache's templates'." if to_templates else "."))
    print(f"Worst cell: {' '.join(worst)}, {ratio(cells[worst][0])} of the limit's time.\n")


def print_spread(times):
    rounds = max(len(values) for values in times.values())
    if rounds == 1:
        print("One round: no spread to tell.\n")
        return
    spreads = sorted((max(values) - min(values)) / statistics.median(values)
                     for values in times.values())
    print(f"Medians of {rounds} rounds, (largest - smallest) / median: "
          f"{spreads[len(spreads) // 2]:.0%} in the median cell, "
          f"{spreads[len(spreads) * 9 // 10]:.0%} at the 90th percentile.\n")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    times, sizes = read(sys.argv[1])
    if not times:
        sys.exit(f"{sys.argv[1]}: no results")
    median = {key: statistics.median(values) for key, values in times.items()}
    print("## The codec\n")
    print_spread(times)
    ratios = {}
    for protocol in ["Binary", "Compact"]:
        for cell, values in print_protocol(protocol, median, sizes).items():
            ratios[(protocol, *cell)] = values
    print_summary(ratios)


if __name__ == "__main__":
    main()
