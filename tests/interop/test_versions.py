# SPDX-License-Identifier: Apache-2.0
"""Versions of a struct, as Apache's Python reads and writes them: test_versions.py <build directory>"""

import os
import subprocess
import sys

build = os.path.join(sys.argv[1], 'tests', 'interop')
python = '/usr/bin/python3'
if os.path.exists(python) and not os.path.samefile(python, sys.executable):
    # Debian's modules belong to Debian's interpreter.
    os.execv(python, [python] + sys.argv)
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(build, 'gen-py'))

from thrift.protocol import TBinaryProtocol, TCompactProtocol  # noqa: E402
from thrift.transport import TTransport  # noqa: E402
from versions import ttypes  # noqa: E402

PROTOCOLS = {
    'binary': (TBinaryProtocol.TBinaryProtocolFactory(),
               TBinaryProtocol.TBinaryProtocolAcceleratedFactory()),
    'compact': (TCompactProtocol.TCompactProtocolFactory(),
                TCompactProtocol.TCompactProtocolAcceleratedFactory()),
}
VERSIONS = ('First', 'Added', 'Removed', 'Retyped', 'Compatible', 'Relaxed', 'Strict', 'Stricter',
            'Reordered', 'Nothing')
program = os.path.join(build, 'version_records')

written = subprocess.run([program], stdout=subprocess.PIPE, text=True, timeout=60, check=True).stdout
lines = []
for line in written.splitlines():
    protocol, version, sample, text = line.split(' ')
    for factory in PROTOCOLS[protocol]:
        for reader in VERSIONS:
            value = getattr(ttypes, reader)()
            value.read(factory.getProtocol(TTransport.TMemoryBuffer(bytes.fromhex(text))))
            memory = TTransport.TMemoryBuffer()
            value.write(factory.getProtocol(memory))
            lines.append(' '.join((protocol, reader, version, sample, memory.getvalue().hex())))

done = subprocess.run([program, 'check'], input='\n'.join(lines) + '\n', stdout=subprocess.PIPE,
                      text=True, timeout=60)
print(done.stdout)
if not lines or done.returncode != 0:
    sys.exit(1)
