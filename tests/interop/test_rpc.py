# SPDX-License-Identifier: Apache-2.0
"""Seathrift and Apache's C++ and Python libraries call each other: test_rpc.py <build directory>"""

import os
import subprocess
import sys
import tempfile
import threading
import time

build = os.path.join(sys.argv[1], 'tests', 'interop')
here = os.path.dirname(os.path.abspath(__file__))
gen_py = os.path.join(build, 'gen-py')
python = '/usr/bin/python3' if os.path.exists('/usr/bin/python3') else sys.executable

# How long a server may take to start, and a client for all its stacks, in seconds.
START = 60
CLIENT = 150


def stacks(servers, protocols=('binary', 'compact'), framings=('framed', 'buffered'),
           streams=('tcp', 'unix')):
    return [','.join((protocol, framing, stream, server)) for server in servers
            for protocol in protocols for framing in framings for stream in streams]


def program(name, *arguments):
    return [os.path.join(build, name), *arguments]


def script(name):
    return [python, '-B', os.path.join(here, name), gen_py]


# Who serves: (name, command, stacks).
ours = ('seathrift', program('seathrift_kitchen', 'serve'), stacks(('simple', 'threaded', 'pool')))
apache_cpp = ('apache_cpp', program('apache_server'),
              stacks(('simple', 'threaded', 'pool')) + stacks(('nonblocking',), framings=('framed',)))
apache_py = ('apache_py', script('kitchen_server.py'),
             stacks(('simple', 'threaded', 'pool')) +
             stacks(('threaded',), protocols=('binary-c', 'compact-c')) +
             stacks(('nonblocking',), framings=('framed',), streams=('tcp',)))


def c_protocol(text):
    """Python's protocol written in C, for every other server."""
    return text.replace(',', '-c,', 1) if ',threaded' in text else text


def same(text):
    return text


# Who calls: (server, name, command, how it names a stack of the server's).
table = [
    (ours, 'seathrift', program('seathrift_kitchen', 'call', 'seathrift'), same),
    (ours, 'apache_cpp', program('apache_client', 'seathrift'), same),
    (ours, 'apache_py', script('kitchen_client.py'), same),
    (ours, 'apache_py in C', script('kitchen_client.py'), c_protocol),
    (apache_cpp, 'seathrift', program('seathrift_kitchen', 'call', 'apache_cpp'), same),
    (apache_py, 'seathrift', program('seathrift_kitchen', 'call', 'apache_py'), same),
]


class Server:
    def __init__(self, name, command, wanted, folder):
        self.name = name
        self.process = subprocess.Popen(command + [folder] + wanted, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.where = {}
        reader = threading.Thread(target=self.read, daemon=True)
        reader.start()
        reader.join(START)
        self.ready = not reader.is_alive() and len(self.where) == len(wanted)

    def read(self):
        for line in self.process.stdout:
            if line.strip() == 'ready':
                return
            text, where = line.rstrip('\n').split('=', 1)
            self.where[text] = where

    def stop(self):
        """Whether it ended by itself, and well."""
        try:
            self.process.stdin.close()
            return self.process.wait(START) == 0
        except (subprocess.TimeoutExpired, OSError):
            self.process.kill()
            self.process.wait()
            return False


def run_client(command, arguments):
    try:
        done = subprocess.run(command + arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, timeout=CLIENT)
        return done.returncode == 0, done.stdout
    except subprocess.TimeoutExpired as late:
        return False, '%s\nno end within %d s' % ((late.stdout or b'').decode(errors='replace'), CLIENT)


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for server_of in (ours, apache_cpp, apache_py):
            server = Server(*server_of, folder)
            if not server.ready:
                print('FAILED: the server of %s did not start' % server.name)
                failed += 1
            absent = sorted(text for text, where in server.where.items() if not where)
            if absent:
                print('left out, as this machine lacks it: %s %s' % (server.name, ' '.join(absent)))
            for wanted, client, command, translate in table:
                if wanted is not server_of or not server.ready:
                    continue
                begin = time.monotonic()
                arguments = ['%s=%s' % (translate(text), where)
                             for text, where in server.where.items() if where]
                passed, output = run_client(command, arguments)
                failed += not passed
                print('%-14s -> %-10s %2d stacks, %s, %.1f s' % (
                    client, server.name, len(arguments), (output.splitlines() or [''])[-1],
                    time.monotonic() - begin))
                if not passed:
                    print(''.join('    %s\n' % line for line in output.splitlines()[:60]))
            if not server.stop():
                print('FAILED: the server of %s did not end well' % server.name)
                failed += 1
    return 1 if failed else 0


sys.exit(main())
