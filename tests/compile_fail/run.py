#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what the compiler says first when the library is misused.

A snippet begins with `// error: seathrift: <cause>; <remedy>`, which may go on over further comment
lines, and holds `#ifdef PASS`: compiled with -DPASS it must be accepted without a warning; without,
the first error must contain the text, and the whole output must stay short. docs/mistakes.md must
have a row for the cause, in which an ellipsis stands for the names. Where the snippet's name ends in
`_unpasted`, the preprocessor's errors about what it does not paste stand before the first error.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parent.parent / "docs" / "mistakes.md"
LONGEST_OUTPUT = 60
UNPASTED = "SEATHRIFT_no_name_ends_so"
ELLIPSIS = "\u2026"
FLAGS = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only",
         "-fdiagnostics-color=never"]


def compile_snippet(compiler, options, snippet, *flags):
    command = [compiler, *FLAGS, *flags, *options]
    run = subprocess.run([*command, str(snippet)], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True, errors="replace",
                         env={**os.environ, "LC_ALL": "C"}, check=False)
    # How the library's own headers include each other is nothing that a reader has to read.
    trail = re.compile(r"(In file included| +) from \S+:\d+[,:]")
    return run.returncode, [line for line in run.stdout.splitlines() if not trail.fullmatch(line)]


def expected_text(source):
    """The text of the comment that begins the snippet; empty where it is not of the form."""
    lines = []
    for line in source.splitlines():
        if not line.startswith("// "):
            break
        lines.append(line.removeprefix("// ").strip())
    comment = " ".join(lines)
    form = re.fullmatch(r"error: (seathrift: [^;]+; .+)", comment)
    return form.group(1) if form else ""


def causes_of(page):
    """The causes that the page's table lists, each as a pattern."""
    rows = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    return {row: re.compile(".+".join(map(re.escape, row.split(ELLIPSIS)))) for row in rows}


def cause_of(text):
    return text.removeprefix("seathrift: ").split(";")[0]


def check(compiler, options, snippet):
    """Returns what is wrong with the snippet, or an empty string."""
    source = snippet.read_text()
    text = expected_text(source)
    if not text:
        return "the first line must be `// error: seathrift: <cause>; <remedy>`"
    if "#ifdef PASS" not in source and "#ifndef PASS" not in source:
        return "there is no `#ifdef PASS` with the twin that compiles"

    code, output = compile_snippet(compiler, options, snippet, "-DPASS")
    if code != 0:
        return "\n".join(["the passing twin is refused:", *output[:LONGEST_OUTPUT]])

    code, output = compile_snippet(compiler, options, snippet)
    if code == 0:
        return "the failing code is accepted"
    shown = "\n".join(output[:LONGEST_OUTPUT])
    errors = [line for line in output if "error:" in line]
    if snippet.stem.endswith("_unpasted"):
        if UNPASTED not in errors[0]:
            return f"the first error is not about {UNPASTED}:\n{shown}"
        errors = [line for line in errors if UNPASTED not in line]
    first = errors[0] if errors else ""
    if text not in first:
        return f"the first error does not contain `{text}`:\n{shown}"
    if len(output) >= LONGEST_OUTPUT:
        return f"{len(output)} lines of output; fewer than {LONGEST_OUTPUT} are allowed:\n{shown}"
    return ""


def check_page(snippets, page):
    """Returns what the page and the snippets do not have in common."""
    causes = causes_of(page)
    wrong = []
    met = set()
    for snippet in snippets:
        cause = cause_of(expected_text(snippet.read_text()))
        rows = [row for row, pattern in causes.items() if pattern.fullmatch(cause)]
        met.update(rows)
        if not rows:
            wrong.append(f"{snippet.name}: {PAGE.name} has no row for `{cause}`")
    wrong += [f"{PAGE.name}: no snippet shows `{row}`" for row in causes if row not in met]
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--compiler", action="append",
                        help="may be repeated; g++ and clang++ where it is missing")
    parser.add_argument("-I", dest="folders", action="append",
                        help="an include folder; the repository's where it is missing")
    parser.add_argument("--include", metavar="HEADER",
                        help="stands before each snippet: one that has been precompiled saves time")
    parser.add_argument("--page", action="store_true",
                        help="only compare the texts with docs/mistakes.md; compile nothing")
    parser.add_argument("snippets", nargs="*", type=pathlib.Path,
                        help="all of this folder where it is missing")
    arguments = parser.parse_args()
    if arguments.page:
        wrong = check_page(sorted(HERE.glob("*.cpp")), PAGE.read_text())
        print("\n".join([*wrong, f"compile_fail: {len(wrong)} differences with {PAGE.name}"]))
        return 1 if wrong else 0
    compilers = arguments.compiler or [c for c in ("g++", "clang++") if shutil.which(c)]
    options = [part for folder in arguments.folders or [str(HERE.parent.parent / "include")]
               for part in ("-I", folder)]
    if arguments.include:
        options += ["-include", arguments.include]
    snippets = arguments.snippets or sorted(HERE.glob("*.cpp"))

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        pairs = [(compiler, snippet) for snippet in snippets for compiler in compilers]
        runs = [pool.submit(check, compiler, options, snippet) for compiler, snippet in pairs]
        for (compiler, snippet), run in zip(pairs, runs):
            wrong = run.result()
            if wrong:
                failed += 1
                print(f"{snippet.name} ({os.path.basename(compiler)}): {wrong}\n")
    print(f"compile_fail: {len(pairs) - failed} passed, {failed} failed")
    return 1 if failed or not pairs else 0


if __name__ == "__main__":
    sys.exit(main())
