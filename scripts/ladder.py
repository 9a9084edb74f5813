#!/usr/bin/env python3
# Writes include/seathrift/schema/ladder.hpp: macros that apply a macro to each of many arguments.
#
# A level takes 16 items and hands the rest to the next one, which has a name of its own: a macro is not expanded
# within itself, so one name for all levels would stop at the second. Run it again after changing a number here.
import pathlib

WIDTH = 16
HEAD = """// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a macro applied to each of up to 512 arguments? By a ladder of levels, 16 arguments a level.
// Written by scripts/ladder.py; SEATHRIFT_EACH(m, c, ...) expands to m(c, 0, first) m(c, 1, second) …, and skips an
// empty argument, so that a trailing comma does no harm. EACH_INNER and EACH_INMOST are the same, for use inside it;
// they take up to 64 and 32 arguments. Instead of all those beyond the last, one item follows that no user writes.

// Errors then point at the user's line, without the trail of expansions.
#if !defined(SEATHRIFT_SHOW_MACROS)
#pragma GCC system_header
#endif

#define SEATHRIFT_JOIN(a, b) SEATHRIFT_JOIN_NOW(a, b)
#define SEATHRIFT_JOIN_NOW(a, b) a##b
#define SEATHRIFT_NOT_EMPTY(...) __VA_OPT__(1)
"""


def ladder(name, levels):
    commas = "," * (WIDTH + 1)
    lines = [f"#define {name}_ONE(m, c, i, ...) __VA_OPT__(m(c, i, __VA_ARGS__))"]
    for level in range(1, levels):
        lines.append(f"#define {name}_GO{level}_(...)")
        lines.append(f"#define {name}_GO{level}_1(m, c, ...) {name}_L{level}(m, c, __VA_ARGS__{commas})")
    lines.append(f"#define {name}_GO{levels}_(...)")
    lines.append(f"#define {name}_GO{levels}_1(m, c, ...) m(c, {levels * WIDTH}, (seathrift_too_many, seathrift_too_many))")
    items = ", ".join(f"a{i}" for i in range(WIDTH))
    for level in range(levels):
        body = " ".join(f"{name}_ONE(m, c, {level * WIDTH + i}, a{i})" for i in range(WIDTH))
        rest = f"SEATHRIFT_JOIN({name}_GO{level + 1}_, SEATHRIFT_NOT_EMPTY(n))(m, c, n, __VA_ARGS__)"
        lines.append(f"#define {name}_L{level}(m, c, {items}, n, ...) {body} {rest}")
    lines.append(f"#define {name}(m, c, ...) {name}_L0(m, c, __VA_ARGS__{commas})")
    return lines


out = [HEAD, "// clang-format off"]
out += ladder("SEATHRIFT_EACH", 32)
out += ladder("SEATHRIFT_EACH_INNER", 4)
out += ladder("SEATHRIFT_EACH_INMOST", 2)
out.append("#define SEATHRIFT_COMMA_BEFORE_0")
out += [f"#define SEATHRIFT_COMMA_BEFORE_{i} ," for i in range(1, 64)]
out.append("// Numbers, as forms.hpp tells them from names.")
out += [f"#define SEATHRIFT_a_name_belongs_here_not_{i} ~, D," for i in range(128)]
out.append("// clang-format on")
target = pathlib.Path(__file__).parent.parent / "include/seathrift/schema/ladder.hpp"
target.write_text("\n".join(out) + "\n")
