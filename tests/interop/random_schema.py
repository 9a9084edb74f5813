# SPDX-License-Identifier: Apache-2.0
"""Draws a schema from a seed, and values of its structs: as Thrift IDL, as our C++, and for Python.

The C++ of a seed depends on nothing else, so that a compiler's cache knows it again.
"""

import random

SCALARS = {'bool': 'bool', 'i8': 'std::int8_t', 'i16': 'std::int16_t', 'i32': 'std::int32_t',
           'i64': 'std::int64_t', 'double': 'double', 'string': 'std::string',
           'binary': 'std::vector<std::byte>'}
BITS = {'i8': 8, 'i16': 16, 'i32': 32, 'i64': 64}
TEXTS = ['', 'a', 'Grüße', 'спасибо', '日本語', '\U0001F432', 'a\tb\nc"d\\e', 'x' * 127, 'y' * 128,
         'z' * 5000]
DOUBLES = [0.0, -0.0, 1.5, -1e300, 5e-324, 1.7976931348623157e308, float('inf'), float('-inf')]


class Scalar:
    def __init__(self, name):
        self.thrift = name
        self.cpp = SCALARS[name]
        self.is_key = True
        self.is_hashable = name != 'binary'

    def value(self, draw, _, __):
        if self.thrift == 'bool':
            return draw.random() < 0.5
        if self.thrift == 'double':
            return draw.choice(DOUBLES) if draw.random() < 0.5 else draw.uniform(-1e9, 1e9)
        if self.thrift == 'string':
            return draw.choice(TEXTS) if draw.random() < 0.7 else str(draw.random())
        if self.thrift == 'binary':
            return bytes(draw.randrange(256) for _ in range(draw.choice([0, 1, 20, 300])))
        bits = draw.randrange(1, BITS[self.thrift] + 1)
        return draw.randrange(-(1 << (bits - 1)), 1 << (bits - 1))


class Enum:
    is_key = True
    is_hashable = True

    def __init__(self, name, draw):
        self.thrift = self.cpp = name
        numbers = {draw.choice([i, draw.randrange(-2**31, 2**31)]) for i in range(5)}
        self.items = [(f'{name.upper()}_{i}', number) for i, number in enumerate(sorted(numbers))]

    def value(self, draw, _, __):
        # One that neither side has a name for must survive, too.
        return draw.choice([number for _, number in self.items] + [77])

    def write_thrift(self):
        return f'enum {self.thrift} {{\n' + ''.join(
            f'  {name} = {number},\n' for name, number in self.items) + '}\n'

    def write_cpp(self):
        items = ', '.join(f'{name} = {number}' for name, number in self.items)
        names = ', '.join(name for name, _ in self.items)
        return (f'enum class {self.cpp} {{ {items} }};\n'
                f'SEATHRIFT_ENUM({self.cpp}, {names})\n')


class Container:
    is_key = False

    def __init__(self, kind, parts, draw):
        self.kind = kind
        self.parts = parts
        self.thrift = f"{kind}<{', '.join(part.thrift for part in parts)}>"
        forms = {'list': ['std::vector', 'std::vector', 'std::deque', 'std::list'],
                 'set': ['std::set'], 'map': ['std::map']}[kind]
        if kind != 'list' and parts[0].is_hashable:
            forms = forms + ['std::unordered_' + kind]
        self.cpp = f"{draw.choice(forms)}<{', '.join(part.cpp for part in parts)}>"

    def value(self, draw, classes, depth):
        # Compact counts up to 14 elements of a list in the byte of its type.
        size = draw.choice([0, 1, 2, 3]) if depth > 1 else draw.choice([0, 1, 2, 5, 14, 15, 16])
        rows = [[part.value(draw, classes, depth + 1) for part in self.parts] for _ in range(size)]
        if self.kind == 'map':
            return dict(rows)
        values = [row[0] for row in rows]
        return set(values) if self.kind == 'set' else values


class Field:
    def __init__(self, number, name, requiredness, kind, default):
        self.number = number
        self.name = name
        self.requiredness = requiredness
        self.type = kind
        self.default = default

    def write_thrift(self):
        default = '' if self.default is None else f' = {self.default}'
        return f'{self.number}: {self.requiredness} {self.type.thrift} {self.name}{default}'


class Struct:
    """A struct or an exception, with a macro or, where its form allows, without; or a union."""
    is_key = False

    def __init__(self, name, schema):
        draw = schema.draw
        self.thrift = self.cpp = name
        self.keyword = draw.choice(['struct', 'struct', 'struct', 'union', 'exception'])
        self.plain = self.keyword == 'struct' and draw.random() < 0.3
        self.fields = []
        number = 0
        for i in range(draw.randrange(1, 13)):
            step = 1 if self.plain else draw.choice([1, 1, 2, 15, 16, 17, 400])
            number += step
            kind = schema.draw_type(0)
            if self.keyword == 'union' and kind.cpp in (field.type.cpp for field in self.fields):
                continue
            requiredness = ''
            if self.keyword != 'union':
                # Apache's compiler writes no valid C++ for a required field that is an exception.
                may_be_required = not self.plain and getattr(kind, 'keyword', '') != 'exception'
                requiredness = draw.choice(['', '', 'optional'] + ['required'] * may_be_required)
            default = None
            if requiredness == '' and self.keyword != 'union' and kind.thrift in BITS:
                default = draw.choice([None, kind.value(draw, None, 0)])
            self.fields.append(Field(number, f'field{i}', requiredness, kind, default))
        if self.keyword == 'struct' and not self.plain and draw.random() < 0.3:
            self.fields.append(Field(number + 1, 'again', '', SelfList(name), None))
        if not self.plain:
            draw.shuffle(self.fields)

    def value(self, draw, classes, depth):
        chosen = self.fields
        if self.keyword == 'union':
            chosen = [draw.choice(self.fields)]
        given = {}
        for field in chosen:
            if field.requiredness == 'optional' and draw.random() < 0.4:
                continue
            given[field.name] = field.type.value(draw, classes, depth + 1)
        return getattr(classes, self.thrift)(**given)

    def write_thrift(self):
        return f'{self.keyword} {self.thrift} {{\n' + ''.join(
            f'  {field.write_thrift()},\n' for field in self.fields) + '}\n'

    def write_cpp(self):
        if self.keyword == 'union':
            members = ', '.join(field.type.cpp for field in self.fields)
            items = ', '.join(f'({field.number}, {field.name})' for field in self.fields)
            return (f'struct {self.cpp} : seathrift::Union<{members}> {{\n'
                    f'  using Union::Union;\n}};\nSEATHRIFT_UNION({self.cpp}, {items})\n')
        lines = []
        items = []
        for field in self.fields:
            kind = field.type.cpp
            optional = field.requiredness == 'optional'
            default = '{}' if field.default is None else f'{{{write_integer(field.default)}}}'
            lines.append(f"  {f'std::optional<{kind}>' if optional else kind} {field.name}{default};\n")
            required = ', required' if field.requiredness == 'required' else ''
            items.append(f'({field.number}, {field.name}{required})')
        text = (f'struct {self.cpp} {{\n' + ''.join(lines)
                + f'  bool operator==(const {self.cpp}&) const = default;\n}};\n')
        if not self.plain:
            macro = 'SEATHRIFT_EXCEPTION' if self.keyword == 'exception' else 'SEATHRIFT_STRUCT'
            text += f"{macro}({self.cpp}, {', '.join(items)})\n"
        return text


class SelfList:
    """A list of the struct that it stands in."""

    def __init__(self, name):
        self.name = name
        self.thrift = f'list<{name}>'
        self.cpp = f'std::vector<{name}>'
        self.struct = None

    def value(self, draw, classes, depth):
        if depth > 3:
            return []
        return [self.struct.value(draw, classes, depth) for _ in range(draw.randrange(2))]


def write_integer(value):
    # The least of 64 bits has no literal of its own.
    return 'INT64_MIN' if value == -2**63 else str(value)


class Schema:
    def __init__(self, seed, structs=7):
        self.seed = seed
        self.name = f'random_{seed}'
        self.draw = random.Random(seed)
        self.scalars = [Scalar(name) for name in SCALARS]
        self.enums = [Enum(f'Enum{i}', self.draw) for i in range(2)]
        self.structs = []
        for i in range(structs):
            struct = Struct(f'Struct{i}', self)
            for field in struct.fields:
                if isinstance(field.type, SelfList):
                    field.type.struct = struct
            self.structs.append(struct)

    def draw_type(self, depth):
        draw = self.draw
        kinds = ['scalar'] * 4 + ['enum'] + ['struct'] * 2
        if depth < 3:
            kinds += ['list', 'set', 'map']
        kind = draw.choice(kinds)
        if kind == 'enum':
            return draw.choice(self.enums)
        if kind == 'struct' and self.structs:
            return draw.choice(self.structs)
        if kind == 'list':
            return Container(kind, [self.draw_type(depth + 1)], draw)
        if kind in ('set', 'map'):
            parts = [draw.choice(self.scalars + self.enums)]
            if kind == 'map':
                parts.append(self.draw_type(depth + 1))
            return Container(kind, parts, draw)
        return draw.choice(self.scalars)

    def values(self, classes, count):
        """Pairs of a struct's name and a value of Python's class of it."""
        draw = random.Random(self.seed)
        return [(struct.thrift, struct.value(draw, classes, 0))
                for struct in self.structs for _ in range(count)]

    def write_thrift(self):
        return (f'namespace cpp theirs_{self.seed}\nnamespace py {self.name}\n\n'
                + '\n'.join(each.write_thrift() for each in self.enums + self.structs))

    def write_cpp(self):
        return (f'namespace ours_{self.seed} {{\n\n'
                + '\n'.join(each.write_cpp() for each in self.enums + self.structs) + '\n}\n')

    def write_calls(self):
        """What the C++ program tries for each line that it reads."""
        return ''.join(
            f'  if (is("{self.name}", "{struct.thrift}"))\n'
            f'    return interop::round_trip<ours_{self.seed}::{struct.cpp}, '
            f'theirs_{self.seed}::{struct.thrift}>();\n' for struct in self.structs)
