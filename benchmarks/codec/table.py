#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns the codec benchmark's rounds into Markdown tables.

usage: table.py FOLDER …    each for a compiler and its flags, which stand in its files `compiler`
                            and `flags`, with Google Benchmark's JSON files, one a program and round
"""

import sys

from results import (BY_TABLE, COLUMNS, DEFAULT, HAND, LIMIT, MESSAGES, OPERATIONS, OURS, PROTOCOLS,
                     TEMPLATES, Results, mean)


def nanoseconds(value):
    return "–" if value is None else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def ratio(value):
    return "–" if value is None else f"{value:.2f}"


def divided(a, b):
    return None if a is None or b is None else a / b


def row(cells):
    return "| " + " | ".join(cells) + " |"


def print_table(results, protocol, messages, columns, divisors):
    """Prints our times beside other columns', and divided by them; returns the ratios by cell."""
    print(row(["", "bytes", "memcpy", *columns.values(), *(f"/ {name}" for name in divisors.values())]))
    print("|---|" + "--:|" * (2 + len(columns) + len(divisors)))
    ratios = {}
    for message in messages:
        copy = results.median(protocol, "memcpy", message, "copy")
        for operation, title in OPERATIONS.items():
            found = {name: results.median(protocol, name, message, operation) for name in columns}
            if found[OURS] is None:
                continue
            cell = [divided(found[OURS], found[name]) for name in divisors]
            ratios[f"{protocol} {message}, {title}"] = cell
            print(row([f"{message}, {title}", f"{results.sizes[protocol, message]:,}",
                       nanoseconds(copy), *map(nanoseconds, found.values()), *map(ratio, cell)]))
    if ratios:
        means = [mean(values) for values in zip(*ratios.values())]
        print(row(["geometric mean", *[""] * (2 + len(columns)), *map(ratio, means)]))
    print()
    return ratios


def print_summary(ratios, names):
    if not ratios:
        return
    means = [mean(values) for values in zip(*ratios.values())]
    worst = max(ratios, key=lambda cell: ratios[cell][0])
    print(f"Geometric mean of {len(ratios)} cells: "
          + ", ".join(f"{ratio(value)} of {name} time" for name, value in zip(names, means)
                      if value is not None)
          + f". Worst: {worst}, {ratio(ratios[worst][0])} of {names[0]}.\n")


def print_by_table(results):
    """Prints how fast a program decodes that has asked for less code."""
    ratios = {}
    for protocol in PROTOCOLS:
        for message in MESSAGES:
            for operation in ["fresh", "reused"]:
                found = results.median(protocol, BY_TABLE, message, operation)
                ratios[f"{protocol} {message}, {OPERATIONS[operation]}"] = [
                    divided(found, results.median(protocol, name, message, operation))
                    for name in [TEMPLATES, DEFAULT, OURS]]
    print("Decoding by table alone (`SEATHRIFT_OPTIMIZE_SIZE`):\n")
    print_summary(ratios, ["Apache's templates'", "Apache's default's", "the predicted path's"])


def print_configuration(results):
    print(f"### {results.compiler}, {results.flags}\n")
    print(results.spread() + "\n")
    columns = {name: COLUMNS[name] for name in [DEFAULT, TEMPLATES, LIMIT, OURS]}
    divisors = {LIMIT: "limit", TEMPLATES: "templates", DEFAULT: "default"}
    ratios = {}
    for protocol in PROTOCOLS:
        print(f"{protocol}, nanoseconds, and Seathrift's time divided by the others':\n")
        ratios |= print_table(results, protocol, MESSAGES, columns, divisors)
    print_summary(ratios, ["the limit's", "Apache's templates'", "Apache's default's"])
    print_by_table(results)
    ratios = {}
    for protocol in PROTOCOLS:
        print(f"Messages that nobody tuned for, {protocol}:\n")
        ratios |= print_table(results, protocol, results.untuned(),
                              {name: COLUMNS[name] for name in [HAND, OURS]}, {HAND: "by hand"})
    print_summary(ratios, ["the straightforward hand's"])


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    print("## The codec\n")
    for folder in sys.argv[1:]:
        print_configuration(Results(folder))


if __name__ == "__main__":
    main()
