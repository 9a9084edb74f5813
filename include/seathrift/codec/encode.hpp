// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a struct become bytes, without a connection?

#include <array>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <vector>

#include <seathrift/codec/body.hpp>
#include <seathrift/codec/encode_message.hpp>
#include <seathrift/codec/error_text.hpp>
#include <seathrift/codec/grow.hpp>
#include <seathrift/core/buffer.hpp>
#include <seathrift/core/limits.hpp>
#include <seathrift/core/output.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/type_name.hpp>

namespace seathrift {

namespace detail {

/// What encode_to does not write into, and is told so.
template <class Target>
concept NoTarget = !std::is_convertible_v<Target&, Buffer&> &&
                   !std::is_convertible_v<Target&, std::vector<std::byte>&>;

template <class T>
consteval std::string_view encodable_name() {
  if constexpr (kind_of<T> == Kind::record)
    return Record<T>::name;
  else
    return last_part(type_name<T>());
}

/// What errors call a body.
struct BodyText {
  std::string_view protocol;
  std::string_view body;
};
template <class P, class T>
inline constexpr BodyText body_text = {P::name, encodable_name<T>()};

[[noreturn]] SEATHRIFT_COLD inline void raise_write_error(Errc why, const BodyText& text,
                                                          unsigned max_depth) {
  raise_write_error(why, text.protocol, text.body, max_depth);
}

/// The output of a flat body, into a buffer that holds nothing else. Small enough to be in
/// registers; what is refused ends at once.
struct FlatOutput {
  static constexpr bool gathers = false;
  using Passed = FlatOutput;

  Buffer* buffer;
  const BodyText* text;

  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE std::byte* need(std::byte* at, std::size_t size) const {
    return buffer->need(at, size);
  }
  [[nodiscard]] SEATHRIFT_ALWAYS_INLINE std::size_t threshold() const noexcept {
    return max_size + 1;
  }
  SEATHRIFT_ALWAYS_INLINE std::size_t exchange_threshold(std::size_t size) const noexcept {
    return size;
  }
  [[noreturn]] SEATHRIFT_COLD void refuse(Errc why) const { raise_write_error(why, *text, 0); }
};

SEATHRIFT_NOINLINE inline Output<false> begin_output(Buffer& buffer, const Limits& limits) {
  buffer.clear();
  Output<false> out = output_to<false>(buffer);
  out.depth = limits.max_depth;
  return out;
}

SEATHRIFT_NOINLINE inline void end_output(const Output<false>& out, const std::byte* end,
                                          const BodyText& text, const Limits& limits) {
  if (out.error != Errc::none) [[unlikely]]
    raise_write_error(out.error, text, limits.max_depth);
  static_cast<Buffer*>(out.owner)->end_at(end);
}

/// A vector as an encoder's room. What is small goes to a block on the stack first, so that the
/// vector gets the memory that it needs, and no more.
struct VectorRoom {
  static constexpr std::size_t small = 512;
  std::byte block[small + Buffer::slack];
  std::vector<std::byte>& target;

  explicit VectorRoom(std::vector<std::byte>& vector) noexcept : target(vector) {}

  SEATHRIFT_NOINLINE Output<false> output(const Limits& limits) noexcept {
    const bool large = room_of(target) > small + Buffer::slack;
    std::byte* const begin = large ? target.data() : block;
    return {begin, begin + (large ? room_of(target) - Buffer::slack : small), &grow, this,
            limits.max_depth};
  }

  SEATHRIFT_COLD static std::byte* grow(Output<false>& out, std::byte* at, std::size_t size) {
    auto& room = *static_cast<VectorRoom*>(out.owner);
    const auto written = static_cast<std::size_t>(at - out.begin);
    const bool moves = out.begin == room.block;
    grow_room(room.target, moves ? 0 : written, written + size + Buffer::slack);
    if (moves) std::memcpy(room.target.data(), room.block, written);
    out.begin = room.target.data();
    out.end = out.begin + room_of(room.target) - Buffer::slack;
    return out.begin + written;
  }

  SEATHRIFT_NOINLINE void finish(const std::byte* begin, const std::byte* end) {
    if (begin == block)
      target.assign(begin, end);
    else
      end_at(target, static_cast<std::size_t>(end - begin));
  }
};

}  // namespace detail

/// Encodes a struct into a buffer that is kept: replaces its content, reuses its memory. The
/// fastest way.
///
/// Errors. ProtocolException `size_limit` for a string or container that Thrift's 31-bit sizes
/// can't express, `depth_limit` for a value that is nested deeper than `limits` allow or holds
/// itself; the buffer's content is then unspecified. std::bad_alloc.
///
/// Lifetime. The buffer is not part of `value`, nor does `value` show what is in it.
template <class P = void, class T>
void encode_to(const T& value, Buffer& buffer,
               [[maybe_unused]] const Limits& limits = detail::default_limits) {
  if constexpr (detail::check_encodable<P, T>()) {
    if constexpr (detail::is_flat_body<P, T>) {
      std::byte* const begin = buffer.begin_anew(detail::shape_of<P, T>.bound);
      detail::FlatOutput out{&buffer, &detail::body_text<P, T>};
      buffer.end_at(detail::encode_fields<P, true, detail::FlatOutput>(out, begin, value, 0,
                                                                       detail::in_wire_order<T>));
    } else {
      auto out = detail::begin_output(buffer, limits);
      const std::byte* const end = detail::encode_body<P>(out, out.begin, value);
      detail::end_output(out, end, detail::body_text<P, T>, limits);
    }
  }
}

/// Encodes a struct into a vector that is kept: replaces its content, reuses its memory.
///
/// Errors. As above.
template <class P = void, class T>
void encode_to(const T& value, std::vector<std::byte>& bytes,
               const Limits& limits = detail::default_limits) {
  if constexpr (detail::check_encodable<P, T>()) {
    detail::VectorRoom room(bytes);
    auto out = room.output(limits);
    const std::byte* const end = detail::encode_body<P>(out, out.begin, value);
    if (out.error != Errc::none) [[unlikely]]
      detail::raise_write_error(out.error, detail::body_text<P, T>, limits.max_depth);
    room.finish(out.begin, end);
  }
}

/// Into anything else: says what takes encoded bytes.
template <class P = void, class T, detail::NoTarget Target>
void encode_to(const T&, Target&, const Limits& = detail::default_limits) {
  static_assert(!sizeof(Target),
                "seathrift: encode_to writes into a std::vector<std::byte> or a seathrift::Buffer "
                "alone; write encode_to<Compact>(value, bytes)");
}

/// Encodes a struct: `std::vector<std::byte> bytes = encode<Compact>(work);`.
///
/// Errors. As above.
template <class P = void, class T>
[[nodiscard]] std::vector<std::byte> encode(const T& value,
                                            const Limits& limits = detail::default_limits) {
  std::vector<std::byte> bytes;
  encode_to<P>(value, bytes, limits);
  return bytes;
}

/// Bytes that were encoded in a constant expression.
template <std::size_t Capacity>
struct ConstantBytes {
  std::array<std::byte, Capacity + Buffer::slack> block{};
  std::size_t size = 0;

  [[nodiscard]] constexpr const std::byte* begin() const noexcept { return block.data(); }
  [[nodiscard]] constexpr const std::byte* end() const noexcept { return block.data() + size; }
};

/// Encodes a struct in a constant expression: `constexpr auto bytes =
/// encode_constant<Compact>(Point{1, 2});`.
///
/// The struct's bound, its strings' and containers' content included, must be below `Capacity`
/// bytes: more does not compile. Strings and vectors work where the standard library allows them
/// there.
template <class P, std::size_t Capacity = 512, class T>
[[nodiscard]] consteval ConstantBytes<Capacity> encode_constant(const T& value) {
  ConstantBytes<Capacity> bytes;
  if constexpr (detail::check_encodable<P, T>()) {
    detail::Output<false> out{bytes.block.data(), bytes.block.data() + Capacity, nullptr};
    const std::byte* const end = detail::encode_body<P>(out, out.begin, value);
    if (out.error != Errc::none) throw "seathrift: the value is nested too deep, or too large";
    bytes.size = static_cast<std::size_t>(end - out.begin);
  }
  return bytes;
}

}  // namespace seathrift
