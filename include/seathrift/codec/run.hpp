// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which records begin with a run of numbers that is worth a kernel, and how do lists of them
// travel? The run of each record as a whole, what is behind it field by field.

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <seathrift/codec/decode_field.hpp>
#include <seathrift/codec/decode_record.hpp>
#include <seathrift/codec/elsewhere.hpp>
#include <seathrift/codec/encode_record.hpp>
#include <seathrift/codec/image.hpp>
#include <seathrift/codec/kernel/run.hpp>
#include <seathrift/codec/recursion.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>

namespace seathrift::detail {

/// The memory of a run from which a kernel pays, and what a run takes in a message at most.
inline constexpr std::size_t run_kernel_from = 64;
inline constexpr std::size_t run_kernel_until = 704;

template <class P, class... F>
consteval std::size_t count_drawable(TypeList<void, F...>*) {
  const bool each[] = {drawable<P, typename F::type>()..., false};
  std::size_t number = 0;
  while (each[number]) ++number;
  return number;
}

/// The fields of fixed width that a record begins with, where a kernel may pay for them; else 0.
template <class P, class T>
consteval std::size_t count_run() {
  if constexpr (SEATHRIFT_KERNELS && !optimize_size && Recordlike<T> && !Elsewhere<P, T>) {
    constexpr auto& plan = plan_of<P, T>;
    constexpr std::size_t fixed = [] {
      std::size_t number = 0;
      std::size_t bytes = 0;
      for (; plan.fields[number].shape.fixed != 0; ++number) {
        const FieldPlan& field = plan.fields[number];
        if (field.nullable || field.in_head || !field.regular) break;
        bytes += field.shape.fixed;
      }
      const bool pays = bytes >= run_kernel_from && 2 * number >= Record<T>::size &&
                        bytes + number * P::field_head <= run_kernel_until;
      return pays ? number : 0;
    }();
    if constexpr (fixed != 0 && !is_recursive<T> && !drawable<P, T>()) {
      using Fields = Portion<wire_fields<T>, 0, fixed>;
      constexpr std::size_t number =
          count_drawable<P>(static_cast<typename Fields::type*>(nullptr));
      const FieldPlan& next = plan.fields[number];
      return next.batch == 0 || next.batch_first == number ? number : 0;
    }
  }
  return 0;
}

template <class P, class T, class Picture, class... F, std::size_t... I>
consteval Picture draw_run(TypeList<void, F...>* fields, std::index_sequence<I...> all) {
  Picture run;
  draw_fields<P, T>(run, 0, fields, all);
  const std::size_t ends[] = {declared_offsets<T>[wire_order<T>[I]] + sizeof(typename F::type)...};
  for (const std::size_t end : ends)
    if (end > run.memory) run.memory = end;
  return run;
}

/// The run that a record begins with.
template <class P, class T, std::size_t Fields = count_run<P, T>()>
struct Run {
  static constexpr std::size_t fields = Fields;
  using List = typename Portion<wire_fields<T>, 0, Fields>::type;
  /// In what so many records share that little is compiled for each.
  static constexpr std::size_t room =
      (plan_of<P, T>.fields[0].window + Image::max_size) / Image::max_size * Image::max_size;
  static constexpr auto image = draw_run<P, T, ImageUpTo<room>>(static_cast<List*>(nullptr),
                                                                std::make_index_sequence<Fields>{});
  static constexpr bool pays = image.memory >= run_kernel_from + run_begin(image);
};
template <class P, class T>
struct Run<P, T, 0> {
  static constexpr std::size_t fields = 0;
  static constexpr bool pays = false;
};
template <class P, class T>
inline constexpr bool begins_with_run = Run<P, T>::pays;

template <class P, class T, class... F, std::size_t... I>
bool run_stands_so(const T& value, TypeList<void, F...>*, std::index_sequence<I...>) noexcept {
  const auto* const begin = reinterpret_cast<const std::byte*>(__builtin_addressof(value));
  return ((reinterpret_cast<const std::byte*>(__builtin_addressof(F::get(value))) ==
               begin + declared_offsets<T>[wire_order<T>[I]] &&
           stands_so(F::get(value))) &&
          ...);
}

/// True when the members of a record's run stand where they were drawn. The optimiser knows.
template <class P, class T>
bool run_stands_so(const T& value) noexcept {
  using Fields = Portion<wire_fields<T>, 0, Run<P, T>::fields>;
  return run_stands_so<P>(value, static_cast<typename Fields::type*>(nullptr),
                          std::make_index_sequence<Fields::size>{});
}

#if SEATHRIFT_KERNELS

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

#endif

}  // namespace seathrift::detail
