#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that run.py can fail: each thing that it asks of a snippet is missing once.

usage: run_test.py COMPILER
"""

import pathlib
import sys
import tempfile
import unittest
import unittest.mock

import run

COMPILER = "g++"
GOOD = """// error: seathrift: the number is odd; use
// an even one
constexpr int number() {
#ifdef PASS
  return 2;
#else
  return 3;
#endif
}
static_assert(number() % 2 == 0, "seathrift: the number is odd; use an even one");
"""


class Check(unittest.TestCase):
    def verdict(self, source):
        with tempfile.TemporaryDirectory() as folder:
            snippet = pathlib.Path(folder) / "snippet.cpp"
            snippet.write_text(source)
            return run.check(COMPILER, [], snippet)

    def test_accepts_what_is_right(self):
        self.assertEqual(self.verdict(GOOD), "")

    def test_misses_the_text(self):
        self.assertIn("the first line must be", self.verdict(GOOD.replace("// error", "// fault")))
        self.assertIn("the first line must be", self.verdict(GOOD.replace("odd; use", "odd, use")))

    def test_misses_the_twin(self):
        self.assertIn("no `#ifdef PASS`", self.verdict(GOOD.replace("PASS", "GOOD")))

    def test_refuses_a_twin_that_fails(self):
        self.assertIn("twin is refused", self.verdict(GOOD.replace("return 2", "return 1")))

    def test_refuses_a_twin_with_a_warning(self):
        self.assertIn("twin is refused", self.verdict(GOOD.replace("return 2;", "int a; return 2;")))

    def test_refuses_failing_code_that_compiles(self):
        self.assertIn("is accepted", self.verdict(GOOD.replace("return 3", "return 4")))

    def test_refuses_another_text_to_the_last_word(self):
        self.assertIn("does not contain", self.verdict(GOOD.replace("// an even", "// an odd")))

    def test_refuses_a_text_that_comes_second(self):
        late = GOOD.replace("constexpr int", "#ifndef PASS\nunknown first;\n#endif\nconstexpr int")
        self.assertIn("does not contain", self.verdict(late))

    def test_refuses_long_output(self):
        with unittest.mock.patch.object(run, "LONGEST_OUTPUT", 2):
            self.assertIn("lines of output", self.verdict(GOOD))

    def test_counts_no_trail_of_includes(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in ("inner", "#error wrong\n"), ("outer", '#include "inner.hpp"\n'):
                (pathlib.Path(folder) / f"{name}.hpp").write_text(text)
            snippet = pathlib.Path(folder) / "snippet.cpp"
            snippet.write_text('#include "outer.hpp"\n')
            _, output = run.compile_snippet(COMPILER, [], snippet)
        self.assertIn("wrong", output[0])

    def test_compares_with_the_page(self):
        with tempfile.TemporaryDirectory() as folder:
            snippet = pathlib.Path(folder) / "snippet.cpp"
            snippet.write_text(GOOD)
            row = f"| `the {run.ELLIPSIS} is odd` | |\n"
            self.assertEqual(run.check_page([snippet], row), [])
            self.assertIn("has no row", run.check_page([snippet], "| `it is even` | |")[0])
            self.assertIn("no snippet", run.check_page([snippet], row + "| `old` | |")[0])


if __name__ == "__main__":
    COMPILER = sys.argv.pop(1)
    unittest.main()
