// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are lists, sets and maps read? Checked against the message and its budget before they grow.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <seathrift/codec/absent.hpp>
#include <seathrift/codec/allocator.hpp>
#include <seathrift/codec/bulk.hpp>
#include <seathrift/codec/decode_forward.hpp>
#include <seathrift/codec/decode_run.hpp>
#include <seathrift/codec/flat_set.hpp>
#include <seathrift/codec/grow.hpp>
#include <seathrift/codec/image.hpp>
#include <seathrift/codec/kept.hpp>
#include <seathrift/codec/learn_image.hpp>
#include <seathrift/codec/run.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>

namespace seathrift::detail {

/// True when what is left of the message can hold `size` elements of the expected size. Else the
/// container grows with what arrives.
template <class P, class Element>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE constexpr bool fits_at_once(const Input& in,
                                                                  const std::byte* at,
                                                                  std::size_t size) noexcept {
  constexpr std::size_t expected = shape_of<P, Element>.expected;
  if constexpr (expected == P::min_size(type_of<Element>()))
    return true;
  else
    return std::uint64_t{size} * expected <= in.room(at);
}

/// Passes over `size` elements of another type than the declared one.
template <Protocol P>
SEATHRIFT_COLD constexpr const std::byte* skip_elements(Input& in, const std::byte* at,
                                                        std::size_t size, Type first,
                                                        Type second = Type::stop) {
  for (std::size_t i = 0; i < size && at != nullptr; ++i) {
    at = skip_value<P>(in, at, first);
    if (at != nullptr && second != Type::stop) at = skip_value<P>(in, at, second);
  }
  return at;
}

#if SEATHRIFT_KERNELS
/// Reads records from the `done`-th on, up to `size`, which are not as predicted: each like the one
/// before, if they have one width, else by itself. The list grows with what arrives.
template <Protocol P, class T>
SEATHRIFT_NOINLINE const std::byte* decode_others(Input& in, const std::byte* at, T& list,
                                                  std::size_t done, std::size_t size) {
  ImageFollower<P> others(image_of<P, typename T::value_type>);
  while (done < size) {
    if constexpr (kind_of<T> != Kind::array)
      if (done == list.size()) list.resize(smaller(size, 2 * done + 16));
    const std::byte* const begin = at;
    auto& record = list.data()[done++];
    at = decode_value<P>(in, at, record);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (stands_so(record))
      done += others.follow(begin, at, in.end, reinterpret_cast<std::byte*>(&record),
                            list.size() - done);
  }
  return at;
}
#endif

/// Reads a sequence's elements from the `done`-th on, which is 0 but for images.
template <Protocol P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr const std::byte* decode_each(Input& in, const std::byte* at,
                                                               T& value,
                                                               [[maybe_unused]] std::size_t done) {
  auto each = value.begin();
  if constexpr (is_images<P, T>) each += static_cast<std::ptrdiff_t>(done);
  const auto end = value.end();
#if SEATHRIFT_KERNELS
  if constexpr (begins_with_run<P, typename T::value_type>) {
    if (!__builtin_is_constant_evaluated()) {
      at = decode_runs<P>(in, at, each, end);
      if (at == nullptr) [[unlikely]]
        return nullptr;
    }
  }
#endif
  for (; each != end; ++each) {
    if constexpr (kind_of<typename T::value_type> == Kind::union_)
      at = decode_choice<P>(in, at, *each);
    else
      at = decode_value<P>(in, at, *each);
    if (at == nullptr) [[unlikely]]
      return nullptr;
  }
  return at;
}

/// Gives an array's elements the values of new ones; they keep their allocators.
template <class T>
SEATHRIFT_COLD constexpr void renew(T& array) {
  using Element = typename T::value_type;
  for (Element& each : array) {
    if constexpr (Blankable<Element>) {
      make_blank(each);
    } else if constexpr (kind_of<Element> == Kind::array) {
      renew(each);
    } else {
      auto fresh = new_part<Element>(each);
      restore(each, fresh);
    }
  }
}

template <Protocol P, class T>
constexpr inline const std::byte* decode_sequence(Input& in, const std::byte* at, T& value) {
  using Element = typename T::value_type;
  Type element = type_of<Element>();
  std::size_t size = 0;
  const std::byte* const start = at;
  at = P::read_list(in, at, element, size);
  if (at == nullptr) [[unlikely]]
    return nullptr;
  if (element != type_of<Element>()) [[unlikely]] {
    if constexpr (kind_of<T> == Kind::array)
      renew(value);
    else
      value.clear();
    return skip_elements<P>(in, at, size, element);
  }
  if (!charge(in, size, memory_of<P, Element>)) [[unlikely]]
    return fail(in, Errc::memory_limit, start, size);
  if constexpr (kind_of<T> == Kind::array) {
    if (size != value.size()) [[unlikely]]
      return fail(in, Errc::invalid_data, start, size);
  }
  if constexpr (is_bulk<P, T>) {
    if (!__builtin_is_constant_evaluated()) {
      grow_unfilled(value, size);
      refill(value, size, [&](Element* to, std::size_t count) {
        copy_bulk<P, Element>(to, at, count);
        at += count * sizeof(Element);
        return count;
      });
      return at;
    }
  } else if constexpr (is_varints<P, T>) {
    if (!__builtin_is_constant_evaluated()) {
      refill(value, size, [&](Element* to, std::size_t count) {
        at = decode_varints<P>(in, at, to, count);
        return at != nullptr ? count : 0;
      });
      return at;
    }
  }
  [[maybe_unused]] const bool fits = fits_at_once<P, Element>(in, at, size);
  // Of records that travel as images, those that kernels have read already.
  [[maybe_unused]] std::size_t done = 0;
  if constexpr (is_images<P, T>) {
    if (size >= image_kernel_from && !__builtin_is_constant_evaluated()) {
      if (fits) {
        // A copy, as what is referred to does not stay in a register.
        const std::byte* from = at;
        done = decode_images<P>(from, in.end, value, size);
        at = from;
      }
#if SEATHRIFT_KERNELS
      if (pays_to_learn(size - done)) {
        if constexpr (kind_of<T> != Kind::array) value.resize(fits ? size : 0);
        return decode_others<P>(in, at, value, done, size);
      }
#endif
    }
  }
  if constexpr (kind_of<T> == Kind::array) {
    return decode_each<P>(in, at, value, done);
  } else if constexpr (std::is_same_v<Element, bool>) {
    value.clear();
    for (std::size_t i = 0; i < size; ++i) {
      bool each = false;
      P::read_fixed(at, each);
      value.push_back(each);
    }
    return at;
  } else {
    if constexpr (requires { value.resize(size); }) {
      if (fits) [[likely]] {
        value.resize(size);
        return decode_each<P>(in, at, value, done);
      }
    }
    // It grows with what arrives; what is there keeps its memory.
    if constexpr (requires { value.resize(size); }) {
      if (value.size() > size) value.resize(size);
    } else {
      value.clear();
    }
    auto kept = value.begin();
    const std::size_t count = value.size();
    for (std::size_t i = 0; i < size; ++i) {
      Element& each = i < count ? *kept++ : (value.emplace_back(), value.back());
      at = decode_value<P>(in, at, each);
      if (at == nullptr) [[unlikely]]
        return nullptr;
    }
    return at;
  }
}

/// True where the search reads the records of a list itself. Elsewhere they may be as predicted,
/// which pays where they are large or many.
template <class P, class T>
[[nodiscard]] SEATHRIFT_ALWAYS_INLINE bool pays_to_search(std::size_t size) noexcept {
  if (is_images<P, T> && size >= image_kernel_from) return false;
  return optimize_size || size <= 16;
}

/// Begins to read a list whose `count` records the search reads from what is returned on; none
/// where all has been read.
template <Protocol P, class T>
const std::byte* open_sequence(Input& in, const std::byte* at, T& value, std::size_t& count) {
  using Element = typename T::value_type;
  Type element = type_of<Element>();
  std::size_t size = 0;
  const std::byte* const begin = P::read_list(in, at, element, size);
  if (begin != nullptr && element == type_of<Element>() && pays_to_search<P, T>(size) &&
      fits_at_once<P, Element>(in, begin, size) && charge(in, size, memory_of<P, Element>))
      [[likely]] {
    value.resize(size);
    count = size;
    return begin;
  }
  // What is rare begins anew.
  return decode_sequence<P>(in, at, value);
}

/// Reads a key that is a text, where it is in the message.
template <Protocol P>
SEATHRIFT_ALWAYS_INLINE constexpr const std::byte* decode_view(Input& in, const std::byte* at,
                                                               std::string_view& text) {
  std::size_t size = 0;
  at = P::read_string(in, at, size);
  if (at == nullptr) [[unlikely]]
    return nullptr;
  text = {reinterpret_cast<const char*>(at), size};
  return at + size;
}

/// What a tree or hash container takes for an element beside the element itself.
inline constexpr std::size_t node_overhead = 48;

template <Protocol P, class T>
constexpr inline const std::byte* decode_set(Input& in, const std::byte* at, T& value) {
  if constexpr (FlatSet<T>) {
    auto elements = value.extract_sequence();
    at = decode_sequence<P>(in, at, elements);
    if (at != nullptr) [[likely]]
      adopt(value, std::move(elements));
    return at;
  } else {
    using Key = typename T::key_type;
    Type element = type_of<Key>();
    std::size_t size = 0;
    const std::byte* const start = at;
    at = P::read_list(in, at, element, size);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (element != type_of<Key>()) [[unlikely]] {
      value.clear();
      return skip_elements<P>(in, at, size, element);
    }
    if (!charge(in, size, memory_of<P, Key> + node_overhead)) [[unlikely]]
      return fail(in, Errc::memory_limit, start, size);
    Kept<T> kept(value);
    for (std::size_t i = 0; i < size; ++i) {
      if constexpr (kind_of<Key> == Kind::text) {
        std::string_view text;
        at = decode_view<P>(in, at, text);
        if (at == nullptr) [[unlikely]]
          return nullptr;
        if (kept.find(text) == nullptr)
          kept.take(value.emplace_hint(kept.hint(value), text.data(), text.size()));
      } else {
        Key key = new_part<Key>(value);
        at = decode_value<P>(in, at, key);
        if (at == nullptr) [[unlikely]]
          return nullptr;
        if (kept.find(key) == nullptr) kept.take(value.insert(kept.hint(value), std::move(key)));
      }
    }
    kept.drop();
    return at;
  }
}

/// Adds an entry with a fresh value behind the last one, where a peer that writes in order has it;
/// a key that is there gets a fresh value too: the last one counts.
template <class T, class... KeyParts>
constexpr auto& fresh_entry(T& map, Kept<T>& kept, KeyParts&&... key) {
  const std::size_t before = map.size();
  const auto entry =
      map.emplace_hint(kept.hint(map), std::piecewise_construct,
                       std::forward_as_tuple(std::forward<KeyParts>(key)...), std::tuple<>());
  if (map.size() == before) [[unlikely]] {
    auto fresh = new_part<typename T::mapped_type>(map);
    restore(entry->second, fresh);
  }
  kept.take(entry);
  return entry->second;
}

template <Protocol P, class T>
constexpr inline const std::byte* decode_map(Input& in, const std::byte* at, T& value) {
  using Key = typename T::key_type;
  using Mapped = typename T::mapped_type;
  Type key_type = Type::stop;
  Type mapped_type = Type::stop;
  std::size_t size = 0;
  const std::byte* const start = at;
  at = P::read_map(in, at, key_type, mapped_type, size);
  if (at == nullptr) [[unlikely]]
    return nullptr;
  if (size == 0 || key_type != type_of<Key>() || mapped_type != type_of<Mapped>()) [[unlikely]] {
    value.clear();
    return size == 0 ? at : skip_elements<P>(in, at, size, key_type, mapped_type);
  }
  constexpr std::size_t each = sizeof(typename T::value_type) + shape_of<P, Key>.outside +
                               shape_of<P, Mapped>.outside + node_overhead;
  if (!charge(in, size, each)) [[unlikely]]
    return fail(in, Errc::memory_limit, start, size);
  Kept<T> kept(value);
  for (std::size_t i = 0; i < size; ++i) {
    Mapped* mapped = nullptr;
    if constexpr (kind_of<Key> == Kind::text) {
      std::string_view text;
      at = decode_view<P>(in, at, text);
      if (at == nullptr) [[unlikely]]
        return nullptr;
      auto* const entry = kept.find(text);
      mapped =
          entry != nullptr ? &entry->second : &fresh_entry(value, kept, text.data(), text.size());
    } else {
      Key key = new_part<Key>(value);
      at = decode_value<P>(in, at, key);
      if (at == nullptr) [[unlikely]]
        return nullptr;
      auto* const entry = kept.find(key);
      mapped = entry != nullptr ? &entry->second : &fresh_entry(value, kept, std::move(key));
    }
    at = decode_value<P>(in, at, *mapped);
    if (at == nullptr) [[unlikely]]
      return nullptr;
  }
  kept.drop();
  return at;
}

}  // namespace seathrift::detail
