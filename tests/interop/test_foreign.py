# SPDX-License-Identifier: Apache-2.0
"""Who speaks something else than a Seathrift server or client is named by it, and told what is wrong.

usage: test_foreign.py <build directory>

The others are Apache's Python and C++ libraries, Python's http and ssl modules, openssl and, if it is there,
curl.
"""

import http.client
import http.server
import logging
import os
import queue
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import warnings

python = '/usr/bin/python3'
if os.path.exists(python) and not os.path.samefile(python, sys.executable):
    # Debian's modules belong to Debian's interpreter.
    os.execv(python, [python] + sys.argv)
sys.dont_write_bytecode = True

build = os.path.join(sys.argv[1], 'tests', 'interop')
sys.path.insert(0, os.path.join(build, 'gen-py'))

from kitchen import Pantry  # noqa: E402
from thrift.protocol import THeaderProtocol  # noqa: E402
from thrift.protocol.TBinaryProtocol import (TBinaryProtocolAcceleratedFactory,  # noqa: E402
                                             TBinaryProtocolFactory)
from thrift.protocol.TCompactProtocol import TCompactProtocolFactory  # noqa: E402
from thrift.protocol.TJSONProtocol import TJSONProtocolFactory  # noqa: E402
from thrift.server import THttpServer, TServer  # noqa: E402
from thrift.Thrift import TApplicationException  # noqa: E402
from thrift.transport import THttpClient, TSocket, TSSLSocket, TTransport  # noqa: E402
from thrift.transport.TZlibTransport import TZlibTransport, TZlibTransportFactory  # noqa: E402

logging.disable(logging.CRITICAL)
warnings.simplefilter('ignore')

PROGRAM = os.path.join(build, 'foreign')
STACKS = ('binary,framed', 'binary,buffered', 'compact,framed', 'compact,buffered')
WAIT = 20  # seconds, for what comes at once: well below the server's read timeout

Buffered = TTransport.TBufferedTransport
Framed = TTransport.TFramedTransport
BufferedFactory = TTransport.TBufferedTransportFactory
FramedFactory = TTransport.TFramedTransportFactory
Old = TBinaryProtocolFactory(strictRead=False, strictWrite=False)

checks = 0
failures = 0


def check(passed, what):
    global checks, failures
    checks += 1
    if not passed:
        failures += 1
        print('FAILED %s' % what)


def name_of(stack):
    protocol, framing = stack.split(',')[:2]
    return ('framed ' if framing == 'framed' else 'unframed ') + protocol.capitalize()


# Callers: each returns what its user gets to see of a server at a port.

def apache(transport, protocol):
    def call(port):
        stream = TSocket.TSocket('127.0.0.1', port)
        stream.setTimeout(WAIT * 1000)
        connection = transport(stream)
        client = Pantry.Client(protocol.getProtocol(connection))
        connection.open()
        try:
            return client.echo_string('soup')
        except TApplicationException as error:
            return 'TApplicationException %d: %s' % (error.type, error.message)
        finally:
            connection.close()
    return call


def apache_http(protocol):
    def call(port):
        connection = THttpClient.THttpClient('http://127.0.0.1:%d/' % port)
        connection.setTimeout(WAIT * 1000)
        client = Pantry.Client(protocol.getProtocol(connection))
        try:
            return client.echo_string('soup')
        except TApplicationException as error:
            return 'TApplicationException %d: %s' % (error.type, error.message)
        except Exception as error:
            return '%r, behind %d %s' % (error, connection.code, connection.message)
        finally:
            connection.close()
    return call


def apache_cpp(transport, protocol):
    def call(port):
        done = subprocess.run([os.path.join(build, 'apache_foreign'), transport, protocol, str(port)],
                              stdout=subprocess.PIPE, timeout=WAIT)
        return done.stdout.decode(errors='replace')
    return call


def request(method, body=None):
    def call(port):
        connection = http.client.HTTPConnection('127.0.0.1', port, timeout=WAIT)
        try:
            connection.request(method, '/', body)
            answer = connection.getresponse()
            return '%d %s: %s' % (answer.status, answer.reason, answer.read().decode())
        finally:
            connection.close()
    return call


def curl(*options):
    def call(port):
        done = subprocess.run(['curl', '-sS', '-i', *options, 'http://127.0.0.1:%d/' % port],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=WAIT)
        return done.stdout
    return call


def handshake(port):
    context = ssl.create_default_context()
    with socket.create_connection(('127.0.0.1', port), timeout=WAIT) as stream:
        with context.wrap_socket(stream, server_hostname='localhost'):
            return 'a handshake'


def s_client(port):
    done = subprocess.run(['openssl', 's_client', '-connect', '127.0.0.1:%d' % port],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=WAIT)
    return done.stdout


def header(port):
    return apache(lambda stream: stream, THeaderProtocol.THeaderProtocolFactory())(port)


TOLD = 'this server speaks {own}, the client seems to speak {other}; let both'
IN_KIND = 'TApplicationException 7: ' + TOLD
STATUS = '400 ' + TOLD
# Its call leaves behind the request's head. If it has not arrived yet, its protocol can't be known,
# and a caller in another one is told in the status alone.
OWN = 'in kind, in the server\'s own protocol'
CLOSED = 'TSocket read 0 bytes'

# (who calls, how, what it is, what its user sees)
callers = [
    ('Apache, Binary', apache(Buffered, TBinaryProtocolFactory()), 'unframed Binary', IN_KIND),
    ('Apache, framed Binary', apache(Framed, TBinaryProtocolFactory()), 'framed Binary', IN_KIND),
    ('Apache, framed Binary in C', apache(Framed, TBinaryProtocolAcceleratedFactory()),
     'framed Binary', IN_KIND),
    ('Apache, old Binary', apache(Buffered, Old), 'unframed Binary', IN_KIND),
    ('Apache, old framed Binary', apache(Framed, Old), 'framed Binary', IN_KIND),
    ('Apache, Compact', apache(Buffered, TCompactProtocolFactory()), 'unframed Compact', IN_KIND),
    ('Apache, framed Compact', apache(Framed, TCompactProtocolFactory()), 'framed Compact', IN_KIND),
    ('Apache, JSON', apache(Buffered, TJSONProtocolFactory()), 'JSON', IN_KIND),
    ('Apache, framed JSON', apache(Framed, TJSONProtocolFactory()), 'framed JSON', IN_KIND),
    ('Apache, Zlib', apache(TZlibTransport, TBinaryProtocolFactory()), 'Zlib', CLOSED),
    ('Apache, Header', header, 'Header', CLOSED),
    ('Apache, Binary over HTTP', apache_http(TBinaryProtocolFactory()), 'HTTP', OWN),
    ('Apache, Compact over HTTP', apache_http(TCompactProtocolFactory()), 'HTTP', OWN),
    ('Apache, JSON over HTTP', apache_http(TJSONProtocolFactory()), 'HTTP', OWN),
    ("Apache's C++, Binary", apache_cpp('buffered', 'binary'), 'unframed Binary', IN_KIND),
    ("Apache's C++, framed Binary", apache_cpp('framed', 'binary'), 'framed Binary', IN_KIND),
    ("Apache's C++, old Binary", apache_cpp('buffered', 'old'), 'unframed Binary', IN_KIND),
    ("Apache's C++, old framed Binary", apache_cpp('framed', 'old'), 'framed Binary', IN_KIND),
    ("Apache's C++, Compact", apache_cpp('buffered', 'compact'), 'unframed Compact', IN_KIND),
    ("Apache's C++, framed Compact", apache_cpp('framed', 'compact'), 'framed Compact', IN_KIND),
    ("Apache's C++, JSON", apache_cpp('buffered', 'json'), 'JSON', IN_KIND),
    ("Apache's C++, framed JSON", apache_cpp('framed', 'json'), 'framed JSON', IN_KIND),
    ("Apache's C++, Binary over HTTP", apache_cpp('http', 'binary'), 'HTTP', OWN),
    ("Apache's C++, Compact over HTTP", apache_cpp('http', 'compact'), 'HTTP', OWN),
    ("Apache's C++, Binary over TLS", apache_cpp('tls', 'binary'), 'TLS', 'alert unexpected message'),
    ('http.client, GET', request('GET'), 'HTTP', STATUS),
    ('http.client, OPTIONS', request('OPTIONS'), 'HTTP', STATUS),
    ('http.client, POST of 1 MB', request('POST', b'x' * 1000000), 'HTTP', STATUS),
    ('ssl', handshake, 'TLS', 'ALERT_UNEXPECTED_MESSAGE'),
    ('openssl s_client', s_client, 'TLS', 'alert unexpected message'),
]
if shutil.which('curl'):
    callers += [('curl', curl(), 'HTTP', STATUS),
                ('curl, POST', curl('-d', 'soup'), 'HTTP', STATUS),
                ('curl, HTTP/2', curl('--http2-prior-knowledge'), 'HTTP', 'Empty reply')]
else:
    print('left out, as this machine lacks it: curl')


class Servers:
    """One of Seathrift's for each stack and way to serve."""

    def __init__(self):
        self.process = subprocess.Popen([PROGRAM, 'serve'], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.ports = {}
        for line in self.process.stdout:
            if line.strip() == 'ready':
                break
            stack, port = line.strip().split('=')
            self.ports[stack] = int(port)
        self.told = {stack: queue.Queue() for stack in self.ports}
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            stack, text = line.rstrip('\n').split('! ', 1)
            self.told[stack].put(text)

    def stop(self):
        self.process.stdin.close()
        check(self.process.wait(WAIT) == 0, 'the servers end well')


def call_ours():
    servers = Servers()
    check(len(servers.ports) == 2 * len(STACKS), 'the servers start')
    for who, call, other, expected in callers:
        for stack, port in servers.ports.items():
            own = name_of(stack)
            right = own == other
            begin = time.monotonic()
            try:
                seen = call(port)
            except Exception as error:
                seen = '%s: %s' % (type(error).__name__, error)
            took = time.monotonic() - begin
            where = '%s calls %s: ' % (who, stack)
            wanted = expected
            if expected == OWN:
                # C++ does not show it.
                wanted = IN_KIND if own.split()[-1] in who else '' if 'C++' in who else TOLD
            wanted = 'soup' if right else wanted.format(own=own, other=other)
            check(wanted in seen, where + 'it sees %r instead of %r' % (seen, wanted))
            check(took < WAIT, where + 'it waits for %.1f s' % took)
            told = servers.told[stack]
            if not right:
                try:
                    text = told.get(timeout=WAIT)
                except queue.Empty:
                    text = 'nothing'
                # In a frame, and in none, the message itself is what is wrong.
                names = ['seems to speak ' + name for name in (other, other.split()[-1])]
                check(any(name in text for name in names),
                      where + 'the server is told %r' % text)
            check(told.empty(), where + 'the server is told %r, too' % list(told.queue))
    servers.stop()


# Servers: each returns its port.

class Cook:
    def echo_string(self, value):
        return value


class Listener(TSocket.TServerSocket):
    def __init__(self):
        super().__init__(host='127.0.0.1', port=0)
        super().listen()

    def listen(self):
        pass


def serve(transport, protocol):
    listener = Listener()
    server = TServer.TThreadedServer(Pantry.Processor(Cook()), listener, transport, protocol,
                                     daemon=True)
    threading.Thread(target=server.serve, daemon=True).start()
    return listener.handle.getsockname()[1]


def serve_http(version, context=None):
    class Handler(http.server.SimpleHTTPRequestHandler):
        # What is no request is answered with or without a head.
        default_request_version = version

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.handle_error = lambda *_: None
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def serve_apache_http():
    server = THttpServer.THttpServer(Pantry.Processor(Cook()), ('127.0.0.1', 0),
                                     TBinaryProtocolFactory())
    server.httpd.RequestHandlerClass.log_message = lambda *_: None
    threading.Thread(target=server.serve, daemon=True).start()
    return server.httpd.server_address[1]


def own_context(folder):
    """For TLS, with a certificate that nobody trusts."""
    key, certificate = os.path.join(folder, 'key'), os.path.join(folder, 'certificate')
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate,
                    '-days', '1', '-subj', '/CN=localhost'],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def ask_theirs(who, port, text, read_timeout, expected, right=None):
    """Calls a server in each of Seathrift's stacks."""
    clients = []
    for stack in STACKS:
        # Who gets an answer waits for it, however busy the machine is.
        patience = AT_ONCE if name_of(stack) == right else read_timeout
        clients.append((stack, subprocess.Popen(
            [PROGRAM, 'call', stack, str(port), text, str(patience)],
            stdout=subprocess.PIPE, text=True)))
    for stack, process in clients:
        where = '%s calls %s: ' % (stack, who)
        try:
            seen = process.communicate(timeout=WAIT)[0].strip()
        except subprocess.TimeoutExpired:
            process.kill()
            seen = 'no end'
        wanted = text if name_of(stack) == right else expected.format(own=name_of(stack))
        check(wanted in seen, where + 'it sees %r instead of %r' % (seen, wanted))


# Who closes without a word, or waits for more, can't be named.
SILENT = 'has answered no call on this connection, and may speak something else than {own} '
AT_ONCE = WAIT * 500
SOON = 300


def call_theirs():
    json, header = TJSONProtocolFactory(), THeaderProtocol.THeaderProtocolFactory()
    binary, compact = TBinaryProtocolFactory(strictRead=True), TCompactProtocolFactory()
    for who, transport, protocol, right in (
            ('Apache, JSON', BufferedFactory(), json, None),
            ('Apache, framed JSON', FramedFactory(), json, None),
            ('Apache, Binary', BufferedFactory(), binary, 'unframed Binary'),
            ('Apache, framed Binary', FramedFactory(), binary, 'framed Binary'),
            ('Apache, Compact', BufferedFactory(), compact, 'unframed Compact'),
            ('Apache, framed Compact', FramedFactory(), compact, 'framed Compact'),
            ('Apache, old framed Binary', FramedFactory(), Old, 'framed Binary'),
            ('Apache, Zlib', TZlibTransportFactory(), binary, None),
            ('Apache, Header', TTransport.TTransportFactoryBase(), header, None)):
        ask_theirs(who, serve(transport, protocol), 'soup', AT_ONCE, SILENT, right)
    # It takes the length of a frame for that of a name, and waits for the rest of that.
    old = serve(BufferedFactory(), Old)
    ask_theirs('Apache, old Binary', old, 'soup', SOON, SILENT, 'unframed Binary')

    for who, port in (('http.server', serve_http('HTTP/0.9')),
                      ('http.server, with a head', serve_http('HTTP/1.0')),
                      ('Apache, over HTTP', serve_apache_http())):
        # They wait for the end of a line.
        ask_theirs(who, port, 'soup', SOON, SILENT)
        ask_theirs(who, port, 'soup\r\n\r\n', AT_ONCE, 'seems to speak HTTP; check the host and')
    with tempfile.TemporaryDirectory() as folder:
        https = serve_http('HTTP/1.1', own_context(folder))
        ask_theirs('http.server over TLS', https, 'soup', SOON, SILENT)


begin = time.monotonic()
call_ours()
middle = time.monotonic()
call_theirs()
print('%d checks, %d failed, %.1f s and %.1f s' % (checks, failures, middle - begin,
                                                   time.monotonic() - middle))
sys.exit(0 if checks and not failures else 1)
