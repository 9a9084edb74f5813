// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a connection fail on demand? A layer over its stream spoils one operation.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <seathrift/core/error.hpp>
#include <seathrift/core/order.hpp>
#include <seathrift/core/result.hpp>
#include <seathrift/testing/faults.hpp>
#include <seathrift/transport/concepts.hpp>
#include <seathrift/transport/options.hpp>

namespace seathrift::testing {

template <ByteStream Next, FaultPolicy Policy>
class Faulty;

}  // namespace seathrift::testing

namespace seathrift::detail {

[[nodiscard]] inline Error fault_error(const testing::Fault& fault, std::string_view operation) {
  return {fault.code, {"the test lets this ", operation, " fail"}};
}

/// The bytes of `pieces` from `begin` to `end`.
[[nodiscard]] inline std::vector<std::span<const std::byte>> part_of(Pieces pieces,
                                                                     std::size_t begin,
                                                                     std::size_t end) {
  std::vector<std::span<const std::byte>> part;
  std::size_t at = 0;
  for (const auto piece : pieces) {
    const std::size_t from = smaller(larger(begin, at) - at, piece.size());
    const std::size_t to = smaller(larger(end, at) - at, piece.size());
    if (from < to) part.push_back(piece.subspan(from, to - from));
    at += piece.size();
  }
  return part;
}

/// Accepts the streams of Next as faulty ones.
template <class Next, class Policy>
class FaultyAcceptor : public Next::Acceptor {
  using Base = typename Next::Acceptor;

 public:
  using Stream = testing::Faulty<Next, Policy>;

  explicit FaultyAcceptor(Base base) : Base(std::move(base)) {}

  [[nodiscard]] static Result<FaultyAcceptor> listen(const ListenOptions& where,
                                                     const ConnectionOptions& options) {
    Result<Base> base = Base::listen(where, options);
    if (!base) return std::move(base).error();
    return FaultyAcceptor(*std::move(base));
  }

  /// A peer that has come is what is counted, not the wait for one.
  [[nodiscard]] Result<Stream> accept() {
    Result<Next> next = Base::accept();
    if (!next) return std::move(next).error();
    return Stream::spoiled(*std::move(next), testing::Operation::accept, "accept");
  }

  [[nodiscard]] Result<std::optional<Stream>> try_accept() requires requires(Base& base) {
    base.try_accept();
  }
  {
    Result<std::optional<Next>> next = Base::try_accept();
    if (!next) return std::move(next).error();
    if (!*next) return std::optional<Stream>();
    Result<Stream> stream =
        Stream::spoiled(**std::move(next), testing::Operation::accept, "accept");
    if (!stream) return std::move(stream).error();
    return std::optional<Stream>(*std::move(stream));
  }
};

template <class Next, class Policy>
struct faulty_acceptor {
  using type = void;
};
template <AcceptedStream Next, class Policy>
struct faulty_acceptor<Next, Policy> {
  using type = FaultyAcceptor<Next, Policy>;
};

}  // namespace seathrift::detail

namespace seathrift::testing {

/// A stream as Next, but one of whose operations goes wrong as `Policy::faults` says: each connect,
/// accept, send, receive and look whether it is stale is counted. It connects and accepts where
/// Next does, so that clients and servers run over it unchanged:
///
///     struct Mine { static inline testing::Faults faults; };
///     Client<Calculator, Compact, Framed<testing::Faulty<Memory, Mine>>> client{endpoint};
///     Mine::faults.arm(3);  // its third operation fails
///
/// What else Next can do, it can do, uncounted.
///
/// Errors. Those of Next, and the fault's.
///
/// Thread safety. Distinct objects: safe, though they share the policy's faults. Shared objects:
/// unsafe.
template <ByteStream Next, FaultPolicy Policy>
class Faulty : public Next {
 public:
  using Acceptor = typename detail::faulty_acceptor<Next, Policy>::type;

  explicit Faulty(Next next) : Next(std::move(next)) {}

  [[nodiscard]] Next& next_layer() noexcept { return *this; }

  template <class Endpoint>
  [[nodiscard]] static Result<Faulty> connect(
      const Endpoint& endpoint, const ConnectionOptions& options) requires ConnectingStream<Next> {
    Result<Next> next = Next::connect(endpoint, options);
    if (!next) return std::move(next).error();
    return spoiled(*std::move(next), Operation::connect, "connect");
  }

  /// A new connection, after the fault of what made it.
  [[nodiscard]] static Result<Faulty> spoiled(Next next, Operation operation,
                                              std::string_view name) {
    Faulty stream(std::move(next));
    if (const auto fault = Policy::faults.next(operation)) {
      if (fault->kind == Kind::error || fault->kind == Kind::all_but_last)
        return detail::fault_error(*fault, name);
      stream.suffer(*fault);
    }
    return stream;
  }

  [[nodiscard]] Result<void> send(Pieces pieces) {
    const auto fault = Policy::faults.next(Operation::send);
    if (fault) suffer(*fault);
    if (ended_)
      return Error(Errc::end_of_stream, "could not send: the test has ended the connection");
    if (!fault || fault->kind == Kind::delay) return Next::send(pieces);
    if (fault->kind == Kind::error) return detail::fault_error(*fault, "send");
    std::size_t size = 0;
    for (const auto piece : pieces) size += piece.size();
    const bool cut = fault->kind == Kind::all_but_last;
    const std::size_t first = cut ? detail::larger<std::size_t>(size, 1) - 1 : 1;
    Result<void> sent = Next::send(detail::part_of(pieces, 0, first));
    if (!sent) return sent;
    if (cut) return detail::fault_error(*fault, "send");
    return Next::send(detail::part_of(pieces, first, size));
  }

  [[nodiscard]] Result<std::size_t> receive(std::span<std::byte> room) {
    std::optional<Result<std::size_t>> spoiled = spoil_receive(room);
    return spoiled ? *std::move(spoiled) : Next::receive(room);
  }

  [[nodiscard]] Result<std::optional<std::size_t>> try_receive(std::span<std::byte> room,
                                                               bool lingers = false) requires
      requires(Next& next) {
    next.try_receive(room, lingers);
  }
  {
    std::optional<Result<std::size_t>> spoiled = spoil_receive(room);
    if (!spoiled) return Next::try_receive(room, lingers);
    if (!*spoiled) return std::move(*spoiled).error();
    return std::optional<std::size_t>(**spoiled);
  }

  [[nodiscard]] bool is_open() const { return !ended_ && Next::is_open(); }

  [[nodiscard]] bool stale() const {
    const auto fault = Policy::faults.next(Operation::stale);
    if (fault && fault->kind == Kind::delay) std::this_thread::sleep_for(fault->delay);
    return (fault && fault->kind != Kind::delay) || ended_ || Next::stale();
  }

 private:
  using Kind = Fault::Kind;

  /// What a fault does whatever the operation is.
  void suffer(const Fault& fault) {
    if (fault.kind == Kind::delay) std::this_thread::sleep_for(fault.delay);
    if (fault.kind != Kind::end) return;
    ended_ = true;
    // A socket's descriptor stays: a server may be about to stop the stream from another thread.
    if constexpr (requires(Next & next) { next.shut_down(); })
      this->shut_down();
    else
      this->close();
  }

  /// A receive that goes wrong; nothing when it does not. `room` becomes smaller for a short one.
  [[nodiscard]] std::optional<Result<std::size_t>> spoil_receive(std::span<std::byte>& room) {
    const auto fault = Policy::faults.next(Operation::receive);
    if (fault) suffer(*fault);
    if (ended_) return Result<std::size_t>(0);
    if (fault && (fault->kind == Kind::error || fault->kind == Kind::all_but_last))
      return detail::fault_error(*fault, "receive");
    if (fault && fault->kind == Kind::one_byte) room = room.first(1);
    return std::nullopt;
  }

  bool ended_ = false;
};

}  // namespace seathrift::testing
