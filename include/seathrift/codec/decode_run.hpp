// SPDX-License-Identifier: Apache-2.0
#pragma once
// How are records read that begin with a run of numbers? In a list: the run of each as a whole,
// what is behind it field by field.

#include <cstddef>
#include <type_traits>

#include <seathrift/codec/decode_field.hpp>
#include <seathrift/codec/decode_forward.hpp>
#include <seathrift/codec/decode_record.hpp>
#include <seathrift/codec/kernel/run.hpp>
#include <seathrift/codec/run.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/codec/wire_order.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/type_list.hpp>

#if SEATHRIFT_KERNELS

namespace seathrift::detail {

/// Reads records into a list from `each` on, up to one whose run is not as predicted.
template <Protocol P, class Each, class End>
SEATHRIFT_ALWAYS_INLINE const std::byte* decode_runs(Input& in, const std::byte* at, Each& each,
                                                     const End& end) {
  using T = std::remove_cvref_t<decltype(*each)>;
  constexpr const auto& run = Run<P, T>::image;
  constexpr std::size_t first = Run<P, T>::fields;
  constexpr std::size_t size = Record<T>::size;
  constexpr auto& fields = plan_of<P, T>.fields;
  if constexpr (run_reading<run>.pays) {
    if (each == end || !run_stands_so<P>(*each) || !has_avx512()) return at;
    for (; each != end; ++each) {
      // All that is predicted up to the first window behind the run.
      if (in.room(at) < fields[0].window ||
          !read_run_avx512<run>(reinterpret_cast<std::byte*>(__builtin_addressof(*each)), at))
          [[unlikely]]
        return at;
      Progress go{at + run.wire, in.end};
      go.last = last_id<P>(fields[first - 1].id);
      bool predicted = true;
      if constexpr (first < size) {
        using Some = Portion<wire_fields<T>, first>;
        predicted = decode_portion<P, first>(go, in, *each,
                                             static_cast<typename Some::type::Indexed*>(nullptr));
        if constexpr (Some::end < size)
          predicted = predicted && decode_rest<P, T, Some::end>(go, in, *each);
      }
      if (predicted && go.meets_stop(size, fields[size].begins_window)) [[likely]] {
        at = go.at + 1;
        continue;
      }
      at = search_record<P>(in, go.at, *each, go.stopped, go.last);
      if (at == nullptr) [[unlikely]]
        return nullptr;
    }
  }
  return at;
}

}  // namespace seathrift::detail

#endif
