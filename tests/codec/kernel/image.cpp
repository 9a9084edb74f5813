// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/kernel/image.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include <boost/uuid/uuid.hpp>
#include <catch2/catch.hpp>

#include <codec/kernel/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/codec/image.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>

using namespace seathrift::detail;
using seathrift::Binary;
using seathrift::Compact;
using seathrift::testing::Guarded;
using seathrift::testing::Random;

namespace image_kernel_test {

enum class Hue : std::int32_t { RED, GREEN };
SEATHRIFT_ENUM(Hue, RED, GREEN)

struct Rect {
  std::int32_t x = 0, y = 0, width = 0, height = 0;
};
SEATHRIFT_STRUCT(Rect, (1, x), (2, y), (3, width), (4, height))

struct Spot {
  double x = 0, y = 0, z = 0;
};
SEATHRIFT_STRUCT(Spot, (1, x), (2, y), (3, z))

struct Pair {
  std::int64_t key = 0, value = 0;
};
SEATHRIFT_STRUCT(Pair, (1, key), (2, value))

struct Tiny {
  std::int8_t one = 0;
};
SEATHRIFT_STRUCT(Tiny, (300, one))

/// Padding between, members that travel in another order, a boolean.
struct Gaps {
  std::int8_t a = 0;
  std::int64_t b = 0;
  bool c = false;
  std::int16_t d = 0;
  Hue e = Hue::RED;
  std::int8_t f = 0;
};
SEATHRIFT_STRUCT(Gaps, (5, a), (-4, b), (3, c), (2, d), (1, e), (9, f))

struct Nested {
  Gaps gaps;
  boost::uuids::uuid id{};
  Tiny tiny;
};
SEATHRIFT_STRUCT(Nested, (1, gaps), (2, id), (3, tiny))

/// As large as an image can be.
struct Large {
  std::int64_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0;
  std::int16_t k = 0;
  bool l = false;
};
SEATHRIFT_STRUCT(Large, (1, a), (2, b), (3, c), (4, d), (5, e), (6, f), (7, g), (8, h), (9, i),
                 (10, j), (11, k), (12, l))

/// One that the codec does not know is left as it is.
struct Hidden {
  std::int32_t a = 0;
  std::int16_t b = 0;
  std::int16_t secret = 0x7777;
  std::int64_t c = 0;
};
SEATHRIFT_STRUCT(Hidden, (1, a), (2, b), (3, c))

void fill(Random& random, Rect& r) {
  for (auto* each : {&r.x, &r.y, &r.width, &r.height}) *each = static_cast<std::int32_t>(random());
}
void fill(Random& random, Spot& p) {
  for (auto* each : {&p.x, &p.y, &p.z}) {
    const std::uint64_t bits = random();
    std::memcpy(each, &bits, 8);
  }
}
void fill(Random& random, Pair& p) {
  p = {static_cast<std::int64_t>(random()), static_cast<std::int64_t>(random())};
}
void fill(Random& random, Tiny& t) { t.one = static_cast<std::int8_t>(random()); }
void fill(Random& random, Gaps& g) {
  g.a = static_cast<std::int8_t>(random());
  g.b = static_cast<std::int64_t>(random());
  g.c = random() % 2 != 0;
  g.d = static_cast<std::int16_t>(random());
  g.e = static_cast<Hue>(static_cast<std::int32_t>(random()));
  g.f = static_cast<std::int8_t>(random());
}
void fill(Random& random, Nested& n) {
  fill(random, n.gaps);
  for (auto& each : n.id.data) each = static_cast<unsigned char>(random());
  fill(random, n.tiny);
}
void fill(Random& random, Large& l) {
  for (auto* each : {&l.a, &l.b, &l.c, &l.d, &l.e, &l.f, &l.g, &l.h, &l.i, &l.j})
    *each = static_cast<std::int64_t>(random());
  l.k = static_cast<std::int16_t>(random());
  l.l = random() % 2 != 0;
}
void fill(Random& random, Hidden& h) {
  h.a = static_cast<std::int32_t>(random());
  h.b = static_cast<std::int16_t>(random());
  h.c = static_cast<std::int64_t>(random());
}

struct Kernel {
  std::string name;
  /// The records of a round: it does only whole ones.
  std::size_t round;
  /// The second one may not be there.
  std::function<void(std::byte* to, const std::byte* from, std::size_t rounds)> write;
  std::function<std::size_t(std::byte* to, const std::byte* from, std::size_t rounds)> read;
};

/// Those that this machine can run.
template <const Image& Of>
std::vector<Kernel> kernels() {
  std::vector<Kernel> all;
#if SEATHRIFT_KERNELS
  const auto add = [&](const std::string& name, const ImageKernels::Kernel& kernel) {
    if (kernel.write == nullptr) return;
    all.push_back({name, kernel.records,
                   [kernel](std::byte* to, const std::byte* from, std::size_t rounds) {
                     kernel.write(kernel.to_write, to, from, rounds);
                   },
                   nullptr});
    if (kernel.read == nullptr) return;
    all.back().read = [kernel](std::byte* to, const std::byte* from, std::size_t rounds) {
      return kernel.read(kernel.to_read, to, from, rounds);
    };
  };
  if (__builtin_cpu_supports("ssse3")) add("ssse3", image_kernels<Of>.ssse3);
  if (__builtin_cpu_supports("avx2")) add("avx2", image_kernels<Of>.avx2);
  if (has_avx512()) add("avx512", image_kernels<Of>.avx512);
#endif
  return all;
}

/// The twin of the kernels: the protocol's own functions, a record after the other.
template <class P, class T>
std::vector<std::byte> written(const T& record) {
  return seathrift::encode<P>(record);
}

template <class P, class T>
struct Subject {
  static constexpr const Image& image = image_of<P, T>;

  std::vector<T> records;
  std::vector<std::byte> bytes;

  explicit Subject(std::size_t count) : records(count) {
    Random random(count + 7);
    for (T& each : records) {
      fill(random, each);
      const auto one = written<P>(each);
      bytes.insert(bytes.end(), one.begin(), one.end());
    }
  }
  [[nodiscard]] const std::byte* memory() const {
    return reinterpret_cast<const std::byte*>(records.data());
  }
};

/// Equal in what travels.
template <class P, class T>
bool same(const std::vector<T>& one, const std::vector<T>& other, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    if (written<P>(one[i]) != written<P>(other[i])) return false;
  return true;
}

template <class P, class T>
void check_lengths() {
  using Subject = image_kernel_test::Subject<P, T>;
  REQUIRE(stands_so(T{}));
  REQUIRE(Subject::image.wire == written<P>(T{}).size());
  for (const auto& kernel : kernels<Subject::image>()) {
    CAPTURE(kernel.name, kernel.round);
    for (std::size_t rounds = 0; rounds * kernel.round <= 200; ++rounds) {
      const std::size_t count = rounds * kernel.round;
      const Subject subject(count);
      const std::size_t shift = rounds % 64;
      std::vector<std::byte> got(shift + subject.bytes.size() + 64, std::byte{0x5a});
      kernel.write(got.data() + shift, subject.memory(), rounds);
      bool is_same = std::equal(subject.bytes.begin(), subject.bytes.end(), got.begin() + shift);
      for (std::size_t i = 0; i < got.size(); ++i)
        if (i < shift || i >= shift + subject.bytes.size())
          is_same = is_same && got[i] == std::byte{0x5a};

      if (!is_same) FAIL("count " << count);
      if (!kernel.read) continue;
      std::vector<std::byte> moved(shift + subject.bytes.size());
      std::copy(subject.bytes.begin(), subject.bytes.end(), moved.begin() + shift);
      std::vector<T> back(count + 1);
      T behind;
      Random random;
      fill(random, behind);
      back[count] = behind;
      const std::size_t read =
          kernel.read(reinterpret_cast<std::byte*>(back.data()), moved.data() + shift, rounds);
      is_same = is_same && read == rounds && same<P>(back, subject.records, count) &&
                written<P>(back[count]) == written<P>(behind);
      if (!is_same) FAIL("count " << count);
    }
  }
}

template <class P, class T>
void check_other_heads() {
  using Subject = image_kernel_test::Subject<P, T>;
  for (const auto& kernel : kernels<Subject::image>()) {
    CAPTURE(kernel.name);
    if (!kernel.read) continue;
    const std::size_t rounds = 3;
    const Subject subject(rounds * kernel.round);
    std::vector<T> back(subject.records.size());
    for (std::size_t i = 0; i < subject.bytes.size(); ++i) {
      for (unsigned bit = 0; bit < 8; ++bit) {
        auto bytes = subject.bytes;
        bytes[i] ^= static_cast<std::byte>(1u << bit);
        const bool constant =
            (Subject::image.bytes[i % Subject::image.wire].fixed >> bit & 1u) != 0;
        const std::size_t expected = constant ? i / Subject::image.wire / kernel.round : rounds;
        const std::size_t read =
            kernel.read(reinterpret_cast<std::byte*>(back.data()), bytes.data(), rounds);
        if (read != expected) FAIL("byte " << i << ", bit " << bit << ": " << read);
      }
    }
  }
}

template <class P, class T>
void check_guarded() {
  using Subject = image_kernel_test::Subject<P, T>;
  const Guarded wire(200 * Image::max_size);
  const Guarded memory(200 * sizeof(T));
  for (const auto& kernel : kernels<Subject::image>()) {
    CAPTURE(kernel.name);
    for (std::size_t rounds = 0; rounds * kernel.round <= 200; ++rounds) {
      const Subject subject(rounds * kernel.round);
      const std::size_t size = subject.bytes.size();
      const std::size_t in_memory = subject.records.size() * sizeof(T);
      for (const bool at_front : {true, false}) {
        std::byte* const from = at_front ? memory.front() : memory.back(in_memory);
        std::byte* const to = at_front ? wire.front() : wire.back(size);
        if (in_memory != 0) std::memcpy(from, subject.memory(), in_memory);
        kernel.write(to, from, rounds);
        REQUIRE(std::equal(subject.bytes.begin(), subject.bytes.end(), to));
        if (kernel.read) REQUIRE(kernel.read(from, to, rounds) == rounds);
      }
    }
  }
}

}  // namespace image_kernel_test

using namespace image_kernel_test;

TEST_CASE("image kernels: they do what their twin does, in every length and at every alignment") {
  check_lengths<Binary, Rect>();
  check_lengths<Binary, Pair>();
  check_lengths<Binary, Spot>();
  check_lengths<Compact, Spot>();
  check_lengths<Binary, Tiny>();
  check_lengths<Binary, Gaps>();
  check_lengths<Binary, Nested>();
  check_lengths<Binary, Large>();
  check_lengths<Binary, Hidden>();
}

TEST_CASE("image kernels: they stop in front of the round in which a constant bit is another") {
  check_other_heads<Binary, Rect>();
  check_other_heads<Binary, Pair>();
  check_other_heads<Compact, Spot>();
  check_other_heads<Binary, Gaps>();
  check_other_heads<Binary, Nested>();
  check_other_heads<Binary, Large>();
}

TEST_CASE("image kernels: none touches a byte outside of its memory") {
  check_guarded<Binary, Rect>();
  check_guarded<Binary, Pair>();
  check_guarded<Compact, Spot>();
  check_guarded<Binary, Tiny>();
  check_guarded<Binary, Gaps>();
  check_guarded<Binary, Nested>();
  check_guarded<Binary, Large>();
}

TEST_CASE("image kernels: a member that no field names stays as it is") {
  using Subject = image_kernel_test::Subject<Binary, Hidden>;
  for (const auto& kernel : kernels<Subject::image>()) {
    CAPTURE(kernel.name);
    if (!kernel.read) continue;
    const Subject subject(4 * kernel.round);
    std::vector<Hidden> back(subject.records.size());
    for (std::size_t i = 0; i < back.size(); ++i) back[i].secret = static_cast<std::int16_t>(i);
    REQUIRE(kernel.read(reinterpret_cast<std::byte*>(back.data()), subject.bytes.data(), 4) == 4);
    REQUIRE(same<Binary>(back, subject.records, back.size()));
    for (std::size_t i = 0; i < back.size(); ++i)
      REQUIRE(back[i].secret == static_cast<std::int16_t>(i));
  }
}
