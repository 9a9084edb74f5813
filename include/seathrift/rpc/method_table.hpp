// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a call reach a handler's function? Through a table with a function for each method,
// which reads the arguments, calls the handler and answers.

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <seathrift/config.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/call.hpp>
#include <seathrift/rpc/incoming.hpp>
#include <seathrift/rpc/method_index.hpp>
#include <seathrift/schema/handler_check.hpp>
#include <seathrift/schema/method.hpp>
#include <seathrift/schema/tag.hpp>
#include <seathrift/schema/type_list.hpp>
#include <seathrift/transport/concepts.hpp>

namespace seathrift::detail {

/// Holds a value, and ends it in one place for all that hold one of its type: written out in each
/// method, the ends of arguments and results take a third of its code.
template <class T, bool = std::is_trivially_destructible_v<T>>
struct Lasting {
  T value;
};
template <class T>
struct Lasting<T, false> {
  T value;
  SEATHRIFT_NOINLINE ~Lasting() {}
};

/// Calls a handler and answers. A declared exception is caught by its type, the first of the list
/// first, and is the answer.
template <class Method, class Invoker, std::size_t Exceptions, class... P, class Handler,
          class CallType>
SEATHRIFT_ALWAYS_INLINE void invoke(Handler& handler, CallType& call,
                                    Lasting<std::remove_cvref_t<P>>&... arguments) {
  using Result = typename Method::Result;
  if constexpr (Exceptions != 0) {
    try {
      invoke<Method, Invoker, Exceptions - 1, P...>(handler, call, arguments...);
    } catch (const typename Method::Throws::template at<Exceptions - 1>& exception) {
      call.template answer<Method::Throw_ids::values[Exceptions - 1]>(exception);
    }
  } else if constexpr (!std::is_void_v<Result>) {
    // As declared, but for a view of a result that is text or bytes: sent from where it is.
    using Given = decltype(Invoker{}(handler, static_cast<P&&>(arguments.value)...));
    using Value = std::conditional_t<is_view_of<Result, Given>, Given, std::remove_cvref_t<Result>>;
    if constexpr (std::is_same_v<Value, std::remove_cvref_t<Given>>) {
      // At once, or it is the handler's own.
      const Lasting<Given> result = {Invoker{}(handler, static_cast<P&&>(arguments.value)...)};
      call.template answer<0>(result.value);
    } else {
      const Value result = Invoker{}(handler, static_cast<P&&>(arguments.value)...);
      call.template answer<0>(result);
    }
  } else {
    Invoker{}(handler, static_cast<P&&>(arguments.value)...);
    if constexpr (!Method::oneway) call.answer();
  }
}

/// Reads the arguments, which begin as new ones, calls the handler with them, and answers. One that
/// is a view points into the message.
template <class Method, class Invoker, class... P, class Handler, class CallType>
SEATHRIFT_ALWAYS_INLINE void carry_out_with(Handler& handler, CallType& call,
                                            Lasting<std::remove_cvref_t<P>>... arguments) {
  void* const addresses[] = {std::addressof(arguments.value)..., nullptr};
  if (!call.decode(incoming_plan<typename CallType::Protocol, typename Method::Parameter_ids,
                                 std::remove_cvref_t<P>...>,
                   addresses)) [[unlikely]]
    return;
  try {
    invoke<Method, Invoker, Method::Throws::size, P...>(handler, call, arguments...);
  } catch (...) {
    refuse_undeclared(call);  // here, as what was thrown may refer to the arguments
  }
}

/// Carries out one method: the function that the table points to.
template <class Method, class Invoker, class Handler, class CallType, class... P>
void carry_out(void* handler, CallType& call) {
  carry_out_with<Method, Invoker, P...>(*static_cast<Handler*>(handler), call,
                                        Lasting<std::remove_cvref_t<P>>{{}}...);
}
template <class Method, class Invoker, class Handler, class CallType, class... P>
constexpr auto* carry_out_of(TypeList<void, P...>*) {
  return &carry_out<Method, Invoker, Handler, CallType, P...>;
}

/// What a processor knows of a method.
template <Protocol P, MessageTransport Transport>
struct ServedMethod {
  void (*carry_out)(void* handler, Call<P, Transport>&);
  /// The names of the method and its parameters.
  const std::string_view* texts;
  bool oneway;
};

template <class S, class Handler, Protocol P, MessageTransport Transport, std::size_t Size>
constexpr void fill_table(std::array<ServedMethod<P, Transport>, Size>& table, std::size_t& count) {
  if constexpr (!std::is_void_v<S>) {
    fill_table<base_of<S>, Handler, P, Transport>(table, count);
    const std::size_t first = count;
    seathrift_visit(
        tag<S>{}, [&]<auto Pointer, class Invoker>(Invoker) {
          using Method = typename method_at<Pointer>::Method;
          table[count] = {carry_out_of<Method, Invoker, Handler, Call<P, Transport>>(
                              static_cast<typename Method::Parameters*>(nullptr)),
                          Service<S>::texts.data() + Service<S>::first_text[count - first],
                          Method::oneway};
          ++count;
        });
  }
}

template <class S, class Handler, Protocol P, MessageTransport Transport>
inline constexpr auto method_table = [] {
  std::array<ServedMethod<P, Transport>, count_methods<S>()> table{};
  std::size_t count = 0;
  fill_table<S, Handler, P, Transport>(table, count);
  return table;
}();

}  // namespace seathrift::detail
