// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/kernel/varint.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/kernel/support.hpp>
#include <seathrift/core/varint.hpp>

using namespace seathrift::detail;
using seathrift::testing::Guarded;
using seathrift::testing::Random;

namespace {

using Bytes = std::vector<std::byte>;
using Read = const std::byte* (*)(const std::byte*, const std::byte*, std::byte*&, std::size_t&,
                                  std::size_t);
using Write = std::byte* (*)(std::byte*, const std::byte*&, std::size_t&, std::size_t);

template <const std::byte* (*Two)(const std::byte*, const std::byte*, std::byte*&, std::size_t&),
          const std::byte* (*Four)(const std::byte*, const std::byte*, std::byte*&, std::size_t&),
          const std::byte* (*Eight)(const std::byte*, const std::byte*, std::byte*&, std::size_t&)>
const std::byte* read_all(const std::byte* at, const std::byte* end, std::byte*& to,
                          std::size_t& count, std::size_t width) {
  return width == 2   ? Two(at, end, to, count)
         : width == 4 ? Four(at, end, to, count)
                      : Eight(at, end, to, count);
}

template <std::byte* (*Two)(std::byte*, const std::byte*, std::size_t),
          std::byte* (*Four)(std::byte*, const std::byte*, std::size_t),
          std::byte* (*Eight)(std::byte*, const std::byte*, std::size_t)>
std::byte* write_all(std::byte* to, const std::byte*& from, std::size_t& count, std::size_t width) {
  to = width == 2   ? Two(to, from, count)
       : width == 4 ? Four(to, from, count)
                    : Eight(to, from, count);
  from += count * width;
  count = 0;
  return to;
}

struct Kernel {
  std::string name;
  Read read;
  Write write;
  /// It ends where there is nothing more that it could do.
  bool exhaustive = false;
};

/// Those that this machine can run.
std::vector<Kernel> kernels() {
  std::vector<Kernel> all = {
      {"as called", read_all<read_varints<2>, read_varints<4>, read_varints<8>>,
       write_all<write_varints<2>, write_varints<4>, write_varints<8>>, true},
      {"plainly",
       read_all<read_varints_plainly<2>, read_varints_plainly<4>, read_varints_plainly<8>>,
       write_all<write_varints_plainly<2>, write_varints_plainly<4>, write_varints_plainly<8>>,
       true}};
#if SEATHRIFT_KERNELS
  all.push_back({"with kernel", read_varints_with_kernel, write_varints_with_kernel});
  if (has_avx2()) all.push_back({"avx2", read_varints_avx2, write_varints_avx2});
  if (has_avx512()) all.push_back({"avx512", read_varints_avx512, write_varints_avx512});
#endif
  return all;
}

/// The textbook's way to write; with `padding` bytes more than needed.
void append(Bytes& bytes, std::uint64_t value, std::size_t padding = 0) {
  for (; value >= 128; value >>= 7) bytes.push_back(static_cast<std::byte>(value | 128));
  bytes.push_back(static_cast<std::byte>(value | (padding != 0 ? 128 : 0)));
  for (; padding != 0; --padding) bytes.push_back(static_cast<std::byte>(padding == 1 ? 0 : 128));
}

/// The textbook's way to read: the values, and behind each the position.
struct Expected {
  std::vector<std::uint64_t> values;
  std::vector<std::size_t> positions = {0};

  explicit Expected(const Bytes& bytes) {
    const std::byte* at = bytes.data();
    std::uint64_t value = 0;
    while (read_varint(at, bytes.data() + bytes.size(), value) == VarintStatus::ok) {
      values.push_back(value);
      positions.push_back(static_cast<std::size_t>(at - bytes.data()));
    }
  }
};

/// `size` numbers; `bits` gives their lengths.
template <class Bits>
std::vector<std::uint64_t> numbers(std::size_t size, Bits bits) {
  Random random;
  std::vector<std::uint64_t> values;
  for (std::size_t i = 0; i < size; ++i) {
    const unsigned length = bits(i, random());
    values.push_back(length == 0 ? 0 : (random() | std::uint64_t{1} << 63) >> (64 - length));
  }
  return values;
}

/// Lengths that every kernel and every branch of theirs meets.
std::vector<std::vector<std::uint64_t>> samples(std::size_t size) {
  using Index = std::size_t;
  using Dice = std::uint64_t;
  std::vector<std::vector<std::uint64_t>> all;
  for (const unsigned bits : {0u, 1u, 7u, 8u, 14u, 15u, 21u, 28u, 29u, 35u, 56u, 57u, 63u, 64u})
    all.push_back(numbers(size, [=](Index, Dice) { return bits; }));
  for (const unsigned most : {8u, 14u, 15u, 16u, 28u, 32u, 33u, 56u, 57u, 64u})
    all.push_back(
        numbers(size, [=](Index, Dice d) { return static_cast<unsigned>(d % (most + 1)); }));
  for (const unsigned other : {14u, 21u, 28u, 35u, 56u, 63u, 64u})
    all.push_back(numbers(size, [=](Index i, Dice) { return i % 2 == 0 ? 5 : other; }));
  for (const unsigned seldom : {21u, 29u, 57u, 64u})
    all.push_back(numbers(size, [=](Index, Dice d) { return d % 50 == 0 ? seldom : 9; }));
  return all;
}

/// Where a number of `width` bytes stands in one of eight.
const std::byte* low_bytes(const std::uint64_t& number, std::size_t width) {
  const auto* const bytes = reinterpret_cast<const std::byte*>(&number);
  return std::endian::native == std::endian::little ? bytes : bytes + 8 - width;
}

/// Checks one call of a kernel: `count` numbers wanted from the bytes, which end at a page that
/// can't be read; `memory` has room for `count` numbers, and then ends.
bool reads_as_expected(const Kernel& kernel, const std::byte* at, std::size_t size,
                       const Expected& expected, std::byte* memory, std::size_t count,
                       std::size_t width) {
  std::memset(memory, 0x5a, count * width);
  std::byte* to = memory;
  std::size_t left = count;
  const std::byte* const behind = kernel.read(at, at + size, to, left, width);
  const std::size_t done = count - left;
  if (to != memory + done * width || done > expected.values.size()) return false;
  if (behind != at + expected.positions[done]) return false;
  for (std::size_t i = 0; i < done; ++i) {
    const std::uint64_t value = expected.values[i];
    // Numbers of 32 bits and less are made of the low 32 that there are.
    const std::uint64_t counting = width == 8 ? value : static_cast<std::uint32_t>(value);
    const auto number = static_cast<std::uint64_t>(unzigzag(counting));
    if (std::memcmp(memory + i * width, low_bytes(number, width), width) != 0) return false;
  }
  return !kernel.exhaustive || left == 0 || done == expected.values.size() ||
         size - expected.positions[done] < max_varint64;
}

void check_reading(const Bytes& bytes, std::size_t wanted, std::size_t step) {
  const Guarded input(bytes.size());
  const Guarded memory(wanted * 8);
  for (std::size_t size = bytes.size() + step; size != 0;) {
    size = size > step ? size - step : 0;
    const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    const Expected expected(cut);
    std::copy(cut.begin(), cut.end(), input.back(size));
    std::copy(cut.begin(), cut.end(), input.front());
    for (const auto& kernel : kernels())
      for (const std::size_t width : {2u, 4u, 8u})
        for (const auto* at : {input.back(size), input.front()})
          for (auto* to : {memory.back(wanted * width), memory.front()})
            if (!reads_as_expected(kernel, at, size, expected, to, wanted, width))
              FAIL(kernel.name << ", width " << width << ", " << wanted << " wanted of " << size
                               << " bytes");
  }
}

Bytes bytes_of(const std::vector<std::uint64_t>& values) {
  Bytes bytes;
  for (const std::uint64_t value : values) append(bytes, value);
  return bytes;
}

}  // namespace

TEST_CASE("varint kernels: lists of every length are read as one by one") {
  for (const auto& values : samples(200)) {
    const Bytes bytes = bytes_of(values);
    for (std::size_t count = 0; count <= 200; ++count) check_reading(bytes, count, bytes.size());
  }
  SUCCEED();
}

TEST_CASE("varint kernels: what is cut anywhere is read up to there") {
  for (const auto& values : samples(150)) check_reading(bytes_of(values), 200, 1);
  SUCCEED();
}

TEST_CASE("varint kernels: a varint that is too long stops them in front of it, wherever it is") {
  const std::array<Bytes, 4> wrong = {Bytes(10, std::byte{0xff}), Bytes(40, std::byte{0x80}),
                                      Bytes(100, std::byte{0xff}), [] {
                                        Bytes bytes(9, std::byte{0x80});
                                        bytes.push_back(std::byte{2});
                                        return bytes;
                                      }()};
  for (const auto& values : {samples(150)[0], samples(150)[16], samples(150)[22]}) {
    for (const Bytes& middle : wrong) {
      for (std::size_t place = 0; place <= 150; place += 1 + place / 8) {
        Bytes bytes =
            bytes_of({values.begin(), values.begin() + static_cast<std::ptrdiff_t>(place)});
        bytes.insert(bytes.end(), middle.begin(), middle.end());
        bytes.insert(bytes.end(), 100, std::byte{1});
        check_reading(bytes, 200, bytes.size());
      }
    }
  }
  SUCCEED();
}

TEST_CASE("varint kernels: more bytes than needed, and more bits than wanted, are read alike") {
  Random random;
  for (int round = 0; round < 40; ++round) {
    Bytes bytes;
    for (int i = 0; i < 200; ++i) {
      const std::uint64_t value = random() >> (random() % 64);
      const auto size = std::max<std::size_t>(
          1, (64 - static_cast<std::size_t>(__builtin_clzll(value | 1)) + 6) / 7);
      append(bytes, value, std::min<std::size_t>(random() % 4 == 0 ? random() % 9 : 0, 10 - size));
    }
    check_reading(bytes, 200, bytes.size());
    check_reading(bytes, 131, 97);
  }
  SUCCEED();
}

TEST_CASE("varint kernels: any bytes at all are read as one by one") {
  Random random;
  for (int round = 0; round < 300; ++round) {
    Bytes bytes(random() % 700);
    const std::uint64_t rarely = random() % 5;
    for (auto& byte : bytes)
      byte = static_cast<std::byte>(random() & (random() % 8 < rarely ? 0xff : 0x7f));
    check_reading(bytes, random() % 500, bytes.size() + 1);
  }
  SUCCEED();
}

TEST_CASE("varint kernels: lists of every length are written as one by one, in their room") {
  constexpr std::size_t most_bytes[9] = {0, 0, 3, 0, 5, 0, 0, 0, 10};
  for (const auto& values : samples(300)) {
    for (const std::size_t width : {2u, 4u, 8u}) {
      // The kernels write zigzag numbers of the width.
      std::vector<std::byte> memory;
      std::vector<Bytes> expected(1);
      for (const std::uint64_t value : values) {
        const auto number = static_cast<std::uint64_t>(unzigzag(value));
        const auto* const bytes = low_bytes(number, width);
        memory.insert(memory.end(), bytes, bytes + width);
        Bytes next = expected.back();
        append(next, width == 8   ? zigzag(static_cast<std::int64_t>(number))
                     : width == 4 ? zigzag(static_cast<std::int32_t>(number))
                                  : zigzag(std::int32_t{static_cast<std::int16_t>(number)}));
        expected.push_back(std::move(next));
      }
      const Guarded input(memory.size());
      const Guarded output(300 * 10 + 8);
      for (std::size_t count = 0; count <= 300; count += count < 200 ? 1 : 25) {
        std::copy_n(memory.begin(), count * width, input.back(count * width));
        for (const auto& kernel : kernels()) {
          // The loop may write eight bytes behind the room.
          const std::size_t room = count * most_bytes[width] + (kernel.exhaustive ? 8 : 0);
          for (std::byte* const to : {output.back(room), output.front()}) {
            const std::byte* from = input.back(count * width);
            std::size_t left = count;
            const std::byte* const end = kernel.write(to, from, left, width);
            const std::size_t done = count - left;
            const Bytes& bytes = expected[done];
            if (from != input.back(count * width) + done * width || end != to + bytes.size() ||
                !std::equal(bytes.begin(), bytes.end(), to) || (kernel.exhaustive && left != 0))
              FAIL(kernel.name << ", width " << width << ", count " << count);
          }
        }
      }
    }
  }
  SUCCEED();
}
