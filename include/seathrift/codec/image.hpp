// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which records are constant images, and what do they look like? Those whose fields all have a
// fixed width: their heads stand at fixed places among their values.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <seathrift/codec/grow.hpp>
#include <seathrift/codec/kernel/image.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/core/type.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>

namespace seathrift::detail {

template <class P, class T>
consteval bool drawable();

template <class P, class... F>
consteval bool all_drawable(TypeList<void, F...>*) {
  return (drawable<P, typename F::type>() && ...);
}

/// True for a value that stands in the message as it does in memory, byte order and the heads of
/// fields apart.
template <class P, class T>
consteval bool drawable() {
  constexpr Kind k = kind_of<T>;
  if constexpr (k == Kind::boolean)
    return !P::bool_in_field;
  else if constexpr (k == Kind::enumeration)
    return sizeof(T) == 4 && shape_of<P, T>.fixed == 4;
  else if constexpr (Scalar<T>)
    return shape_of<P, T>.fixed == sizeof(T);
  else if constexpr (k == Kind::record && std::is_trivially_copyable_v<T>)
    return shape_of<P, T>.fixed > 1 && shape_of<P, T>.fixed <= Image::max_size &&
           sizeof(T) <= Image::max_size && Record<T>::size <= 64 &&
           all_drawable<P>(static_cast<typename Record<T>::List*>(nullptr));
  else
    return false;
}

/// Where a compiler puts members that stand in memory as they are declared. (What the macro names
/// can stand otherwise: `stands_so` tells.)
template <class... F>
consteval std::array<std::size_t, sizeof...(F)> offsets_of(TypeList<void, F...>*) {
  constexpr std::size_t sizes[] = {sizeof(typename F::type)...};
  constexpr std::size_t aligns[] = {alignof(typename F::type)...};
  std::array<std::size_t, sizeof...(F)> offsets{};
  std::size_t end = 0;
  for (std::size_t i = 0; i < sizeof...(F); ++i) {
    offsets[i] = (end + aligns[i] - 1) / aligns[i] * aligns[i];
    end = offsets[i] + sizes[i];
  }
  return offsets;
}
template <class T>
inline constexpr auto declared_offsets =
    offsets_of(static_cast<typename Record<T>::List*>(nullptr));

template <class T, class... F, std::size_t... I>
bool fields_stand_so(const T& value, TypeList<void, F...>*, std::index_sequence<I...>) noexcept;

/// True when the members stand where `declared_offsets` says. The optimiser knows the answer.
template <class T>
bool stands_so(const T& value) noexcept {
  if constexpr (Recordlike<T>)
    return fields_stand_so(value, static_cast<typename Record<T>::List*>(nullptr),
                           std::make_index_sequence<Record<T>::size>{});
  else
    return true;
}
template <class T, class... F, std::size_t... I>
bool fields_stand_so(const T& value, TypeList<void, F...>*, std::index_sequence<I...>) noexcept {
  const auto* const begin = reinterpret_cast<const std::byte*>(std::addressof(value));
  return ((reinterpret_cast<const std::byte*>(std::addressof(F::get(value))) ==
               begin + declared_offsets<T>[I] &&
           stands_so(F::get(value))) &&
          ...);
}

/// Draws constant bytes, as the protocol wrote them.
template <class Picture>
constexpr void draw_constant(Picture& image, const std::byte* from, const std::byte* end) {
  for (; from != end; ++from)
    image.bytes[image.wire++].value = std::to_integer<unsigned char>(*from);
}

/// Draws the head of a field.
template <class P, class Picture>
consteval void draw_head(Picture& image, Type type, int id, int before) {
  std::byte block[16] = {};
  draw_constant(image, block, P::write_field(block, type, id, before));
}

/// Draws a value that stands in memory at `offset`. One whose bytes are 1, 2, 3 … tells in which
/// order they travel.
template <class P, class Picture>
consteval void draw_scalar(Picture& image, Type type, std::size_t offset) {
  constexpr std::uint64_t bytes = 0x0807060504030201;
  std::byte block[24] = {};
  const std::byte* end = block;
  switch (type) {
    case Type::boolean:
      end = P::write_scalar(block, true);
      break;
    case Type::i8:
      end = P::write_scalar(block, static_cast<std::int8_t>(bytes));
      break;
    case Type::i16:
      end = P::write_scalar(block, static_cast<std::int16_t>(bytes));
      break;
    case Type::i32:
      end = P::write_scalar(block, static_cast<std::int32_t>(bytes));
      break;
    case Type::i64:
      end = P::write_scalar(block, static_cast<std::int64_t>(bytes));
      break;
    case Type::real:
      end = P::write_scalar(block, std::bit_cast<double>(bytes));
      break;
    default: {
      struct {
        unsigned char data[16];
      } uuid{};
      for (unsigned char i = 0; i < 16; ++i) uuid.data[i] = static_cast<unsigned char>(i + 1);
      end = P::write_scalar(block, uuid);
    }
  }
  for (const std::byte* at = block; at != end; ++at) {
    ImageByte& byte = image.bytes[image.wire++];
    byte.from = static_cast<std::int16_t>(offset + std::to_integer<std::size_t>(*at) - 1);
    // A peer's boolean may be any number but 0; ours are 1.
    byte.fixed = type == Type::boolean ? 0xfe : 0;
  }
}

template <class P, class T, class Picture>
consteval void draw_record(Picture& image, std::size_t offset);

template <class P, class F, class Picture>
consteval void draw_field(Picture& image, int before, std::size_t offset) {
  using Member = typename F::type;
  draw_head<P>(image, type_of<Member>(), F::id, before);
  if constexpr (Recordlike<Member>)
    draw_record<P, Member>(image, offset);
  else
    draw_scalar<P>(image, type_of<Member>(), offset);
}

template <class P, class T, class Picture, class... F, std::size_t... I>
consteval void draw_fields(Picture& image, std::size_t offset, TypeList<void, F...>*,
                           std::index_sequence<I...>) {
  (draw_field<P, F>(image, plan_of<P, T>.fields[I].before,
                    offset + declared_offsets<T>[wire_order<T>[I]]),
   ...);
}

template <class P, class T, class Picture>
consteval void draw_record(Picture& image, std::size_t offset) {
  draw_fields<P, T>(image, offset, static_cast<wire_fields<T>*>(nullptr),
                    std::make_index_sequence<Record<T>::size>{});
  const std::byte stop{};
  draw_constant(image, &stop, &stop + 1);
}

template <class P, class T>
consteval Image draw() {
  Image image;
  draw_record<P, T>(image, 0);
  image.memory = sizeof(T);
  return image;
}
/// What a record looks like in the message.
template <class P, class T>
inline constexpr Image image_of = draw<P, T>();

/// True when a record has no byte that is not in the message.
consteval bool is_whole(const Image& image) {
  std::size_t values = 0;
  for (std::size_t i = 0; i < image.wire; ++i) values += image.bytes[i].from >= 0 ? 1 : 0;
  return values == image.memory;
}

/// True for a contiguous container of records that kernels can move.
template <class P, class T>
inline constexpr bool is_images = [] {
  if constexpr (SEATHRIFT_KERNELS && Contiguous<T> &&
                requires { requires Recordlike<typename T::value_type>; })
    return drawable<P, typename T::value_type>();
  else
    return false;
}();

/// Writes some of the first records of a list, and returns how many.
template <class P, class T>
std::size_t encode_images(std::byte* to, const T& list) noexcept {
  if (list.size() < image_kernel_from || !stands_so(*list.data())) return 0;
  return write_images<image_of<P, typename T::value_type>>(to, list.data(), list.size());
}

/// Reads some of the first records of a list that gets `size` of them, and returns how many.
template <class P, class T>
std::size_t decode_images(const std::byte*& at, const std::byte* end, T& list, std::size_t size) {
  using Element = typename T::value_type;
  const auto read = [&](Element* to, std::size_t count) -> std::size_t {
    if (!stands_so(*to)) return 0;
    const std::size_t some =
        read_images<image_of<P, Element>>(to, at, static_cast<std::size_t>(end - at), count);
    at += some * shape_of<P, Element>.fixed;
    return some;
  };
  return refill<is_whole(image_of<P, Element>)>(list, size, read);
}

}  // namespace seathrift::detail
