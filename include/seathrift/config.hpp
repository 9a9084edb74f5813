// SPDX-License-Identifier: Apache-2.0
#pragma once
// What differs between compilers and machines, and what a user may set before including us.

#include <cstddef>

/// Forces a function into its caller: for the steps of the codec's predicted path alone, where a
/// call costs more than the step.
#define SEATHRIFT_ALWAYS_INLINE [[gnu::always_inline]] inline

/// Forces a lambda into its caller with Clang, which calls those that have a varint in them; GCC's
/// own choice is the faster one.
#if defined(__clang__)
#define SEATHRIFT_INLINE_ON_CLANG __attribute__((always_inline))
#else
#define SEATHRIFT_INLINE_ON_CLANG
#endif

/// Begins a hot function at a place that does not depend on what the linker put before it: by how
/// its loops lie across lines of the cache, one and the same can take a tenth longer.
#define SEATHRIFT_ALIGNED [[gnu::aligned(32)]]

/// Keeps a function out of its callers, so that one copy serves all of them.
#define SEATHRIFT_NOINLINE [[gnu::noinline]]

/// Marks what runs only when something went wrong: out of line, away from the hot code.
#define SEATHRIFT_COLD [[gnu::noinline, gnu::cold]]

/// 1 where kernels for vector units are compiled in: functions that a check of the processor, at
/// run time, chooses for lists of numbers. Define SEATHRIFT_NO_KERNELS, in all of a program's
/// units, to leave them out.
#if defined(__x86_64__) && !defined(SEATHRIFT_NO_KERNELS)
#define SEATHRIFT_KERNELS 1
#else
#define SEATHRIFT_KERNELS 0
#endif

/// 1 where every processor that the program is compiled for spreads and gathers bits by one fast
/// instruction. (AMD's first two Zens take it apart into dozens.)
#if defined(__x86_64__) && defined(__BMI2__) && !defined(__znver1__) && !defined(__znver2__) && \
    !defined(__bdver4__)
#define SEATHRIFT_BMI2 1
#else
#define SEATHRIFT_BMI2 0
#endif

namespace seathrift::detail {

/// True where structs are decoded by table alone: half the code, which reads more slowly.
/// Define SEATHRIFT_OPTIMIZE_SIZE, in all of a program's units, to have it so.
#if defined(SEATHRIFT_OPTIMIZE_SIZE)
inline constexpr bool optimize_size = true;
#else
inline constexpr bool optimize_size = false;
#endif

/// The order of a number's bytes in memory.
inline constexpr bool little_endian = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;

/// The bytes of the shortest memory that a std::string has, all of them readable: GNU's library
/// keeps short texts in the string itself.
#if defined(_GLIBCXX_USE_CXX11_ABI) && _GLIBCXX_USE_CXX11_ABI
inline constexpr std::size_t short_string_memory = 16;
#else
inline constexpr std::size_t short_string_memory = 0;
#endif

}  // namespace seathrift::detail

#if !defined(__GNUC__)
#error "seathrift: the compiler is neither GCC nor Clang; use GCC 12, Clang 14 or newer"
#endif
