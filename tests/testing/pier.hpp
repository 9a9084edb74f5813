// SPDX-License-Identifier: Apache-2.0
#pragma once
// What do the walks along failing operations share? A service that counts what it carries out, and
// the ways to call it.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <seathrift/protocol/binary.hpp>
#include <seathrift/protocol/compact.hpp>
#include <seathrift/rpc/client.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/testing/faults.hpp>
#include <seathrift/transport/buffered.hpp>
#include <seathrift/transport/framed.hpp>

namespace pier {

struct Storm : seathrift::Exception {
  std::int32_t force = 0;
};
SEATHRIFT_EXCEPTION(Storm, (1, force))

struct Pier {
  std::int32_t add(std::int32_t a, std::int32_t b);
  std::string echo(std::string_view text);
  void note(std::string_view text);
  void sail(std::int32_t wind);
};
SEATHRIFT_SERVICE(Pier, (add, a, b), (echo, text), (note, text, oneway),
                  (sail, wind, throws(Storm)))

/// Counts all calls but those that `add` nothing.
struct Handler {
  std::atomic<int> calls = 0;

  std::int32_t add(std::int32_t a, std::int32_t b) {
    if (a != 0) ++calls;
    return a + b;
  }
  std::string echo(std::string_view text) {
    ++calls;
    return std::string(text);
  }
  void note(std::string_view) { ++calls; }
  void sail(std::int32_t wind) {
    ++calls;
    Storm storm;
    storm.force = wind;
    throw storm;
  }
};

}  // namespace pier

namespace seathrift::testing {

using namespace std::chrono_literals;
using pier::Pier;

/// How calls ended: with what the handler returned or threw, or with errors.
struct Ended {
  int answered = 0;
  std::vector<Error> errors;

  template <class T>
  void add(Result<T> result, bool right) {
    if (result || result.error().code() == Errc::declared) {
      CHECK(right);
      ++answered;
    } else {
      errors.push_back(result.error());
    }
  }
};

/// A way to call the service. `calls`: how many the server carries out when nothing goes wrong.
template <class Client>
struct Way {
  std::string_view name;
  int calls;
  void (*take)(Client&, Ended&);
};

template <class Client>
void call_small(Client& client, Ended& ended) {
  auto result = client.template try_call<&Pier::add>(20, 22);
  const bool right = result && *result == 42;
  ended.add(std::move(result), right);
}

template <class Client>
void call_large(Client& client, Ended& ended, std::size_t size) {
  const std::string text(size, 'x');
  auto result = client.template try_call<&Pier::echo>(text);
  const bool right = result && *result == text;
  ended.add(std::move(result), right);
}

template <class Client>
void call_oneway(Client& client, Ended& ended) {
  ended.add(client.template try_call<&Pier::note>("x"), true);
}

template <class Client>
void call_declared(Client& client, Ended& ended) {
  auto result = client.template try_call<&Pier::sail>(9);
  bool right = false;
  try {
    result.value();
  } catch (const pier::Storm& storm) {
    right = storm.force == 9;
  } catch (const Exception&) {
  }
  ended.add(std::move(result), right);
}

/// A call of its own way: what it throws is an error of the call.
template <class Call>
void call_throwing(Ended& ended, Call call) {
  try {
    const auto check = call();
    CHECK(check);
    ++ended.answered;
  } catch (const TransportException& error) {
    ended.errors.emplace_back(error.code(), error.what());
    ended.errors.back().set_call_state(error.call_state());
  }
}

template <class Client>
void call_pipelined(Client& client, Ended& ended) {
  try {
    for (int i = 1; i <= 3; ++i) client.template send_<&Pier::add>(i, i);
  } catch (const TransportException& error) {
    ended.errors.emplace_back(error.code(), error.what());
    ended.errors.back().set_call_state(error.call_state());
    return;
  }
  for (int i = 1; i <= 3 && client.link().outstanding() != 0; ++i)
    call_throwing(ended, [&] { return client.template receive_<&Pier::add>() == 2 * i; });
}

/// A pause between the calls makes a client look whether its connection is stale.
template <class Client>
void call_after_pause(Client& client, Ended& ended) {
  call_small(client, ended);
  std::this_thread::sleep_for(2ms);
  call_throwing(ended, [&] { return client.add(1, 2) == 3; });
}

template <class Client>
std::vector<Way<Client>> all_ways() {
  return {
      {"small", 1, call_small<Client>},
      {"64 KiB", 1, [](Client& client, Ended& ended) { call_large(client, ended, 64 * 1024); }},
      {"1 MiB", 1, [](Client& client, Ended& ended) { call_large(client, ended, 1024 * 1024); }},
      {"oneway", 1, call_oneway<Client>},
      {"declared", 1, call_declared<Client>},
      {"pipelined", 3, call_pipelined<Client>},
      {"after a pause", 2, call_after_pause<Client>},
  };
}

/// An error says, to a person and to a program alike, what became of the request.
inline void check_error(const Error& error) {
  INFO(error.text());
  const auto says = [&error](std::string_view part) {
    return error.text().find(part) != std::string::npos;
  };
  if (error.call_state() == CallState::not_sent)
    CHECK((says("was not sent") || says("can't have carried it out")));
  else if (error.call_state() == CallState::sent)
    CHECK(says("may have carried it out"));
  else
    FAIL("the state of the call is not told");
}

/// How all operations may go wrong.
inline std::vector<Fault> all_faults() {
  using Kind = Fault::Kind;
  return {
      {.kind = Kind::error, .code = Errc::io},
      {.kind = Kind::error, .code = Errc::timed_out},
      // Codes that are not a stream's, and would mean something else to a client.
      {.kind = Kind::error, .code = Errc::frame_limit},
      {.kind = Kind::error, .code = Errc::application},
      {.kind = Kind::error, .code = Errc::io, .repeats = true},
      {.kind = Kind::all_but_last, .code = Errc::io},
      {.kind = Kind::end},
      {.kind = Kind::one_byte},
      {.kind = Kind::delay, .delay = 2ms},
  };
}

/// Whether calls succeed in spite of a fault.
inline bool is_harmless(const Fault& fault) {
  return fault.kind == Fault::Kind::one_byte || fault.kind == Fault::Kind::delay;
}

}  // namespace seathrift::testing
