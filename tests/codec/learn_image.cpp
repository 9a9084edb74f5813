// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/learn_image.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/uuid/uuid.hpp>
#include <catch2/catch.hpp>

#include <codec/other_version.hpp>
#include <codec/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

using namespace seathrift;
using seathrift::testing::bytes_of;
using seathrift::testing::OtherVersion;
using seathrift::testing::Random;

namespace learn_image_test {

struct Rect {
  std::int32_t x = 1;
  std::int32_t y = 2;
  std::int32_t width = 0;
  std::int32_t height = 4;
};
SEATHRIFT_STRUCT(Rect, (1, x), (2, y), (3, width), (4, height))

struct Place {
  double x = 0, y = 0.5, z = 0;
};
SEATHRIFT_STRUCT(Place, (1, x), (2, y), (3, z))

enum class Hue : std::int32_t { RED, GREEN };
SEATHRIFT_ENUM(Hue, RED, GREEN)

/// Padding between, a member that travels first, a boolean.
struct Gaps {
  std::int8_t a = 3;
  std::int64_t b = 0;
  bool c = true;
  std::int16_t d = 0;
  Hue e = Hue::GREEN;
};
SEATHRIFT_STRUCT(Gaps, (5, a), (-4, b), (3, c), (2, d), (1, e))

struct Nested {
  Gaps gaps;
  boost::uuids::uuid id{};
  Rect rect;
};
SEATHRIFT_STRUCT(Nested, (1, gaps), (2, id), (3, rect))

/// One member that no field names stays as it is.
struct Hidden {
  std::int32_t a = 0;
  std::int16_t b = 0;
  std::int16_t secret = 0x7777;
  std::int64_t c = 0;
};
SEATHRIFT_STRUCT(Hidden, (1, a), (2, b), (3, c))

struct Strict {
  std::int32_t a = 0;
  std::int32_t b = 0;
};
SEATHRIFT_STRUCT(Strict, (1, a), (2, b, required))

struct Flagged {
  std::int32_t number = 0;
  bool flag = false;
};
SEATHRIFT_STRUCT(Flagged, (1, number), (2, flag))

/// The macro names its members in another order than they stand in memory.
struct Turned {
  std::int32_t a = 0;
  std::int64_t b = 0;
};
SEATHRIFT_STRUCT(Turned, (1, b), (2, a))

template <class T>
struct List {
  T v = {};
};

void fill(Random& random, Rect& r) {
  for (auto* each : {&r.x, &r.y, &r.width, &r.height}) *each = static_cast<std::int32_t>(random());
}
void fill(Random& random, Place& p) {
  for (auto* each : {&p.x, &p.y, &p.z}) *each = static_cast<double>(random());
}
void fill(Random& random, Gaps& g) {
  g = {static_cast<std::int8_t>(random()), static_cast<std::int64_t>(random()), random() % 2 != 0,
       static_cast<std::int16_t>(random()), static_cast<Hue>(static_cast<std::int32_t>(random()))};
}
void fill(Random& random, Nested& n) {
  fill(random, n.gaps);
  for (auto& each : n.id.data) each = static_cast<unsigned char>(random());
  fill(random, n.rect);
}
void fill(Random& random, Hidden& h) {
  h.a = static_cast<std::int32_t>(random());
  h.b = static_cast<std::int16_t>(random());
  h.c = static_cast<std::int64_t>(random());
}
void fill(Random& random, Strict& s) {
  s = {static_cast<std::int32_t>(random()), static_cast<std::int32_t>(random())};
}
void fill(Random& random, Turned& t) {
  t = {static_cast<std::int32_t>(random()), static_cast<std::int64_t>(random())};
}

using Bytes = std::vector<std::byte>;

/// A list, record by record: each is of the version that `version_of` numbers.
template <class P, class T, class VersionOf>
std::vector<Bytes> records(std::size_t count, typename OtherVersion<P>::Chances chances,
                           VersionOf version_of) {
  Random random(count);
  std::vector<Bytes> all;
  for (std::size_t i = 0; i < count; ++i) {
    T record;
    fill(random, record);
    const auto predicted = encode<P>(record);
    const std::uint64_t version = version_of(i);
    all.push_back(version == 0 ? predicted : OtherVersion<P>(version, chances)(predicted));
  }
  return all;
}

struct Empty {};
SEATHRIFT_STRUCT(Empty)

/// The list as a field of a message.
template <class P>
Bytes list_of(const std::vector<Bytes>& records) {
  auto bytes = encode<P>(List<std::vector<Empty>>{std::vector<Empty>(records.size())});
  bytes.resize(bytes.size() - records.size() - 1);
  for (const Bytes& each : records) bytes.insert(bytes.end(), each.begin(), each.end());
  bytes.push_back(std::byte{0});
  return bytes;
}

/// Equal to what the records give one by one, read alone.
template <class P, class T>
bool same(const std::vector<T>& got, const std::vector<Bytes>& records) {
  if (got.size() != records.size()) return false;
  for (std::size_t i = 0; i < got.size(); ++i)
    if (encode<P>(got[i]) != encode<P>(decode<P, T>(records[i]))) return false;
  return true;
}

/// Reads the records of a list, with each kernel that the machine has.
template <class P, class T>
bool same_by_each_kernel([[maybe_unused]] const std::vector<Bytes>& records) {
#if SEATHRIFT_KERNELS
  namespace detail = seathrift::detail;
  Bytes bytes;
  for (const Bytes& each : records) bytes.insert(bytes.end(), each.begin(), each.end());
  for (const bool wide : {false, true}) {
    if (wide ? !detail::has_avx512() : !__builtin_cpu_supports("avx2")) continue;
    detail::ImageFollower<P> follower(detail::image_of<P, T>, wide);
    detail::Input in(bytes.data(), bytes.size(), Limits{});
    const std::byte* at = in.begin;
    std::vector<T> got(records.size());
    for (std::size_t i = 0; i < got.size();) {
      const std::byte* const begin = at;
      T& record = got[i++];
      at = detail::decode_value<P>(in, at, record);
      if (at == nullptr) return false;
      if (detail::stands_so(record))
        i += follower.follow(begin, at, in.end, reinterpret_cast<std::byte*>(&record),
                             got.size() - i);
    }
    if (at != in.end || !same<P>(got, records)) return false;
  }
#endif
  return true;
}

template <class P, class T, class VersionOf>
void check(std::size_t count, typename OtherVersion<P>::Chances chances, VersionOf version_of) {
  const auto all = records<P, T>(count, chances, version_of);
  const auto bytes = list_of<P>(all);
  List<std::vector<T>> kept;
  kept.v.resize(count / 2);
  Random random;
  for (T& each : kept.v) fill(random, each);
  REQUIRE(decode_to<P>(bytes, kept) == bytes.size());
  REQUIRE(same<P>(kept.v, all));
  REQUIRE(same<P>(decode<P, List<std::vector<T>>>(bytes).v, all));
  REQUIRE(same_by_each_kernel<P, T>(all));
}

template <class P, class T>
void check_versions() {
  for (std::uint64_t seed = 1; seed < 60; ++seed) {
    CAPTURE(seed);
    const typename OtherVersion<P>::Chances chances{static_cast<unsigned>(seed % 5),
                                                    static_cast<unsigned>(seed / 2 % 4),
                                                    static_cast<unsigned>(seed / 3 % 12)};
    const std::size_t count = 60 + seed * 7;
    check<P, T>(count, chances, [&](std::size_t) { return seed; });
    // One of another version, two in turn, and a change in the middle.
    check<P, T>(count, chances, [&](std::size_t i) { return i == 40 ? seed + 1 : seed; });
    check<P, T>(count, chances, [&](std::size_t i) { return i % 2 == 0 ? seed : seed + 1; });
    check<P, T>(count, chances, [&](std::size_t i) { return i < count / 2 ? seed : 0; });
    check<P, T>(count, chances, [&](std::size_t i) { return i < count / 2 ? 0 : seed; });
    check<P, T>(count, chances, [&](std::size_t i) { return seed + i; });
  }
}

}  // namespace learn_image_test

using namespace learn_image_test;

TEST_CASE("learn image: lists of any version are read as their records are, one by one") {
  check_versions<Binary, Rect>();
  check_versions<Binary, Place>();
  check_versions<Compact, Place>();
  check_versions<Binary, Gaps>();
  check_versions<Binary, Nested>();
  check_versions<Binary, Hidden>();
  check_versions<Binary, Turned>();
}

TEST_CASE("learn image: a member that no field names stays as it is") {
  const auto all = records<Binary, Hidden>(200, {0, 0, 8}, [](std::size_t) { return 3; });
  List<std::vector<Hidden>> kept;
  kept.v.resize(200);
  for (std::size_t i = 0; i < 200; ++i) kept.v[i].secret = static_cast<std::int16_t>(i);
  decode_to<Binary>(list_of<Binary>(all), kept);
  REQUIRE(same<Binary>(kept.v, all));
  for (std::size_t i = 0; i < 200; ++i) REQUIRE(kept.v[i].secret == static_cast<std::int16_t>(i));
}

TEST_CASE("learn image: an array is filled") {
  const auto all = records<Binary, Gaps>(100, {2, 0, 4}, [](std::size_t) { return 7; });
  const auto list = decode<Binary, List<std::array<Gaps, 100>>>(list_of<Binary>(all));
  REQUIRE(same<Binary>(std::vector<Gaps>(list.v.begin(), list.v.end()), all));
}

TEST_CASE("learn image: a list is cut off at any byte, and says so") {
  const auto bytes = list_of<Binary>(
      records<Binary, Gaps>(90, {2, 1, 6}, [](std::size_t i) { return i == 80 ? 2 : 5; }));
  List<std::vector<Gaps>> kept;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    // In a block of its own, so that a sanitizer sees what reads behind it.
    const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    const auto result = try_decode_to<Binary>(cut, kept);
    REQUIRE_FALSE(result);
    if (result.error().code() != Errc::truncated) FAIL("cut at " << size);
  }
}

TEST_CASE("learn image: each other byte gives what it gives one record at a time") {
  const auto all = records<Binary, Gaps>(100, {2, 1, 6}, [](std::size_t) { return 5; });
  const auto bytes = list_of<Binary>(all);
  const std::size_t list_begin = 3 + 5;
  Random random;
  for (std::size_t i = list_begin; i < bytes.size() - 1; ++i) {
    auto other = bytes;
    other[i] ^= static_cast<std::byte>(random() % 255 + 1);
    std::vector<Gaps> expected;
    std::size_t at = list_begin;
    bool fails = false;
    for (std::size_t k = 0; k < all.size() && !fails; ++k) {
      Gaps gaps;
      const auto used =
          try_decode_to<Binary>(std::span(other).subspan(std::min(at, other.size())), gaps);
      fails = !used;
      if (used) at += *used;
      expected.push_back(gaps);
    }
    List<std::vector<Gaps>> got;
    const auto result = try_decode_to<Binary>(other, got);
    if (fails) {
      REQUIRE_FALSE(result);
    } else if (result) {
      for (std::size_t k = 0; k < all.size(); ++k)
        if (encode<Binary>(got.v[k]) != encode<Binary>(expected[k])) FAIL("byte " << i);
    }
  }
}

TEST_CASE("learn image: a boolean that is any byte but 0 becomes one that is true") {
  // A field behind it that this side does not know.
  auto all = std::vector<Bytes>(200, encode<Binary>(Flagged{5, true}));
  for (std::size_t i = 0; i < all.size(); ++i) {
    Bytes& record = all[i];
    record[record.size() - 2] = static_cast<std::byte>(i < 100 ? 2 + i % 2 : i % 4);
    record.back() = std::byte{6};  // an i16
    for (const int each : {0, 9, 0, 3, 0}) record.push_back(static_cast<std::byte>(each));
  }
  const auto list = decode<Binary, List<std::vector<Flagged>>>(list_of<Binary>(all)).v;
  REQUIRE(list.size() == all.size());
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    unsigned char byte = 0;
    std::memcpy(&byte, &list[i].flag, 1);
    wrong += byte == (i < 100 || i % 4 != 0 ? 1 : 0) && list[i].number == 5 ? 0 : 1;
  }
  REQUIRE(wrong == 0);
}

TEST_CASE("learn image: a record that lacks a required field ends a list of those that have it") {
  auto all = records<Binary, Strict>(200, {0, 0, 8}, [](std::size_t) { return 4; });
  List<std::vector<Strict>> list;
  REQUIRE(try_decode_to<Binary>(list_of<Binary>(all), list));
  all[150] = encode<Binary>(List<std::int32_t>{5});
  const auto result = try_decode_to<Binary>(list_of<Binary>(all), list);
  REQUIRE_FALSE(result);
  REQUIRE(result.error().code() == Errc::missing_required);
}

TEST_CASE("learn image: a list that announces more than there is takes what arrives") {
  auto all = records<Binary, Rect>(100, {16, 0, 0}, [](std::size_t) { return 2; });
  auto bytes = list_of<Binary>(all);
  List<std::vector<Rect>> list;
  REQUIRE(try_decode_to<Binary>(bytes, list));
  REQUIRE(same<Binary>(list.v, all));
  // Each takes a byte: the count is more than the bytes that follow.
  bytes[3 + 4] = std::byte{0xff};
  REQUIRE(try_decode_to<Binary>(bytes, list).error().code() == Errc::truncated);
}

// What follows are records of one width that look alike where no field of this side's is, and are
// not.

namespace {

/// A hundred and fifty records of one version with others among them, from the hundredth on.
template <class P, class T>
void check_mixed(std::string_view usual, std::string_view other) {
  CAPTURE(usual, other);
  const Bytes one = bytes_of(usual);
  const Bytes two = bytes_of(other);
  REQUIRE(one.size() == two.size());
  REQUIRE(encode<P>(decode<P, T>(one)) != encode<P>(decode<P, T>(two)));
  std::vector<Bytes> all(150, one);
  for (std::size_t i = 100; i < 150; i += 3) all[i] = two;
  REQUIRE(same<P>(decode<P, List<std::vector<T>>>(list_of<P>(all)).v, all));
  REQUIRE(same_by_each_kernel<P, T>(all));
}

}  // namespace

TEST_CASE("learn image: a text of another length holds what looks like a field") {
  check_mixed<Binary, Rect>(
      "08 0001 00000007 0b 0063 00000004 'abcd' 08 0002 00000008 0b 0062 00000007 'abcdefg' 00",
      "08 0001 00000007 0b 0063 00000012 'abcd' 08 0002 ffffffff 0b 0062 00000007 "
      "08 0002 00000009 00");
  check_mixed<Compact, Place>("17 00*8 08 c601 04 'abcd' 07 04 00*8 08 c401 0a 'abcdefghij' 00",
                              "17 00*8 08 c601 12 'abcd' 07 04 7f*8 08 c401 0a 07 04 11*8 00");
}

TEST_CASE("learn image: a number of more bytes holds what looks like a field's head") {
  check_mixed<Compact, Place>("17 00*8 05 c601 02 07 04 00*8 00",
                              "17 00*8 05 c601 82 07 04 c801 02 08 ca01 01 'x' 00");
}

TEST_CASE("learn image: a number of ten bytes is refused where it has more than 64 bits") {
  const Bytes good = bytes_of("17 00*8 06 c601 ff*9 01 00");
  const Bytes bad = bytes_of("17 00*8 06 c601 ff*9 02 00");
  REQUIRE(decode<Compact, Place>(good).y == 0.5);
  REQUIRE_FALSE(try_decode<Compact, Place>(bad));
  std::vector<Bytes> all(150, good);
  REQUIRE(try_decode<Compact, List<std::vector<Place>>>(list_of<Compact>(all)));
  for (const std::size_t i : {65, 100, 149}) {
    auto some = all;
    some[i] = bad;
    const auto result = try_decode<Compact, List<std::vector<Place>>>(list_of<Compact>(some));
    REQUIRE_FALSE(result);
    REQUIRE(result.error().code() == Errc::invalid_data);
  }
}

TEST_CASE("learn image: of a struct that comes twice, nothing of the first is kept") {
  std::vector<Bytes> all;
  Random random;
  for (int i = 0; i < 200; ++i) {
    Nested nested;
    fill(random, nested);
    Bytes record = encode<Binary>(nested);
    record.pop_back();
    // An empty struct, and one with a single field.
    const Bytes again = bytes_of(i < 100 ? "0c 0001 00 00" : "0c 0003 08 0002 0000ffff 00 00");
    record.insert(record.end(), again.begin(), again.end());
    all.push_back(record);
  }
  const auto list = decode<Binary, List<std::vector<Nested>>>(list_of<Binary>(all)).v;
  REQUIRE(same<Binary>(list, all));
  REQUIRE(encode<Binary>(list[90].gaps) == encode<Binary>(Gaps{}));
  REQUIRE(list[190].rect.y == 0xffff);
  REQUIRE(list[190].rect.height == 4);
}
