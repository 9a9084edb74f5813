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
#include <tuple>
#include <type_traits>
#include <utility>

#include <seathrift/codec/decode_value.hpp>
#include <seathrift/codec/encode_value.hpp>
#include <seathrift/codec/error_text.hpp>
#include <seathrift/codec/search.hpp>
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
#include <seathrift/rpc/link.hpp>
#include <seathrift/rpc/message.hpp>
#include <seathrift/rpc/method_index.hpp>
#include <seathrift/schema/handler_check.hpp>

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
    options.on_error(info, method, std::move(error));
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

  /// Sends a message of a record.
  void send(MessageType type, Outgoing record) {
    Output output = channel.begin();
    const std::byte* const end =
        record.encode(output, {head.name, type, head.seqid}, record.record);
    Error unfit =
        output.error == Errc::none ? channel.seal(output, end).error() : unwritable(output.error);
    if (unfit.code() != Errc::none) [[unlikely]]
      return unsendable(type, std::move(unfit));
    if (auto sent = channel.send_sealed(); !sent) [[unlikely]]
      end_with(std::move(sent).error());
  }

  /// Answers with a TApplicationException, unless nobody waits for an answer.
  SEATHRIFT_COLD void refuse(ApplicationCode code, std::string text) {
    if (oneway) return;
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

/// Sends an answer: a result, or a declared exception.
template <int Id, class T, Protocol P, MessageTransport Transport>
void answer(Call<P, Transport>& call, const T& value) {
  const Answer<Id, T> record{{value}};
  call.send(MessageType::reply, Outgoing::of<P>(record));
}

/// Calls a handler and answers; a declared exception is caught by its type, the first of the list
/// first.
template <class At, class Invoker, std::size_t Exceptions, class Handler, class Arguments,
          class CallType>
void invoke(Handler& handler, Arguments& arguments, CallType& call) {
  using Method = typename At::Method;
  if constexpr (Exceptions != 0) {
    try {
      invoke<At, Invoker, Exceptions - 1>(handler, arguments, call);
    } catch (const typename Method::Throws::template at<Exceptions - 1>& exception) {
      answer<Method::Throw_ids::values[Exceptions - 1]>(call, exception);
    }
  } else {
    using Result = typename Method::Result;
    [&]<class... P, std::size_t... I>(std::type_identity<std::tuple<P...>>,
                                      std::index_sequence<I...>) {
      if constexpr (!std::is_void_v<Result>) {
        // As declared, but for a view of a result that is text or bytes: sent from where it is.
        using Given = std::invoke_result_t<Invoker, Handler&, P...>;
        using Value = std::conditional_t<is_view_of<Result, Given>, Given, Result>;
        const std::remove_cvref_t<Value>& result =
            Invoker{}(handler, static_cast<P&&>(slot<I>(arguments))...);
        answer<0>(call, result);
      } else {
        Invoker{}(handler, static_cast<P&&>(slot<I>(arguments))...);
        if constexpr (!Method::oneway) {
          static constexpr EmptyAnswer empty;
          call.send(MessageType::reply, Outgoing::of<typename CallType::Protocol>(empty));
        }
      }
    }(std::type_identity<typename Method::Parameters>{}, std::make_index_sequence<Method::arity>{});
  }
}

/// The arguments of a method as a server receives them; one that is a view points into the message.
template <class At, class Parameters = typename At::Method::Parameters>
struct received_arguments;
template <class At, class... P>
struct received_arguments<At, std::tuple<P...>> {
  using type = Arguments<typename At::Method::Parameter_ids, At, std::index_sequence_for<P...>,
                         std::remove_cvref_t<P>...>;
};

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

/// Carries out one method: the function that the table points to.
template <class At, class Invoker, class Handler, Protocol P, MessageTransport Transport>
void carry_out(void* handler, Call<P, Transport>& call) {
  using Method = typename At::Method;
  call.oneway = Method::oneway;
  const std::byte* const body = std::exchange(call.at, nullptr);
  typename received_arguments<At>::type arguments{};
  call.at = decode_body<P>(call.in, body, arguments);
  if (call.at == nullptr) [[unlikely]]
    return;
  try {
    invoke<At, Invoker, Method::Throws::size>(*static_cast<Handler*>(handler), arguments, call);
  } catch (...) {
    refuse_undeclared(call);
  }
}

template <Protocol P, MessageTransport Transport>
using CarryOut = void (*)(void*, Call<P, Transport>&);

template <class S, class Handler, Protocol P, MessageTransport Transport, std::size_t Size>
constexpr void fill_table(std::array<CarryOut<P, Transport>, Size>& table, std::size_t& count) {
  if constexpr (!std::is_void_v<S>) {
    fill_table<base_of<S>, Handler, P, Transport>(table, count);
    seathrift_visit(
        tag<S>{}, [&]<auto Pointer, class Invoker>(Invoker) {
          table[count++] = &carry_out<method_at<Pointer>, Invoker, Handler, P, Transport>;
        });
  }
}

template <class S, class Handler, Protocol P, MessageTransport Transport>
inline constexpr auto method_table = [] {
  std::array<CarryOut<P, Transport>, count_methods<S>()> table{};
  std::size_t count = 0;
  fill_table<S, Handler, P, Transport>(table, count);
  return table;
}();

}  // namespace detail

}  // namespace seathrift
