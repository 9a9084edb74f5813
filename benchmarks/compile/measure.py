#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures what compiling costs, beside Apache Thrift: CPU seconds, peak memory, size of programs.

Client and server of the tutorial, from the contract to two linked programs: Seathrift's header and
two sources; Apache's `thrift` run, its generated sources and two sources, default and templates.
Then headers that are included and not used. Prints Markdown tables.
"""

import argparse
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
APACHE_OPTIONS = {"default": "no_skeleton", "templates": "templates,moveable_types,no_skeleton"}


@dataclass
class Cost:
    """What child processes took: CPU seconds in all, and the memory of the largest, in MB."""
    seconds: float = 0
    megabytes: float = 0

    def add(self, other):
        self.seconds += other.seconds
        self.megabytes = max(self.megabytes, other.megabytes)


@dataclass
class Project:
    """What it takes from the contract to client and server."""
    total: Cost = field(default_factory=Cost)
    client: Cost = field(default_factory=Cost)
    server: Cost = field(default_factory=Cost)
    sizes: dict = field(default_factory=dict)  # of the stripped programs, in KB


def run(command):
    """Runs a command to its end; the resources that it and what it started took."""
    process = subprocess.Popen([str(part) for part in command],
                               env={**os.environ, "CCACHE_DISABLE": "1"})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed: {' '.join(str(part) for part in command)}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


class Builder:
    def __init__(self, compiler, level, folder):
        self.compiler = [compiler, "-std=c++20", level, "-w"]
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def compile(self, source, includes):
        result = self.folder / (source.stem + ".o")
        includes = [part for include in includes for part in ("-I", include)]
        return result, run([*self.compiler, *includes, "-c", source, "-o", result])

    def build(self, sources, common, includes, libraries, project):
        """Compiles client.cpp and server.cpp of `sources`, and `common` once, and links."""
        objects = []
        for source in common:
            result, cost = self.compile(source, includes)
            objects.append(result)
            project.total.add(cost)
        for name in ("client", "server"):
            result, cost = self.compile(sources / f"{name}.cpp", includes)
            setattr(project, name, cost)
            project.total.add(cost)
            program = self.folder / name
            project.total.add(run([*self.compiler, result, *objects, *libraries, "-o", program]))
            run(["strip", program])
            project.sizes[name] = program.stat().st_size / 1024
        return project


def build_seathrift(compiler, level, folder, sources):
    """Sources beside client.cpp and server.cpp, where there are any, belong to both."""
    common = [path for path in sorted(sources.glob("*.cpp"))
              if path.stem not in ("client", "server")]
    return Builder(compiler, level, folder).build(
        sources, common, [ROOT / "include", sources], ["-pthread"], Project())


def build_apache(compiler, level, folder, sources, idl, options):
    builder = Builder(compiler, level, folder)
    generated = folder / "generated"
    generated.mkdir()
    project = Project()
    project.total.add(run(["thrift", "-r", "--gen", f"cpp:{options}", "-out", generated, idl]))
    return builder.build(sources, sorted(generated.glob("*.cpp")), [generated, sources],
                         ["-lthrift", "-pthread"], project)


def print_row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def print_projects(title, seathrift, apache, idl, arguments):
    levels = ["-O2"] if arguments.quick else ["-O0", "-O2"]
    print(f"### {title}\n")
    print_row("", *(f"{level}, s" for level in levels), "client at -O2, s", "server at -O2, s",
              "peak at -O2, MB", "stripped client at -O2, KB", "stripped server at -O2, KB")
    print("|---|" + "--:|" * (len(levels) + 5))
    kinds = {"Seathrift": lambda level, folder: build_seathrift(arguments.compiler, level, folder,
                                                                seathrift)}
    for name, options in APACHE_OPTIONS.items():
        kinds[f"Apache {name}"] = lambda level, folder, options=options: build_apache(
            arguments.compiler, level, folder, apache, idl, options)
    for name, build in kinds.items():
        if not any(name.lower().startswith(wanted) for wanted in arguments.libraries):
            continue
        totals = []
        for level in levels:
            folder = arguments.build / f"{title} {name} {level}".lower().replace(" ", "_")
            project = build(level, folder)
            totals.append(f"{project.total.seconds:.1f}")
        print_row(name, *totals, f"{project.client.seconds:.2f}", f"{project.server.seconds:.2f}",
                  f"{project.total.megabytes:.0f}", f"{project.sizes['client']:.0f}",
                  f"{project.sizes['server']:.0f}")
    print()


def print_brief(arguments):
    """What each of the tutorial's two programs costs at -O2, a line each."""
    project = build_seathrift(arguments.compiler, "-O2", arguments.build / "brief",
                              HERE / "seathrift")
    for name in ("client", "server"):
        cost = getattr(project, name)
        print(f"calculator {name}: {cost.seconds:.2f} s, {cost.megabytes:.0f} MB, "
              f"{project.sizes[name]:.0f} KB")


def print_includes(arguments):
    sources = {
        "`<string>` `<vector>` `<map>` `<memory>` `<functional>`":
            ["string", "vector", "map", "memory", "functional"],
        "Apache: `TBinaryProtocol.h` and `TSocket.h`":
            ["thrift/protocol/TBinaryProtocol.h", "thrift/transport/TSocket.h"],
        "`<seathrift/seathrift.hpp>`": ["seathrift/seathrift.hpp"],
    }
    if "seathrift" not in arguments.libraries:
        sources.popitem()
    print("### Headers included and not used, -O2\n")
    print_row("", "s", "peak, MB")
    print("|---|--:|--:|")
    builder = Builder(arguments.compiler, "-O2", arguments.build / "includes")
    source = builder.folder / "includes.cpp"
    for name, headers in sources.items():
        source.write_text("".join(f"#include <{header}>\n" for header in headers))
        _, cost = builder.compile(source, [ROOT / "include"])
        print_row(name, f"{cost.seconds:.2f}", f"{cost.megabytes:.0f}")
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--build", type=Path, default=ROOT / "build/bench/compile",
                        help="folder to build in")
    parser.add_argument("--quick", action="store_true", help="at -O2 alone")
    parser.add_argument("--brief", action="store_true",
                        help="Seathrift's tutorial at -O2 alone: seconds to compile, memory that "
                        "took, size of the stripped program")
    parser.add_argument("--large", action="store_true",
                        help="also a service of 100 methods and 100 structs")
    parser.add_argument("--count", type=int, default=100, help="its size")
    parser.add_argument("--libraries", nargs="+", default=["seathrift", "apache"],
                        choices=["seathrift", "apache"])
    arguments = parser.parse_args()
    arguments.build = arguments.build.resolve()

    if arguments.brief:
        print_brief(arguments)
        return
    print("## Compiling, CPU seconds\n")
    print_projects("Tutorial", HERE / "seathrift", HERE / "apache", HERE / "tutorial.thrift",
                   arguments)
    if arguments.large:
        large = arguments.build / "large"
        run([sys.executable, HERE / "large.py", large, arguments.count])
        print_projects(f"{arguments.count} methods and structs", large / "seathrift",
                       large / "apache", large / "apache/large.thrift", arguments)
    print_includes(arguments)


if __name__ == "__main__":
    main()
