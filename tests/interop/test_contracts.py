# SPDX-License-Identifier: Apache-2.0
"""kitchen.hpp says what kitchen.thrift says, and versions.hpp what versions.thrift says, by the judgement of Apache's
compiler on the IDL that Seathrift writes: test_contracts.py <build directory>"""

import json
import os
import subprocess
import sys
import tempfile

build = os.path.join(sys.argv[1], 'tests', 'interop')
here = os.path.dirname(os.path.abspath(__file__))


def declarations(file):
    """All that a .thrift file declares, by its kind and name."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(['thrift', '--allow-neg-keys', '--gen', 'json', '-out', folder, file], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
        (name,) = os.listdir(folder)
        with open(os.path.join(folder, name)) as stream:
            tree = json.load(stream)
    result = {}
    for kind in ('enums', 'structs', 'services'):
        for item in tree[kind]:
            result[kind, item['name']] = plain(item)
    return result


def plain(value, key=None):
    """Without what does not matter: comments, annotations, the order of fields and of a set's elements."""
    if isinstance(value, dict):
        return {k: plain(v, k) for k, v in value.items() if k not in ('doc', 'annotations')}
    if isinstance(value, list):
        items = [plain(item) for item in value]
        if key in ('fields', 'arguments', 'exceptions', 'default'):
            items.sort(key=lambda item: json.dumps(item, sort_keys=True))
        return items
    return value


def main():
    printed = subprocess.run([os.path.join(build, 'contracts_idl')], check=True, text=True,
                             stdout=subprocess.PIPE, timeout=60).stdout
    failed = 0
    compared = 0
    declared = {name: declarations(os.path.join(here, name + '.thrift')) for name in ('kitchen', 'versions')}
    missing = {(name, key) for name in declared for key in declared[name]}
    with tempfile.TemporaryDirectory() as folder:
        for document in printed.split('----\n')[:-1]:
            name, text = document.split('\n', 1)
            path = os.path.join(folder, name + '.thrift')
            with open(path, 'w') as stream:
                stream.write(text)
            for key, written in declarations(path).items():
                compared += 1
                missing.discard((name, key))
                if written != declared[name].get(key):
                    failed += 1
                    print('FAILED %s %s: Seathrift\'s\n  %s\n  is not\n  %s' % (
                        *key, json.dumps(written), json.dumps(declared[name].get(key))))
    for name, key in sorted(missing):
        failed += 1
        print('FAILED %s %s of %s.thrift is not written' % (*key, name))
    print('%d declarations, %d failed' % (compared, failed))
    return 1 if failed or not compared else 0


sys.exit(main())
