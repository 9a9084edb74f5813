// SPDX-License-Identifier: Apache-2.0
#include <seathrift/codec/kernel/run.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <vector>

#include <catch2/catch.hpp>

#include <codec/kernel/runs.hpp>
#include <codec/kernel/support.hpp>
#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/codec/run.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>

using namespace seathrift::testing;
using seathrift::Binary;
using seathrift::Compact;

#if SEATHRIFT_KERNELS

using namespace seathrift::detail;

namespace {

/// A record, and what the kernels' twin, the protocol's own functions, makes of it.
template <class P, class T>
struct Subject {
  static constexpr const auto& run = Run<P, T>::image;

  T record;
  std::vector<std::byte> bytes;

  explicit Subject(std::size_t seed) {
    Random random(seed);
    fill(random, record);
    bytes = seathrift::encode<P>(record);
  }
  void write(std::byte* to) const {
    write_run_avx2<run>(to, reinterpret_cast<const std::byte*>(&record));
  }
};
template <class T>
bool read(T& into, const std::byte* from, bool (*kernel)(std::byte*, const std::byte*) noexcept) {
  return kernel(reinterpret_cast<std::byte*>(&into), from);
}

template <class P, class T>
void check_writing() {
  using Subject = ::Subject<P, T>;
  REQUIRE(run_stands_so<P>(T{}));
  if constexpr (run_writing<Subject::run>.pays) {
    if (!__builtin_cpu_supports("avx2")) return;
    constexpr std::size_t size = Subject::run.wire;
    const Guarded guarded(size);
    for (std::size_t shift = 0; shift < 64; ++shift) {
      const Subject subject(shift + 1);
      std::vector<std::byte> got(shift + size + 64, std::byte{0x5a});
      subject.write(got.data() + shift);
      bool is_same =
          std::equal(got.begin() + shift, got.begin() + shift + size, subject.bytes.begin());
      for (std::size_t i = 0; i < got.size(); ++i)
        if (i < shift || i >= shift + size) is_same = is_same && got[i] == std::byte{0x5a};
      for (std::byte* const to : {guarded.front(), guarded.back(size)}) {
        subject.write(to);
        is_same = is_same && std::equal(to, to + size, subject.bytes.begin());
      }
      if (!is_same) FAIL("shift " << shift);
    }
  }
}

template <class P, class T>
void check_reading() {
  using Subject = ::Subject<P, T>;
  if constexpr (run_reading<Subject::run>.pays) {
    if (!has_avx512()) return;
    constexpr auto kernel = &read_run_avx512<Subject::run>;
    constexpr std::size_t size = Subject::run.wire;
    const Guarded guarded(size);
    for (std::size_t shift = 0; shift < 64; ++shift) {
      const Subject subject(shift + 1);
      std::vector<std::byte> moved(shift + size);
      std::copy_n(subject.bytes.begin(), size, moved.begin() + shift);
      std::memcpy(guarded.front(), subject.bytes.data(), size);
      std::memcpy(guarded.back(size), subject.bytes.data(), size);
      for (const std::byte* const from : {static_cast<const std::byte*>(moved.data()) + shift,
                                          static_cast<const std::byte*>(guarded.back(size)),
                                          static_cast<const std::byte*>(guarded.front())}) {
        if (from == guarded.front()) std::memcpy(guarded.front(), subject.bytes.data(), size);
        if (from == guarded.back(size)) std::memcpy(guarded.back(size), subject.bytes.data(), size);
        Subject other(shift + 1000);
        if (!read(other.record, from, kernel)) FAIL("shift " << shift);
        // The run is the one record's, all behind it still the other's.
        auto expected = subject.bytes;
        expected.resize(size);
        expected.insert(expected.end(), other.bytes.begin() + static_cast<std::ptrdiff_t>(size),
                        other.bytes.end());
        if (seathrift::encode<P>(other.record) != expected) FAIL("shift " << shift);
      }
    }
  }
}

template <class P, class T>
void check_other_heads() {
  using Subject = ::Subject<P, T>;
  if constexpr (run_reading<Subject::run>.pays) {
    if (!has_avx512()) return;
    const Subject subject(7);
    for (std::size_t i = 0; i < Subject::run.wire; ++i) {
      for (unsigned bit = 0; bit < 8; ++bit) {
        auto bytes = subject.bytes;
        bytes[i] ^= static_cast<std::byte>(1u << bit);
        const bool constant = (Subject::run.bytes[i].fixed >> bit & 1u) != 0;
        Subject other(8);
        const bool is_read = read(other.record, bytes.data(), &read_run_avx512<Subject::run>);
        if (is_read == constant) FAIL("byte " << i << ", bit " << bit);
        if (!is_read && seathrift::encode<P>(other.record) != other.bytes)
          FAIL("byte " << i << " has been read");
      }
    }
  }
}

template <class P, class T>
void check() {
  check_writing<P, T>();
  check_reading<P, T>();
  check_other_heads<P, T>();
}

}  // namespace

TEMPLATE_TEST_CASE("run kernels: they do what their twin does, and touch nothing else", "", Run8,
                   Run9, Run12, Run13, Run15, Run17, Run20, Run48, Scattered, Nesting) {
  check<Binary, TestType>();
}

TEST_CASE("run kernels: so they do in Compact, where all are doubles") { check<Compact, Run24>(); }

TEST_CASE("run kernels: members that no field names stay as they are") {
  if (!has_avx512()) return;
  const Subject<Binary, Scattered> subject(1);
  Scattered other;
  other.secret = 43;
  REQUIRE(read(other, subject.bytes.data(), &read_run_avx512<Run<Binary, Scattered>::image>));
  REQUIRE(other.secret == 43);
  REQUIRE(other.a == subject.record.a);
}

#endif
