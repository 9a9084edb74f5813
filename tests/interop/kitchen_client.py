# SPDX-License-Identifier: Apache-2.0
"""Apache's Python client calls Seathrift's kitchen: kitchen_client.py <gen-py> <stack>=<where> ..."""

import math
import random
import struct
import sys
import traceback

from kitchen_python import Stack

from kitchen import Kitchen, Pantry, Restaurant
from kitchen.ttypes import (Choice, Color, Empty, Implicit, Keys, Large, Lists, May, MayDefault,
                            Must, Nested, NewForm, Plain, PlainDefault, Point, Sets, Small,
                            Tree, Unsorted, Values)
from thrift.Thrift import TApplicationException, TFrozenDict, TMessageType
from thrift.transport import TSocket, TTransport

checks = 0
failures = 0
stack = None


def check(passed, what):
    global checks, failures
    checks += 1
    if not passed:
        failures += 1
        print('FAILED %s: %s' % (stack.text, what))


class Source:
    """Draws values: of edges, and at random."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, edges, other):
        return self.random.choice(edges) if self.random.random() < 0.5 else other()

    def integer(self, bits):
        low, high = -1 << bits - 1, (1 << bits - 1) - 1
        return self.pick([low, high, 0, -1, 1, 63, 64, -64, -65],
                         lambda: self.random.randint(low, high) >> self.random.randrange(bits))

    def real(self):
        return self.pick([0.0, -0.0, 1.5, math.inf, -math.inf, 5e-324, 1.7976931348623157e308],
                         lambda: self.random.uniform(-1e9, 1e9))

    def size(self):
        return self.pick([0, 1, 14, 15, 16], lambda: self.random.randrange(20))

    def text(self):
        return self.pick(['', 'a', 'Gr\u00fc\u00dfe', '\u65e5\u672c\u8a9e', '\U0001f372', 'a\tb\nc"d\\e', '\0x\0'],
                         lambda: ''.join(chr(self.random.randrange(33, 120)) for _ in range(130)))

    def blob(self):
        return self.random.randbytes(self.size() * 10)

    def color(self):
        return self.random.choice([Color.RED, Color.GREEN, Color.BLUE, Color.NEGATIVE, Color.LAST])

    def point(self):
        return Point(self.integer(32), self.integer(32))

    def numbers(self):
        return tuple(self.integer(32) for _ in range(self.size()))

    def number_names(self):
        return TFrozenDict({self.integer(32): self.text() for _ in range(self.size())})

    def choice(self):
        return self.random.choice([
            Choice(number=self.integer(32)), Choice(text=self.text()), Choice(point=self.point()),
            Choice(flag=True), Choice(numbers=self.numbers())])

    def small(self):
        return Small(self.integer(32), self.text())

    def fields(self, kind):
        values = dict(
            truth=self.random.random() < 0.5, tiny=self.integer(8), little=self.integer(16),
            middle=self.integer(32), wide=self.integer(64), real=self.real(), text=self.text(),
            blob=self.blob(), color=self.color(), point=self.point(), choice=self.choice(),
            small=self.small(), ints=[self.integer(32) for _ in range(self.size())],
            words={self.text() for _ in range(self.size())},
            counts={self.text(): self.integer(32) for _ in range(self.size())})
        if kind is Must:
            del values['small']
        return kind(**values)

    def containers(self, kind, wrap):
        return kind(
            truths=wrap(lambda: self.random.random() < 0.5), tinies=wrap(lambda: self.integer(8)),
            littles=wrap(lambda: self.integer(16)), middles=wrap(lambda: self.integer(32)),
            wides=wrap(lambda: self.integer(64)), reals=wrap(self.real), texts=wrap(self.text),
            blobs=wrap(self.blob), colors=wrap(self.color), points=wrap(self.point),
            choices=wrap(self.choice), smalls=wrap(self.small), lists=wrap(self.numbers),
            sets=wrap(lambda: frozenset(self.numbers())), maps=wrap(self.number_names))

    def list(self, make):
        return [make() for _ in range(self.size())]

    def set(self, make):
        return set(self.list(make))

    def keys(self, make):
        return {make(): self.integer(32) for _ in range(self.size())}

    def values(self, make):
        return {self.integer(32): make() for _ in range(self.size())}


class Connection:
    def __init__(self, stack, where):
        if stack.stream == 'unix':
            socket = TSocket.TSocket(unix_socket=where)
        else:
            socket = TSocket.TSocket('localhost', int(where))
        socket.setTimeout(10000)
        self.transport = stack.transport_factory().getTransport(socket)
        self.protocol = stack.protocol_factory().getProtocol(self.transport)
        self.transport.open()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.transport.close()


def code_of(call):
    try:
        call()
    except TApplicationException as error:
        return error.type
    return -1


def thrown(kind, call):
    try:
        call()
    except kind as error:
        return error
    return None


def echo(kitchen, name, value):
    check(getattr(kitchen, 'echo_' + name)(value) == value, 'echo_%s of %.300r' % (name, value))


def check_scalars(kitchen):
    for value in (True, False):
        echo(kitchen, 'bool', value)
    source = Source(7)
    for _ in range(8):
        for bits in (8, 16, 32, 64):
            echo(kitchen, 'i%d' % bits, source.integer(bits))
        echo(kitchen, 'string', source.text())
        echo(kitchen, 'binary', source.blob())
        echo(kitchen, 'color', source.color())
    # An enumerator that the server does not know.
    echo(kitchen, 'color', 99)
    for value in (0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, 1.5):
        back = kitchen.echo_double(value)
        check(struct.pack('>d', back) == struct.pack('>d', value), 'echo_double of %r' % value)
    echo(kitchen, 'string', 'x' * (1 << 20))
    echo(kitchen, 'binary', b'\xfe' * ((1 << 20) + 1))


def check_structs(kitchen):
    check(kitchen.echo_empty(Empty()) == Empty(), 'echo_empty')
    for seed in range(4):
        source = Source(seed)
        echo(kitchen, 'point', source.point())
        echo(kitchen, 'choice', source.choice())
        for name, kind in (('plain', Plain), ('must', Must), ('may', May),
                           ('plain_default', PlainDefault), ('may_default', MayDefault)):
            echo(kitchen, name, source.fields(kind))
        echo(kitchen, 'lists', source.containers(Lists, source.list))
        echo(kitchen, 'sets', source.containers(Sets, source.set))
        echo(kitchen, 'keys', source.containers(Keys, source.keys))
        echo(kitchen, 'values', source.containers(Values, source.values))
        if not stack.protocol.endswith('-c'):
            # Python's protocols in C know no negative ids.
            echo(kitchen, 'implicit', Implicit(source.integer(32), source.text(), True))
        echo(kitchen, 'unsorted', Unsorted(source.integer(32), source.text(), False))
    source = Source(9)
    plain = source.fields(Plain)
    echo(kitchen, 'nested', Nested(
        shelves={'a': [frozenset([1, 2]), frozenset()], '': []},
        palettes=[{Color.BLUE: [Point(1, 2)], Color.NEGATIVE: []}, {}],
        drawers={1: {-1 << 63: {'x': plain}, 2: {}}, -1: {}},
        cube=[[[True, False], []], []], rows={(1, 2), ()}))
    echo(kitchen, 'tree', Tree(1, [Tree(2, []), Tree(3, [Tree(4, [])])]))
    echo(kitchen, 'lists', Lists(*[[] for _ in range(15)]))
    echo(kitchen, 'may', May())
    echo(kitchen, 'may', May(wide=0, text='', ints=[]))
    # What Python leaves away comes back as the server's default.
    empty = kitchen.echo_plain(Plain())
    check(empty == Plain(truth=False, tiny=0, little=0, middle=0, wide=0, real=0.0, text='', blob=b'',
                         color=Color.RED, point=Point(0, 0), choice=Choice(), small=Small(0, ''),
                         ints=[], words=set(), counts={}), 'echo_plain without fields')
    bare = PlainDefault()
    for name in vars(bare):
        setattr(bare, name, None)
    back = kitchen.echo_plain_default(bare)
    expected = PlainDefault(blob=b'', choice=Choice(), small=Small(0, ''))
    check(back == expected, 'echo_plain_default without fields: %r' % back)


def check_methods(kitchen):
    kitchen.nothing()
    echo(kitchen, 'list', [])
    echo(kitchen, 'list', [1, -1, 2147483647] * 10)
    echo(kitchen, 'set', set())
    echo(kitchen, 'set', {'a', '\u00fc', ''})
    echo(kitchen, 'map', {})
    echo(kitchen, 'map', {'a': Point(1, 2), '': Point(0, 0)})
    check(kitchen.sum(-1, -200, 70000, 1 << 40) == (1 << 40) + 70000 - 201, 'sum')
    kitchen.notified()
    texts = ['salt', '', 'Gr\u00fc\u00dfe']
    for text in texts:
        kitchen.notify(text)
    check(kitchen.notified() == texts, 'notify, thrice, then notified')


def check_errors(kitchen):
    for _ in range(2):
        check(kitchen.fail(0) == 7, 'fail(0) returns 7')
        small = thrown(Small, lambda: kitchen.fail(1))
        check(small == Small(1, 'klein \u00fc'), 'fail(1) throws Small')
        large = thrown(Large, lambda: kitchen.fail(2))
        check(large and large.reason == 'large' and large.plain.text == 'pot' and
              large.details == {'a': [1, 2], 'b': []}, 'fail(2) throws Large')
        check(code_of(lambda: kitchen.fail(3)) == 6, 'fail(3) is an internal error')
        check(thrown(Small, lambda: kitchen.fail_silently(1)) == small, 'fail_silently(1) throws Small')
        check(code_of(lambda: kitchen.fail_silently(3)) == 6, 'fail_silently(3) is an internal error')
        check(code_of(lambda: kitchen.fail_undeclared('why')) == 6, 'fail_undeclared is an internal error')


def check_versions(connection):
    restaurant = Restaurant.Client(connection.protocol)
    form = NewForm(number=1, name='n', retyped='five', relaxed=-5, point=Point(1, 2), ints=[1, 2],
                   added=1.5, drawers={'a': Plain(text='x')}, choice=Choice(flag=True))
    check(restaurant.revise(form, 'added') ==
          NewForm(number=1, name='n', relaxed=-5, point=Point(1, 2), ints=[1, 2]),
          'revise keeps what both contracts have')
    for _ in range(2):
        check(code_of(lambda: restaurant.lacking(Plain(text='x'))) == 1,
              'an unknown method is answered with code 1')
        restaurant.lacking_oneway(Plain())
        restaurant.nothing()
    check(code_of(lambda: restaurant.echo_must(May(truth=True))) == 7,
          'arguments without a required field are answered with code 7')
    if stack.framed:
        restaurant.nothing()


def check_messages(connection):
    """Messages that no generated client sends."""
    protocol, transport = connection.protocol, connection.transport

    def reply():
        name, kind, seqid = protocol.readMessageBegin()
        if kind == TMessageType.EXCEPTION:
            error = TApplicationException()
            error.read(protocol)
            protocol.readMessageEnd()
            return name, seqid, error.type
        result = Kitchen.nothing_result()
        result.read(protocol)
        protocol.readMessageEnd()
        return name, seqid, None

    def call(name, kind, seqid):
        protocol.writeMessageBegin(name, kind, seqid)
        Kitchen.nothing_args().write(protocol)
        protocol.writeMessageEnd()
        transport.flush()

    for seqid in (0, 1, -1, 2147483647, -2147483648):
        call('nothing', TMessageType.CALL, seqid)
        check(reply() == ('nothing', seqid, None), 'sequence id %d comes back' % seqid)
        call('unheard_of', TMessageType.CALL, seqid)
        check(reply() == ('unheard_of', seqid, 1), 'sequence id %d comes back with code 1' % seqid)
    # Both kinds of both methods: the method decides.
    call('notify', TMessageType.CALL, 5)
    call('nothing', TMessageType.ONEWAY, 6)
    call('nothing', TMessageType.CALL, 7)
    check(reply() == ('nothing', 6, None), 'a call that says it is oneway is answered')
    check(reply() == ('nothing', 7, None), 'a oneway method is not answered, whatever the message says')
    if stack.framed:
        for cut in range(1, 5):
            # A frame whose arguments are cut short.
            whole = TTransport.TMemoryBuffer()
            inner = stack.protocol_factory().getProtocol(whole)
            inner.writeMessageBegin('echo_string', TMessageType.CALL, 9)
            Pantry.echo_string_args('soup').write(inner)
            inner.writeMessageEnd()
            transport.write(whole.getvalue()[:-cut])
            transport.flush()
            check(reply() == ('echo_string', 9, 7), 'arguments cut by %d are answered with code 7' % cut)
            call('nothing', TMessageType.CALL, 10)
            check(reply() == ('nothing', 10, None), 'the connection goes on after code 7')


def check_non_strict(where):
    """Binary without a version, as old clients write it."""
    with Connection(stack, where) as connection:
        connection.protocol.strictWrite = False
        kitchen = Kitchen.Client(connection.protocol)
        echo(kitchen, 'string', 'old')
        check(code_of(lambda: kitchen.fail(3)) == 6, 'non-strict: an internal error')


def check_stack(where):
    with Connection(stack, where) as connection:
        kitchen = Kitchen.Client(connection.protocol)
        check_scalars(kitchen)
        check_structs(kitchen)
        check_methods(kitchen)
        check_errors(kitchen)
    with Connection(stack, where) as connection:
        check_versions(connection)
    with Connection(stack, where) as connection:
        check_messages(connection)
    if stack.protocol == 'binary':
        check_non_strict(where)
    # Connects and leaves.
    with Connection(stack, where):
        pass
    with Connection(stack, where) as connection:
        Kitchen.Client(connection.protocol).nothing()


for argument in sys.argv[2:]:
    text, where = argument.split('=', 1)
    stack = Stack(text)
    stack.framed = stack.framing == 'framed'
    try:
        check_stack(where)
    except Exception:
        check(False, traceback.format_exc())
print('%d checks, %d failed' % (checks, failures))
sys.exit(0 if checks and not failures else 1)
