# SPDX-License-Identifier: Apache-2.0
"""Apache's Python servers of the kitchen: kitchen_server.py <gen-py> <folder for Unix sockets> <stack> ...

Prints "<stack>=<where>" for each and serves until its standard input ends.
"""

import logging
import os
import sys
import threading

from kitchen_python import Stack

from kitchen import Kitchen
from kitchen.ttypes import Large, Plain, Small
from thrift.server import TNonblockingServer, TServer
from thrift.transport import TSocket


class Cook:
    """Echoes whatever echo_* is called with."""

    def __init__(self):
        self.lock = threading.Lock()
        self.texts = []

    def __getattr__(self, name):
        if name.startswith('echo_'):
            return lambda value: value
        raise AttributeError(name)

    def nothing(self):
        pass

    def sum(self, tiny, little, middle, wide):
        return tiny + little + middle + wide

    def fail(self, how):
        self.fail_silently(how)
        if how == 2:
            raise Large(reason='large', plain=Plain(text='pot'), details={'a': [1, 2], 'b': []})
        return 7

    def fail_silently(self, how):
        if how == 1:
            raise Small(code=1, reason='klein \u00fc')
        if how == 3:
            raise RuntimeError('not declared')

    def fail_undeclared(self, text):
        raise Large(reason=text)

    def notify(self, text):
        with self.lock:
            self.texts.append(text)

    def notified(self):
        with self.lock:
            texts, self.texts = self.texts, []
        return texts

    def revise(self, form, removed):
        return form


class Listener(TSocket.TServerSocket):
    """Listens at once, so that its port is known before anybody serves."""

    def __init__(self, **where):
        super().__init__(**where)
        super().listen()

    def listen(self):
        pass


def start(stack, folder):
    if stack.stream == 'unix':
        where = stack.path(folder)
        listener = Listener(unix_socket=where)
    else:
        listener = Listener(host='localhost', port=0)
        where = listener.handle.getsockname()[1]
    processor = Kitchen.Processor(Cook())
    if stack.server == 'nonblocking':
        server = TNonblockingServer.TNonblockingServer(processor, listener,
                                                       stack.protocol_factory(), threads=2)
    else:
        kind = {'simple': TServer.TSimpleServer, 'threaded': TServer.TThreadedServer,
                'pool': TServer.TThreadPoolServer}[stack.server]
        server = kind(processor, listener, stack.transport_factory(), stack.protocol_factory())
    if stack.server == 'pool':
        server.setNumThreads(2)
        server.daemon = True
    threading.Thread(target=server.serve, daemon=True).start()
    print('%s=%s' % (stack.text, where))


# What clients do wrong on purpose need not be told.
logging.disable(logging.CRITICAL)
for text in sys.argv[3:]:
    start(Stack(text), sys.argv[2])
print('ready', flush=True)
sys.stdin.read()
os._exit(0)
