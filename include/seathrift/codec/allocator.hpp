// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where does a part of a value get its memory from, where it is the codec that makes it? From the
// allocator of what will hold it. Containers see to that by themselves.

// For std::uses_allocator: libstdc++ has it here, too, without the rest of <memory>.
#include <tuple>
#include <type_traits>
#include <utility>

#include <seathrift/config.hpp>

namespace seathrift::detail {

/// A container or record whose memory comes from somewhere in particular: an arena, say.
template <class Holder>
concept Allocating = requires(const Holder& holder) {
  holder.get_allocator();
  requires !std::is_empty_v<decltype(holder.get_allocator())>;
};

/// A part that can be made with the holder's allocator.
template <class Part, class Holder>
concept AllocatedBy = Allocating<Holder> &&
    std::uses_allocator<Part, decltype(std::declval<const Holder&>().get_allocator())>::value;

/// Lets `make` make a part of the holder, and tells it the allocator.
template <class Part, class Holder, class Make>
requires AllocatedBy<Part, Holder>
constexpr decltype(auto) make_part(const Holder& holder, Make make) {
  const auto allocator = holder.get_allocator();
  if constexpr (std::is_constructible_v<Part, std::allocator_arg_t, decltype(allocator)>)
    return make(std::allocator_arg, allocator);
  else
    return make(allocator);
}

/// A new part of the holder.
template <class Part, class Holder>
[[nodiscard]] constexpr Part new_part([[maybe_unused]] const Holder& holder) {
  if constexpr (AllocatedBy<Part, Holder>)
    return make_part<Part>(holder, [](const auto&... with) { return Part(with...); });
  else
    return Part{};
}

/// Lets an optional that the record holds have a value, which is made in place.
template <class Optional, class Record>
SEATHRIFT_ALWAYS_INLINE constexpr void engage(Optional& member,
                                              [[maybe_unused]] const Record& record) {
  if (member) return;
  using Value = typename Optional::value_type;
  if constexpr (AllocatedBy<Value, Record>)
    make_part<Value>(record, [&](const auto&... with) { member.emplace(with...); });
  else
    member.emplace();
}

}  // namespace seathrift::detail
