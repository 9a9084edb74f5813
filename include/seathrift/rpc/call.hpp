// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a server know of the call that it carries out, and how is that answered? By its result,
// by what the handler threw, or by an error of the server.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>
#include <string>
#include <string_view>
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
#include <seathrift/rpc/outgoing.hpp>

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

}  // namespace detail

}  // namespace seathrift
