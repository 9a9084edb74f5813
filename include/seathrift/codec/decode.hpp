// SPDX-License-Identifier: Apache-2.0
#pragma once
// How do bytes become a struct, without a connection?

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

#include <seathrift/codec/body.hpp>
#include <seathrift/codec/decode_value.hpp>
#include <seathrift/codec/error_text.hpp>
#include <seathrift/codec/search.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/limits.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/tag.hpp>

namespace seathrift {

namespace detail {

/// The bytes as an Input. No bytes at all still have an address: nullptr stands for an error.
[[nodiscard]] inline Input input_of(std::span<const std::byte> bytes,
                                    const Limits& limits) noexcept {
  static constexpr std::byte nothing{};
  return {bytes.data() != nullptr ? bytes.data() : &nothing, bytes.size(), limits};
}

/// True for a struct whose values all have one size: a few numbers, or nothing. What others carry
/// along while they are read takes longer to set up than such a one takes to be read.
template <class P, class T>
inline constexpr bool is_lone = [] {
  if constexpr (Recordlike<T>)
    return shape_of<P, T>.fixed != 0 && !optimize_size;
  else
    return false;
}();

/// Reads a lone struct; false when it is not as predicted.
template <class P, class T>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE bool decode_lone(std::span<const std::byte> bytes, T& value) {
  const std::byte* at = bytes.data();
  return bytes.size() >= shape_of<P, T>.fixed && decode_fixed<P>(at, value);
}

/// Reads any struct, whatever the bytes are.
template <class P, class T>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE Result<std::size_t> decode_any(
    std::span<const std::byte> bytes, T& value, const Limits& limits) {
  Input in = input_of(bytes, limits);
  const std::byte* const end = decode_value<P>(in, in.begin, value);
  if (end == nullptr) [[unlikely]]
    return read_error(in, P::name);
  return static_cast<std::size_t>(end - in.begin);
}

/// Reads a lone struct that is not as predicted.
template <class P, class T>
SEATHRIFT_NOINLINE Result<std::size_t> decode_other(std::span<const std::byte> bytes, T& value,
                                                    const Limits& limits) {
  return decode_any<P>(bytes, value, limits);
}

/// Becomes what a caller expects of a decode that was not told its type.
struct Untold {
  template <class T>
  operator T() const;
};
template <class Only>
void check_told() {
  static_assert(
      !sizeof(tag<Only>),
      "seathrift: decode is not told both protocol and type; write decode<Compact, Work>(bytes)");
}

/// What decode does not take for bytes, and is told so.
template <class Bytes>
concept NoBytes = !std::is_convertible_v<Bytes, std::span<const std::byte>>;
template <class Bytes>
void check_bytes() {
  static_assert(!sizeof(tag<Bytes>),
                "seathrift: decode reads a std::span<const std::byte>, and was given something "
                "else first; pass a std::vector<std::byte>, or std::as_bytes(std::span(text))");
}

}  // namespace detail

/// Decodes a struct into an object that is kept, whose memory is reused, and returns the number of
/// bytes that were used: what lies behind the struct is left alone, so that records may follow each
/// other.
///
/// Fields that are not in the message get the value that a new object has; a `required` one is an
/// error. Fields that the type doesn't have, or has with another type, are skipped; of two with one
/// id, the last one counts.
///
/// Errors. What is no such struct, or exceeds a limit (see Errc). The object is then valid, its
/// value unspecified. Only std::bad_alloc and what a Custom type throws come as exceptions.
///
/// Lifetime. string_view and span fields point into `bytes`, which are not part of `value`.
template <class P = void, class T>
[[nodiscard]] Result<std::size_t> try_decode_to(std::span<const std::byte> bytes, T& value,
                                                const Limits& limits = detail::default_limits) {
  if constexpr (detail::check_decodable<P, T>()) {
    if constexpr (detail::is_lone<P, T>) {
      if (detail::decode_lone<P>(bytes, value)) [[likely]]
        return detail::shape_of<P, T>.fixed;
      return detail::decode_other<P>(bytes, value, limits);
    } else {
      return detail::decode_any<P>(bytes, value, limits);
    }
  } else {
    return std::size_t{0};
  }
}

/// As try_decode_to, into a new object.
template <class P, class T>
[[nodiscard]] Result<T> try_decode(std::span<const std::byte> bytes,
                                   const Limits& limits = detail::default_limits) {
  if constexpr (detail::check_returned<P, T>()) {
    T value{};
    if (auto used = try_decode_to<P>(bytes, value, limits); !used) [[unlikely]]
      return std::move(used).error();
    return value;
  } else {
    __builtin_unreachable();
  }
}

/// As try_decode_to; an error is thrown, as ProtocolException.
template <class P = void, class T>
std::size_t decode_to(std::span<const std::byte> bytes, T& value,
                      const Limits& limits = detail::default_limits) {
  if constexpr (detail::check_decodable<P, T>()) {
    if constexpr (detail::is_lone<P, T>) {
      if (detail::decode_lone<P>(bytes, value)) [[likely]]
        return detail::shape_of<P, T>.fixed;
      return detail::decode_other<P>(bytes, value, limits).value();
    } else {
      detail::Input in = detail::input_of(bytes, limits);
      const std::byte* const end = detail::decode_value<P>(in, in.begin, value);
      if (end == nullptr) [[unlikely]]
        detail::raise_read_error(in, P::name);
      return static_cast<std::size_t>(end - in.begin);
    }
  } else {
    return 0;
  }
}

/// Decodes a struct: `Work back = decode<Compact, Work>(bytes);`. An error is thrown, as
/// ProtocolException.
template <class P, class T>
[[nodiscard]] T decode(std::span<const std::byte> bytes,
                       const Limits& limits = detail::default_limits) {
  if constexpr (detail::check_returned<P, T>()) {
    T value{};
    decode_to<P>(bytes, value, limits);
    return value;
  } else {
    __builtin_unreachable();
  }
}

/// Without a protocol or a type: says what is missing.
template <class Only = void>
detail::Untold decode(std::span<const std::byte>, const Limits& = detail::default_limits) {
  detail::check_told<Only>();
  return {};
}
template <class Only = void>
detail::Untold try_decode(std::span<const std::byte>, const Limits& = detail::default_limits) {
  detail::check_told<Only>();
  return {};
}

/// From what is no bytes.
template <class P, class T, detail::NoBytes Bytes>
detail::Untold decode(Bytes&&, const Limits& = detail::default_limits) {
  detail::check_bytes<Bytes>();
  return {};
}
template <class P, class T, detail::NoBytes Bytes>
detail::Untold try_decode(Bytes&&, const Limits& = detail::default_limits) {
  detail::check_bytes<Bytes>();
  return {};
}
template <class P, detail::NoBytes Bytes, class T>
detail::Untold decode_to(Bytes&&, T&&, const Limits& = detail::default_limits) {
  detail::check_bytes<Bytes>();
  return {};
}
template <class P, detail::NoBytes Bytes, class T>
detail::Untold try_decode_to(Bytes&&, T&&, const Limits& = detail::default_limits) {
  detail::check_bytes<Bytes>();
  return {};
}

/// Decodes a struct in a constant expression; what can't be decoded does not compile.
template <class P, class T>
[[nodiscard]] consteval T decode_constant(std::span<const std::byte> bytes) {
  if constexpr (detail::check_decodable<P, T>()) {
    T value{};
    detail::Input in(bytes.data(), bytes.size(), Limits{});
    if (detail::decode_value<P>(in, in.begin, value) == nullptr)
      throw "seathrift: the bytes are no such struct";
    return value;
  } else {
    __builtin_unreachable();
  }
}

}  // namespace seathrift
