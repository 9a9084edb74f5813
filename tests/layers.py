#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the library's layering: which header may include which, and what each must begin with."""

import collections
import pathlib
import re
import sys

# Who may include what, beside the headers of its own folder. A name without .hpp is a folder.
CONTRACTS = ["protocol/concepts.hpp", "transport/concepts.hpp", "transport/options.hpp",
             "transport/condition.hpp", "transport/deadline.hpp", "transport/port.hpp"]
RPC = ["core", "schema", "codec", *CONTRACTS]
LAYERS = {
    "core": [],
    "schema": ["core"],
    "protocol": ["core"],
    "codec": ["core", "schema", "protocol/concepts.hpp", "codec/kernel"],
    "codec/kernel": ["core"],
    "transport": ["core"],
    "rpc": RPC,
    "server": [*RPC, "rpc"],
    "idl": ["core", "schema"],
    "testing": ["core", "schema", "protocol", "codec", "transport", "rpc", "server"],
    # Headers that lie in no folder.
    "seathrift.hpp": ["core", "schema", "protocol", "codec", "transport", "rpc", "server", "idl"],
    "fwd.hpp": ["core"],
    "config.hpp": [],
    "version.hpp": [],
    "format.hpp": ["core", "schema", "protocol", "codec"],
}
EVERYBODY = ["config.hpp", "version.hpp", "fwd.hpp"]

# Each third party, and what is large in the standard library, enters by one header. Where it is decided already, that header is named.
DOORS = {
    "bits": "core/time.hpp",
    "chrono": "core/time.hpp",
    "boost/asio": None,
    "boost/beast": None,
    "boost/mp11": None,
    "boost/pfr": "schema/",
    "fmt": "format.hpp",
    "openssl": None,
    "zlib": None,
}

# The operating system is talked to where bytes move, and where a server waits for connections.
SYSTEM_LAYERS = ["transport", "server", "testing"]

FORBIDDEN = {
    "iostream": "its static initialiser is paid for by every user; use <ostream> or <istream>",
    "regex": "it is slow to compile and to run; write the few lines",
    "filesystem": "take a path as a string",
    "bits/stdc++.h": "include what is used",
    "atomic": "every unit compiles its fifteen classes; take core/atomic.hpp",
    "algorithm": "every unit compiles it; take core/order.hpp, or write the loop",
    "functional": "every unit compiles it; take a function and what it is called with",
    "deque": "every unit compiles it; take a vector",
    "unordered_map": "every unit compiles it; take a vector or a list",
    "unordered_set": "every unit compiles it; take a vector or a list",
    "cmath": "every unit compiles it; write what is used",
    "memory": "every unit compiles it; take core/owner.hpp or core/shared.hpp",
    "condition_variable": "it includes half of <memory>; take transport/condition.hpp",
    "boost/uuid/uuid.hpp": "it is declared in schema/kind.hpp; who has one includes it",
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
SPDX = "// SPDX-License-Identifier: Apache-2.0"


def layer_of(header):
    """`codec/encode.hpp` is in the layer `codec`; `fwd.hpp` is its own, and a folder in a folder too
    when the table has it."""
    folder = header.rpartition("/")[0]
    return folder if folder in LAYERS else header.split("/")[0]


def third_party_of(name):
    parts = name.removesuffix(".hpp").removesuffix(".h").split("/")
    return "/".join(parts[:2]) if parts[0] == "boost" else parts[0]


def may_include(header, other):
    layer = layer_of(header)
    if layer == layer_of(other) or other in EVERYBODY:
        return True
    return any(other == allowed or other.startswith(allowed + "/")
               for allowed in LAYERS.get(layer, []))


def find_cycle(graph):
    """A path of headers that leads back to its first, or nothing."""
    done = set()

    def visit(header, path):
        if header in path:
            return path[path.index(header):] + [header]
        if header in done:
            return None
        for other in graph.get(header, []):
            cycle = visit(other, path + [header])
            if cycle:
                return cycle
        done.add(header)
        return None

    for header in sorted(graph):
        cycle = visit(header, [])
        if cycle:
            return cycle
    return None


def check(root):
    errors = []
    doors = collections.defaultdict(set)
    graph = {}
    headers = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.hpp"))
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".hpp":
            errors.append(f"{path.relative_to(root).as_posix()}: only .hpp files belong here")

    for header in headers:
        def wrong(line, text, header=header):
            errors.append(f"{header}:{line}: {text}")

        lines = (root / header).read_text().splitlines()
        if layer_of(header) not in LAYERS:
            wrong(1, "no such layer; add it to the table in tests/layers.py")
        if lines[:1] != [SPDX]:
            wrong(1, f"the first line must be `{SPDX}`")
        if lines[1:2] != ["#pragma once"]:
            wrong(2, "the second line must be `#pragma once`")

        graph[header] = []
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            bracket, name = match.groups()
            if bracket == '"':
                wrong(number, f'write <seathrift/…> instead of "{name}"')
            elif name in FORBIDDEN:
                wrong(number, f"<{name}> is not allowed: {FORBIDDEN[name]}")
            elif name.startswith("seathrift/"):
                other = name.removeprefix("seathrift/")
                if other not in headers:
                    wrong(number, f"<{name}> is not there")
                elif not may_include(header, other):
                    wrong(number, f"{layer_of(header)} may not include {other}")
                else:
                    graph[header].append(other)
            elif third_party_of(name) in DOORS:
                doors[third_party_of(name)].add(header)
            elif name.startswith("boost/") or ("/" in name and not name.endswith(".h")):
                wrong(number, f"<{name}> is not among the third parties of tests/layers.py")
            elif name.endswith(".h") and layer_of(header) not in SYSTEM_LAYERS:
                wrong(number, f"<{name}> is the system's; only {', '.join(SYSTEM_LAYERS)} may")

    for party, entered in sorted(doors.items()):
        door = DOORS[party]
        for header in sorted(entered):
            if door and not (header.startswith(door) if door.endswith("/") else header == door):
                errors.append(f"{header}: {party} is included from {door} only")
        if len(entered) > 1:
            errors.append(f"{party} has more than one door: {', '.join(sorted(entered))}")

    cycle = find_cycle(graph)
    if cycle:
        errors.append("a circle of includes: " + " -> ".join(cycle))
    return headers, errors


def main():
    repository = pathlib.Path(__file__).resolve().parent.parent
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else repository / "include" / "seathrift"
    headers, errors = check(root)
    for error in errors:
        print(error)
    print(f"layers: {len(headers)} headers, {len(errors)} errors")
    return 1 if errors or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
