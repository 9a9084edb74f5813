// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which records do tests of runs have? Those that begin with numbers of every length and kind.

#include <cfloat>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <boost/uuid/uuid.hpp>

#include <codec/kernel/support.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/schema/record.hpp>

namespace seathrift::testing {

enum class Hue : std::int32_t { RED, GREEN };
SEATHRIFT_ENUM(Hue, RED, GREEN)

// The name's number is that of the run's fields.
#define SEATHRIFT_TEST_RUN(Name, ...) \
  struct Name {                       \
    __VA_ARGS__                       \
    std::string tail = {};            \
  };
// clang-format off
SEATHRIFT_TEST_RUN(Run8, std::int64_t a = 0, b = 0, c = 0; double d = 0, e = 0; std::int64_t f = 0, g = 0, h = 0;)
SEATHRIFT_TEST_RUN(Run9, std::int64_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0; std::int8_t i = 0;)
SEATHRIFT_TEST_RUN(Run12, std::int8_t a = 0; std::int64_t b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0; std::int16_t j = 0, k = 0, l = 0;)
SEATHRIFT_TEST_RUN(Run13, bool a = false; double b = 0; std::int16_t c = 0; Hue d = Hue::RED; std::int64_t e = 0, f = 0; bool g = false; double h = 0, i = 0, j = 0, k = 0; bool l = false; std::int16_t m = 0;)
SEATHRIFT_TEST_RUN(Run15, boost::uuids::uuid a = {}; std::int64_t b = 0; std::int32_t c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0; double k = 0, l = 0, m = 0, n = 0, o = 0;)
SEATHRIFT_TEST_RUN(Run16, std::int32_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0, m = 0, n = 0, o = 0, p = 0;)
SEATHRIFT_TEST_RUN(Run17, std::int32_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0, m = 0, n = 0, o = 0, p = 0; bool q = false;)
SEATHRIFT_TEST_RUN(Run20, std::int64_t a = 0; std::int32_t b = 0, c = 0; double d = 0, e = 0, f = 0; std::int32_t g = 0, h = 0; std::int64_t i = 0, j = 0; double k = 0, l = 0; std::int32_t m = 0, n = 0; std::int64_t o = 0; double p = 0, q = 0; std::int32_t r = 0, s = 0; std::int64_t t = 0;)
SEATHRIFT_TEST_RUN(Run24, double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0, m = 0, n = 0, o = 0, p = 0, q = 0, r = 0, s = 0, t = 0, u = 0, v = 0, w = 0, x = 0;)
SEATHRIFT_TEST_RUN(Run48, double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0, m = 0, n = 0, o = 0, p = 0; std::int64_t a1 = 0, b1 = 0, c1 = 0, d1 = 0, e1 = 0, f1 = 0, g1 = 0, h1 = 0, i1 = 0, j1 = 0, k1 = 0, l1 = 0, m1 = 0, n1 = 0, o1 = 0, p1 = 0; std::int32_t a2 = 0, b2 = 0, c2 = 0, d2 = 0, e2 = 0, f2 = 0, g2 = 0, h2 = 0, i2 = 0, j2 = 0, k2 = 0, l2 = 0, m2 = 0, n2 = 0, o2 = 0, p2 = 0;)
// clang-format on
#undef SEATHRIFT_TEST_RUN

/// Members that travel in another order than they stand in, and one between that no field names.
struct Scattered {
  std::int64_t a = 0, b = 0;
  std::int32_t c = 0;
  std::int16_t d = 0;
  std::int16_t secret = 0x7777;
  double e = 0, f = 0, g = 0, h = 0, i = 0, j = 0;
  std::vector<std::int32_t> tail = {};
};
SEATHRIFT_STRUCT(Scattered, (-7, a), (-300, b), (-5, c), (-6, d), (2, e), (1, f), (400, g),
                 (401, h), (402, i), (3, j), (403, tail))

/// The order in memory is another one than the macro's.
struct Turned {
  double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
  std::string tail = {};
};
SEATHRIFT_STRUCT(Turned, (1, b), (2, a), (3, c), (4, d), (5, e), (6, f), (7, g), (8, h), (9, tail))

struct Corner {
  double x = 0, y = 0, z = 0;
};
SEATHRIFT_STRUCT(Corner, (1, x), (2, y), (3, z))
/// Records of fixed width within the run, and much behind it.
struct Nesting {
  Corner from = {}, to = {};
  double weight = 0, size = 0, age = 0;
  std::optional<std::int32_t> maybe = {};
  std::vector<std::string> names = {};
  std::map<std::int32_t, Corner> by_id = {};
  std::optional<double> last = {};
};
SEATHRIFT_STRUCT(Nesting, (1, from), (2, to), (3, weight), (4, size), (5, age), (6, maybe),
                 (7, names), (8, by_id), (9, last))

/// Nothing but numbers, too large for an image.
struct Numbers {
  std::int64_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0;
};
/// An optional number behind.
struct Maybe {
  double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
  std::optional<std::int16_t> tail = {};
};

template <class T>
void fill(Random& random, T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    value = random() % 2 != 0;
  } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T> ||
                       std::is_same_v<T, boost::uuids::uuid>) {
    for (std::size_t i = 0; i < sizeof value; ++i) {
      const auto byte = static_cast<unsigned char>(random());
      std::memcpy(reinterpret_cast<unsigned char*>(&value) + i, &byte, 1);
    }
    // The x87 unit makes a signalling NaN quiet where it only moves it.
    if constexpr (FLT_EVAL_METHOD == 2 && std::is_floating_point_v<T>)
      if (std::isnan(value)) value = 0;
  } else if constexpr (std::is_same_v<T, std::string>) {
    value.assign(random() % 40, static_cast<char>('a' + random() % 26));
  } else if constexpr (requires {
                         value.emplace();
                         value.has_value();
                       }) {
    value.reset();
    if (random() % 2 != 0) fill(random, value.emplace());
  } else if constexpr (requires { value.emplace_back(); }) {
    value.resize(random() % 5);
    for (auto& each : value) fill(random, each);
  } else if constexpr (requires { value[0]; }) {
    value.clear();
    for (auto left = random() % 4; left != 0; --left)
      fill(random, value[static_cast<std::int32_t>(random())]);
  } else {
    [&]<class... F>(detail::TypeList<void, F...>*) {
      (fill(random, F::get(value)), ...);
    }(static_cast<typename detail::Record<T>::List*>(nullptr));
  }
}

}  // namespace seathrift::testing
