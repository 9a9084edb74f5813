// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do the tests of calls share? A service with every sort of method, and messages made by hand.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <seathrift/codec/decode.hpp>
#include <seathrift/codec/encode.hpp>
#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/rpc/client.hpp>
#include <seathrift/rpc/processor.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/transport/buffered.hpp>
#include <seathrift/transport/framed.hpp>
#include <seathrift/transport/memory.hpp>

namespace harbor {

struct Ship {
  std::string name;
  std::int32_t tons = 0;
  std::vector<std::string> crew;
  bool operator==(const Ship&) const = default;
};
SEATHRIFT_STRUCT(Ship, (1, name), (2, tons, required), (3, crew))

/// As Ship, but nobody has to give its tons.
struct Boat {
  std::string name;
};
SEATHRIFT_STRUCT(Boat, (1, name))

/// Tells how often it was copied.
struct Counted {
  Counted() = default;
  Counted(const Counted& other) : text(other.text) { ++copies; }
  Counted(Counted&&) noexcept = default;
  Counted& operator=(const Counted& other) {
    text = other.text;
    ++copies;
    return *this;
  }
  Counted& operator=(Counted&&) noexcept = default;
  ~Counted() = default;

  std::string text;
  static inline std::atomic<int> copies{0};
};
SEATHRIFT_STRUCT(Counted, (1, text))

/// Can't be copied.
struct Crate {
  std::unique_ptr<Crate> inside;
  std::int32_t weight = 0;
};
SEATHRIFT_STRUCT(Crate, (1, inside), (2, weight))

/// Travels as a number; some numbers blow it, on either side.
struct Fuse {
  std::int32_t number = 0;
  static inline std::atomic<int> decoded{0};
};
using Fuses = std::vector<std::vector<Fuse>>;
constexpr std::int32_t blows_when_read = 666;
constexpr std::int32_t blows_when_written = 667;

struct Storm : seathrift::Exception {
  std::int32_t force = 0;
  Storm() = default;
  explicit Storm(std::int32_t wind) : force(wind) {}
};
SEATHRIFT_EXCEPTION(Storm, (1, force))

struct Squall : Storm {
  std::string from;
  Squall() = default;
  Squall(std::int32_t wind, std::string where) : Storm(wind), from(std::move(where)) {}
};
SEATHRIFT_EXCEPTION(Squall, (1, force), (2, from))

/// An exception without a base.
struct Fog {
  std::string thickness;
};
SEATHRIFT_EXCEPTION(Fog, (1, thickness))

struct Root {
  std::string who();
};
SEATHRIFT_SERVICE(Root, (who))

struct Middle : Root {
  std::int32_t twice(std::int32_t number);
  void whisper(std::string text);
};
SEATHRIFT_SERVICE(Middle, extends(Root), (twice, number), (whisper, text, oneway))

struct Harbor : Middle {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
  Ship paint(Ship ship, std::string color);
  std::vector<std::int64_t> squares(std::int32_t count);
  std::map<std::string, Ship> fleet();
  std::string echo(std::string text);
  std::int64_t length(std::string_view text);
  std::int64_t sum(std::span<const std::byte> bytes);
  Counted weigh(Counted counted);
  Crate pack(Crate crate);
  Fuse burn(Fuse fuse);
  Fuses burn_all(Fuses fuses);
  std::int32_t sail(std::int32_t wind);
  void drift(std::int32_t wind);
  void anchor(std::int32_t wind);
  void note(std::string text);
  std::string flood(std::int32_t bytes);
};

}  // namespace harbor

template <>
struct seathrift::Custom<harbor::Fuse> {
  static std::int32_t to_thrift(const harbor::Fuse& fuse) {
    if (fuse.number == harbor::blows_when_written) throw std::runtime_error("written fuse");
    return fuse.number;
  }
  static harbor::Fuse from_thrift(std::int32_t number) {
    ++harbor::Fuse::decoded;
    if (number == harbor::blows_when_read) throw std::runtime_error("read fuse");
    return {number};
  }
};

namespace harbor {

// sail: the derived exception is declared first, drift: the base is.
SEATHRIFT_SERVICE(Harbor, extends(Middle), (ping), (add, a, b), (paint, ship, color),
                  (squares, count), (fleet), (echo, text), (length, text), (sum, bytes),
                  (weigh, counted), (pack, crate), (burn, fuse), (burn_all, fuses),
                  (sail, wind, throws(Squall, Storm, Fog)), (drift, wind, throws(Storm, Squall)),
                  (anchor, wind, throws((3, Storm, storm))), (note, text, oneway), (flood, bytes))

/// Does what its methods' names say; what is thrown depends on the wind.
class Handler {
 public:
  std::string who() const { return "harbor"; }
  std::int32_t twice(std::int32_t number) { return 2 * number; }
  void whisper(const std::string& text) { note("(" + text + ")"); }
  void ping() {}
  std::int32_t add(std::int32_t a, std::int32_t b) { return a + b; }
  Ship paint(Ship ship, const std::string& color) {
    ship.name = color + ' ' + ship.name;
    return ship;
  }
  std::vector<std::int64_t> squares(std::int32_t count) {
    std::vector<std::int64_t> all;
    for (std::int64_t i = 0; i < count; ++i) all.push_back(i * i);
    return all;
  }
  std::map<std::string, Ship> fleet() {
    return {{"a", {"Anna", 1, {"Ole"}}}, {"b", {"Berta", 2, {}}}};
  }
  std::string echo(std::string text) { return text; }
  std::int64_t length(std::string_view text) { return static_cast<std::int64_t>(text.size()); }
  std::int64_t sum(std::span<const std::byte> bytes) {
    std::int64_t all = 0;
    for (const std::byte byte : bytes) all += std::to_integer<int>(byte);
    return all;
  }
  Counted weigh(Counted counted) { return counted; }
  Crate pack(Crate crate) {
    Crate outer;
    outer.weight = crate.weight + 1;
    outer.inside = std::make_unique<Crate>(std::move(crate));
    return outer;
  }
  Fuse burn(Fuse fuse) { return fuse; }
  Fuses burn_all(Fuses fuses) { return fuses; }
  std::int32_t sail(std::int32_t wind) {
    blow(wind);
    return wind;
  }
  void drift(std::int32_t wind) { blow(wind); }
  void anchor(std::int32_t wind) { blow(wind); }
  void note(const std::string& text) {
    if (text == "throw") throw std::runtime_error("a secret of note");
    notes += text + ';';
  }
  std::string flood(std::int32_t bytes) {
    return std::string(static_cast<std::size_t>(bytes), 'x');
  }

  std::string notes;

 private:
  static void blow(std::int32_t wind) {
    using seathrift::ApplicationCode;
    using seathrift::ApplicationException;
    if (wind == 9) throw Squall(9, "west");
    if (wind == 10) throw Storm(10);
    if (wind == 11) throw Fog{"thick"};
    if (wind == 12) throw std::runtime_error("a secret");
    if (wind == 13) throw 13;  // NOLINT: anything at all
    if (wind == 14) throw ApplicationException(ApplicationCode::invalid_transform, "chosen");
  }
};

}  // namespace harbor

namespace seathrift::testing {

using namespace std::chrono_literals;
using Bytes = std::vector<std::byte>;

template <class P, class T>
struct Stack {
  using Protocol = P;
  using Transport = T;
  using Client = seathrift::Client<harbor::Harbor, P, T>;
  using Processor = seathrift::Processor<harbor::Harbor, P, T>;
  static constexpr bool framed = Processor::Channel::bounded;
};
using BinaryFramed = Stack<Binary, Framed<Memory>>;
using BinaryBuffered = Stack<Binary, Buffered<Memory>>;
using CompactFramed = Stack<Compact, Framed<Memory>>;
using CompactBuffered = Stack<Compact, Buffered<Memory>>;

// Arguments and results as the wire has them, for messages made by hand.
struct Nothing {};
struct OneNumber {
  std::int32_t number = 0;
};
struct TwoNumbers {
  std::int32_t a = 0;
  std::int32_t b = 0;
};
struct OneText {
  std::string text;
};
struct OneBoat {
  harbor::Boat boat;
};
struct ApplicationError {
  std::string message;
  std::int32_t type = 0;
};
struct UnknownFieldResult {
  std::int32_t seven = 0;
};

/// A struct with one field, if it is there.
template <int Id, class T>
struct OneOf : detail::Slot<0, std::optional<T>> {};

SEATHRIFT_STRUCT(ApplicationError, (1, message), (2, type))
SEATHRIFT_STRUCT(UnknownFieldResult, (7, seven))

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

inline void append(Bytes& bytes, std::span<const std::byte> more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}

/// A message without its framing; `name` of any size.
template <class P>
Bytes message(MessageType type, std::string_view name, std::int32_t seqid, const Bytes& body) {
  Bytes bytes(P::max_message_head + name.size() + Buffer::slack);
  const std::byte* const end = P::write_message(bytes.data(), {name, type, seqid});
  bytes.resize(static_cast<std::size_t>(end - bytes.data()));
  append(bytes, body);
  return bytes;
}

/// As the stack's framing carries it.
template <class S>
Bytes framed(const Bytes& message) {
  Bytes bytes;
  if (S::framed)
    for (int shift = 24; shift >= 0; shift -= 8)
      bytes.push_back(static_cast<std::byte>(message.size() >> shift));
  append(bytes, message);
  return bytes;
}

template <class S>
Bytes request(std::string_view name, std::int32_t seqid, const Bytes& body,
              MessageType type = MessageType::call) {
  return framed<S>(message<typename S::Protocol>(type, name, seqid, body));
}

template <class S, class T>
Bytes body(const T& value) {
  return encode<typename S::Protocol>(value);
}

/// The body of a reply that holds a result.
template <class S, auto Method>
Bytes result(const detail::result_of<Method>& value) {
  return body<S>(detail::Answer<0, const detail::result_of<Method>&>{{value}});
}

template <class S>
Bytes reply(std::string_view name, std::int32_t seqid, const Bytes& body,
            MessageType type = MessageType::reply) {
  return request<S>(name, seqid, body, type);
}

inline void send_bytes(Memory& to, std::span<const std::byte> bytes) {
  to.send({&bytes, 1}).value();
}

/// A message that arrived: its head, and its body for `decode`.
struct Message {
  std::string name;
  MessageType type = MessageType::call;
  std::int32_t seqid = 0;
  Bytes body;
};

/// A message's body as a struct.
template <class S, class T>
T as(const Message& message) {
  return decode<typename S::Protocol, T>(message.body);
}

/// The result, or an exception, that a reply to the method holds: the I-th, the result first.
template <class S, auto Method, std::size_t I = 0>
auto value_of(const Message& message) {
  using M = typename detail::method_at<Method>::Method;
  constexpr bool is_void = std::is_void_v<typename M::Result>;
  constexpr std::size_t exception = I - (is_void ? 0 : 1);
  if constexpr (!is_void && I == 0)
    return as<S, OneOf<0, typename M::Result>>(message).value;
  else
    return as<S,
              OneOf<M::Throw_ids::values[exception], typename M::Throws::template at<exception>>>(
               message)
        .value;
}

/// The raw end of a connection: what a peer would see of it.
template <class S>
class Peer {
 public:
  explicit Peer(Memory stream) : stream_(std::move(stream)) {}

  void send(const Bytes& bytes) { send_bytes(stream_, bytes); }
  Memory& stream() { return stream_; }

  /// All that has arrived; the end is seen as well.
  Bytes arrived() {
    while (stream_.stale()) {
      std::byte room[4096];
      const std::size_t size = stream_.receive(room).value();
      if (size == 0) {
        closed_ = true;
        break;
      }
      append(bytes_, std::span(room, size));
    }
    return std::exchange(bytes_, {});
  }
  /// True when the other end has closed; what has arrived is kept.
  bool closed() {
    bytes_ = arrived();
    return closed_;
  }

  /// Takes the next message apart, which must be there. Structs of one level are all it reads.
  std::optional<Message> next() {
    bytes_ = arrived();
    Bytes rest = bytes_;
    if (S::framed) {
      if (rest.size() < 4) return std::nullopt;
      std::size_t size = 0;
      for (std::size_t i = 0; i < 4; ++i) size = size << 8 | std::to_integer<std::size_t>(rest[i]);
      if (rest.size() < 4 + size) return std::nullopt;
      rest.assign(bytes_.begin() + 4, bytes_.begin() + 4 + static_cast<std::ptrdiff_t>(size));
      bytes_.erase(bytes_.begin(), bytes_.begin() + 4 + static_cast<std::ptrdiff_t>(size));
    }
    if (rest.empty()) return std::nullopt;
    using P = typename S::Protocol;
    detail::Input in(rest.data(), rest.size(), Limits{});
    MessageHead head;
    const std::byte* const at = P::read_message(in, in.begin, head);
    if (at == nullptr) return std::nullopt;
    const std::byte* const end = detail::skip_value<P>(in, at, Type::structure);
    if (end == nullptr) return std::nullopt;
    if (!S::framed) bytes_.assign(end, in.end);
    return Message{std::string(head.name), head.type, head.seqid, Bytes(at, end)};
  }

 private:
  Memory stream_;
  Bytes bytes_;
  bool closed_ = false;
};

}  // namespace seathrift::testing

template <int Id, class T>
struct seathrift::detail::Record<seathrift::testing::OneOf<Id, T>> {
  static constexpr bool travels = true;
  using List = TypeList<void, SlotField<0, std::optional<T>, Id>>;
  static constexpr std::size_t size = List::size;
  template <std::size_t I>
  using field = typename List::template at<I>;
  static constexpr std::string_view name = "OneOf";
  static constexpr std::array<std::string_view, 2> names = {"value", ""};
};
