#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the bytes that the conformance tests spell out as inputs of the fuzz targets.

    seeds.py <folder>

Each target's seeds go to <folder>/<target>.
"""
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
LITERALS = re.compile(r'"((?:[^"\\\n]|\\.)*)"(?:\s*"((?:[^"\\\n]|\\.)*)")*')
PIECE = re.compile(r"\s*(?:'([^']*)'|([0-9a-f]{2})(?:\*([0-9]+))?)")
# What a target reads from the front of its input, and how often.
DECODED_TYPES = 9
APACHE_CHOICES = 22
METHODS = "abcdef"


def parse(text):
    """The bytes that the text spells, as tests/codec/support.hpp has it; None when it spells none."""
    result, at = b"", 0
    text = text.strip()
    while at < len(text):
        piece = PIECE.match(text, at)
        if not piece:
            return None
        quoted, byte, times = piece.groups()
        if quoted is not None:
            result += quoted.encode()
        else:
            result += bytes([int(byte, 16)]) * int(times or 1)
        at = piece.end()
    return result


def spelled():
    """All bytes that the tests spell, those of Binary and of Compact alike."""
    found = set()
    for source in sorted((FOLDER.parent / "conformance").glob("*.cpp")):
        text = source.read_text()
        text = re.sub(r'"\s*\n\s*"', "", text)
        for literal in LITERALS.finditer(text):
            spelled_bytes = parse(literal.group(1))
            if spelled_bytes and len(spelled_bytes) <= 512:
                found.add(spelled_bytes)
    return sorted(found)


def size(number):
    """A varint."""
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + size(number >> 7)


def messages(body, number, kind):
    """A message of the body, in both protocols, framed and not, in the order of the stacks."""
    name = METHODS[number % len(METHODS)].encode()
    seqid = 0 if kind == 4 else 1
    binary = b"\x80\x01\0" + bytes([kind]) + len(name).to_bytes(4, "big") + name
    binary += seqid.to_bytes(4, "big") + body
    compact = b"\x82" + bytes([kind << 5 | 1]) + size(seqid) + size(len(name)) + name + body
    for message in (binary, compact):
        yield len(message).to_bytes(4, "big") + message
    yield binary
    yield compact


def main():
    target = pathlib.Path(sys.argv[1])
    bodies = spelled()
    if len(bodies) < 150:
        sys.exit(f"only {len(bodies)} golden vectors found: has their notation changed?")

    def write(name, inputs):
        folder = target / name
        folder.mkdir(parents=True, exist_ok=True)
        for number, content in enumerate(inputs):
            (folder / f"{number:05}").write_bytes(content)

    decoded = [bytes([choice]) + body for body in bodies for choice in range(DECODED_TYPES)]
    write("decode_binary", decoded)
    write("decode_compact", decoded)
    write("apache", [bytes([choice]) + body for body in bodies for choice in range(APACHE_CHOICES)])
    for name, kinds in ("framing", (1,)), ("processor", (1, 4)), ("client", (2, 3)):
        write(name, [bytes([stack, number % 256]) + message
                     for number, body in enumerate(bodies) for kind in kinds
                     for stack, message in enumerate(messages(body, number, kind))])


if __name__ == "__main__":
    main()
