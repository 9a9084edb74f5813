// SPDX-License-Identifier: Apache-2.0
#pragma once
// What are the kernels written in? Vectors of the compiler's own, and the few instructions for
// which it has no operator; <immintrin.h> would take each unit a third of a second.

#include <cstddef>
#include <cstdint>

#include <seathrift/config.hpp>

#if SEATHRIFT_KERNELS

namespace seathrift::detail {

// Named for their lanes. A cast from one to another keeps the bits.
using Bytes8 [[gnu::vector_size(8)]] = unsigned char;
using Bytes16 [[gnu::vector_size(16)]] = char;
using Bytes32 [[gnu::vector_size(32)]] = char;
using Bytes64 [[gnu::vector_size(64)]] = char;
using Words8 [[gnu::vector_size(16)]] = short;
using Words16 [[gnu::vector_size(32)]] = short;
using Words32 [[gnu::vector_size(64)]] = short;
using Ints4 [[gnu::vector_size(16)]] = int;
using Ints8 [[gnu::vector_size(32)]] = int;
using Ints16 [[gnu::vector_size(64)]] = int;
using Longs2 [[gnu::vector_size(16)]] = long long;
using Longs4 [[gnu::vector_size(32)]] = long long;
using Longs8 [[gnu::vector_size(64)]] = long long;
// Sums that may overflow are made without a sign.
using Uwords32 [[gnu::vector_size(64)]] = unsigned short;
using Ulongs4 [[gnu::vector_size(32)]] = unsigned long long;
using Uints16 [[gnu::vector_size(64)]] = unsigned;
using Ulongs8 [[gnu::vector_size(64)]] = unsigned long long;

// The instructions that a function may use. It is called behind `has_avx2` or `has_avx512`.
#define SEATHRIFT_AVX2 gnu::target("avx2,bmi,bmi2,lzcnt,popcnt")
#define SEATHRIFT_AVX512                                                                   \
  gnu::target(                                                                             \
      "avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512vbmi," \
      "avx512vbmi2")

/// AVX2 with BMI2. The families of AMD that take pdep and pext apart into dozens of steps are left
/// out. (The compiler's runtime has asked the processor once, before main.)
[[nodiscard]] inline bool has_avx2() noexcept {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
         !__builtin_cpu_is("amdfam17h") && !__builtin_cpu_is("amdfam15h");
}

/// AVX-512 as of Ice Lake and Zen 4. Processors that have VBMI2 have all the rest.
[[nodiscard]] inline bool has_avx512() noexcept { return __builtin_cpu_supports("avx512vbmi2"); }

// Builtins that the compilers call by different names.

/// Byte k of the result is byte `which[k]` of 64.
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE Bytes64 pick_bytes(Bytes64 from,
                                                                Bytes64 which) noexcept {
#ifdef __clang__
  return __builtin_ia32_permvarqi512(from, which);
#else
  return __builtin_ia32_permvarqi512_mask(from, which, from, ~std::uint64_t{0});
#endif
}

/// The same where bit k of `picks` is set; elsewhere 0.
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE Bytes64 pick_some(Bytes64 from, Bytes64 which,
                                                               std::uint64_t picks) noexcept {
#ifdef __clang__
  return __builtin_ia32_selectb_512(picks, __builtin_ia32_permvarqi512(from, which), Bytes64{});
#else
  return __builtin_ia32_permvarqi512_mask(from, which, Bytes64{}, picks);
#endif
}

/// Byte k of the result is byte `which[k]` of 128, of two vectors.
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE Bytes64 pick_of_two(Bytes64 low, Bytes64 high,
                                                                 Bytes64 which) noexcept {
#ifdef __clang__
  return __builtin_ia32_vpermi2varqi512(low, which, high);
#else
  return __builtin_ia32_vpermt2varqi512_mask(which, low, high, ~std::uint64_t{0});
#endif
}

/// Byte k of the result is that of `set` where bit k of `which` is set, else that of `clear`.
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE Bytes64 choose(std::uint64_t which, Bytes64 set,
                                                            Bytes64 clear) noexcept {
#ifdef __clang__
  return __builtin_ia32_selectb_512(which, set, clear);
#else
  return __builtin_ia32_blendmb_512_mask(clear, set, which);
#endif
}

/// Loads the bytes whose bit is set, and touches no other; these are 0.
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE Bytes64 load_some(const std::byte* from,
                                                               std::uint64_t which) noexcept {
#ifdef __clang__
  return __builtin_ia32_loaddquqi512_mask(reinterpret_cast<const Bytes64*>(from), Bytes64{}, which);
#else
  return __builtin_ia32_loaddquqi512_mask(reinterpret_cast<const char*>(from), Bytes64{}, which);
#endif
}

/// Stores the bytes whose bit is set, and touches no other.
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE void store_some(std::byte* to, Bytes64 from,
                                                             std::uint64_t which) noexcept {
#ifdef __clang__
  __builtin_ia32_storedquqi512_mask(reinterpret_cast<Bytes64*>(to), from, which);
#else
  __builtin_ia32_storedquqi512_mask(reinterpret_cast<char*>(to), from, which);
#endif
}

/// Byte k of the result is byte `which[k]` of the same 16.
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE Bytes64 pick_nearby(Bytes64 from,
                                                                 Bytes64 which) noexcept {
#ifdef __clang__
  return __builtin_ia32_pshufb512(from, which);
#else
  return __builtin_ia32_pshufb512_mask(from, which, from, ~std::uint64_t{0});
#endif
}

/// Byte k of the result is eight bits from bit `offsets[k]` of the same 64-bit lane.
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE Bytes64 pick_bits(Longs8 from,
                                                               Bytes64 offsets) noexcept {
#ifdef __clang__
  return __builtin_ia32_vpmultishiftqb512(offsets, (Bytes64)from);
#else
  return __builtin_ia32_vpmultishiftqb512_mask(offsets, (Bytes64)from, offsets, ~std::uint64_t{0});
#endif
}

[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE bool has_bits(Bytes64 from) noexcept {
  constexpr int not_equal = 4;
  return __builtin_ia32_cmpb512_mask(from, Bytes64{}, not_equal, ~std::uint64_t{0}) != 0;
}

[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE Ints16 leading_zeros(Ints16 from) noexcept {
#ifdef __clang__
  return __builtin_ia32_vplzcntd_512(from);
#else
  return __builtin_ia32_vplzcntd_512_mask(from, from, 0xffff);
#endif
}
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE Longs8 leading_zeros(Longs8 from) noexcept {
#ifdef __clang__
  return __builtin_ia32_vplzcntq_512(from);
#else
  return __builtin_ia32_vplzcntq_512_mask(from, from, 0xff);
#endif
}

[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE Longs8 to_longs(Words8 from) noexcept {
#ifdef __clang__
  return __builtin_convertvector(from, Longs8);
#else
  // g++ 12 would convert in two steps and halves.
  return __builtin_ia32_pmovsxwq512_mask(from, Longs8{}, 0xff);
#endif
}

/// Joins four times seven bits, in bytes, to 28.
[[SEATHRIFT_AVX512]] SEATHRIFT_ALWAYS_INLINE Ints16 join_sevens(Bytes64 sevens) noexcept {
  const auto by_128 = (Bytes64)(Words32{} + short{-0x7fff});  // 1 and 128, unsigned
  const auto by_16384 = (Words32)(Ints16{} + 0x40000001);
#ifdef __clang__
  return __builtin_ia32_pmaddwd512(__builtin_ia32_pmaddubsw512(by_128, sevens), by_16384);
#else
  const Words32 words = __builtin_ia32_pmaddubsw512_mask(by_128, sevens, Words32{}, ~0u);
  return __builtin_ia32_pmaddwd512_mask(words, by_16384, Ints16{}, 0xffff);
#endif
}

}  // namespace seathrift::detail

#endif
