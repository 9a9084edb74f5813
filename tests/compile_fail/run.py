#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what the compiler says first when the library is misused.

A snippet begins with one or more lines `// error: <text>` and holds `#ifdef PASS`: compiled with
-DPASS it must be accepted without a warning; without, the first error must contain each text and
the whole output must stay short.
"""

import argparse
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
LONGEST_OUTPUT = 60
FLAGS = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only",
         "-fdiagnostics-color=never"]


def compile_snippet(compiler, folders, snippet, *flags):
    command = [compiler, *FLAGS, *flags]
    for folder in folders:
        command += ["-I", folder]
    run = subprocess.run([*command, str(snippet)], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True, errors="replace",
                         env={**os.environ, "LC_ALL": "C"}, check=False)
    return run.returncode, run.stdout.splitlines()


def expected_texts(source):
    texts = []
    for line in source.splitlines():
        if not line.startswith("// error:"):
            break
        texts.append(line.removeprefix("// error:").strip())
    return texts


def check(compiler, folders, snippet):
    """Returns what is wrong with the snippet, or an empty string."""
    source = snippet.read_text()
    texts = expected_texts(source)
    if not texts or not all(texts):
        return "the first line must be `// error: <text of the first error>`"
    if "#ifdef PASS" not in source:
        return "there is no `#ifdef PASS` with the twin that compiles"

    code, output = compile_snippet(compiler, folders, snippet, "-DPASS")
    if code != 0:
        return "\n".join(["the passing twin is refused:", *output[:LONGEST_OUTPUT]])

    code, output = compile_snippet(compiler, folders, snippet)
    if code == 0:
        return "the failing code is accepted"
    shown = "\n".join(output[:LONGEST_OUTPUT])
    first = next((line for line in output if "error:" in line), "")
    for text in texts:
        if text not in first:
            return f"the first error does not contain `{text}`:\n{shown}"
    if len(output) >= LONGEST_OUTPUT:
        return f"{len(output)} lines of output; fewer than {LONGEST_OUTPUT} are allowed:\n{shown}"
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--compiler", action="append",
                        help="may be repeated; g++ and clang++ where it is missing")
    parser.add_argument("-I", dest="folders", action="append",
                        help="an include folder; the repository's where it is missing")
    parser.add_argument("snippets", nargs="*", type=pathlib.Path,
                        help="all of this folder where it is missing")
    arguments = parser.parse_args()
    compilers = arguments.compiler or [c for c in ("g++", "clang++") if shutil.which(c)]
    folders = arguments.folders or [str(HERE.parent.parent / "include")]
    snippets = arguments.snippets or sorted(HERE.glob("*.cpp"))

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        pairs = [(compiler, snippet) for snippet in snippets for compiler in compilers]
        runs = [pool.submit(check, compiler, folders, snippet) for compiler, snippet in pairs]
        for (compiler, snippet), run in zip(pairs, runs):
            wrong = run.result()
            if wrong:
                failed += 1
                print(f"{snippet.name} ({os.path.basename(compiler)}): {wrong}\n")
    print(f"compile_fail: {len(pairs) - failed} passed, {failed} failed")
    return 1 if failed or not pairs else 0


if __name__ == "__main__":
    sys.exit(main())
