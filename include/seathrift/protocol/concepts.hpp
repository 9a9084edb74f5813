// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is a protocol? Constants and functions that turn single values into bytes and back; the
// codec does the rest.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <seathrift/core/input.hpp>
#include <seathrift/core/type.hpp>

namespace seathrift {

/// The first part of a message: which method, what kind, which call.
struct MessageHead {
  std::string_view name = {};
  MessageType type = MessageType::call;
  std::int32_t seqid = 0;
};

namespace detail {

/// The head of a field as it stands in a message.
struct FieldHead {
  Type type = Type::stop;
  std::int32_t id = 0;
  /// Of a boolean field whose value is part of the head.
  bool value = false;
};

// What is constant.
template <class P>
concept ProtocolConstants = requires(Type type) {
  { P::name } -> std::convertible_to<std::string_view>;
  { P::min_size(type) } -> std::same_as<std::size_t>;
  { P::max_size(type) } -> std::same_as<std::size_t>;
  { P::is_fixed(type) } -> std::same_as<bool>;
  { P::is_short(1, 0) } -> std::same_as<bool>;
  { P::bool_in_field } -> std::convertible_to<bool>;
  { P::field_head } -> std::convertible_to<std::size_t>;
  { P::max_field_head } -> std::convertible_to<std::size_t>;
  { P::max_string_head } -> std::convertible_to<std::size_t>;
  { P::max_list_head } -> std::convertible_to<std::size_t>;
  { P::max_map_head } -> std::convertible_to<std::size_t>;
  { P::max_message_head } -> std::convertible_to<std::size_t>;
};

// What writes.
template <class P>
concept ProtocolWriter = requires(std::byte* to, Type type, std::size_t size, double real,
                                  const MessageHead& head) {
  { P::write_field(to, type, 1, 0) } -> std::same_as<std::byte*>;
  { P::write_scalar_field(to, type, 1, 0, real) } -> std::same_as<std::byte*>;
  { P::write_string_field(to, 1, 0, size) } -> std::same_as<std::byte*>;
  { P::write_scalar(to, real) } -> std::same_as<std::byte*>;
  { P::write_size(to, size) } -> std::same_as<std::byte*>;
  { P::write_list(to, type, size) } -> std::same_as<std::byte*>;
  { P::write_map(to, type, type, size) } -> std::same_as<std::byte*>;
  { P::write_message(to, head) } -> std::same_as<std::byte*>;
};

/// Writes what the kernels learn from, at compile time.
template <class P>
consteval bool writes_constants() {
  std::byte block[64] = {};
  P::write_scalar(P::write_field(block, Type::real, 1, 0), 1.0);
  return true;
}

// What reads where a window is there.
template <class P>
concept ProtocolWindow = requires(const std::byte*& at, Type type, bool& flag, std::size_t& size,
                                  double& real) {
  { P::is_field(at, type, 1, 0) } -> std::same_as<bool>;
  { P::expect_bool(at, 1, 0, flag) } -> std::same_as<bool>;
  P::read_fixed(at, real);
  { P::read_size(at, size) } -> std::same_as<bool>;
};

// What reads whatever is there.
template <class P>
concept ProtocolReader = requires(Input& in, const std::byte* from, FieldHead& field,
                                  std::int32_t& last, std::size_t& size, Type& type,
                                  MessageHead& head, double& real) {
  { P::read_field(in, from, last, field) } -> std::same_as<const std::byte*>;
  { P::read_scalar(in, from, real) } -> std::same_as<const std::byte*>;
  { P::read_string(in, from, size) } -> std::same_as<const std::byte*>;
  { P::read_list(in, from, type, size) } -> std::same_as<const std::byte*>;
  { P::read_map(in, from, type, type, size) } -> std::same_as<const std::byte*>;
  { P::skip_scalar(in, from, type) } -> std::same_as<const std::byte*>;
  { P::read_message(in, from, head) } -> std::same_as<const std::byte*>;
};

// What reads integers of varying length.
template <class P>
concept ProtocolVarying = requires(Input& in, const std::byte*& at, std::int32_t& number) {
  { P::varying_window } -> std::convertible_to<std::size_t>;
  { P::read_varying(at, number) } -> std::same_as<bool>;
  { P::read_near_end(in, at, number) } -> std::same_as<const std::byte*>;
};

}  // namespace detail

/// How values become bytes: Binary, Compact. A stateless type; everything in it is static.
///
/// Writing functions are given enough room, counted with the constants; reading ones come in two
/// kinds. Those without an Input read in a window that has been checked; the others check
/// everything, and return the next position or nullptr. `docs/requirements/protocol.md` has the
/// table.
template <class P>
concept Protocol = detail::ProtocolConstants<P> && detail::ProtocolWriter<P> && requires {
  typename std::bool_constant<detail::writes_constants<P>()>;
} && detail::ProtocolWindow<P> && detail::ProtocolReader<P> &&
    (P::is_fixed(Type::i32) || detail::ProtocolVarying<P>);

}  // namespace seathrift
