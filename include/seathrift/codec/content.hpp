// SPDX-License-Identifier: Apache-2.0
#pragma once
// How much room does a value's content need, that of its strings and containers?

#include <cstddef>
#include <utility>

#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>

namespace seathrift::detail {

template <class P, class T, std::size_t From, std::size_t Until>
SEATHRIFT_ALWAYS_INLINE constexpr std::size_t run_content(const T& value,
                                                          std::size_t gathered) noexcept;

/// What the content of a flat value's strings and containers takes at most. Where large strings
/// travel beside the buffer (`gathered` bytes or more), they don't count.
template <class P, class T>
SEATHRIFT_ALWAYS_INLINE constexpr std::size_t content(const T& value,
                                                      std::size_t gathered) noexcept {
  if constexpr (is_bounded<P, T>)
    return 0;
  else if constexpr (kind_of<T> == Kind::wrapper)
    return value ? content<P>(*value, gathered) : 0;
  else if constexpr (Stringlike<T>)
    return value.size() < gathered ? value.size() : 0;
  else if constexpr (Elements<T>)
    return value.size() * shape_of<P, typename T::value_type>.bound;
  else
    return run_content<P, T, 0, Record<T>::size>(value, gathered);
}

/// The same of a field, if it `counts`.
template <class P, bool Counts, class T>
SEATHRIFT_ALWAYS_INLINE constexpr std::size_t content_if(const T& value,
                                                         std::size_t gathered) noexcept {
  if constexpr (Counts)
    return content<P>(value, gathered);
  else
    return 0;
}

template <class P, std::size_t From, class T, class... F, std::size_t... K>
SEATHRIFT_ALWAYS_INLINE constexpr std::size_t portion_content([[maybe_unused]] const T& value,
                                                              [[maybe_unused]] std::size_t gathered,
                                                              TypeList<void, F...>*,
                                                              std::index_sequence<K...>) noexcept {
  constexpr auto& fields = plan_of<P, T>.fields;
  return (std::size_t{0} + ... + content_if < P,
          fields[From + K].flat && !fields[From + K].bounded > (F::get(value), gathered));
}

/// What the content of a record's flat fields from the From-th up to the Until-th takes.
template <class P, class T, std::size_t From, std::size_t Until>
SEATHRIFT_ALWAYS_INLINE constexpr std::size_t run_content(const T& value,
                                                          std::size_t gathered) noexcept {
  using Some = Portion<wire_fields<T>, From, Until>;
  const std::size_t some =
      portion_content<P, From>(value, gathered, static_cast<typename Some::type*>(nullptr),
                               std::make_index_sequence<Some::size>{});
  if constexpr (Some::end < Until)
    return some + run_content<P, T, Some::end, Until>(value, gathered);
  else
    return some;
}

}  // namespace seathrift::detail
