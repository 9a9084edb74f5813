// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which structs does another translation unit encode and decode? Those of SEATHRIFT_EXTERN: their
// codec is compiled once in a program, not in each unit that uses them.

#include <cstddef>

#include <seathrift/core/input.hpp>
#include <seathrift/core/output.hpp>
#include <seathrift/schema/tag.hpp>

namespace seathrift {

/// Encodes and decodes a struct that SEATHRIFT_EXTERN names, in one protocol. One source file owns
/// it: it includes <seathrift/codec/own.hpp> and says
///
///     template struct seathrift::RecordCodec<seathrift::Compact, tutorial::Work>;
///
/// Without that, the program does not link.
template <class Protocol, class T>
struct RecordCodec {
  // Of an object whose type is forgotten, so that tables of functions can name them.
  static const std::byte* decode(detail::Input& in, const std::byte* at, void* value, bool);
  static std::byte* encode(detail::Output<false>& out, std::byte* to, const void* value);
  static std::byte* encode(detail::Output<true>& out, std::byte* to, const void* value);
};

namespace detail {

template <class P, class T>
concept Elsewhere = requires {
  seathrift_elsewhere(tag<T>{}, static_cast<const P*>(nullptr));
};

}  // namespace detail
}  // namespace seathrift
