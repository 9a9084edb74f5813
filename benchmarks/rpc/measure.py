#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures calls over this machine's own network: our servers and client, Apache's, and an echo of
raw bytes as the limit, one beside the other in every round.

usage: measure.py FOLDER [--rounds N] [--seconds S] [--only TEXT]    FOLDER holds the programs

A server runs on one core and its client on another, or both on one where that is said. Prints
Markdown: medians of the rounds, and medians of the ratios to the limit, each taken in one round.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

LIMIT = "raw echo"


@dataclass(frozen=True)
class Server:
    name: str
    command: tuple  # program and arguments in front of the target
    stack: str      # what the load generator speaks
    client: tuple = None  # the blocking client of the same library
    connections: int = 1000  # that it serves at a time
    only_echoes: bool = False  # of its client


def seathrift(kind, stack, **more):
    return Server(f"Seathrift {kind}, {stack.replace('-', ' ')}",
                  ("seathrift_server", kind, stack), stack, **more)


def apache(kind, stack, **more):
    return Server(f"Apache {kind}, {stack.replace('-', ' ')}",
                  ("apache_server", kind, stack), stack, **more)


SERVERS = [
    Server(LIMIT, ("raw_server",), "raw", ("raw_client",)),
    Server(f"{LIMIT}, copied to a string", ("raw_server",), "raw", ("raw_client", "string"),
           only_echoes=True),
    seathrift("simple", "framed-binary", connections=1),
    seathrift("threaded", "framed-binary", client=("seathrift_client",)),
    seathrift("threaded", "framed-compact"),
    seathrift("threaded", "buffered-binary"),
    seathrift("pool", "framed-binary"),
    apache("simple", "framed-binary", connections=1),
    apache("threaded", "framed-binary", client=("apache_client",)),
    apache("threaded", "buffered-binary"),
    apache("pool", "framed-binary"),
]


@dataclass(frozen=True)
class Scenario:
    title: str
    unix: bool = False
    size: int = 0  # of an echo
    connections: int = 1
    outstanding: int = 1
    one_core: bool = False
    blocking: bool = False  # by the library's own client, instead of the load generator


SIZES = [128, 256, 512, 1024]  # KiB
CALLS = [Scenario("1"), *(Scenario(f"{count:,}", connections=count) for count in (8, 64, 256, 1000)),
         Scenario("64 outstanding on 1", outstanding=64)]
LATENCY = [Scenario("TCP", one_core=True), Scenario("Unix", unix=True, one_core=True)]
ECHOES = [Scenario(f"{size} KiB", size=size * 1024) for size in SIZES]
UNIX = [Scenario("1", unix=True), Scenario("64", unix=True, connections=64),
        Scenario("64 outstanding on 1", unix=True, outstanding=64),
        Scenario("echo of 128 KiB", unix=True, size=128 * 1024),
        Scenario("echo of 1024 KiB", unix=True, size=1024 * 1024)]
CLIENTS = [Scenario("TCP", blocking=True), Scenario("TCP, one core", one_core=True, blocking=True),
           Scenario("Unix", unix=True, blocking=True),
           Scenario("Unix, one core", unix=True, one_core=True, blocking=True),
           *(Scenario(f"echo of {size} KiB", size=size * 1024, blocking=True) for size in SIZES)]
# Title, scenarios, and what is printed: (name, key of the results, format, more is better).
CALLS_A_SECOND = ("calls/s", "calls", "{:,.0f}", True)
SERVER_TIME = ("server µs", "server", "{:.2f}", False)
P50 = ("p50 µs", "p50", "{:.1f}", False)
P99 = ("p99 µs", "p99", "{:.1f}", False)
TABLES = [
    ("Servers over TCP, by connections", CALLS, [CALLS_A_SECOND, SERVER_TIME]),
    ("Servers over TCP, echoes", ECHOES, [CALLS_A_SECOND]),
    ("Servers over a Unix socket", UNIX, [CALLS_A_SECOND, SERVER_TIME]),
    ("Latency of one connection, both ends on one core", LATENCY, [P50, P99]),
    ("Blocking client and threaded server of one library", CLIENTS, [CALLS_A_SECOND, P50, P99]),
]


class Bench:
    def __init__(self, folder, seconds):
        self.folder = folder
        self.seconds = seconds
        cpus = sorted(os.sched_getaffinity(0))
        self.server_cpu, self.client_cpu = cpus[0], cpus[-1]
        self.sockets = Path(tempfile.mkdtemp())
        # Where that is allowed, other work on this machine waits while we measure.
        self.first = []
        if subprocess.run(["chrt", "-r", "10", "true"], capture_output=True).returncode == 0:
            self.first = ["chrt", "-r", "10"]
        self.spinners = []

    def __enter__(self):
        # Keeps both cores awake: waking one up is another thing than serving a call.
        for cpu in {self.server_cpu, self.client_cpu}:
            self.spinners.append(subprocess.Popen(
                ["chrt", "-i", "0", "taskset", "-c", str(cpu), "sh", "-c", "while :; do :; done"],
                stderr=subprocess.DEVNULL))
        return self

    def __exit__(self, *_):
        for spinner in self.spinners:
            spinner.kill()
            spinner.wait()
        shutil.rmtree(self.sockets)

    def on(self, cpu, program, *arguments):
        return [*self.first, "taskset", "-c", str(cpu), str(self.folder / program), *arguments]

    def start(self, server, unix):
        """Starts a server; the process and where it listens."""
        target = f"unix:{self.sockets}/{server.name}" if unix else "tcp:0"
        # Apache's servers tell of each client that goes without farewell.
        process = subprocess.Popen(self.on(self.server_cpu, *server.command, target),
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        port = process.stdout.readline().strip()
        if not port:
            sys.exit(f"{server.name}: did not start")
        return process, target if unix else f"tcp:{port}"

    def measure(self, server, running, scenario):
        process, target = running
        cpu = self.server_cpu if scenario.one_core else self.client_cpu
        size, rest = str(scenario.size), [str(self.seconds), str(process.pid)]
        if scenario.blocking:
            command = self.on(cpu, *server.client, target, size, *rest)
        else:
            command = self.on(cpu, "load", target, server.stack, size, str(scenario.connections),
                              str(scenario.outstanding), *rest)
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=60)
        if ended.returncode != 0:
            sys.exit(f"failed: {' '.join(command)}")
        return json.loads(ended.stdout)

    def round(self, tables, servers, results, turn):
        """Measures everything once; the servers take turns in being the first."""
        for unix in (False, True):
            running = {server: self.start(server, unix) for server in servers}
            try:
                for title, scenarios, _ in tables:
                    for scenario in scenarios:
                        if scenario.unix != unix:
                            continue
                        able = [server for server in servers
                                if scenario.connections <= server.connections
                                and not (scenario.blocking and server.client is None)
                                and not (server.only_echoes
                                         and not (scenario.blocking and scenario.size))]
                        for i in range(len(able)):
                            server = able[(i + turn) % len(able)]
                            found = self.measure(server, running[server], scenario)
                            results[title, scenario, server].append(found)
            finally:
                for process, _ in running.values():
                    process.kill()
                    process.wait()
                    process.stdout.close()


def print_row(cells):
    print("| " + " | ".join(cells) + " |")


def print_table(title, scenarios, columns, servers, results):
    """One line a server; behind each number its ratio to the limit's."""
    print(f"### {title}: {', '.join(name for name, *_ in columns)} (ratio to the {LIMIT})\n")
    print_row(["", *(scenario.title for scenario in scenarios)])
    print("|---|" + "--:|" * len(scenarios))
    limit = servers[0]
    for server in servers:
        cells = []
        for scenario in scenarios:
            rounds = results.get((title, scenario, server))
            if rounds is None:
                cells.append("–")
                continue
            parts = []
            for _, key, form, _ in columns:
                value = statistics.median(found[key] for found in rounds)
                ratios = [found[key] / base[key] for found, base
                          in zip(rounds, results[title, scenario, limit]) if base[key]]
                parts.append(form.format(value)
                             + (f" ({statistics.median(ratios):.2f})" if server != limit else ""))
            cells.append("; ".join(parts))
        if any(cell != "–" for cell in cells):
            print_row([server.name, *cells])
    print(flush=True)


def print_asked(tables, servers, results):
    """What our blocking client and the servers with threads should reach, and where they do not.

    Calls that arrive together are left out: the limit answers all of them by one send, but a
    handler may take its time with each. Of echoes, bytes a second are asked for.
    """
    asked = {"calls": (0.9, "calls/s at least 0.9"), "p50": (1.08, "p50 at most 1.08"),
             "p99": (1.3, "p99 at most 1.3")}
    print("### Asked of Seathrift threaded and pool, beside the limit: " + ", ".join(
        text for _, text in asked.values()) + "\n")
    missed = 0
    limit = servers[0]
    for title, scenarios, columns in tables:
        for scenario in scenarios:
            for server in servers:
                rounds = results.get((title, scenario, server))
                if (rounds is None or scenario.outstanding > 1
                        or not server.name.startswith(("Seathrift threaded", "Seathrift pool"))):
                    continue
                for name, key, _, more in columns:
                    if key not in asked or (key != "calls" and scenario.size != 0):
                        continue
                    ratio = statistics.median(
                        found[key] / base[key] for found, base
                        in zip(rounds, results[title, scenario, limit]))
                    if ratio < asked[key][0] if more else ratio > asked[key][0]:
                        missed += 1
                        print(f"* missed: {title}, {scenario.title}, {server.name}: "
                              f"{name} {ratio:.2f}")
    print("* all reached\n" if missed == 0 else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.3)
    parser.add_argument("--only", default="", help="tables whose title contains this")
    parser.add_argument("--servers", default="", help="servers whose name matches one of these "
                        "parts, separated by commas; the limit always")
    arguments = parser.parse_args()
    tables = [table for table in TABLES if arguments.only.lower() in table[0].lower()]
    wanted = arguments.servers.split(",")
    servers = [server for server in SERVERS
               if server.name == LIMIT or any(part in server.name for part in wanted)]
    results = defaultdict(list)
    with Bench(arguments.folder.resolve(), arguments.seconds) as bench:
        for turn in range(arguments.rounds):
            bench.round(tables, servers, results, turn)
    print(f"## Calls, medians of {arguments.rounds} round(s) of {arguments.seconds} s\n")
    for title, scenarios, columns in tables:
        print_table(title, scenarios, columns, servers, results)
    print_asked(tables, servers, results)


if __name__ == "__main__":
    main()
