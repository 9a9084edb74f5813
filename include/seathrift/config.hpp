// SPDX-License-Identifier: Apache-2.0
#pragma once
// What differs between compilers and machines, and what a user may set before including us.

/// Forces a function into its caller: for the steps of the codec's predicted path alone, where a
/// call costs more than the step.
#define SEATHRIFT_ALWAYS_INLINE [[gnu::always_inline]] inline

/// Keeps a function out of its callers, so that one copy serves all of them.
#define SEATHRIFT_NOINLINE [[gnu::noinline]]

/// Marks what runs only when something went wrong: out of line, away from the hot code.
#define SEATHRIFT_COLD [[gnu::noinline, gnu::cold]]

#if !defined(__GNUC__)
#error "seathrift: the compiler is neither GCC nor Clang; use GCC 12, Clang 14 or newer"
#endif
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "seathrift: the machine is big-endian; only little-endian machines are supported"
#endif
