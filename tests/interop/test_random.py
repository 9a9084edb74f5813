# SPDX-License-Identifier: Apache-2.0
"""Values of random schemas go through Apache's Python and both libraries' C++, and come back equal.

usage: test_random.py <build directory> [<seed> …]

Without seeds: those that every run has, and a fresh one, which is printed. Python makes the values
and their bytes, by its own code and by that in C; a C++ program reads them by Apache's library and
by Seathrift and writes them again in both protocols; Python reads that and compares.
"""

import importlib
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

python = '/usr/bin/python3'
if os.path.exists(python) and not os.path.samefile(python, sys.executable):
    # Debian's modules belong to Debian's interpreter.
    os.execv(python, [python] + sys.argv)
sys.dont_write_bytecode = True

from thrift.protocol import TBinaryProtocol, TCompactProtocol  # noqa: E402
from thrift.transport import TTransport  # noqa: E402

import random_schema  # noqa: E402

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SEEDS = [1, 2, 3]
VALUES = 5  # of each struct
PROTOCOLS = {
    'binary': (TBinaryProtocol.TBinaryProtocolFactory(),
               TBinaryProtocol.TBinaryProtocolAcceleratedFactory()),
    'compact': (TCompactProtocol.TCompactProtocolFactory(),
                TCompactProtocol.TCompactProtocolAcceleratedFactory()),
}

build = Path(sys.argv[1]).resolve()
folder = build / 'tests/interop/random'
generated = folder / 'gen-py'


def run(command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=280)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}")


def compile_program(name, schemas):
    """Writes and compiles one program for the schemas."""
    text = '#include <random_trips.hpp>\n\n'
    for schema in schemas:
        (folder / f'{schema.name}.thrift').write_text(schema.write_thrift())
        run(['thrift', '--gen', 'cpp:no_skeleton', '-out', folder, folder / f'{schema.name}.thrift'])
        run(['thrift', '--gen', 'py', '-out', generated, folder / f'{schema.name}.thrift'])
        (folder / f'{schema.name}.hpp').write_text(schema.write_cpp())
        text += f'#include "{schema.name}_types.cpp"\n#include "{schema.name}.hpp"\n'
    text += '\nint main() {\n  return interop::run([] {\n    using interop::is;\n'
    text += ''.join(schema.write_calls() for schema in schemas)
    text += '    interop::fail("no such struct");\n  });\n}\n'
    source = folder / f'{name}.cpp'
    source.write_text(text)
    cache = (build / 'CMakeCache.txt').read_text()
    compiler = re.search(r'^CMAKE_CXX_COMPILER:[A-Z]+=(.+)$', cache, re.MULTILINE)[1]
    launcher = [shutil.which('ccache')] if shutil.which('ccache') else []
    run([*launcher, compiler, '-std=c++20', '-O0', '-w', '-I', ROOT / 'include', '-I', HERE, '-I',
         folder, '-c', source, '-o', source.with_suffix('.o')])
    run([compiler, source.with_suffix('.o'), '-lthrift', '-o', source.with_suffix('')])
    return source.with_suffix('')


def write(factory, value):
    memory = TTransport.TMemoryBuffer()
    value.write(factory.getProtocol(memory))
    return memory.getvalue()


def read(factory, kind, text):
    value = kind()
    # An exception can't be changed in Python: a new one is returned.
    made = value.read(factory.getProtocol(TTransport.TMemoryBuffer(bytes.fromhex(text))))
    return value if made is None else made


def check(program, schemas):
    """How many values came back, each in several ways."""
    lines, expected = [], []
    for schema in schemas:
        classes = importlib.import_module(f'{schema.name}.ttypes')
        for name, value in schema.values(classes, VALUES):
            for protocol, factories in PROTOCOLS.items():
                for factory in factories:
                    lines.append(f'{schema.name} {name} {protocol} .{write(factory, value).hex()}')
                    expected.append((schema, name, value))
    done = subprocess.run([str(program)], input='\n'.join(lines) + '\n', stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=120)
    answers = done.stdout.splitlines()
    if done.returncode != 0 or len(answers) != 4 * len(lines):
        sys.exit('\n'.join(answers[-3:]) or f'{program} ended with {done.returncode}')
    for i, answer in enumerate(answers):
        schema, name, value = expected[i // 4]
        library, protocol, *text = answer.split(' ')
        for factory in PROTOCOLS[protocol]:
            back = read(factory, type(value), text[0])
            if back != value:
                sys.exit(f'{schema.name} {name}, written by {library} in {protocol}, from '
                         f'{lines[i // 4]}:\n{back}\ninstead of\n{value}')
    return len(lines)


def main():
    seeds = [int(text) for text in sys.argv[2:]]
    groups = {'asked': seeds} if seeds else {'kept': SEEDS,
                                             'fresh': [random.SystemRandom().randrange(10**9)]}
    shutil.rmtree(folder, ignore_errors=True)
    generated.mkdir(parents=True)
    sys.path.insert(0, str(generated))
    for name, group in groups.items():
        print(f"seeds {' '.join(map(str, group))}; again: {sys.argv[0]} {sys.argv[1]} "
              f"{' '.join(map(str, group))}", flush=True)
        schemas = [random_schema.Schema(seed) for seed in group]
        count = check(compile_program(name, schemas), schemas)
        print(f'{count} values came back equal', flush=True)
        if count < len(group) * VALUES:
            sys.exit('hardly any')


if __name__ == '__main__':
    main()
