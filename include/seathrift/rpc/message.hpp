// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a message carry? A method's arguments, or its reply: records, as any struct.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <seathrift/schema/kind.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/record.hpp>

namespace seathrift::detail {

/// A method's arguments: a tuple of references where they are sent, of values where they are
/// received.
template <class At, class Values>
struct Arguments {
  Values values;
};

/// A method's parameters as values; one that is a view points into the message.
template <class Parameters>
struct argument_values;
template <class... P>
struct argument_values<std::tuple<P...>> {
  using type = std::tuple<std::remove_cvref_t<P>...>;
};

/// A method's reply: one of its result and its declared exceptions, or none for a void method.
template <class At, class Values>
struct Reply {
  Values values;
  /// The id of the first field, where none of the values was there; 0 when it has no fields.
  std::int32_t unknown_field = 0;

  [[nodiscard]] bool is_empty() const noexcept {
    return std::apply([](const auto&... value) { return !(value.has_value() || ...); }, values);
  }
};

template <class Result, class Throws>
struct reply_values;
template <class Result, class... E>
struct reply_values<Result, TypeList<void, E...>> {
  using type = std::tuple<std::optional<std::remove_cvref_t<Result>>, std::optional<E>...>;
};
template <class... E>
struct reply_values<void, TypeList<void, E...>> {
  using type = std::tuple<std::optional<E>...>;
};

template <class At>
using ReplyOf =
    Reply<At,
          typename reply_values<typename At::Method::Result, typename At::Method::Throws>::type>;

/// 1 where a reply begins with the result, 0 for a void method.
template <class At>
inline constexpr std::size_t results = std::is_void_v<typename At::Method::Result> ? 0 : 1;

/// An element of a tuple as a field.
template <class Values, std::size_t I, int Id>
struct TupleField {
  using type = std::remove_cvref_t<std::tuple_element_t<I, Values>>;
  static constexpr int id = Id;
  static constexpr bool required = false;

  template <class Record>
  SEATHRIFT_ALWAYS_INLINE static constexpr auto& get(Record& record) noexcept {
    return std::get<I>(record.values);
  }
};

template <class At, class Values>
struct Record<Arguments<At, Values>> {
  /// Made for one message: what is not in that is as it was made.
  static constexpr bool always_new = true;
  using Ids = typename At::Method::Parameter_ids;
  static constexpr std::size_t size = std::tuple_size_v<Values>;
  template <std::size_t I>
  using field = TupleField<Values, I, Ids::values[I]>;
  static constexpr std::string_view name = At::name;
  static constexpr auto names = [] {
    std::array<std::string_view, size + 1> all{};
    for (std::size_t i = 0; i < size; ++i) all[i] = At::text(1 + i);
    return all;
  }();
};

template <class At, class Values>
struct Record<Reply<At, Values>> {
  /// Every value is absent in a new one.
  static constexpr bool always_empty = true;
  using Ids = typename At::Method::Throw_ids;
  static constexpr std::size_t size = std::tuple_size_v<Values>;
  template <std::size_t I>
  using field = TupleField < Values,
        I, I<results<At> ? 0 : Ids::values[I < results<At> ? 0 : I - results<At>]>;
  static constexpr std::string_view name = At::name;
  static constexpr auto names = [] {
    std::array<std::string_view, size + 1> all{};
    for (std::size_t i = 0; i < size; ++i)
      all[i] = i < results<At> ? "success"
                               : At::text(1 + At::Method::Parameter_ids::size + i - results<At>);
    return all;
  }();
};

/// TApplicationException on the wire.
struct ApplicationError {
  std::string message;
  std::int32_t type = 0;
};

template <>
struct Record<ApplicationError> {
  static constexpr std::size_t size = 2;
  template <std::size_t I>
  using field = std::conditional_t<I == 0, Field<&ApplicationError::message, 1, false>,
                                   Field<&ApplicationError::type, 2, false>>;
  static constexpr std::string_view name = "TApplicationException";
  static constexpr std::array<std::string_view, 3> names = {"message", "type", ""};
};

}  // namespace seathrift::detail
