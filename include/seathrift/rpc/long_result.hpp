// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a long string come to its caller? Piece by piece, as it arrives: no buffer holds all of
// it.

#include <cstddef>
#include <cstdint>
#include <span>

#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

/// A string that can be put together from pieces.
template <class T>
concept Appendable = (kind_of<T> == Kind::text || kind_of<T> == Kind::binary) &&
                     requires(T& text, const typename T::value_type* from) {
  text.reserve(text.capacity());
  text.insert(text.end(), from, from);
};

/// Appends a piece of a string, behind which so many bytes are `left`.
using AppendPiece = void(void* text, std::span<const std::byte> piece, std::size_t left);

/// Makes room for four times of what has arrived, or 1 MiB, and no more: a peer that announces much
/// and sends little gets little memory.
template <Appendable T>
SEATHRIFT_COLD void append_piece(void* to, std::span<const std::byte> piece, std::size_t left) {
  constexpr std::size_t first_room = 1024 * 1024;
  T& text = *static_cast<T*>(to);
  const std::size_t arrived = text.size() + piece.size();
  if (arrived > text.capacity())
    text.reserve(smaller(arrived + left, larger(first_room, 4 * arrived)));
  const auto* from = reinterpret_cast<const typename T::value_type*>(piece.data());
  text.insert(text.end(), from, from + piece.size());
}

/// How much of a message whose result is a long string was taken before it was whole.
struct LongResult {
  /// Bytes of the message that are used up; 0 when it is taken whole.
  std::size_t passed = 0;
  /// Bytes of the string that are still to be taken.
  std::size_t left = 0;

  /// Looks whether a body of which `missing` bytes have not arrived begins with such a result.
  /// Returns where its bytes begin, nullptr if it does not.
  template <Protocol P>
  [[nodiscard]] SEATHRIFT_COLD const std::byte* begin(Input& in, const std::byte* at, Type type,
                                                      std::size_t missing) {
    constexpr std::size_t least = 64 * 1024;  // what lacks fewer bytes may be a number
    std::int32_t last = 0;
    FieldHead field;
    std::size_t size = 0;
    at = P::read_field(in, at, last, field);
    if (at == nullptr || field.id != 0 || field.type != type) return nullptr;
    if (P::read_string(in, at, size) != nullptr || in.error != Errc::truncated || in.seen < least ||
        in.seen != size || in.seen > in.room(in.at) + missing)
      return nullptr;  // it is no such string, or its protocol does not say where its bytes begin
    left = size;
    return in.at;
  }

  /// Appends what there is of the string, and returns how many bytes that was.
  SEATHRIFT_COLD std::size_t take(AppendPiece* append, void* result,
                                  std::span<const std::byte> bytes) {
    const auto piece = bytes.first(smaller(bytes.size(), left));
    left -= piece.size();
    append(result, piece, left);
    return piece.size();
  }
};

}  // namespace seathrift::detail
