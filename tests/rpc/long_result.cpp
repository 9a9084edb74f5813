// SPDX-License-Identifier: Apache-2.0
#include <seathrift/rpc/long_result.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <boost/interprocess/offset_ptr.hpp>
#include <catch2/catch.hpp>

#include "support.hpp"

namespace hold {

/// Gives blocks of up to `most` bytes, through a pointer that is a class.
template <class T>
struct Dock {
  using value_type = T;
  using pointer = boost::interprocess::offset_ptr<T>;
  static inline std::size_t most = static_cast<std::size_t>(-1);

  Dock() = default;
  template <class U>
  Dock(const Dock<U>&) noexcept {}
  pointer allocate(std::size_t count) {
    if (count * sizeof(T) > most) throw std::bad_alloc();
    return pointer(static_cast<T*>(::operator new(count * sizeof(T))));
  }
  void deallocate(pointer at, std::size_t) noexcept { ::operator delete(at.get()); }
  bool operator==(const Dock&) const = default;
};
using Docked = std::vector<std::byte, Dock<std::byte>>;

struct Hold {
  std::vector<std::byte> load(std::int32_t number);
  std::vector<std::int64_t> weights(std::int32_t number);
  Docked dock(std::int32_t number);
};
SEATHRIFT_SERVICE(Hold, (load, number), (weights, number), (dock, number))

}  // namespace hold

namespace {

using namespace harbor;
using namespace seathrift;
using namespace seathrift::testing;

/// A stream for one thread: gives the bytes it was loaded with, so many at most at a time.
class Script {
 public:
  struct Record {
    Bytes arriving;
    std::size_t piece = static_cast<std::size_t>(-1);
    std::size_t given = 0;
    std::size_t receives = 0;
    std::size_t largest_room = 0;
  };

  explicit Script(Record& record) : record_(&record) {}

  Result<void> send(Pieces) { return {}; }
  Result<std::size_t> receive(std::span<std::byte> room) {
    Record& record = *record_;
    ++record.receives;
    record.largest_room = std::max(record.largest_room, room.size());
    const std::size_t size =
        std::min({room.size(), record.piece, record.arriving.size() - record.given});
    std::copy_n(record.arriving.begin() + static_cast<std::ptrdiff_t>(record.given), size,
                room.begin());
    record.given += size;
    return size;
  }
  bool is_open() const { return true; }
  bool stale() const { return false; }
  std::string peer() const { return "the script"; }
  void stop_receiving() {}
  void close() {}

 private:
  Record* record_;
};

#define ALL_STACKS                                                    \
  (Stack<Binary, Framed<Script>>), (Stack<Binary, Buffered<Script>>), \
      (Stack<Compact, Framed<Script>>), (Stack<Compact, Buffered<Script>>)
#define FRAMED_STACKS (Stack<Binary, Framed<Script>>), (Stack<Compact, Framed<Script>>)

/// No two pieces of it are alike.
std::string pattern(std::size_t size) {
  std::string text(size, ' ');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('0' + i % 61 + i / 4093 % 7);
  return text;
}

template <class S>
Bytes echoed(const std::string& text, std::int32_t seqid = 1) {
  return reply<S>("echo", seqid, ::seathrift::testing::result<S, &Harbor::echo>(text));
}

TEMPLATE_TEST_CASE("long result: comes whole and in step, in whatever pieces", "", ALL_STACKS) {
  using S = TestType;
  for (const std::size_t size : {100'000, 131'030, 131'071, 131'100, 300'000, 3'000'000})
    for (const std::size_t piece : {997, 4096, 65'536, 131'072, 131'077, 270'000, 100'000'000}) {
      INFO(size << " bytes in pieces of " << piece);
      const std::string text = pattern(size);
      Script::Record record;
      record.piece = piece;
      record.arriving = echoed<S>(text, 1);
      append(record.arriving, echoed<S>("next", 2));
      append(record.arriving, echoed<S>(text, 3));
      typename S::Client client{Script(record)};
      CHECK((client.echo("") == text));
      CHECK(client.echo("") == "next");
      CHECK((client.echo("") == text));
      CHECK(record.given == record.arriving.size());
    }
}

TEMPLATE_TEST_CASE("long result: no buffer holds all of it", "", FRAMED_STACKS) {
  using S = TestType;
  const std::string text = pattern(8'000'000);
  Script::Record record;
  record.arriving = echoed<S>(text);
  typename S::Client client{Script(record)};
  CHECK((client.echo("") == text));
  CHECK(record.largest_room <= 300 * 1024);
  CHECK(record.receives <= 36);  // nor does it come in pieces that are small
}

TEMPLATE_TEST_CASE("long result: bytes come as strings do, other results as before", "",
                   FRAMED_STACKS) {
  using S = TestType;
  using Client = seathrift::Client<hold::Hold, typename S::Protocol, typename S::Transport>;
  const std::string text = pattern(1'000'000);
  const auto* const begin = reinterpret_cast<const std::byte*>(text.data());
  const std::vector<std::byte> bytes(begin, begin + text.size());
  const std::vector<std::int64_t> numbers(100'000, 0x0123456789);
  Script::Record record;
  record.arriving = reply<S>("load", 1, ::seathrift::testing::result<S, &hold::Hold::load>(bytes));
  append(record.arriving,
         reply<S>("weights", 2, ::seathrift::testing::result<S, &hold::Hold::weights>(numbers)));
  Client client{Script(record)};
  CHECK((client.load(1) == bytes));
  CHECK((client.weights(1) == numbers));
}

TEMPLATE_TEST_CASE("long result: memory that runs out in the middle ends the connection", "",
                   FRAMED_STACKS) {
  using S = TestType;
  using Client = seathrift::Client<hold::Hold, typename S::Protocol, typename S::Transport>;
  using Dock = hold::Dock<std::byte>;
  const hold::Docked bytes(6'000'000, std::byte{'x'});
  const Bytes answer =
      reply<S>("dock", 1, ::seathrift::testing::result<S, &hold::Hold::dock>(bytes));
  for (const std::size_t most : {0, 1 << 20, 4 << 20, 6'000'000}) {
    Script::Record record;
    record.arriving = answer;
    Client client{Script(record)};
    Dock::most = most;
    bool ran_out = false;
    std::size_t size = 0;
    try {
      size = client.dock(1).size();
    } catch (const std::bad_alloc&) {
      ran_out = true;
    }
    Dock::most = static_cast<std::size_t>(-1);
    CHECK(ran_out == (most < bytes.size()));
    CHECK(size == (ran_out ? 0 : bytes.size()));
    CHECK(client.link().is_open() == !ran_out);
    CHECK(client.link().outstanding() == 0);
  }
}

/// Says of a string that has not arrived whole what its length needs, too.
struct Lumped : Binary {
  static constexpr const std::byte* read_string(detail::Input& in, const std::byte* at,
                                                std::size_t& size) noexcept {
    const std::byte* const bytes = Binary::read_string(in, at, size);
    if (bytes == nullptr && in.at != at) return detail::fail_truncated(in, at, 4 + size);
    return bytes;
  }
};

TEST_CASE("long result: where a protocol does not say where its bytes begin, it is taken whole") {
  using S = Stack<Lumped, Framed<Script>>;
  const std::string text = pattern(1'000'000);
  Script::Record record;
  record.arriving = echoed<S>(text);
  S::Client client{Script(record)};
  CHECK((client.echo("") == text));
}

TEMPLATE_TEST_CASE("long result: what is behind it in the message is read, too", "",
                   FRAMED_STACKS) {
  using S = TestType;
  const std::string text = pattern(400'000);
  Bytes all = ::seathrift::testing::result<S, &Harbor::echo>(text);
  all.pop_back();  // the end of the struct
  Bytes twice = all;
  append(all, body<S>(UnknownFieldResult{5}));
  append(twice, ::seathrift::testing::result<S, &Harbor::echo>("the last one"));
  for (const std::size_t piece : {10'007, 100'000'000}) {
    Script::Record record;
    record.piece = piece;
    record.arriving = reply<S>("echo", 1, all);
    append(record.arriving, reply<S>("echo", 2, twice));
    append(record.arriving, echoed<S>(text, 3));
    typename S::Client client{Script(record)};
    CHECK((client.echo("") == text));
    CHECK(client.echo("") == "the last one");
    CHECK((client.echo("") == text));
  }
}

/// The error of a call that is answered by these bytes, and then by the end.
template <class S>
Error error_of(const Bytes& answer, const Limits& limits = {}) {
  Script::Record record;
  record.arriving = answer;
  typename S::Client client(Script(record), {.limits = limits});
  const auto result = client.template try_call<&Harbor::echo>("");
  REQUIRE(!result);
  INFO(result.error().text());
  CHECK(result.error().call_state() == CallState::sent);
  CHECK(!client.link().is_open());
  return result.error();
}

TEMPLATE_TEST_CASE("long result: one that is cut off ends the connection, and says how much came",
                   "", FRAMED_STACKS) {
  using S = TestType;
  const Bytes whole = echoed<S>(pattern(600'000));
  for (const std::size_t size : {200'000ul, 131'072ul, 300'000ul, 550'001ul, whole.size() - 1}) {
    const Error error =
        error_of<S>(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    CHECK(error.code() == Errc::end_of_stream);
    CHECK(contains(error.text(), "inside a message, " + std::to_string(size) + " bytes of which"));
  }
}

TEMPLATE_TEST_CASE("long result: damage is named where it is in the message", "", FRAMED_STACKS) {
  using S = TestType;
  using P = typename S::Protocol;
  const Bytes good = message<P>(MessageType::reply, "echo", 1,
                                ::seathrift::testing::result<S, &Harbor::echo>(pattern(600'000)));
  const std::string size = std::to_string(good.size());

  Bytes unended = good;  // a field begins where the struct should end, and is not there
  unended.back() = static_cast<std::byte>(0x08);
  Error error = error_of<S>(framed<S>(unended));
  CHECK(error.code() == Errc::truncated);
  CHECK(contains(error.text(), " of " + size + ": "));
  CHECK((contains(error.text(), "byte " + size) ||
         contains(error.text(), "byte " + std::to_string(good.size() - 1))));

  // A string that is longer than its frame, by one byte.
  Bytes short_frame = good;
  short_frame.resize(good.size() - 2);
  error = error_of<S>(framed<S>(short_frame));
  CHECK(error.code() == Errc::truncated);
  CHECK(contains(error.text(), "at least 1 bytes are missing"));

  // What is no reply to this call.
  Bytes other =
      reply<S>("ehco", 1, ::seathrift::testing::result<S, &Harbor::echo>(pattern(600'000)));
  CHECK(contains(error_of<S>(other).text(), "names the method 'ehco'"));
  CHECK(contains(error_of<S>(echoed<S>(pattern(600'000), 2)).text(), "sequence id 2"));

  Limits limits;
  limits.max_frame = 500'000;
  CHECK(error_of<S>(framed<S>(good), limits).code() == Errc::frame_limit);
}

/// Framed that hands over no parts.
class WholeFraming : public FrameFraming {
 public:
  using FrameFraming::FrameFraming;

 private:
  using FrameFraming::consume_part;
};
template <class Next>
struct Whole : Framed<Next> {
  template <class Scanner>
  using Framing = WholeFraming;
};

/// What a client makes of an answer that comes in pieces of such a size, and of the one behind it.
template <class Client>
std::string outcome_of(const Bytes& answers, std::size_t piece) {
  Script::Record record;
  record.arriving = answers;
  record.piece = piece;
  Client client{Script(record)};
  std::string all;
  for (int call = 0; call < 2 && (call == 0 || client.link().is_open()); ++call) {
    const auto result = client.template try_call<&Harbor::echo>("");
    all += result ? *result : result.error().text();
  }
  return all;
}

TEMPLATE_TEST_CASE("long result: whatever is in its message, it is as if it was taken whole", "",
                   FRAMED_STACKS) {
  using S = TestType;
  using P = typename S::Protocol;
  std::mt19937 random(1);
  const auto below = [&random](std::size_t size) { return random() % size; };
  const std::string text = pattern(300'000);
  for (int i = 0; i < 100; ++i) {
    Bytes fields;
    for (std::size_t left = 1 + below(3); left != 0; --left) {
      const std::string some = text.substr(0, below(4) == 0 ? below(50) : 60'000 + below(240'000));
      const Bytes next = below(4) == 0   ? body<S>(OneOf<1, Squall>{{Squall{9, some}}})
                         : below(4) == 0 ? body<S>(UnknownFieldResult{5})
                                         : ::seathrift::testing::result<S, &Harbor::echo>(some);
      append(fields, Bytes(next.begin(), next.end() - 1));
    }
    fields.push_back(std::byte{0});
    Bytes answer = message<P>(MessageType::reply, "echo", 1, fields);
    if (below(4) == 0) answer.resize(answer.size() - 1 - below(5));
    if (below(4) == 0) answer[below(7)] = static_cast<std::byte>(random());
    if (below(4) == 0) answer[answer.size() - 1 - below(7)] = static_cast<std::byte>(random());
    if (below(4) == 0) answer.resize(answer.size() + below(70'000), std::byte{1});
    Bytes answers = framed<S>(answer);
    append(answers, echoed<S>("behind it", 2));
    if (below(8) == 0) answers.resize(below(answers.size()));

    using WholeClient = seathrift::Client<Harbor, P, Whole<Script>>;
    for (const std::size_t piece : {1 + below(200'000), 131'072 + below(20), 1'000'000ul}) {
      INFO(i << ", in pieces of " << piece);
      const bool same =
          outcome_of<typename S::Client>(answers, piece) == outcome_of<WholeClient>(answers, piece);
      CHECK(same);
    }
  }
}

TEMPLATE_TEST_CASE("long result: a long exception in its place is thrown", "", FRAMED_STACKS) {
  using S = TestType;
  const std::string text = pattern(500'000);
  Script::Record record;
  record.arriving = reply<S>("echo", 1, body<S>(seathrift::testing::ApplicationError{text, 6}),
                             MessageType::exception);
  append(record.arriving, reply<S>("sail", 2, body<S>(OneOf<1, Squall>{{Squall{9, text}}})));
  typename S::Client client{Script(record)};
  const auto echo = client.template try_call<&Harbor::echo>("");
  REQUIRE(!echo);
  CHECK(echo.error().call_state() == CallState::answered);
  try {
    client.sail(9);
    FAIL("not thrown");
  } catch (const Squall& squall) {
    CHECK((squall.from == text));
  }
}

TEST_CASE("long result: memory follows what has arrived, not what was announced") {
  const std::vector<std::byte> piece(200'000, std::byte{'x'});
  std::string text;
  detail::append_piece<std::string>(&text, piece, 100'000'000);
  CHECK(text.size() == piece.size());
  CHECK(text.capacity() <= 1024 * 1024);
  std::size_t grown = 0;
  while (text.size() < 20'000'000) {
    const std::size_t before = text.capacity();
    detail::append_piece<std::string>(&text, piece, 100'000'000);
    if (text.capacity() != before) ++grown;
    CHECK(text.capacity() <= std::max<std::size_t>(1024 * 1024, 4 * text.size()));
  }
  CHECK(grown <= 3);
  std::vector<std::byte> bytes;
  detail::append_piece<std::vector<std::byte>>(&bytes, piece, 1000);
  CHECK(bytes.capacity() == piece.size() + 1000);  // what is known is not exceeded
}

}  // namespace
