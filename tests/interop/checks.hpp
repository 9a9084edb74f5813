// SPDX-License-Identifier: Apache-2.0
#pragma once
// What does a client demand of a kitchen's server? The same, whichever library either is of.
//
// A Peer is one library's way to call:
//     Types                         its types of kitchen.thrift
//     kitchen(), restaurant()       a client of that service, connected or going to
//     close()                       closes both
//     application_code(call)        the code of the TApplicationException that ends the call; -1
//     without one connection_lost(call)         whether the call ended because the server closed
//     the connection small(call), large(call)      the declared exception that ends the call, if
//     any

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "samples.hpp"

namespace interop {

/// protocol,framing,stream,server: how a client is to call. "-c" behind the protocol: the server is
/// Python's, and its protocol the one written in C.
struct Stack {
  std::string text;
  bool compact;
  bool python_in_c;
  bool framed;
  bool unix_socket;
  std::string server;

  explicit Stack(const std::string& description)
      : text(description),
        compact(description.starts_with("compact")),
        python_in_c(description.find("-c,") != std::string::npos),
        framed(description.find(",framed,") != std::string::npos),
        unix_socket(description.find(",unix,") != std::string::npos),
        server(description.substr(description.rfind(',') + 1)) {}
};

/// Counts the checks and says what failed.
class Report {
 public:
  void begin(const std::string& stack) { stack_ = stack; }

  void check(bool passed, std::string_view what) {
    ++checks_;
    if (passed) return;
    ++failures_;
    std::printf("FAILED %s: %.*s\n", stack_.c_str(), static_cast<int>(what.size()), what.data());
  }

  /// Runs checks; an exception out of them is a failure.
  template <class Check>
  void run(const char* what, Check check_all) {
    try {
      check_all();
    } catch (const std::exception& error) {
      check(false, std::string(what) + " ended in an exception: " + error.what());
    } catch (...) {
      check(false, std::string(what) + " ended in an exception");
    }
  }

  /// The exit code.
  int end() const {
    std::printf("%d checks, %d failed\n", checks_, failures_);
    return failures_ == 0 && checks_ != 0 ? 0 : 1;
  }

 private:
  std::string stack_;
  int checks_ = 0;
  int failures_ = 0;
};

/// Calls a function that returns its argument's type: Apache's return what is large through a
/// reference.
#define INTEROP_CALL(R, client, method, ...)                                                   \
  []<class Result>(std::type_identity<Result>, auto& to, const auto&... arguments) -> Result { \
    if constexpr (requires {                                                                   \
                    { to.method(arguments...) } -> std::same_as<Result>;                       \
                  }) {                                                                         \
      return to.method(arguments...);                                                          \
    } else {                                                                                   \
      Result result;                                                                           \
      to.method(result, arguments...);                                                         \
      return result;                                                                           \
    }                                                                                          \
  }(std::type_identity<R>{}, client __VA_OPT__(, ) __VA_ARGS__)

#define INTEROP_ECHO(method, value)                                                               \
  report.check(                                                                                   \
      INTEROP_CALL(std::remove_cvref_t<decltype(value)>, peer.kitchen(), method, value) == value, \
      #method)

#define INTEROP_ECHO_SAMPLES(method, type, count) \
  for (const auto& value : samples<Types, typename Types::type>(count)) INTEROP_ECHO(method, value)

template <class Peer>
void check_scalars(Peer& peer, Report& report) {
  using Types = typename Peer::Types;
  for (const bool value : {true, false}) INTEROP_ECHO(echo_bool, value);
  Source<Types> source(7);
  for (int i = 0; i != 8; ++i) {
    const auto i8 = source.i8();
    INTEROP_ECHO(echo_i8, i8);
    const auto i16 = source.i16();
    INTEROP_ECHO(echo_i16, i16);
    const auto i32 = source.i32();
    INTEROP_ECHO(echo_i32, i32);
    const auto i64 = source.i64();
    INTEROP_ECHO(echo_i64, i64);
    const auto color = source.color();
    INTEROP_ECHO(echo_color, color);
    const auto text = source.text();
    INTEROP_ECHO(echo_string, text);
    const auto blob = source.blob();
    INTEROP_ECHO(echo_binary, blob);
  }
  using Int = std::numeric_limits<std::int32_t>;
  using Long = std::numeric_limits<std::int64_t>;
  for (const std::int32_t value : {Int::min(), Int::max()}) INTEROP_ECHO(echo_i32, value);
  for (const std::int64_t value : {Long::min(), Long::max()}) INTEROP_ECHO(echo_i64, value);
  using Double = std::numeric_limits<double>;
  for (const double value : {0.0, -0.0, Double::infinity(), -Double::infinity(),
                             Double::quiet_NaN(), Double::denorm_min(), Double::max(), 1.5}) {
    const double back = INTEROP_CALL(double, peer.kitchen(), echo_double, value);
    report.check(std::bit_cast<std::uint64_t>(back) == std::bit_cast<std::uint64_t>(value),
                 "echo_double, bit for bit");
  }
  const std::string text(1 << 20, 'x');
  INTEROP_ECHO(echo_string, text);
  const auto blob = Types::binary(std::string((1 << 20) + 1, '\xFE'));
  INTEROP_ECHO(echo_binary, blob);
}

template <class Peer>
void check_structs(Peer& peer, Report& report, const Stack& stack) {
  using Types = typename Peer::Types;
  INTEROP_ECHO_SAMPLES(echo_point, Point, 2);
  INTEROP_ECHO_SAMPLES(echo_choice, Choice, 12);
  INTEROP_ECHO_SAMPLES(echo_empty, Empty, 0);
  INTEROP_ECHO_SAMPLES(echo_plain, Plain, 8);
  INTEROP_ECHO_SAMPLES(echo_must, Must, 8);
  INTEROP_ECHO_SAMPLES(echo_may, May, 8);
  INTEROP_ECHO_SAMPLES(echo_plain_default, PlainDefault, 4);
  INTEROP_ECHO_SAMPLES(echo_may_default, MayDefault, 4);
  INTEROP_ECHO_SAMPLES(echo_lists, Lists, 8);
  INTEROP_ECHO_SAMPLES(echo_sets, Sets, 8);
  INTEROP_ECHO_SAMPLES(echo_keys, Keys, 8);
  INTEROP_ECHO_SAMPLES(echo_values, Values, 8);
  INTEROP_ECHO_SAMPLES(echo_nested, Nested, 2);
  INTEROP_ECHO_SAMPLES(echo_tree, Tree, 1);
  // Python's protocols in C know no negative ids.
  if (!stack.python_in_c) INTEROP_ECHO_SAMPLES(echo_implicit, Implicit, 3);
  INTEROP_ECHO_SAMPLES(echo_unsorted, Unsorted, 3);
}

template <class Peer>
void check_methods(Peer& peer, Report& report) {
  using Types = typename Peer::Types;
  auto& kitchen = peer.kitchen();
  kitchen.nothing();
  Source<Types> source(3);
  for (int i = 0; i != 4; ++i) {
    const auto list = source.list([&] { return source.i32(); });
    INTEROP_ECHO(echo_list, list);
    const auto set = source.set([&] { return source.text(); });
    INTEROP_ECHO(echo_set, set);
    const auto map = source.map([&] { return source.text(); }, [&] { return source.point(); });
    INTEROP_ECHO(echo_map, map);
  }
  const std::vector<std::int32_t> empty_list;
  INTEROP_ECHO(echo_list, empty_list);
  const std::set<std::string> empty_set;
  INTEROP_ECHO(echo_set, empty_set);
  const std::map<std::string, typename Types::Point> empty_map;
  INTEROP_ECHO(echo_map, empty_map);
  report.check(kitchen.sum(std::int8_t{-1}, std::int16_t{-200}, 70000, std::int64_t{1} << 40) ==
                   (std::int64_t{1} << 40) + 70000 - 201,
               "sum");

  using Texts = std::vector<std::string>;
  INTEROP_CALL(Texts, kitchen, notified);
  for (const std::string text : {"salt", "", "Grüße"}) kitchen.notify(text);
  report.check(INTEROP_CALL(Texts, kitchen, notified) == Texts{"salt", "", "Grüße"},
               "notify, thrice, then notified");
  report.check(INTEROP_CALL(Texts, kitchen, notified).empty(), "notified, once more");
}

/// `undeclared`: the code that this server's library gives an exception that is not declared.
template <class Peer>
void check_errors(Peer& peer, Report& report, int undeclared) {
  auto& kitchen = peer.kitchen();
  for (int round = 0; round != 2; ++round) {
    report.check(kitchen.fail(0) == 7, "fail(0) returns 7");
    const auto small = peer.small([&] { kitchen.fail(1); });
    report.check(small && small->code == 1 && small->reason == "klein ü", "fail(1) throws Small");
    const auto large = peer.large([&] { kitchen.fail(2); });
    report.check(large && large->reason == "large" && large->plain.text == "pot" &&
                     large->details ==
                         std::map<std::string, std::vector<std::int32_t>>{{"a", {1, 2}}, {"b", {}}},
                 "fail(2) throws Large");
    report.check(peer.application_code([&] { kitchen.fail(3); }) == undeclared,
                 "fail(3) is an internal error");
    kitchen.fail_silently(0);
    const auto silent = peer.small([&] { kitchen.fail_silently(1); });
    report.check(silent && silent->code == 1, "fail_silently(1) throws Small");
    report.check(peer.application_code([&] { kitchen.fail_silently(3); }) == undeclared,
                 "fail_silently(3) is an internal error");
    report.check(peer.application_code([&] { kitchen.fail_undeclared("why"); }) == undeclared,
                 "fail_undeclared is an internal error");
  }
}

/// Calls by a later contract.
template <class Peer>
void check_versions(Peer& peer, Report& report, const Stack& stack, std::string_view server) {
  using Types = typename Peer::Types;
  using NewForm = typename Types::NewForm;
  using May = typename Types::May;
  auto& restaurant = peer.restaurant();
  for (auto form : samples<Types, NewForm>(4)) {
    form.retyped = "five";
    const auto back = INTEROP_CALL(NewForm, restaurant, revise, form, std::string("added"));
    form.retyped = {};
    form.added = {};
    form.drawers = {};
    form.choice = {};
    report.check(back == form, "revise keeps what both contracts have");
  }
  auto plain = samples<Types, typename Types::Plain>(1).back();
  // Python skips bytes as text, and fails when they are not.
  plain.blob = Types::binary("bytes");
  for (int round = 0; round != 2; ++round) {
    report.check(
        peer.application_code([&] { INTEROP_CALL(std::string, restaurant, lacking, plain); }) == 1,
        "an unknown method is answered with code 1");
    restaurant.nothing();
  }
  const May incomplete = samples<Types, May>(0).back();
  const auto call = [&] { return INTEROP_CALL(May, restaurant, echo_must, incomplete); };
  if (server == "seathrift") {
    restaurant.lacking_oneway(plain);
    restaurant.nothing();
    report.check(peer.application_code(call) == 7,
                 "arguments without a required field are answered with code 7");
    if (stack.framed) restaurant.nothing();
  } else if (server == "apache_cpp") {
    report.check(peer.connection_lost(call),
                 "arguments without a required field end the connection");
  } else {
    report.check(call() == incomplete, "Python does not check required fields");
  }
}

/// All checks over one connection after the other.
template <class Peer>
void check_all(Peer& peer, Report& report, const Stack& stack, std::string_view server) {
  const int undeclared = server == "apache_cpp" ? 0 : 6;
  report.run("scalars", [&] { check_scalars(peer, report); });
  report.run("structs", [&] { check_structs(peer, report, stack); });
  report.run("methods", [&] { check_methods(peer, report); });
  report.run("errors", [&] { check_errors(peer, report, undeclared); });
  peer.close();
  report.run("versions", [&] { check_versions(peer, report, stack, server); });
  peer.close();
  // The server lives on, whatever became of that connection.
  report.run("a new connection", [&] { peer.kitchen().nothing(); });
  peer.close();
}

}  // namespace interop
