// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which values are sent? The same for both libraries' types, drawn from edges and at random.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace interop {

/// Names the types of kitchen.thrift in a namespace.
#define INTEROP_TYPES(space)                \
  using Choice = space::Choice;             \
  using Color = space::Color;               \
  using Empty = space::Empty;               \
  using Implicit = space::Implicit;         \
  using Keys = space::Keys;                 \
  using Large = space::Large;               \
  using Lists = space::Lists;               \
  using May = space::May;                   \
  using MayDefault = space::MayDefault;     \
  using Must = space::Must;                 \
  using Nested = space::Nested;             \
  using NewForm = space::NewForm;           \
  using NumberNames = space::NumberNames;   \
  using Numbers = space::Numbers;           \
  using NumberSet = space::NumberSet;       \
  using OldForm = space::OldForm;           \
  using Plain = space::Plain;               \
  using PlainDefault = space::PlainDefault; \
  using Point = space::Point;               \
  using Sets = space::Sets;                 \
  using Small = space::Small;               \
  using Tree = space::Tree;                 \
  using Unsorted = space::Unsorted;         \
  using Values = space::Values;

/// Sets a field; one that may be absent is present then. Nothing where the struct lacks the field.
#define INTEROP_SET(object, field, ...)                    \
  [&]<class Object>(Object& to) {                          \
    if constexpr (requires { to.field; }) {                \
      auto value = __VA_ARGS__;                            \
      if constexpr (requires { to.__set_##field(value); }) \
        to.__set_##field(value);                           \
      else                                                 \
        to.field = std::move(value);                       \
    }                                                      \
  }(object)

/// The type of a field that may be a std::optional.
template <class T>
struct Bare {
  using type = T;
};
template <class T>
struct Bare<std::optional<T>> {
  using type = T;
};

/// Draws values of one library's types. Two of them with the same seed draw the same values.
template <class Types>
class Source {
 public:
  explicit Source(std::uint64_t seed) : state_(seed) {}

  bool truth() { return next() % 2 != 0; }
  std::int8_t i8() { return integer<std::int8_t>(); }
  std::int16_t i16() { return integer<std::int16_t>(); }
  std::int32_t i32() { return integer<std::int32_t>(); }
  std::int64_t i64() { return integer<std::int64_t>(); }

  /// Never NaN, which equals nothing.
  double real() {
    using Limits = std::numeric_limits<double>;
    static constexpr double edges[] = {0.0,
                                       -0.0,
                                       1.0,
                                       -1.0,
                                       Limits::max(),
                                       Limits::lowest(),
                                       Limits::min(),
                                       Limits::denorm_min(),
                                       Limits::infinity(),
                                       -Limits::infinity(),
                                       1e-300,
                                       3.141592653589793};
    if (truth()) return edges[next() % std::size(edges)];
    return static_cast<double>(static_cast<std::int64_t>(next())) / 1024.0;
  }

  std::string text() {
    static constexpr std::string_view edges[] = {"",
                                                 "a",
                                                 "Grüße",
                                                 "спасибо",
                                                 "日本語",
                                                 "\xF0\x9F\x8D\xB2",
                                                 "a\tb\nc\"d\\e",
                                                 std::string_view("\0x\0", 3)};
    if (truth()) return std::string(edges[next() % std::size(edges)]);
    std::string result(size(200), ' ');
    for (char& c : result) c = static_cast<char>('!' + next() % 90);
    return result;
  }
  auto blob() {
    std::string bytes(size(200), '\0');
    for (char& c : bytes) c = static_cast<char>(next());
    return Types::binary(bytes);
  }
  auto color() {
    static constexpr std::int32_t edges[] = {0, 1, 7, -5, 2147483647};
    return static_cast<typename Types::Color>(edges[next() % std::size(edges)]);
  }
  auto point() {
    typename Types::Point result;
    INTEROP_SET(result, x, i32());
    INTEROP_SET(result, y, i32());
    return result;
  }
  auto choice() {
    switch (next() % 5) {
      case 0:
        return Types::number(i32());
      case 1:
        return Types::text(text());
      case 2:
        return Types::point(point());
      case 3:
        return Types::flag(truth());
      default:
        return Types::numbers(numbers());
    }
  }
  auto small() {
    typename Types::Small result;
    INTEROP_SET(result, code, i32());
    INTEROP_SET(result, reason, text());
    return result;
  }
  typename Types::Numbers numbers() {
    return list([&] { return i32(); });
  }
  typename Types::NumberSet number_set() {
    return set([&] { return i32(); });
  }
  typename Types::NumberNames number_names() {
    return map([&] { return i32(); }, [&] { return text(); });
  }

  auto list(auto make) {
    std::vector<decltype(make())> result;
    for (std::size_t left = size(20); left != 0; --left) result.push_back(make());
    return result;
  }
  auto set(auto make) {
    std::set<decltype(make())> result;
    for (std::size_t left = size(20); left != 0; --left) result.insert(make());
    return result;
  }
  auto map(auto key, auto value) {
    std::map<decltype(key()), decltype(value())> result;
    for (std::size_t left = size(20); left != 0; --left) {
      auto drawn = key();
      result[drawn] = value();
    }
    return result;
  }

  /// A size around what the formats write in another way.
  std::size_t size(std::size_t most) {
    static constexpr std::size_t edges[] = {0, 1, 14, 15, 16, 127, 128};
    const std::size_t result = truth() ? edges[next() % std::size(edges)] : next() % most;
    return result < most ? result : most;
  }

 private:
  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
  }

  template <class T>
  T integer() {
    using Limits = std::numeric_limits<T>;
    static constexpr T edges[] = {Limits::min(), Limits::max(), 0, -1, 1, 63, 64, -64, -65, 127};
    if (truth()) return edges[next() % std::size(edges)];
    // Of every length as a varint.
    return static_cast<T>(static_cast<std::int64_t>(next()) >> (next() % 64));
  }

  std::uint64_t state_;
};

/// Plain, Must, May and the forms with defaults: one field of each type.
template <class Types, class T>
void fill_fields(Source<Types>& source, T& to) {
  INTEROP_SET(to, truth, source.truth());
  INTEROP_SET(to, tiny, source.i8());
  INTEROP_SET(to, little, source.i16());
  INTEROP_SET(to, middle, source.i32());
  INTEROP_SET(to, wide, source.i64());
  INTEROP_SET(to, real, source.real());
  INTEROP_SET(to, text, source.text());
  INTEROP_SET(to, blob, source.blob());
  INTEROP_SET(to, color, source.color());
  INTEROP_SET(to, point, source.point());
  INTEROP_SET(to, choice, source.choice());
  INTEROP_SET(to, small, source.small());
  INTEROP_SET(to, ints, source.list([&] { return source.i32(); }));
  INTEROP_SET(to, words, source.set([&] { return source.text(); }));
  INTEROP_SET(to, counts, source.map([&] { return source.text(); }, [&] { return source.i32(); }));
}

/// Lists, Sets, Keys and Values: `wrap` makes a container of what its argument draws.
template <class Types, class T>
void fill_containers(Source<Types>& source, T& to, auto wrap) {
  INTEROP_SET(to, truths, wrap([&] { return source.truth(); }));
  INTEROP_SET(to, tinies, wrap([&] { return source.i8(); }));
  INTEROP_SET(to, littles, wrap([&] { return source.i16(); }));
  INTEROP_SET(to, middles, wrap([&] { return source.i32(); }));
  INTEROP_SET(to, wides, wrap([&] { return source.i64(); }));
  INTEROP_SET(to, reals, wrap([&] { return source.real(); }));
  INTEROP_SET(to, texts, wrap([&] { return source.text(); }));
  INTEROP_SET(to, blobs, wrap([&] { return source.blob(); }));
  INTEROP_SET(to, colors, wrap([&] { return source.color(); }));
  INTEROP_SET(to, points, wrap([&] { return source.point(); }));
  INTEROP_SET(to, choices, wrap([&] { return source.choice(); }));
  INTEROP_SET(to, smalls, wrap([&] { return source.small(); }));
  INTEROP_SET(to, lists, wrap([&] { return source.numbers(); }));
  INTEROP_SET(to, sets, wrap([&] { return source.number_set(); }));
  INTEROP_SET(to, maps, wrap([&] { return source.number_names(); }));
}

template <class Types>
void fill_nested(Source<Types>& source, typename Types::Nested& to) {
  const auto points = [&] { return source.list([&] { return source.point(); }); };
  const auto truths = [&] { return source.list([&] { return source.truth(); }); };
  const auto plain = [&] {
    auto result = Types::template make<typename Types::Plain>();
    fill_fields(source, result);
    return result;
  };
  INTEROP_SET(to, shelves,
              source.map([&] { return source.text(); },
                         [&] { return source.list([&] { return source.number_set(); }); }));
  INTEROP_SET(to, palettes,
              source.list([&] { return source.map([&] { return source.color(); }, points); }));
  // Once is enough of what is this large.
  using Drawer = std::map<std::string, typename Types::Plain>;
  using Chest = std::map<std::int64_t, Drawer>;
  Drawer drawer;
  drawer[source.text()] = plain();
  const Chest chest{{1, drawer}, {source.i64(), {}}};
  INTEROP_SET(to, drawers, (std::map<std::int32_t, Chest>{{source.i32(), chest}, {-1, {}}}));
  INTEROP_SET(to, cube, source.list([&] { return source.list(truths); }));
  INTEROP_SET(to, rows, source.set([&] { return source.numbers(); }));
}

template <class Types>
typename Types::Tree tree(Source<Types>& source, int depth) {
  typename Types::Tree result;
  INTEROP_SET(result, value, source.i32());
  std::vector<typename Types::Tree> children;
  if (depth != 0)
    for (int i = 0; i != 3; ++i) children.push_back(tree(source, i == 0 ? depth - 1 : depth / 2));
  INTEROP_SET(result, children, children);
  return result;
}

/// Fills a struct of any type.
template <class Types, class T>
void fill(Source<Types>& source, T& to) {
  if constexpr (std::is_same_v<T, typename Types::Lists>)
    fill_containers(source, to, [&](auto make) { return source.list(make); });
  else if constexpr (std::is_same_v<T, typename Types::Sets>)
    fill_containers(source, to, [&](auto make) { return source.set(make); });
  else if constexpr (std::is_same_v<T, typename Types::Keys>)
    fill_containers(source, to,
                    [&](auto make) { return source.map(make, [&] { return source.i32(); }); });
  else if constexpr (std::is_same_v<T, typename Types::Values>)
    fill_containers(source, to,
                    [&](auto make) { return source.map([&] { return source.i32(); }, make); });
  else if constexpr (std::is_same_v<T, typename Types::Nested>)
    fill_nested(source, to);
  else if constexpr (std::is_same_v<T, typename Types::Tree>)
    to = tree(source, 4);
  else if constexpr (std::is_same_v<T, typename Types::Choice>)
    to = source.choice();
  else if constexpr (std::is_same_v<T, typename Types::Point>)
    to = source.point();
  else if constexpr (std::is_same_v<T, typename Types::Small>)
    to = source.small();
  else if constexpr (std::is_same_v<T, typename Types::Implicit>) {
    INTEROP_SET(to, first, source.i32());
    INTEROP_SET(to, second, source.text());
    INTEROP_SET(to, third, source.truth());
  } else if constexpr (std::is_same_v<T, typename Types::Unsorted>) {
    INTEROP_SET(to, first, source.text());
    INTEROP_SET(to, last, source.i32());
    INTEROP_SET(to, middle, source.truth());
  } else if constexpr (std::is_same_v<T, typename Types::Large>) {
    INTEROP_SET(to, reason, source.text());
    typename Types::Plain plain;
    fill_fields(source, plain);
    INTEROP_SET(to, plain, plain);
    INTEROP_SET(to, details,
                source.map([&] { return source.text(); },
                           [&] { return source.list([&] { return source.i32(); }); }));
  } else if constexpr (std::is_same_v<T, typename Types::OldForm> ||
                       std::is_same_v<T, typename Types::NewForm>) {
    INTEROP_SET(to, number, source.i32());
    INTEROP_SET(to, name, source.text());
    INTEROP_SET(to, removed, source.text());
    INTEROP_SET(to, relaxed, source.i64());
    INTEROP_SET(to, point, source.point());
    INTEROP_SET(to, ints, source.list([&] { return source.i32(); }));
    INTEROP_SET(to, added, source.real());
    INTEROP_SET(to, choice, source.choice());
  } else {
    fill_fields(source, to);
  }
}

/// The value as it is constructed, and `count` filled ones.
template <class Types, class T>
std::vector<T> samples(std::size_t count) {
  std::vector<T> result{Types::template make<T>()};
  for (std::size_t i = 1; i <= count; ++i) {
    Source<Types> source(i);
    fill(source, result.emplace_back(Types::template make<T>()));
  }
  return result;
}

}  // namespace interop
