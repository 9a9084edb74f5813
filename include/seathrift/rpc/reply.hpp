// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a client take a reply? As the method's result, or as the error that its declared
// exception is.

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <seathrift/codec/decode_value.hpp>
#include <seathrift/codec/search.hpp>
#include <seathrift/codec/skip.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/message.hpp>
#include <seathrift/schema/text.hpp>

namespace seathrift::detail {

/// What a reply held, its result apart.
struct Reply {
  bool has_result = false;
  /// The declared exception, or an error without a code.
  Error thrown = {};
  /// The id of the first field that the method does not have; 0 when there was none.
  std::int32_t unknown_field = 0;
};

/// The declared exception that a reply holds, as an error; what() names its type and fields.
template <class E>
[[nodiscard]] SEATHRIFT_COLD Error declared_error(E& exception) {
  std::string text = text_of(exception);
  if constexpr (std::is_base_of_v<Exception, E>) exception.set_text(text);
  return {std::make_exception_ptr(std::move(exception)), text};
}

/// An exception that a method declares: its id, and what reads it.
struct DeclaredException {
  std::int16_t id;
  const std::byte* (*decode)(Input&, const std::byte*, Error& thrown);
};

template <Protocol P, class E>
SEATHRIFT_COLD const std::byte* decode_exception(Input& in, const std::byte* at, Error& thrown) {
  E exception{};
  at = decode_value<P>(in, at, exception);
  if (at != nullptr) thrown = declared_error(exception);
  return at;
}

/// The exceptions of a method, from the lists of their ids and types.
template <Protocol P, class Ids, class Types>
struct DeclaredExceptions;
template <Protocol P, class Ids, class... E>
struct DeclaredExceptions<P, Ids, TypeList<void, E...>> {
  static constexpr std::size_t size = sizeof...(E);
  static constexpr std::array<DeclaredException, size + 1> table = [] {
    std::array<DeclaredException, size + 1> all = {DeclaredException{0, &decode_exception<P, E>}...,
                                                   DeclaredException{0, nullptr}};
    for (std::size_t i = 0; i < size; ++i) all[i].id = static_cast<std::int16_t>(Ids::values[i]);
    return all;
  }();
};

/// Reads a field of a reply that is not its result: an exception, or one to be passed over.
template <Protocol P>
SEATHRIFT_COLD const std::byte* decode_other(Input& in, const std::byte* at, const FieldHead& field,
                                             std::span<const DeclaredException> exceptions,
                                             Reply& reply) {
  for (const DeclaredException& each : exceptions)
    if (each.id == field.id && field.type == Type::structure)
      return each.decode(in, at, reply.thrown);
  if (reply.unknown_field == 0) reply.unknown_field = field.id;
  return skip_field<P>(in, at, field);
}

inline constexpr std::string_view result_name = "success";

/// Reads a reply's body, its result into `into`. `Exceptions` are the method's.
template <Protocol P, class Result, class Exceptions>
const std::byte* decode_reply(Input& in, const std::byte* at, Reply& reply,
                              [[maybe_unused]] void* into) {
  std::int32_t last = 0;
  FieldHead field;
  for (;;) {
    at = P::read_field(in, at, last, field);
    if (at == nullptr || field.type == Type::stop) return at;
    if constexpr (!std::is_void_v<Result>) {
      if (field.id == 0 && field.type == type_of<Result>()) [[likely]] {
        reply.has_result = true;
        at = decode_into<P>(in, at, *static_cast<Result*>(into), field.value);
        if (at == nullptr && in.record == nullptr) in.field = &result_name;
        if (at == nullptr) return nullptr;
        continue;
      }
    }
    at = decode_other<P>(in, at, field, {Exceptions::table.data(), Exceptions::size}, reply);
    if (at == nullptr) return nullptr;
  }
}

/// A reply to be read, its type forgotten: one function of the link serves all methods.
struct IncomingReply {
  Reply& reply;
  /// Where the result goes; nullptr for a void method.
  void* result;
  const std::byte* (*take)(Input&, const std::byte*, Reply&, void* result);

  [[nodiscard]] const std::byte* decode(Input& in, const std::byte* at) const {
    return take(in, at, reply, result);
  }

  template <Protocol P, class Method>
  static IncomingReply of(Reply& reply,
                          std::remove_cvref_t<typename Method::Result>* result) noexcept {
    using Result = std::remove_cvref_t<typename Method::Result>;
    using Exceptions = DeclaredExceptions<P, typename Method::Throw_ids, typename Method::Throws>;
    return {reply, result, &decode_reply<P, Result, Exceptions>};
  }
};

[[nodiscard]] SEATHRIFT_COLD inline Error no_result(std::string_view method,
                                                    std::int32_t unknown_field) {
  const Digits number(unknown_field);
  return {ApplicationCode::missing_result,
          concat({"the reply to ", method,
                  " holds neither a result nor an exception that the client knows",
                  unknown_field != 0 ? ", but field " : "",
                  unknown_field != 0 ? number : std::string_view(),
                  "; the call was carried out, let both sides have one version of the service"})};
}

/// What is wrong with a reply; no error when it holds the result, or nothing and nothing was
/// declared.
[[nodiscard]] inline Error failure_in(Reply& reply, std::string_view method, bool has_result) {
  if (reply.has_result) [[likely]]
    return {};
  if (reply.thrown.code() != Errc::none) return std::move(reply.thrown);
  // A result that a void method has got since is nothing to an older client; an exception is.
  if (!has_result && reply.unknown_field == 0) [[likely]]
    return {};
  return no_result(method, reply.unknown_field);
}

}  // namespace seathrift::detail
