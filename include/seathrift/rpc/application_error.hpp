// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a server's own error travel? As TApplicationException: {1: message, 2: type}. Written
// out by hand, as every client and server compiles it.

#include <cstddef>
#include <cstdint>
#include <string>

#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/bytes.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/output.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/protocol/concepts.hpp>

namespace seathrift::detail {

struct ApplicationError {
  std::string message;
  std::int32_t type = 0;
};

/// Reads the struct. Neither field is required.
template <Protocol P>
SEATHRIFT_COLD const std::byte* decode_error(Input& in, const std::byte* at,
                                             ApplicationError& error) {
  std::int32_t last = 0;
  FieldHead field;
  for (;;) {
    at = P::read_field(in, at, last, field);
    if (at == nullptr || field.type == Type::stop) return at;
    if (field.id == 1 && field.type == Type::string) {
      std::size_t size = 0;
      at = P::read_string(in, at, size);
      if (at == nullptr) return nullptr;
      error.message.assign(reinterpret_cast<const char*>(at), size);
      at += size;
    } else if (field.id == 2 && field.type == Type::i32) {
      at = P::read_scalar(in, at, error.type);
    } else {
      at = skip_field<P>(in, at, field);
    }
    if (at == nullptr) return nullptr;
  }
}

/// Writes a message whose body the struct is.
template <Protocol P>
SEATHRIFT_COLD std::byte* encode_message(Output<true>& out, const MessageHead& head,
                                         const ApplicationError& error) {
  const std::size_t size = error.message.size();
  std::byte* to =
      out.need(out.begin, P::max_message_head + head.name.size() + 2 * P::max_field_head +
                              P::max_string_head + size + P::max_size(Type::i32) + 1);
  to = P::write_string_field(P::write_message(to, head), 1, 0, size);
  copy_bytes(to, error.message.data(), size);
  to = P::write_scalar_field(to + size, Type::i32, 2, 1, error.type);
  *to = std::byte{0};
  return to + 1;
}

}  // namespace seathrift::detail
