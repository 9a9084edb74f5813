// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can go wrong, and how is it told? A code below the facade, an Error as a value, an exception
// above it.

#include <cstdint>
#include <exception>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <seathrift/config.hpp>
#include <seathrift/core/owner.hpp>
#include <seathrift/core/shared.hpp>
#include <seathrift/core/text.hpp>

namespace seathrift {

/// What went wrong. The three groups are Thrift's three exceptions.
enum class Errc : std::uint8_t {
  none = 0,

  // Bytes that are no message of ours: thrown as ProtocolException.
  truncated,      ///< the message ends inside a value, or before all that it announces
  invalid_data,   ///< a byte that no value can have there
  negative_size,  ///< a length or count below zero
  size_limit,     ///< a string or container to be written has more than 2^31 - 1 bytes or elements
  bad_version,    ///< not the version, or not the protocol, that was expected
  depth_limit,    ///< nested deeper than Limits::max_depth
  memory_limit,   ///< would take more memory than Limits::memory_factor and memory_base allow
  missing_required,  ///< a required field is not there

  // Bytes that cannot travel: thrown as TransportException.
  not_open,       ///< no connection, or it could not be made
  timed_out,      ///< a wait exceeded its timeout
  end_of_stream,  ///< the peer closed the connection
  corrupted,      ///< the stream is out of step; it has been closed
  frame_limit,    ///< a frame longer than Limits::max_frame
  message_limit,  ///< a message longer than Limits::max_message
  wrong_peer,     ///< the peer speaks another protocol or transport
  io,             ///< the operating system refused

  // A call that reached the other side and came back without a value: thrown as
  // ApplicationException, with its ApplicationCode.
  application,
  // The call ended in an exception that its method declares: thrown as itself.
  declared,
};

/// What is known of a call that ended in an error: may it be repeated without being carried out
/// twice?
enum class CallState : std::uint8_t {
  none,      ///< the error is not that of a call
  not_sent,  ///< the request did not leave, or not whole: no server can carry it out
  sent,      ///< the request left and its reply did not come: the server may have carried it out
  answered,  ///< the server answered; what it did, its answer says
};

/// The codes of Thrift's TApplicationException, as they travel.
enum class ApplicationCode : std::int32_t {
  unknown = 0,
  unknown_method = 1,
  invalid_message_type = 2,
  wrong_method_name = 3,
  bad_sequence_id = 4,
  missing_result = 5,
  internal_error = 6,
  protocol_error = 7,
  invalid_transform = 8,
  invalid_protocol = 9,
  unsupported_client_type = 10,
};

/// Base of every exception that Seathrift throws and of those that a user declares with
/// SEATHRIFT_EXCEPTION.
///
/// `what()` of a declared exception is a fixed text on the side that throws it; where a client
/// decoded it, the text names its type and fields, of which it shows 4 KiB at most.
class Exception : public std::exception {
 public:
  Exception() noexcept = default;
  explicit Exception(std::string_view text) { set_text(text); }

  [[nodiscard]] const char* what() const noexcept override {
    return text_ ? text_.get<std::string>().c_str() : "seathrift: declared exception";
  }

  /// Sets what `what()` returns.
  SEATHRIFT_COLD void set_text(std::string_view text) {
    text_ = detail::Shared::make(std::string(text));
  }

  /// Two exceptions are equal when their fields are; the text is not one of them.
  friend bool operator==(const Exception&, const Exception&) noexcept { return true; }

 private:
  // Copies share it: what copies an exception must not throw.
  detail::Shared text_;
};

/// An error as a value: what a `try_` function returns instead of throwing. No more than a pointer,
/// as long as nothing went wrong.
class Error {
 public:
  /// No error: its code is `Errc::none`.
  Error() noexcept = default;
  SEATHRIFT_COLD Error(Errc code, std::string_view text) : Error(code, {text}) {}
  /// The text in pieces.
  SEATHRIFT_COLD Error(Errc code, std::initializer_list<std::string_view> text)
      : state_(new State{code, ApplicationCode::unknown, CallState::none, nullptr,
                         detail::concat(text)}) {}
  SEATHRIFT_COLD Error(ApplicationCode code, std::string_view text)
      : state_(
            new State{Errc::application, code, CallState::answered, nullptr, std::string(text)}) {}
  /// An exception that the method declares, to be thrown as itself.
  SEATHRIFT_COLD Error(std::exception_ptr declared, std::string_view text)
      : state_(new State{Errc::declared, ApplicationCode::unknown, CallState::answered,
                         std::move(declared), std::string(text)}) {}

  Error(Error&&) noexcept = default;
  Error& operator=(Error&&) noexcept = default;
  SEATHRIFT_COLD Error(const Error& other)
      : state_(other.state_ ? new State(*other.state_) : nullptr) {}
  SEATHRIFT_COLD Error& operator=(const Error& other) { return *this = Error(other); }
  ~Error() = default;

  [[nodiscard]] Errc code() const noexcept { return state_ ? state_->code : Errc::none; }
  /// Meaningful when `code()` is `Errc::application`.
  [[nodiscard]] ApplicationCode application_code() const noexcept {
    return state_ ? state_->application_code : ApplicationCode::unknown;
  }
  /// Whether the call that ended in this error may have been carried out. The text says it, too.
  [[nodiscard]] CallState call_state() const noexcept {
    return state_ ? state_->call_state : CallState::none;
  }
  SEATHRIFT_COLD void set_call_state(CallState call_state) noexcept {
    if (state_) state_->call_state = call_state;
  }
  /// What happened, on which side, and what to do about it.
  [[nodiscard]] const std::string& text() const noexcept { return state().text; }
  /// The declared exception; empty unless `code()` is `Errc::declared`.
  [[nodiscard]] const std::exception_ptr& declared() const noexcept { return state().declared; }

  /// Throws the error as the exception that stands for it.
  [[noreturn]] void raise() const;

 private:
  struct State {
    Errc code = Errc::none;
    ApplicationCode application_code = ApplicationCode::unknown;
    CallState call_state = CallState::none;
    std::exception_ptr declared = {};
    std::string text = {};
  };
  [[nodiscard]] SEATHRIFT_COLD const State& state() const noexcept {
    static const State none;
    return state_ ? *state_ : none;
  }

  detail::Owner<State> state_;
};

namespace detail {

/// What ProtocolException and TransportException have in common.
class CodedException : public Exception {
 public:
  CodedException(Errc code, std::string_view text, CallState call_state = CallState::none)
      : Exception(text), code_(code), call_state_(call_state) {}
  [[nodiscard]] Errc code() const noexcept { return code_; }
  /// Whether the call that ended in this exception may have been carried out.
  [[nodiscard]] CallState call_state() const noexcept { return call_state_; }

 private:
  Errc code_;
  CallState call_state_;
};

}  // namespace detail

/// Bytes that are no message of ours (TProtocolException).
class ProtocolException : public detail::CodedException {
 public:
  using CodedException::CodedException;
};

/// Bytes that cannot travel (TTransportException).
class TransportException : public detail::CodedException {
 public:
  using CodedException::CodedException;
};

/// A call that the other side answered without a value, or whose answer does not fit it
/// (TApplicationException). A handler may throw one to choose the code that its client sees.
class ApplicationException : public Exception {
 public:
  ApplicationException(ApplicationCode code, std::string_view text)
      : Exception(text), code_(code) {}
  [[nodiscard]] ApplicationCode code() const noexcept { return code_; }

 private:
  ApplicationCode code_;
};

SEATHRIFT_COLD inline void Error::raise() const {
  if (declared()) std::rethrow_exception(declared());
  if (code() == Errc::application) throw ApplicationException(application_code(), text());
  if (code() < Errc::not_open) throw ProtocolException(code(), text(), call_state());
  throw TransportException(code(), text(), call_state());
}

}  // namespace seathrift
