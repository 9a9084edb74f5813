// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be said of a type's size on the wire before a value is seen? Bounds for writing, least
// sizes for reading.

#include <concepts>
#include <cstddef>
#include <type_traits>

#include <seathrift/codec/elsewhere.hpp>
#include <seathrift/codec/wire_order.hpp>
#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/record.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift::detail {

/// A container whose elements lie side by side. (Clang 16 does not take the requires-expression in
/// the lambdas that ask this.)
template <class T>
concept Contiguous = requires(T& t) {
  { t.data() } -> std::same_as<typename T::value_type*>;
};

template <class T>
struct surrogate {
  using type = T;
};
template <Customised T>
struct surrogate<T> : surrogate<Surrogate<T>> {};
/// What a type travels as: itself, unless the user says otherwise.
template <class T>
using carried_t = typename surrogate<T>::type;

template <class P, class T>
consteval bool bounded();

template <class P, class... F>
consteval bool all_bounded(TypeList<void, F...>*) {
  const bool each[] = {bounded<P, typename F::type>()..., true};
  for (const bool is : each)
    if (!is) return false;
  return true;
}

/// True when the values of the type are known not to grow without bound.
template <class P, class T>
consteval bool bounded() {
  using C = carried_t<T>;
  if constexpr (kind_of<C> == Kind::wrapper)
    return bounded<P, held_t<C>>();
  else if constexpr (Scalar<C>)
    return true;
  else if constexpr (Recordlike<C> && !Elsewhere<P, C>)
    return all_bounded<P>(static_cast<typename Record<C>::List*>(nullptr));
  else
    return false;
}
template <class P, class T>
inline constexpr bool is_bounded = bounded<P, T>();

/// Strings of so many bytes are short: their room is asked for with that of what is bounded.
inline constexpr std::size_t short_string = 16;

template <class P, class T>
consteval bool brief();

template <class P, class... F>
consteval bool all_brief(TypeList<void, F...>*) {
  const bool each[] = {brief<P, typename F::type>()..., true};
  for (const bool is : each)
    if (!is) return false;
  return true;
}

/// True when the values of the type are known not to grow without bound, but for their strings.
template <class P, class T>
consteval bool brief() {
  if constexpr (is_bounded<P, T>)
    return true;
  else if constexpr (kind_of<T> == Kind::wrapper)
    return brief<P, held_t<T>>();
  else if constexpr (Recordlike<T> && !Elsewhere<P, T>)
    return all_brief<P>(static_cast<typename Record<T>::List*>(nullptr));
  else
    return Stringlike<T>;
}
template <class P, class T>
inline constexpr bool is_brief = brief<P, T>();

/// Sizes of a type's values, in bytes.
struct Shape {
  /// Of every value, when they all have one; else 0.
  std::size_t fixed = 0;
  /// Of a value whose fields are all there and whose strings and containers are empty: what a
  /// container's elements are expected to take.
  std::size_t expected = 0;
  /// Of the largest value with short strings and empty containers.
  std::size_t bound = 0;
  /// All that is larger than `bound` are strings and the elements of containers, and these tell
  /// by their sizes by how much: they ask for that room, and for what is behind them.
  bool flat = false;
  /// What a value in memory holds outside itself before anything is put into it.
  std::size_t outside = 0;
};

/// What the codec asks of a record's field that its type tells.
struct FieldFacts {
  Type type = Type::stop;
  /// Of the value, held by an optional or pointer if `nullable`.
  Shape shape = {};
  bool nullable = false;
  bool boolean = false;
  bool scalar = false;
  bool text = false;
  bool flat = false;
  bool bounded = false;
  /// Reading its value runs no code of the user's, and can fail only by an enum's number that its
  /// type can't hold.
  bool plain = false;
};

/// How a field is laid out among the others.
struct FieldPlan : FieldFacts {
  int id = 0;
  bool required = false;
  /// The id of the field before it, and of the nearest one before it that is always written; 0 when
  /// there is none.
  int before = 0;
  int last_written = 0;
  /// Its head is short, whichever of the optional fields before it are there.
  bool regular = false;
  /// Its value is part of its head.
  bool in_head = false;
  /// The least that the field takes when it is there.
  std::size_t least = 0;
  /// Bytes that are there whenever the predicted fields from it on are: checked once, where the
  /// window begins, they let each field be read without a look at the end. 0: the field looks for
  /// itself.
  std::size_t window = 0;
  bool begins_window = true;
  /// It is one of a batch: fields of plain values, all of them there, that are read first and
  /// checked then, all at once. Bytes from the batch's begin up to behind the field; 0: it is in
  /// none. Then, the place of the first one, and whether it is the last.
  std::size_t batch = 0;
  std::size_t batch_first = 0;
  bool ends_batch = false;
  /// Flat fields in a row are a run: their room is asked for at once, with the head of the next
  /// that is not. The run's room, where the field begins it; and from the next field on.
  std::size_t room = 0;
  std::size_t rest = 0;
};

/// A record's fields in the order of the wire, and a last entry for its end. (A plain array:
/// compilers evaluate each access to another one as a call.)
template <std::size_t Size>
struct Plan {
  FieldPlan fields[Size + 1] = {};
  Shape shape = {};
};

/// A field as its record describes it.
struct DescribedField {
  const FieldFacts* facts;
  int id;
  bool required;
};

/// Lays out a record. All records of as many fields share it.
template <class P, std::size_t Size>
consteval Plan<Size> lay_out(const DescribedField (&described)[Size + 1]) {
  Plan<Size> plan;
  Shape& all = plan.shape;
  all = {1, 1, 1, true};
  bool fixed = true;
  for (std::size_t k = 0; k < Size; ++k) {
    FieldPlan& field = plan.fields[k];
    static_cast<FieldFacts&>(field) = *described[k].facts;
    field.id = described[k].id;
    field.required = described[k].required;
    if (k != 0) {
      const FieldPlan& before = plan.fields[k - 1];
      field.before = before.id;
      field.last_written = before.nullable ? before.last_written : before.id;
    }
    field.regular =
        P::is_short(field.id, field.before) && P::is_short(field.id, field.last_written);
    field.in_head = P::bool_in_field && field.boolean;
    field.least = P::field_head + (field.in_head            ? 0
                                   : field.shape.fixed != 0 ? field.shape.fixed
                                                            : P::min_size(field.type));
    if (field.nullable || field.shape.fixed == 0 || !field.regular) fixed = false;
    if (field.plain && !field.nullable && field.regular && !field.in_head) {
      const std::size_t before = k == 0 ? 0 : plan.fields[k - 1].batch;
      field.batch = before + field.least;
      field.batch_first = before == 0 ? k : plan.fields[k - 1].batch_first;
      field.ends_batch = true;
      if (before != 0) plan.fields[k - 1].ends_batch = false;
    }
    if (!field.nullable) {
      all.outside += field.shape.outside;
      const std::size_t value = field.in_head ? 0 : field.shape.expected;
      all.expected += P::field_head + value;
    }
    all.fixed += P::field_head + (field.in_head ? 0 : field.shape.fixed);
    all.bound += P::max_field_head + (field.flat ? field.shape.bound : 0);
    if (!field.flat) all.flat = false;
  }
  if (!fixed) all.fixed = 0;

  plan.fields[Size].before = Size == 0 ? 0 : plan.fields[Size - (Size != 0)].id;
  plan.fields[Size].window = 1;
  plan.fields[Size].room = 1;
  for (std::size_t k = Size; k-- > 0;) {
    FieldPlan& field = plan.fields[k];
    FieldPlan& next = plan.fields[k + 1];
    // The first window covers what is fixed, and the head and length of the next that is not.
    if (!field.nullable && field.regular) {
      if (field.in_head)
        field.window = P::field_head + next.window;
      else if (field.shape.fixed != 0)
        field.window = P::field_head + field.shape.fixed + next.window;
      else if (!field.scalar)
        field.window = field.least;
      next.begins_window =
          field.window == 0 || (!field.in_head && field.shape.fixed == 0 && !field.text);
    }
    if (field.flat) {
      field.rest = next.room;
      field.room = P::max_field_head + field.shape.bound + next.room;
      next.room = 0;
    } else {
      field.room = P::max_field_head;
    }
  }
  return plan;
}

template <class P, class T>
consteval Shape measure();
template <class P, class T>
inline constexpr Shape shape_of = measure<P, T>();

/// A container that allocates although it is empty, as the standard library's deque does: its first
/// block and the table of blocks, with what the allocator takes for both.
template <class T>
concept Blockwise = requires(T& value) {
  value.push_front(value[0]);
};
inline constexpr std::size_t deque_outside = 640;

template <class P, class Member>
consteval FieldFacts facts() {
  using Value = std::conditional_t<Nullable<Member>, held_t<Member>, Member>;
  using C = carried_t<Value>;
  FieldFacts facts;
  facts.type = type_of<Member>();
  facts.nullable = Nullable<Member>;
  facts.boolean = kind_of<C> == Kind::boolean;
  facts.scalar = Scalar<C>;
  facts.text = Stringlike<Value>;
  facts.plain = Scalar<Value> && P::is_fixed(facts.type);
  if constexpr (kind_of<Member> != Kind::pointer) {
    facts.shape = shape_of<P, Value>;
    facts.flat = facts.shape.flat;
    facts.bounded = is_bounded<P, Member>;
  }
  return facts;
}
/// Shared by all fields of the type.
template <class P, class Member>
inline constexpr FieldFacts facts_of = facts<P, Member>();

template <class P, class... F>
consteval Plan<sizeof...(F)> plan_fields(TypeList<void, F...>*) {
  return lay_out<P, sizeof...(F)>(
      {{&facts_of<P, typename F::type>, F::id, F::required}..., {nullptr, 0, false}});
}

/// How a record's fields are laid out.
template <class P, class T>
inline constexpr auto plan_of = plan_fields<P>(static_cast<wire_fields<T>*>(nullptr));

template <class P, class T>
consteval Shape measure() {
  using C = carried_t<T>;
  constexpr Type type = type_of<C>();
  Shape shape;
  if constexpr (Recordlike<C> && !Elsewhere<P, C>) {
    shape = plan_of<P, C>.shape;
  } else {
    shape.expected = P::min_size(type);
    if constexpr (Scalar<C>) {
      shape.fixed = P::is_fixed(type) ? P::min_size(type) : 0;
      shape.bound = P::max_size(type);
      shape.flat = true;
    } else if constexpr (Stringlike<C>) {
      shape.bound = P::max_string_head + short_string;
      shape.flat = true;
    } else if constexpr (Elements<C>) {
      shape.bound = P::max_list_head;
      shape.flat = is_brief<P, typename C::value_type>;
      if constexpr (kind_of<C> == Kind::array)
        shape.outside = std::tuple_size_v<C> * shape_of<P, typename C::value_type>.outside;
      else if constexpr (Blockwise<C>)
        shape.outside = deque_outside;
    } else if constexpr (kind_of<C> == Kind::map) {
      shape.bound = P::max_map_head;
      shape.flat = is_brief<P, typename C::key_type> && is_brief<P, typename C::mapped_type>;
    } else {
      shape.bound = P::max_size(type);
    }
  }
  // What a conversion makes is not there before it is made.
  if constexpr (Customised<T>) shape.flat = is_bounded<P, T>;
  return shape;
}

/// What a value takes in memory at least, where it is an element or behind a pointer.
template <class P, class T>
inline constexpr std::size_t memory_of = sizeof(T) + shape_of<P, T>.outside;

/// True for a record that is written and read in place where it is a field: a call would cost more
/// than it does.
template <class T>
inline constexpr bool is_small = [] {
  if constexpr (Recordlike<T>)
    return Record<T>::size <= 4;
  else
    return false;
}();

}  // namespace seathrift::detail
