// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/allocator.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <memory_resource>
#include <new>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

#include "codec/support.hpp"

namespace seathrift {
namespace {

using Allocator = std::pmr::polymorphic_allocator<>;

/// Longer than what a string holds in itself.
std::pmr::string text_of(char c) { return std::pmr::string(40, c); }

struct Line {
  using allocator_type = Allocator;
  Line(Allocator allocator = {}) : text(allocator), words(allocator) {}
  Line(const Line& other, Allocator allocator) : Line(allocator) { *this = other; }
  Line(Line&& other, Allocator allocator) : Line(allocator) { *this = std::move(other); }
  [[nodiscard]] allocator_type get_allocator() const { return text.get_allocator(); }

  std::pmr::string text;
  std::optional<std::pmr::string> note;
  std::pmr::vector<std::pmr::string> words;

  friend bool operator==(const Line&, const Line&) = default;
};
SEATHRIFT_STRUCT(Line, (1, text), (2, note), (3, words))

struct Piece : Union<std::pmr::string, Line> {
  using allocator_type = Allocator;
  using Union::Union;
  Piece(Allocator allocator = {}) : allocator_(allocator) {}
  Piece(const Piece& other) = default;
  Piece& operator=(const Piece& other) {
    Union::operator=(other);
    return *this;
  }
  Piece(const Piece& other, Allocator allocator) : Piece(allocator) { *this = other; }
  [[nodiscard]] allocator_type get_allocator() const { return allocator_; }

 private:
  Allocator allocator_;
};
SEATHRIFT_UNION(Piece, (1, text), (2, line))

struct Book {
  using allocator_type = Allocator;
  Book(Allocator allocator = {})
      : title(allocator),
        first(allocator),
        lines(allocator),
        by_name(allocator),
        by_number(allocator),
        hashed(allocator),
        tags(allocator),
        keyed(allocator),
        pieces(allocator),
        pair{std::pmr::string(allocator), std::pmr::string(allocator)} {}
  Book(const Book& other, Allocator allocator) : Book(allocator) { *this = other; }
  Book(Book&& other, Allocator allocator) : Book(allocator) { *this = std::move(other); }
  [[nodiscard]] allocator_type get_allocator() const { return title.get_allocator(); }

  std::pmr::string title;
  Line first;
  std::pmr::vector<Line> lines;
  std::pmr::map<std::pmr::string, Line> by_name;
  std::pmr::map<std::int32_t, std::pmr::string> by_number;
  std::pmr::unordered_map<std::pmr::string, std::int32_t> hashed;
  std::pmr::set<std::pmr::string> tags;
  std::pmr::map<std::pmr::vector<std::pmr::string>, std::int32_t> keyed;
  std::pmr::vector<Piece> pieces;
  std::array<std::pmr::string, 2> pair;
  std::optional<Line> last;

  friend bool operator==(const Book&, const Book&) = default;
};
SEATHRIFT_STRUCT(Book, (1, title), (2, first), (3, lines), (4, by_name), (5, by_number),
                 (6, hashed), (7, tags), (8, keyed), (9, pieces), (10, pair), (11, last))

Book make_book() {
  Line line;
  line.text = text_of('t');
  line.note = text_of('n');
  line.words.assign(3, text_of('w'));
  Book book;
  book.title = text_of('b');
  book.first = line;
  book.lines.assign(3, line);
  book.by_name = {{text_of('1'), line}, {text_of('2'), line}};
  book.by_number = {{1, text_of('x')}, {2, text_of('y')}};
  book.hashed = {{text_of('h'), 1}, {text_of('i'), 2}};
  book.tags = {text_of('p'), text_of('q')};
  book.keyed = {{{text_of('k')}, 1}, {{text_of('l'), text_of('m')}, 2}};
  book.pieces.resize(2);
  book.pieces[0] = text_of('c');
  book.pieces[1] = line;
  book.pair = {text_of('u'), text_of('v')};
  book.last = line;
  return book;
}

/// An aggregate that has an allocator, in another one.
struct Note {
  std::pmr::string text = {};
  std::optional<std::pmr::string> more = {};
  std::int32_t number = 0;
  [[nodiscard]] Allocator get_allocator() const { return text.get_allocator(); }
};
SEATHRIFT_STRUCT(Note, (1, text), (2, more), (3, number))
struct HasNote {
  std::int32_t number = 0;
  Note note = {};
};
SEATHRIFT_STRUCT(HasNote, (1, number), (2, note))

/// While it lives, who takes memory from the default resource gets std::bad_alloc.
class NoDefault {
 public:
  NoDefault() : before_(std::pmr::set_default_resource(std::pmr::null_memory_resource())) {}
  NoDefault(const NoDefault&) = delete;
  NoDefault& operator=(const NoDefault&) = delete;
  ~NoDefault() { std::pmr::set_default_resource(before_); }

 private:
  std::pmr::memory_resource* before_;
};

/// Fields, each encoded by itself, behind each other in the order given: Binary's heads don't
/// depend on what is before them.
template <class T>
std::vector<std::byte> reordered(const T& value, std::initializer_list<int> ids) {
  const auto all = encode<Binary>(value);
  std::map<int, std::span<const std::byte>> fields;
  detail::Input in(all.data(), all.size(), Limits{});
  std::int32_t last = 0;
  for (const std::byte* at = in.begin;;) {
    const std::byte* const begin = at;
    detail::FieldHead field;
    at = Binary::read_field(in, at, last, field);
    REQUIRE(at != nullptr);
    if (field.type == Type::stop) break;
    at = detail::skip_value<Binary>(in, at, field.type);
    REQUIRE(at != nullptr);
    fields[field.id] = {begin, at};
  }
  std::vector<std::byte> bytes;
  for (const int id : ids) bytes.insert(bytes.end(), fields.at(id).begin(), fields.at(id).end());
  bytes.push_back(std::byte{0});
  return bytes;
}

template <class P>
void check_in_arena() {
  const Book book = make_book();
  const auto bytes = encode<P>(book);
  const NoDefault guard;
  std::pmr::monotonic_buffer_resource arena(std::pmr::new_delete_resource());
  Book read(&arena);
  for (int i = 0; i < 2; ++i) {  // into a new object, then into the kept one
    CHECK(decode_to<P>(bytes, read) == bytes.size());
    CHECK(read == book);
    CHECK(read.first.note->get_allocator().resource() == &arena);
    CHECK(read.lines[2].note->get_allocator().resource() == &arena);
    CHECK(read.by_name.begin()->first.get_allocator().resource() == &arena);
    CHECK(read.by_name.begin()->second.note->get_allocator().resource() == &arena);
    CHECK(std::get<1>(read.pieces[0]).get_allocator().resource() == &arena);
    CHECK(read.last->words[2].get_allocator().resource() == &arena);
  }
}

TEST_CASE("allocator: all that a decode allocates comes from the arena of the object") {
  check_in_arena<Binary>();
  check_in_arena<Compact>();
}

TEST_CASE("allocator: an aggregate gives its own to its parts where it is searched, too") {
  HasNote full{5, {text_of('t'), text_of('m'), 6}};
  const auto note = reordered(full.note, {3, 2, 1});
  std::vector<std::byte> bytes = {std::byte{12}, std::byte{0}, std::byte{2}};
  bytes.insert(bytes.end(), note.begin(), note.end());
  const auto number = reordered(HasNote{5, {}}, {1});
  bytes.insert(bytes.end(), number.begin(), number.end());
  std::pmr::monotonic_buffer_resource arena(std::pmr::new_delete_resource());
  HasNote read{0, {std::pmr::string(&arena), {}, 0}};
  const NoDefault guard;
  for (int i = 0; i < 2; ++i) {
    decode_to<Binary>(bytes, read);
    CHECK(read.number == 5);
    CHECK(read.note.text == full.note.text);
    CHECK(read.note.more == full.note.more);
    CHECK(read.note.number == 6);
    CHECK(read.note.text.get_allocator().resource() == &arena);
    CHECK(read.note.more->get_allocator().resource() == &arena);
  }
}

TEST_CASE("allocator: in another order of the fields, too") {
  const Book book = make_book();
  const auto bytes = reordered(book, {11, 3, 1, 2, 9, 4, 6, 5, 10, 8, 7});
  const auto lines = reordered(book.first, {3, 2, 1});
  const NoDefault guard;
  std::pmr::monotonic_buffer_resource arena(std::pmr::new_delete_resource());
  Book read(&arena);
  decode_to<Binary>(bytes, read);
  CHECK(read == book);
  CHECK(read.last->note->get_allocator().resource() == &arena);
  Line line(&arena);
  for (int i = 0; i < 2; ++i) {
    decode_to<Binary>(lines, line);
    CHECK(line == book.first);
    CHECK(line.note->get_allocator().resource() == &arena);
    line.note.reset();
  }
}

TEST_CASE("allocator: fields that are absent are emptied, and stay in the arena") {
  const Book book = make_book();
  const auto bytes = encode<Binary>(book);
  const auto one = reordered(book, {5});
  Book expected;
  expected.by_number = book.by_number;
  const NoDefault guard;
  std::pmr::monotonic_buffer_resource arena(std::pmr::new_delete_resource());
  Book read(&arena);
  decode_to<Binary>(bytes, read);
  decode_to<Binary>(one, read);
  CHECK(read == expected);
  CHECK(read.first.get_allocator().resource() == &arena);
  decode_to<Binary>(bytes, read);
  CHECK(read == book);
}

struct Signed {
  using allocator_type = Allocator;
  Signed(Allocator allocator = {}) : by(std::in_place, 40, 'd', allocator) {}
  Signed(const Signed& other, Allocator allocator) : Signed(allocator) { *this = other; }
  Signed(Signed&& other, Allocator allocator) : Signed(allocator) { *this = std::move(other); }
  [[nodiscard]] allocator_type get_allocator() const { return by->get_allocator(); }

  std::int32_t number = 0;
  std::optional<std::pmr::string> by;
};
SEATHRIFT_STRUCT(Signed, (1, number), (2, by))

TEST_CASE("allocator: a default that an absent field takes is made in the arena") {
  const auto predicted = testing::bytes_of("08 0001 00000005 00");
  const auto searched = testing::bytes_of("02 0007 01 08 0001 00000005 00");
  std::pmr::monotonic_buffer_resource arena;
  for (const auto& bytes : {predicted, searched}) {
    Signed read(&arena);
    *read.by = "x";
    decode_to<Binary>(bytes, read);
    CHECK(read.number == 5);
    CHECK(read.by == text_of('d'));
    CHECK(read.by->get_allocator().resource() == &arena);
  }
}

struct SignedByNumber {
  std::pmr::map<std::int32_t, Signed> map;
};
SEATHRIFT_STRUCT(SignedByNumber, (1, map))

TEST_CASE("allocator: a value whose key comes twice is made anew in the arena") {
  // Both have the key 3; the first has a number.
  const auto bytes = testing::bytes_of(
      "0d 0001 08 0c 00000002 00000003 08 0001 00000005 00 00000003 0b 0002 00000001 'x' 00 00");
  std::pmr::monotonic_buffer_resource arena(std::pmr::new_delete_resource());
  const NoDefault guard;
  SignedByNumber read{std::pmr::map<std::int32_t, Signed>(&arena)};
  decode_to<Binary>(bytes, read);
  CHECK(read.map.size() == 1);
  CHECK(read.map.at(3).number == 0);
  CHECK(read.map.at(3).by == "x");
}

struct SignedPairs {
  std::array<std::array<Signed, 2>, 1> pairs;
};
SEATHRIFT_STRUCT(SignedPairs, (1, pairs))

TEST_CASE("allocator: an array whose list has other elements is made anew in the arena") {
  const auto numbers = testing::bytes_of("0f 0001 08 00000001 00000009 00");
  const auto lists_of_numbers =
      testing::bytes_of("0f 0001 0f 00000001 08 00000002 00000009 00000009 00");
  std::pmr::monotonic_buffer_resource arena(std::pmr::new_delete_resource());
  SignedPairs read{{{{Signed(&arena), Signed(&arena)}}}};
  for (const auto& bytes : {numbers, lists_of_numbers}) {
    for (Signed& each : read.pairs[0]) {
      each.number = 5;
      each.by.reset();
      each.by.emplace("x", &arena);
    }
    {
      const NoDefault guard;
      decode_to<Binary>(bytes, read);
    }
    for (const Signed& each : read.pairs[0]) {
      CHECK(each.number == 0);
      CHECK(each.by == text_of('d'));
      CHECK(each.by->get_allocator().resource() == &arena);
    }
  }
}

TEST_CASE("allocator: an arena that is used up is std::bad_alloc") {
  const auto bytes = encode<Compact>(make_book());
  std::array<std::byte, 256> room;
  std::pmr::monotonic_buffer_resource arena(room.data(), room.size(),
                                            std::pmr::null_memory_resource());
  Book read(&arena);
  CHECK_THROWS_AS(decode_to<Compact>(bytes, read), std::bad_alloc);
  CHECK_THROWS_AS(static_cast<void>(try_decode_to<Compact>(bytes, read)), std::bad_alloc);
}

/// Its copies take their memory from the default resource, and it can't be moved: a copy
/// constructor of one's own has that effect.
struct Copied {
  using allocator_type = Allocator;
  Copied(Allocator allocator = {}) : text(allocator) {}
  Copied(const Copied&) = default;
  Copied(const Copied& other, Allocator allocator) : text(other.text, allocator) {}
  Copied& operator=(const Copied&) = default;

  std::pmr::string text;
};
SEATHRIFT_STRUCT(Copied, (1, text))
struct OneCopied : Union<std::int32_t, Copied> {
  using Union::Union;
  OneCopied(Allocator allocator = {}) : memory_(allocator.resource()) {}
  [[nodiscard]] Allocator get_allocator() const { return memory_; }

 private:
  std::pmr::memory_resource* memory_;  // which can be assigned, as an allocator can't
};
SEATHRIFT_UNION(OneCopied, (1, number), (2, copied))
struct HoldsCopied {
  HoldsCopied(Allocator allocator = {}) : one(allocator) {}
  [[nodiscard]] Allocator get_allocator() const { return one.get_allocator(); }

  std::optional<Copied> perhaps;
  OneCopied one;
};
SEATHRIFT_STRUCT(HoldsCopied, (1, perhaps), (2, one))

TEST_CASE("allocator: a value is made where it stays, not moved there") {
  HoldsCopied value;
  value.perhaps.emplace().text = text_of('p');
  value.one.emplace<2>().text = text_of('u');
  const auto predicted = encode<Binary>(value);
  const auto searched = reordered(value, {2, 1});
  const auto text_p = text_of('p');
  const auto text_u = text_of('u');
  const NoDefault guard;
  for (const auto& bytes : {predicted, searched}) {
    std::pmr::monotonic_buffer_resource arena(std::pmr::new_delete_resource());
    // Not on the stack, where GCC 12 warns of the optional.
    const auto read = std::make_unique<HoldsCopied>(&arena);
    decode_to<Binary>(bytes, *read);
    CHECK(read->perhaps->text == text_p);
    CHECK(read->perhaps->text.get_allocator().resource() == &arena);
    CHECK(std::get<2>(read->one).text == text_u);
    CHECK(std::get<2>(read->one).text.get_allocator().resource() == &arena);
  }
}

/// Of a type that knows no allocator, in a container that has one.
struct Plain {
  std::optional<std::string> name = {};
  std::vector<std::string> words = {};

  friend bool operator==(const Plain&, const Plain&) = default;
};
struct Plains {
  std::pmr::vector<Plain> v = {};
};

TEST_CASE("allocator: parts that take none are made without") {
  Plains plains;
  plains.v.resize(2);
  plains.v[1] = {std::string(40, 'a'), {std::string(40, 'b')}};
  CHECK(decode<Compact, Plains>(encode<Compact>(plains)).v == plains.v);
}

}  // namespace
}  // namespace seathrift
