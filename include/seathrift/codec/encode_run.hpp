// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are records written that begin with a run of numbers? In a list: the run of each as a whole,
// what is behind it field by field.

#include <cstddef>
#include <type_traits>
#include <utility>

#include <seathrift/codec/encode_record.hpp>
#include <seathrift/codec/kernel/run.hpp>
#include <seathrift/codec/run.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/codec/wire_order.hpp>
#include <seathrift/config.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/type_list.hpp>

#if SEATHRIFT_KERNELS

namespace seathrift::detail {

/// Writes a list's records from `each` on, for which there is room where they are `Reserved`.
template <Protocol P, bool Reserved, class Out, class Each, class End>
SEATHRIFT_ALWAYS_INLINE std::byte* encode_runs(Out& out, std::byte* to, Each& each, const End& end,
                                               std::size_t& rest, std::size_t bound) {
  using T = std::remove_cvref_t<decltype(*each)>;
  constexpr const auto& run = Run<P, T>::image;
  constexpr std::size_t first = Run<P, T>::fields;
  constexpr auto& fields = plan_of<P, T>.fields;
  if constexpr (run_writing<run>.pays) {
    if (each == end || !run_stands_so<P>(*each) || !__builtin_cpu_supports("avx2")) return to;
    for (; each != end; ++each) {
      rest -= bound;
      if constexpr (!Reserved) to = out.need(to, fields[0].room);
      write_run_avx2<run>(to, reinterpret_cast<const std::byte*>(__builtin_addressof(*each)));
      to += run.wire;
      if constexpr (first < Record<T>::size) {
        using Some = Portion<wire_fields<T>, first>;
        int last = fields[first - 1].id;
        encode_portion<P, Reserved, first>(out, to, *each, last, rest,
                                           static_cast<typename Some::type*>(nullptr),
                                           std::make_index_sequence<Some::size>{});
        if constexpr (Some::end < Record<T>::size)
          to = encode_rest<P, Reserved, Some::end>(out, to, *each, last, rest);
        if constexpr (!Reserved) to = out.need(to, fields[Record<T>::size].room);
      }
      *to++ = std::byte{0};
    }
  }
  return to;
}

}  // namespace seathrift::detail

#endif
