# SPDX-License-Identifier: Apache-2.0
"""Draws the codec benchmark: each cell's time, divided by the hand-written limit's.

usage: picture.py PICTURE FOLDER …    folders as table.py takes them; the first one is drawn in full,
                                      of the others Seathrift where the flags are the same
"""

import datetime
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from results import DEFAULT, LIMIT, MESSAGES, OPERATIONS, OURS, PROTOCOLS, TEMPLATES, Results

# Dark enough for white, and apart for those who see few colours: shape and shade differ, too.
INK, GRID = "#24292f", "#d0d7de"
MARKS = {DEFAULT: ("Apache Thrift, default", "s", "#7d8590"),
         TEMPLATES: ("Apache Thrift, templates", "D", "#c05a00"),
         OURS: ("Seathrift", "o", "#0b62c4")}


def processor():
    with open("/proc/cpuinfo") as file:
        return next((line.split(":")[1].strip() for line in file if line.startswith("model name")),
                    "unknown processor")


def ratios(results, protocol, library):
    """Where the library's time is known: (line, time / limit's), from the top."""
    cells = [(message, operation) for message in MESSAGES for operation in OPERATIONS]
    for line, cell in enumerate(cells):
        time = results.median(protocol, library, *cell)
        limit = results.median(protocol, LIMIT, *cell)
        if time is not None and limit is not None:
            yield line, time / limit


def draw(axes, protocol, first, others):
    count = len(OPERATIONS)
    for library, (name, shape, colour) in MARKS.items():
        lines, values = zip(*ratios(first, protocol, library))
        axes.scatter(values, lines, marker=shape, s=34, color=colour, zorder=3,
                     label=f"{name} ({short(first.compiler)})")
    for other in others:
        lines, values = zip(*ratios(other, protocol, OURS))
        axes.scatter(values, lines, marker="o", s=34, facecolors="none", edgecolors=MARKS[OURS][2],
                     zorder=4, label=f"Seathrift ({short(other.compiler)})")
    axes.axvline(1, color=INK, linewidth=1.4, zorder=2)
    axes.set_xscale("log")
    ticks = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.set_ylim(len(MESSAGES) * count - 0.5, -0.5)
    axes.set_yticks(range(len(MESSAGES) * count),
                    [f"{message}  {title}" for message in MESSAGES for title in OPERATIONS.values()])
    axes.grid(axis="x", color=GRID, linewidth=0.8)
    for block in range(0, len(MESSAGES), 2):
        axes.axhspan(block * count - 0.5, (block + 1) * count - 0.5, color="#f6f8fa", zorder=0)
    axes.set_title(protocol, color=INK, fontsize=12, fontweight="bold")
    axes.set_xlabel("time, as a multiple of the hand-written limit's (less is better)", color=INK)
    axes.tick_params(colors=INK, labelsize=9, length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def short(compiler):
    return "Clang" if "clang" in compiler else compiler.split()[0]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    first, *others = map(Results, sys.argv[2:])
    others = [other for other in others if other.flags == first.flags]
    figure, axes = plt.subplots(1, 2, figsize=(13, 8), sharey=True, sharex=True)
    figure.patch.set_facecolor("white")
    for panel, protocol in zip(axes, PROTOCOLS):
        draw(panel, protocol, first, others)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="upper center", ncol=len(labels), frameon=False, fontsize=10,
                  labelcolor=INK, bbox_to_anchor=(0.5, 0.965))
    compilers = ", ".join(dict.fromkeys(each.compiler for each in [first, *others]))
    figure.suptitle("Encoding and decoding, beside what was written by hand for each message",
                    color=INK, fontsize=14, fontweight="bold", y=0.99)
    figure.text(0.5, 0.012, f"{compilers}; {first.flags}; {processor()}; "
                f"{datetime.date.today().isoformat()}; made by benchmarks/run.sh",
                ha="center", color="#57606a", fontsize=8.5)
    figure.tight_layout(rect=(0, 0.025, 1, 0.945))
    figure.savefig(sys.argv[1], dpi=110)


if __name__ == "__main__":
    main()
