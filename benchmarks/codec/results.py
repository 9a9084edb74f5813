# SPDX-License-Identifier: Apache-2.0
"""What did the codec benchmark measure? Read from the folder of one compiler and its flags."""

import json
import math
import statistics
import sys
from collections import defaultdict
from pathlib import Path

MESSAGES = ["small", "calc", "rects", "monsters", "i64small", "i64rand", "doubles", "blob",
            "strmap"]
OPERATIONS = {"encode": "encode", "fresh": "decode fresh", "reused": "decode reused"}
PROTOCOLS = ["Binary", "Compact"]
DEFAULT, TEMPLATES, LIMIT, OURS = "apache_default", "apache_templates", "limit", "seathrift"
BY_TABLE, HAND = "seathrift_by_table", "hand"
COLUMNS = {DEFAULT: "Apache default", TEMPLATES: "Apache templates", LIMIT: "limit",
           HAND: "by hand", OURS: "Seathrift"}


def mean(values):
    """The geometric mean of those that are there."""
    logarithms = [math.log(value) for value in values if value is not None]
    return math.exp(sum(logarithms) / len(logarithms)) if logarithms else None


class Results:
    """Times in nanoseconds, one a round, and sizes, by (protocol, library, message, operation)."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.times, self.sizes = defaultdict(list), {}
        for path in sorted(self.folder.glob("*.json")):
            for run in json.loads(path.read_text())["benchmarks"]:
                key = tuple(run["name"].split("/"))
                self.times[key].append(run["cpu_time"])
                self.sizes[key[0], key[2]] = int(run["bytes"])
        if not self.times:
            sys.exit(f"{folder}: no results")
        self.compiler = (self.folder / "compiler").read_text().strip()
        self.flags = (self.folder / "flags").read_text().strip()

    def median(self, *key):
        return statistics.median(self.times[key]) if key in self.times else None

    def untuned(self):
        """The messages that have a codec by hand, in the order of the run."""
        return list(dict.fromkeys(key[2] for key in self.times if key[1] == HAND))

    def spread(self):
        rounds = max(len(values) for values in self.times.values())
        if rounds == 1:
            return "One round: no spread to tell."
        spreads = sorted((max(values) - min(values)) / statistics.median(values)
                         for values in self.times.values())
        return (f"Medians of {rounds} rounds, (largest - smallest) / median: "
                f"{spreads[len(spreads) // 2]:.0%} in the median cell, "
                f"{spreads[len(spreads) * 9 // 10]:.0%} at the 90th percentile.")
