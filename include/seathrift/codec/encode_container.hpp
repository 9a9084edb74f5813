// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is a container written? Its head, then its elements: all at once where a kernel can.

#include <cstddef>
#include <type_traits>

#include <seathrift/codec/bulk.hpp>
#include <seathrift/codec/encode_forward.hpp>
#include <seathrift/codec/encode_run.hpp>
#include <seathrift/codec/image.hpp>
#include <seathrift/codec/run.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/output.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

/// Writes a list's head and elements.
template <Protocol P, class Out, class T>
SEATHRIFT_NOINLINE constexpr std::byte* encode_elements(typename Out::Passed out, std::byte* to,
                                                        const T& value, std::size_t rest) {
  using Element = typename T::value_type;
  constexpr bool brief = is_brief<P, Element>;
  constexpr std::size_t bound = brief ? shape_of<P, Element>.bound : 0;
  const std::size_t size = value.size();
  if (size > max_size) [[unlikely]] {
    out.refuse(Errc::size_limit);
    return to;
  }
  rest += size * bound;
  to = P::write_list(out.need(to, P::max_list_head + rest), type_of<Element>(), size);
  if constexpr (is_bulk<P, T>) {
    if (!__builtin_is_constant_evaluated()) {
      copy_bulk<P, Element>(to, value.data(), size);
      return to + size * sizeof(Element);
    }
  } else if constexpr (is_varints<P, T>) {
    if (!__builtin_is_constant_evaluated())
      return write_varints<sizeof(Element)>(to, reinterpret_cast<const std::byte*>(value.data()),
                                            size);
  }
  auto each = value.begin();
  if constexpr (is_images<P, T>) {
    if (!__builtin_is_constant_evaluated()) {
      const std::size_t done = encode_images<P>(to, value);
      to += done * shape_of<P, Element>.fixed;
      each += static_cast<std::ptrdiff_t>(done);
    }
  }
  const auto end = value.end();
#if SEATHRIFT_KERNELS
  if constexpr (begins_with_run<P, Element>) {
    if (!__builtin_is_constant_evaluated())
      to = encode_runs<P, brief>(out, to, each, end, rest, bound);
  }
#endif
  for (; each != end; ++each) {
    rest -= bound;
    if constexpr (std::is_same_v<Element, bool>)
      to = P::write_scalar(to, static_cast<bool>(*each));
    else if constexpr (kind_of<Element> == Kind::union_)
      to = encode_only_member<P>(out, to, *each);
    else
      to = encode_value<P, brief>(out, to, *each, rest);
  }
  return to;
}

template <Protocol P, class Out, class T>
SEATHRIFT_NOINLINE constexpr std::byte* encode_map(typename Out::Passed out, std::byte* to,
                                                   const T& value, std::size_t rest) {
  using Key = typename T::key_type;
  using Mapped = typename T::mapped_type;
  constexpr bool brief = is_brief<P, Key> && is_brief<P, Mapped>;
  constexpr std::size_t key_bound = brief ? shape_of<P, Key>.bound : 0;
  constexpr std::size_t mapped_bound = brief ? shape_of<P, Mapped>.bound : 0;
  const std::size_t size = value.size();
  if (size > max_size) [[unlikely]] {
    out.refuse(Errc::size_limit);
    return to;
  }
  rest += size * (key_bound + mapped_bound);
  to = P::write_map(out.need(to, P::max_map_head + rest), type_of<Key>(), type_of<Mapped>(), size);
  for (const auto& [key, mapped] : value) {
    rest -= key_bound;
    to = encode_value<P, brief>(out, to, key, rest);
    rest -= mapped_bound;
    to = encode_value<P, brief>(out, to, mapped, rest);
  }
  return to;
}

}  // namespace seathrift::detail
