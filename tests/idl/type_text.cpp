// SPDX-License-Identifier: Apache-2.0
#include <seathrift/idl/type_text.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/idl/idl.hpp>
#include <seathrift/schema/macros.hpp>

#include "all_types.hpp"
#include "support.hpp"

using idl_test::declaration;
using seathrift::idl;

template <>
struct seathrift::Custom<std::chrono::milliseconds> {
  static std::int64_t to_thrift(std::chrono::milliseconds value) { return value.count(); }
  static std::chrono::milliseconds from_thrift(std::int64_t value) {
    return std::chrono::milliseconds{value};
  }
};

namespace all_types {

// All rows of the table of types but uuid, as fields, elements, keys and values.
struct Every {
  bool truth = false;
  std::int8_t tiny = 0;
  std::int16_t small = 0;
  std::int32_t normal = 0;
  std::int64_t large = 0;
  double real = 0;
  std::string text;
  std::string_view text_view;
  std::vector<std::byte> blob;
  std::span<const std::byte> blob_view;
  Color color = {};
  Unnamed bare = {};
  Point point;
  Plain plain;
  Shape shape;
  std::optional<Point> maybe;
  std::vector<std::int32_t> numbers;
  std::array<double, 3> triple{};
  std::list<std::string> names;
  std::deque<Shape> shapes;
  std::vector<std::vector<std::byte>> blobs;
  std::vector<bool> bits;
  std::set<Color> colors;
  std::unordered_set<std::string> words;
  std::map<std::string, std::map<std::int64_t, Point>> nested;
  std::unordered_map<Color, std::vector<Plain>> hashed;
  std::optional<std::map<bool, std::set<std::int16_t>>> deep;
  std::map<Unnamed, Unnamed> bares;
  std::chrono::milliseconds time{};
  std::vector<std::chrono::milliseconds> times;
  Box<std::int32_t> box;
  std::vector<std::unique_ptr<Point>> owned;
};
SEATHRIFT_STRUCT(Every, (1, truth), (2, tiny), (3, small), (4, normal), (5, large), (6, real),
                 (7, text), (8, text_view), (9, blob), (10, blob_view), (11, color), (12, bare),
                 (13, point), (14, plain, required), (15, shape), (16, maybe), (17, numbers),
                 (18, triple), (19, names), (20, shapes), (21, blobs), (22, bits), (23, colors),
                 (24, words), (25, nested), (26, hashed), (27, deep), (28, bares), (29, time),
                 (30, times), (31, box), (32, owned))

struct Service {
  Every echo(Every value, Shape shape, std::span<const std::byte> blob, Color color);
  std::map<std::string, Plain> all(std::set<Color> colors, std::array<std::int16_t, 2> pair);
};
SEATHRIFT_SERVICE(Service, (echo, value, shape, blob, color), (all, colors, pair))

}  // namespace all_types

TEST_CASE("type text: every type of the table, nested", "[thrift]") {
  const std::string text = idl<all_types::Service>();
  CHECK(declaration(text, "struct Every") == R"(struct Every {
  1: bool truth,
  2: i8 tiny,
  3: i16 small,
  4: i32 normal,
  5: i64 large,
  6: double real,
  7: string text,
  8: string text_view,
  9: binary blob,
  10: binary blob_view,
  11: Color color,
  12: i32 bare,
  13: Point point,
  14: required Plain plain,
  15: Shape shape,
  16: optional Point maybe,
  17: list<i32> numbers,
  18: list<double> triple,
  19: list<string> names,
  20: list<Shape> shapes,
  21: list<binary> blobs,
  22: list<bool> bits,
  23: set<Color> colors,
  24: set<string> words,
  25: map<string, map<i64, Point>> nested,
  26: map<Color, list<Plain>> hashed,
  27: optional map<bool, set<i16>> deep,
  28: map<i32, i32> bares,
  29: i64 time,
  30: list<i64> times,
  31: Box_int box,
  32: list<Point> owned,
}
)");
  CHECK(declaration(text, "union Shape") ==
        "union Shape {\n  1: Point point,\n  2: string label,\n  5: list<Color> colors,\n"
        "  6: Plain plain,\n}\n");
  CHECK(declaration(text, "service") ==
        "service Service {\n"
        "  Every echo(1: Every value, 2: Shape shape, 3: binary blob, 4: Color color),\n"
        "  map<string, Plain> all(1: set<Color> colors, 2: list<i16> pair),\n}\n");
  idl_test::check_with_apache(text);
}
