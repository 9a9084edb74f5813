// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a client take a reply? As the method's result, or as the error that its declared
// exception is.

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <initializer_list>
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
#include <seathrift/rpc/long_result.hpp>
#include <seathrift/rpc/message.hpp>
#include <seathrift/schema/text.hpp>
#include <seathrift/schema/type_list.hpp>

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
template <Protocol P, class Ids, class... E>
consteval std::array<DeclaredException, sizeof...(E) + 1> declared_exceptions(
    TypeList<void, E...>*) {
  std::array<DeclaredException, sizeof...(E) + 1> all = {
      DeclaredException{0, &decode_exception<P, E>}..., DeclaredException{0, nullptr}};
  for (std::size_t i = 0; i < sizeof...(E); ++i)
    all[i].id = static_cast<std::int16_t>(Ids::values[i]);
  return all;
}
template <Protocol P, class Ids, class Types>
inline constexpr auto exception_table = declared_exceptions<P, Ids>(static_cast<Types*>(nullptr));

/// What a reply is read by: one constant for all methods with the same result and exceptions.
struct ReplyPlan {
  /// Reads the result; nullptr where there is none.
  const std::byte* (*decode)(Input&, const std::byte*, void* result, bool value) = nullptr;
  Type type = Type::stop;
  const DeclaredException* exceptions = nullptr;
  std::size_t exception_count = 0;
  /// Appends a piece of the result; nullptr where that is no string.
  AppendPiece* append = nullptr;
};

template <Protocol P, class Result, class Ids, class Types>
inline constexpr ReplyPlan reply_plan = [] {
  ReplyPlan plan;
  if constexpr (!std::is_void_v<Result>) {
    plan.decode = decoder_of<P, Result>();
    plan.type = type_of<Result>();
    if constexpr (Appendable<Result>) plan.append = &append_piece<Result>;
  }
  if constexpr (Types::size != 0) plan.exceptions = exception_table<P, Ids, Types>.data();
  plan.exception_count = Types::size;
  return plan;
}();
template <Protocol P, class Method>
inline constexpr const ReplyPlan& reply_plan_of =
    reply_plan<P, std::remove_cvref_t<typename Method::Result>, typename Method::Throw_ids,
               typename Method::Throws>;

/// Reads a field of a reply that is not its result: an exception, or one to be passed over.
template <Protocol P>
SEATHRIFT_COLD const std::byte* decode_other_field(Input& in, const std::byte* at,
                                                   const FieldHead& field, const ReplyPlan& plan,
                                                   Reply& reply) {
  for (std::size_t i = 0; i < plan.exception_count; ++i)
    if (plan.exceptions[i].id == field.id && field.type == Type::structure)
      return plan.exceptions[i].decode(in, at, reply.thrown);
  if (reply.unknown_field == 0) reply.unknown_field = field.id;
  return skip_field<P>(in, at, field);
}

inline constexpr std::string_view result_name = "success";

/// A reply to be read: by what, and where its result goes.
struct IncomingReply {
  Reply& reply;
  const ReplyPlan& plan;
  void* result;

  /// Reads a reply's body.
  template <Protocol P>
  [[nodiscard]] const std::byte* decode(Input& in, const std::byte* at) const {
    std::int32_t last = 0;
    FieldHead field;
    for (;;) {
      at = P::read_field(in, at, last, field);
      if (at == nullptr || field.type == Type::stop) return at;
      if (field.id == 0 && field.type == plan.type) [[likely]] {
        reply.has_result = true;
        at = plan.decode(in, at, result, field.value);
        if (at == nullptr && in.record == nullptr) in.field = &result_name;
      } else {
        at = decode_other_field<P>(in, at, field, plan, reply);
      }
      if (at == nullptr) return nullptr;
    }
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

[[nodiscard]] SEATHRIFT_COLD inline Error out_of_step(
    std::string_view method, std::initializer_list<std::string_view> what) {
  return {Errc::corrupted,
          {"the reply to ", method, " ", concat(what), ", the connection is out of step"}};
}

/// Says why a message is not the reply to a call; no error when it is.
[[nodiscard]] SEATHRIFT_NOINLINE inline Error check_reply(const MessageHead& head,
                                                          std::string_view method,
                                                          std::int32_t seqid) {
  if (head.type != MessageType::reply && head.type != MessageType::exception) [[unlikely]]
    return out_of_step(method, {"is a call"});
  if (head.seqid != seqid) [[unlikely]]
    return out_of_step(method,
                       {"has sequence id ", Digits(head.seqid), " instead of ", Digits(seqid)});
  // Behind a multiplexed server the name can come back with its service in front. An exception can
  // come without one: its sender may not have got as far as the name.
  const bool same =
      head.name == method || (head.name.size() > method.size() && head.name.ends_with(method) &&
                              head.name[head.name.size() - method.size() - 1] == ':');
  if (!same && !(head.type == MessageType::exception && head.name.empty())) [[unlikely]]
    return out_of_step(method, {"names the method '", shown(head.name.substr(0, 80)), "'"});
  return {};
}

}  // namespace seathrift::detail
