# SPDX-License-Identifier: Apache-2.0
"""Is what README.md and docs/ show what the examples are, and what they print?

    python3 documents.py [BUILD_DIR]

A block of code of C++ stands in a document behind a comment that names a file,
`<!-- examples/readme.cpp -->`, or one below tests/: its lines, at any indentation, must follow each
other there. A block behind `<!-- output of readme -->` must be what the program
BUILD_DIR/examples/readme prints. A block of C++ behind no comment is refused. `README.md` must show
all of readme.cpp. A link to a file of the repository, or to a heading of one, must lead there.
"""
import pathlib
import re
import subprocess
import sys
import textwrap

root = pathlib.Path(__file__).resolve().parent.parent
block = re.compile(r"(?:<!-- (?P<note>[^\n]*) -->\n+)?```(?P<language>\w*)\n(?P<text>.*?)^```", re.M | re.S)
errors = []
documents = [*sorted(root.glob("*.md")), *sorted(root.glob("examples/*.md")),
             *sorted(root.glob("docs/**/*.md"))]


def stripped(text):
    return [line.strip() for line in text.splitlines()]


def contains(lines, part):
    return any(lines[i:i + len(part)] == part for i in range(len(lines)))


def printed(program):
    if len(sys.argv) < 2:
        return None
    path = pathlib.Path(sys.argv[1]) / "examples" / program
    return subprocess.run([path], capture_output=True, text=True, timeout=60, check=True).stdout


for document in documents:
    content = document.read_text()
    for match in block.finditer(content):
        note, text = match["note"] or "", match["text"]
        line = content.count("\n", 0, match.start()) + 1
        place = f"{document.relative_to(root)}:{line}"
        if note.startswith("output of "):
            actual = printed(note.removeprefix("output of "))
            if actual is not None and actual != text:
                errors.append(f"{place}: the program prints\n{textwrap.indent(actual, '    ')}")
        elif note.startswith(("examples/", "tests/")):
            if not contains(stripped((root / note).read_text()), stripped(text)):
                errors.append(f"{place}: these lines are not in {note}")
        elif match["language"] == "cpp":
            errors.append(f"{place}: code that no example has; name its file in a comment before it")


def anchors(document):
    headings = re.findall(r"^#+ (.*)$", block.sub("", document.read_text()), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


for document in documents:
    for link in re.findall(r"\]\(([^)\s]+)\)", block.sub("", document.read_text())):
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        if ":" in path:
            continue
        if not target.exists():
            errors.append(f"{document.relative_to(root)}: {link} is not there")
        elif anchor and target.suffix == ".md" and anchor not in anchors(target):
            errors.append(f"{document.relative_to(root)}: {link} is no heading there")

source = (root / "examples/readme.cpp").read_text().split("\n", 1)[1]
if f"```cpp\n{source}```" not in (root / "README.md").read_text():
    errors.append("README.md: does not show all of examples/readme.cpp")

print("\n".join(errors) or "the documents show what the examples are")
sys.exit(bool(errors))
