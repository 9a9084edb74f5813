// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is a protocol? Constants and functions that turn single values into bytes and back; the
// codec does the rest.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <seathrift/core/error.hpp>
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

}  // namespace detail

/// How values become bytes: Binary, Compact. A stateless type; everything in it is static and
/// constexpr.
///
/// Writing functions are given enough room, counted with the constants; reading ones come in two
/// kinds. Those without an Input read what was predicted, in a window that has been checked; the
/// others check everything, and return the next position or nullptr.
/// `docs/requirements/protocol.md` has the table.
template <class P>
concept Protocol = requires(std::byte* to, const std::byte*& at, const std::byte* from,
                            detail::Input& in, detail::FieldHead& field, std::int32_t& last,
                            std::size_t& size, Type& type, MessageHead& head, double& real) {
  { P::name } -> std::convertible_to<std::string_view>;
  { P::min_size(type) } -> std::same_as<std::size_t>;
  { P::max_size(type) } -> std::same_as<std::size_t>;
  { P::is_fixed(type) } -> std::same_as<bool>;
  { P::write_field(to, type, 1, 0) } -> std::same_as<std::byte*>;
  { P::write_scalar(to, real) } -> std::same_as<std::byte*>;
  { P::write_list(to, type, size) } -> std::same_as<std::byte*>;
  { P::write_map(to, type, type, size) } -> std::same_as<std::byte*>;
  { P::write_message(to, head) } -> std::same_as<std::byte*>;
  { P::read_field(in, from, last, field) } -> std::same_as<const std::byte*>;
  { P::read_scalar(in, from, real) } -> std::same_as<const std::byte*>;
  { P::read_list(in, from, type, size) } -> std::same_as<const std::byte*>;
  { P::read_map(in, from, type, type, size) } -> std::same_as<const std::byte*>;
  { P::read_message(in, from, head) } -> std::same_as<const std::byte*>;
};

}  // namespace seathrift
