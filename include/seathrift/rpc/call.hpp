// SPDX-License-Identifier: Apache-2.0
#pragma once
// How is one call carried out? Its arguments are decoded, the handler's function is called, and the
// result, or what it threw, is sent.

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <seathrift/codec/error_text.hpp>
#include <seathrift/config.hpp>
#include <seathrift/core/error.hpp>
#include <seathrift/core/input.hpp>
#include <seathrift/core/output.hpp>
#include <seathrift/core/text.hpp>
#include <seathrift/protocol/concepts.hpp>
#include <seathrift/rpc/application_error.hpp>
#include <seathrift/rpc/channel.hpp>
#include <seathrift/rpc/connection_info.hpp>
#include <seathrift/rpc/error_hook.hpp>
#include <seathrift/rpc/incoming.hpp>
#include <seathrift/rpc/method_index.hpp>
#include <seathrift/rpc/outgoing.hpp>
#include <seathrift/schema/handler_check.hpp>
#include <seathrift/schema/tag.hpp>
#include <seathrift/schema/type_list.hpp>

namespace seathrift {

/// What a processor may be told.
struct ProcessorOptions {
  ErrorHook on_error = {};
  /// Sends what() of an exception that a method does not declare to the client, instead of a fixed
  /// text. It can give away what the client should not know.
  bool expose_errors = false;
};

namespace detail {

[[nodiscard]] SEATHRIFT_COLD inline std::exception_ptr exception_of(const Error& error) {
  try {
    error.raise();
  } catch (...) {
    return std::current_exception();
  }
}

/// Calls the hook. What it throws is dropped: there is nobody to tell.
SEATHRIFT_COLD inline void tell(const ProcessorOptions& options, const ConnectionInfo& info,
                                std::string_view method, std::exception_ptr error) noexcept {
  if (!options.on_error) return;
  try {
    options.on_error(info, shown(method.substr(0, 1000)), std::move(error));
  } catch (...) {
  }
}

/// One call on its way through the processor.
template <Protocol P, MessageTransport Transport>
struct Call {
  using Protocol = P;
  using Output = detail::Output<true>;

  Channel<P, Transport>& channel;
  const ProcessorOptions& options;
  const ConnectionInfo& info;
  MessageHead head = {};
  Input in;
  /// Where the body begins.
  const std::byte* body = nullptr;
  /// Where it ends, once it has been read: what is thrown before ends the message.
  const std::byte* at = nullptr;
  /// The message is all there is: what is missing will not come.
  bool whole;
  /// Nobody waits for an answer. The method decides; where it isn't known, the message does.
  bool oneway = false;
  /// The connection goes on.
  bool alive = true;
  /// What the connection failed with; its code is `none` where it did not.
  Error lost = {};

  // Not an aggregate: all of one would be zeroed first.
  Call(Channel<P, Transport>& through, const ProcessorOptions& processor_options,
       const ConnectionInfo& peer, std::span<const std::byte> bytes, bool all) noexcept
      : channel(through),
        options(processor_options),
        info(peer),
        in(bytes.data(), bytes.size(), through.limits()),
        whole(all) {}

  /// Reads arguments to their addresses; false when they can't be read, the error being in `in`.
  [[nodiscard]] SEATHRIFT_NOINLINE bool decode(const IncomingPlan& plan, void* const* addresses) {
    at = decode_arguments<P>(in, body, plan, addresses);
    return at != nullptr;
  }

  /// Sends a result, or a declared exception.
  template <int Id, class T>
  void answer(const T& value) {
    const void* const address = std::addressof(value);
    send(MessageType::reply, {outgoing_plan<P, Ids<0, Id>, T>, &address});
  }

  /// Answers for a void method.
  void answer() { send(MessageType::reply, {outgoing_plan<P, Ids<0>>, nullptr}); }

  /// Sends a message.
  SEATHRIFT_NOINLINE void send(MessageType type, Outgoing message) {
    Output output = channel.begin();
    const std::byte* const end = message.encode(output, {head.name, type, head.seqid});
    Error unfit =
        output.error == Errc::none ? channel.seal(output, end).error() : unwritable(output.error);
    if (unfit.code() != Errc::none) [[unlikely]]
      return unsendable(type, std::move(unfit));
    alive = false;  // should this throw: part of the message may have left
    auto sent = channel.send_sealed();
    alive = true;
    if (!sent) [[unlikely]]
      end_with(std::move(sent).error());
  }

  /// Answers with a TApplicationException, unless nobody waits for an answer, or it would stand in
  /// the middle of another one.
  SEATHRIFT_COLD void refuse(ApplicationCode code, std::string text) {
    if (oneway || !alive) return;
    const ApplicationError error{std::move(text), static_cast<std::int32_t>(code)};
    send(MessageType::exception, Outgoing::of<P>(error));
  }

  SEATHRIFT_COLD Error unwritable(Errc why) const {
    return write_error(why, P::name, concat({"the reply of ", head.name}),
                       channel.limits().max_depth);
  }

  /// A reply that can't be written, or is larger than the limits, has not been sent: the client is
  /// told instead.
  SEATHRIFT_COLD void unsendable(MessageType type, Error error) {
    if (type == MessageType::exception) return end_with(std::move(error));
    report(exception_of(error));
    refuse(ApplicationCode::internal_error, error.text());
  }

  SEATHRIFT_COLD void end_with(Error error) {
    alive = false;
    lost = std::move(error);
  }

  void report(std::exception_ptr error) const { tell(options, info, head.name, std::move(error)); }
};

/// Holds a value, and ends it in one place for all that hold one of its type: written out in each
/// method, the ends of arguments and results take a third of its code.
template <class T, bool = std::is_trivially_destructible_v<T>>
struct Kept {
  T value;
};
template <class T>
struct Kept<T, false> {
  T value;
  SEATHRIFT_NOINLINE ~Kept() {}
};

/// Calls a handler and answers. A declared exception is caught by its type, the first of the list
/// first, and is the answer.
template <class Method, class Invoker, std::size_t Exceptions, class... P, class Handler,
          class CallType>
SEATHRIFT_ALWAYS_INLINE void invoke(Handler& handler, CallType& call,
                                    Kept<std::remove_cvref_t<P>>&... arguments) {
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
      const Kept<Given> result = {Invoker{}(handler, static_cast<P&&>(arguments.value)...)};
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

/// Answers an exception that the method does not declare. It is being handled: `throw;` gives it.
template <class CallType>
SEATHRIFT_COLD void refuse_undeclared(CallType& call) {
  call.report(std::current_exception());
  try {
    throw;
  } catch (const ApplicationException& chosen) {
    call.refuse(chosen.code(), chosen.what());
  } catch (const std::exception& error) {
    call.refuse(ApplicationCode::internal_error,
                call.options.expose_errors
                    ? error.what()
                    : concat({"Internal error processing ", call.head.name}));
  } catch (...) {
    call.refuse(ApplicationCode::internal_error,
                concat({"Internal error processing ", call.head.name}));
  }
}

/// Reads the arguments, which begin as new ones, calls the handler with them, and answers. One that
/// is a view points into the message.
template <class Method, class Invoker, class... P, class Handler, class CallType>
SEATHRIFT_ALWAYS_INLINE void carry_out_with(Handler& handler, CallType& call,
                                            Kept<std::remove_cvref_t<P>>... arguments) {
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
                                        Kept<std::remove_cvref_t<P>>{{}}...);
}
template <class Method, class Invoker, class Handler, class CallType, class... P>
constexpr auto* carry_out_of(TypeList<void, P...>*) {
  return &carry_out<Method, Invoker, Handler, CallType, P...>;
}

/// What a processor knows of a method.
template <Protocol P, MessageTransport Transport>
struct Served {
  void (*carry_out)(void* handler, Call<P, Transport>&);
  /// The names of the method and its parameters.
  const std::string_view* texts;
  bool oneway;
};

template <class S, class Handler, Protocol P, MessageTransport Transport, std::size_t Size>
constexpr void fill_table(std::array<Served<P, Transport>, Size>& table, std::size_t& count) {
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
  std::array<Served<P, Transport>, count_methods<S>()> table{};
  std::size_t count = 0;
  fill_table<S, Handler, P, Transport>(table, count);
  return table;
}();

}  // namespace detail

}  // namespace seathrift
