// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is versions.thrift in C++, and which values are sent of it?

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include <seathrift/schema/macros.hpp>

#include "samples.hpp"

namespace versions {

using Binary = std::vector<std::byte>;

enum class Kind { NONE = 0, SOME = 3 };
SEATHRIFT_ENUM(Kind, NONE, SOME)

struct Inner {
  std::int32_t x = 0;
  std::string y;
  bool operator==(const Inner&) const = default;
};
SEATHRIFT_STRUCT(Inner, (1, x), (2, y))

struct InnerLater {
  std::int32_t y = 0;
  double z = 0.5;
  std::vector<Inner> more;
  bool operator==(const InnerLater&) const = default;
};
SEATHRIFT_STRUCT(InnerLater, (2, y), (3, z), (4, more))

struct First {
  std::int32_t a = 0;
  std::string b;
  std::vector<std::int32_t> c;
  std::map<std::string, std::int32_t> d;
  Inner e;
  double f = 2.5;
  bool g = false;
  bool operator==(const First&) const = default;
};
SEATHRIFT_STRUCT(First, (a), (b), (c), (d), (e), (f), (g))

struct Added {
  std::int32_t a = 0;
  std::string b;
  std::vector<std::int32_t> c;
  std::map<std::string, std::int32_t> d;
  Inner e;
  double f = 2.5;
  bool g = false;
  std::set<std::int64_t> h;
  std::optional<Inner> i = {};
  std::int8_t j = 5;
  Binary k;
  std::map<std::int32_t, std::vector<Inner>> l;
  std::int16_t m = 0;
  bool operator==(const Added&) const = default;
};
SEATHRIFT_STRUCT(Added, (1, a), (2, b), (3, c), (4, d), (5, e), (6, f), (7, g), (8, h), (9, i),
                 (10, j), (11, k), (100, l), (101, m))

struct Removed {
  std::int32_t a = 0;
  Inner e;
  bool g = false;
  bool operator==(const Removed&) const = default;
};
SEATHRIFT_STRUCT(Removed, (1, a), (5, e), (7, g))

struct Retyped {
  std::int64_t a = 0;
  std::vector<std::string> b;
  std::set<std::int32_t> c;
  std::vector<std::int32_t> d;
  std::string e;
  std::int32_t f = 9;
  Inner g;
  std::int16_t j = 0;
  bool operator==(const Retyped&) const = default;
};
SEATHRIFT_STRUCT(Retyped, (1, a), (2, b), (3, c), (4, d), (5, e), (6, f), (7, g), (10, j))

struct Compatible {
  Kind a = Kind::NONE;
  Binary b;
  std::vector<Kind> c;
  std::map<Binary, Kind> d;
  InnerLater e;
  std::optional<double> f = {};
  bool g = true;
  std::string k;
  bool operator==(const Compatible&) const = default;
};
SEATHRIFT_STRUCT(Compatible, (1, a), (2, b), (3, c), (4, d), (5, e), (6, f), (7, g), (11, k))

struct Relaxed {
  std::optional<std::int32_t> a = {};
  std::optional<std::string> b = "b";
  std::optional<std::vector<std::int32_t>> c = {};
  std::optional<std::map<std::string, std::int32_t>> d = {};
  std::optional<Inner> e = {};
  std::optional<double> f = {};
  std::optional<bool> g = {};
  bool operator==(const Relaxed&) const = default;
};
SEATHRIFT_STRUCT(Relaxed, (a), (b), (c), (d), (e), (f), (g))

struct Strict {
  std::int32_t a = 0;
  std::string b;
  std::vector<std::int32_t> c;
  std::map<std::string, std::int32_t> d;
  Inner e;
  double f = 0;
  bool g = false;
  bool operator==(const Strict&) const = default;
};
SEATHRIFT_STRUCT(Strict, (a, required), (b, required), (c, required), (d, required), (e, required),
                 (f, required), (g, required))

struct Stricter {
  std::int32_t a = 0;
  std::set<std::int64_t> h;
  std::map<std::int32_t, std::vector<Inner>> l;
  bool operator==(const Stricter&) const = default;
};
SEATHRIFT_STRUCT(Stricter, (1, a, required), (8, h, required), (100, l, required))

struct Reordered {
  bool g = false;
  std::map<std::int32_t, std::vector<Inner>> l;
  Inner e;
  double f = 0;
  std::int32_t a = 0;
  bool operator==(const Reordered&) const = default;
};
SEATHRIFT_STRUCT(Reordered, (7, g), (100, l), (5, e), (6, f), (1, a))

struct Nothing {
  bool operator==(const Nothing&) const = default;
};
SEATHRIFT_STRUCT(Nothing)

struct Elements {
  std::int32_t a = 0;
  std::vector<std::string> c;
  std::map<std::int32_t, std::string> d;
  Inner e;
  bool operator==(const Elements&) const = default;
};
SEATHRIFT_STRUCT(Elements, (1, a), (3, c), (4, d), (5, e))

}  // namespace versions

namespace interop {

/// What a Source needs to know where no value of the kitchen's is drawn.
struct NoTypes {
  using Color = int;
  using Numbers = int;
  using NumberSet = int;
  using NumberNames = int;
  static std::string binary(const std::string& bytes) { return bytes; }
};
using PlainSource = Source<NoTypes>;

/// Draws a value of any type here, the same for both libraries' types.
template <class T>
T draw(PlainSource& source) {
  if constexpr (std::is_same_v<T, bool>)
    return source.truth();
  else if constexpr (std::is_same_v<T, double>)
    return source.real();
  else if constexpr (std::is_enum_v<T>)
    return static_cast<T>(source.truth() ? 3 : 0);
  else if constexpr (std::is_same_v<T, std::int8_t>)
    return source.i8();
  else if constexpr (std::is_same_v<T, std::int16_t>)
    return source.i16();
  else if constexpr (std::is_same_v<T, std::int32_t>)
    return source.i32();
  else if constexpr (std::is_same_v<T, std::int64_t>)
    return source.i64();
  else if constexpr (std::is_same_v<T, std::string>)
    return source.text();
  else if constexpr (std::is_same_v<T, ::versions::Binary>) {
    ::versions::Binary bytes;
    for (const char c : source.text()) bytes.push_back(static_cast<std::byte>(c));
    return bytes;
  } else if constexpr (requires { typename T::mapped_type; }) {
    return source.map([&] { return draw<typename T::key_type>(source); },
                      [&] { return draw<typename T::mapped_type>(source); });
  } else if constexpr (requires { typename T::key_type; }) {
    return source.set([&] { return draw<typename T::key_type>(source); });
  } else if constexpr (requires { typename T::allocator_type; }) {
    return source.list([&] { return draw<typename T::value_type>(source); });
  } else {
    T result;
#define INTEROP_DRAW(field) \
  INTEROP_SET(result, field, draw<typename Bare<decltype(to.field)>::type>(source));
    INTEROP_DRAW(a)
    INTEROP_DRAW(b)
    INTEROP_DRAW(c)
    INTEROP_DRAW(d)
    INTEROP_DRAW(e)
    INTEROP_DRAW(f)
    INTEROP_DRAW(g)
    INTEROP_DRAW(h)
    INTEROP_DRAW(i)
    INTEROP_DRAW(j)
    INTEROP_DRAW(k)
    INTEROP_DRAW(l)
    INTEROP_DRAW(m)
    INTEROP_DRAW(x)
    INTEROP_DRAW(y)
    INTEROP_DRAW(z)
    INTEROP_DRAW(more)
#undef INTEROP_DRAW
    return result;
  }
}

/// Sample 0 is the struct as it is constructed.
inline constexpr std::uint64_t version_samples = 6;

template <class T>
T version_sample(std::uint64_t number) {
  if (number == 0) return {};
  PlainSource source(number);
  return draw<T>(source);
}

/// All that may be read as each other, and their names.
#define INTEROP_VERSIONS(space)                                                             \
  std::tuple<space::First, space::Added, space::Removed, space::Retyped, space::Compatible, \
             space::Relaxed, space::Strict, space::Stricter, space::Reordered, space::Nothing>
inline constexpr std::string_view version_names[] = {"First",      "Added",   "Removed", "Retyped",
                                                     "Compatible", "Relaxed", "Strict",  "Stricter",
                                                     "Reordered",  "Nothing"};

/// Calls `use` with the index of each version.
template <class Use>
void for_each_version(Use use) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (use(std::integral_constant<std::size_t, I>{}), ...);
  }
  (std::make_index_sequence<std::size(version_names)>{});
}

}  // namespace interop
