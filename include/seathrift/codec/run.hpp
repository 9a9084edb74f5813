// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which records begin with a run of numbers that is worth a kernel, where they are in a list?

#include <cstddef>
#include <utility>

#include <seathrift/codec/elsewhere.hpp>
#include <seathrift/codec/image.hpp>
#include <seathrift/codec/kernel/run.hpp>
#include <seathrift/codec/recursion.hpp>
#include <seathrift/codec/shape.hpp>
#include <seathrift/codec/wire_order.hpp>
#include <seathrift/config.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/type_list.hpp>

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
  /// Where fields stand far apart in memory, all that is between them would be moved, too.
  static constexpr bool pays =
      image.memory >= run_kernel_from + run_begin(image) && image.memory <= 2 * image.wire;
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

}  // namespace seathrift::detail
