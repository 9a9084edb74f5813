#!/usr/bin/env python3
# Writes include/seathrift/schema/bindings.hpp: a function for each number of members that names them all.
#
# Run it again after changing a number here.
import pathlib

MOST = 100
HEAD = """// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are the members of an aggregate reached by their places? A structured binding names them, but
// must say how many: there is a function for each number. Written by scripts/bindings.py.

#include <cstddef>

#include <seathrift/config.hpp>
#include <seathrift/schema/field.hpp>

namespace seathrift::detail {

/// Calls Use::use with the types of an aggregate's members, and with the members.
// clang-format off
"""


def names(count, form):
    return ", ".join(form % i for i in range(count))


lines = [HEAD.rstrip("\n")]
for count in range(1, MOST + 1):
    lines.append(f"template <class Use, class T> SEATHRIFT_ALWAYS_INLINE constexpr decltype(auto) bind(T& t, Index<{count}>) {{"
                 f" auto& [{names(count, 'a%d')}] = t;"
                 f" return Use::template use<{names(count, 'decltype(a%d)')}>({names(count, 'a%d')}); }}")
lines.append("// clang-format on\n\n}  // namespace seathrift::detail\n")
target = pathlib.Path(__file__).parent.parent / "include/seathrift/schema/bindings.hpp"
target.write_text("\n".join(lines))
