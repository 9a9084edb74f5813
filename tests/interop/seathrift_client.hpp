// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does Seathrift's client call a kitchen?

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <seathrift/core/error.hpp>
#include <seathrift/rpc/client.hpp>

#include "checks.hpp"
#include "seathrift_stacks.hpp"
#include "seathrift_types.hpp"

namespace interop {
template <class Protocol, class Transport>
class SeathriftPeer {
 public:
  using Types = SeathriftTypes;
  template <class Service>
  using Client = seathrift::Client<Service, Protocol, Transport>;

  SeathriftPeer(const Stack& stack, const std::string& where)
      : kitchen_(connect<::kitchen::Kitchen>(stack, where)),
        restaurant_(connect<::kitchen::Restaurant>(stack, where)) {}

  Client<::kitchen::Kitchen>& kitchen() { return kitchen_; }
  Client<::kitchen::Restaurant>& restaurant() { return restaurant_; }
  void close() {
    kitchen_.link().close();
    restaurant_.link().close();
  }

  template <class Call>
  int application_code(Call call) {
    try {
      call();
    } catch (const seathrift::ApplicationException& error) {
      return static_cast<int>(error.code());
    }
    return -1;
  }
  template <class Call>
  bool connection_lost(Call call) {
    try {
      call();
    } catch (const seathrift::TransportException&) {
      return true;
    }
    return false;
  }
  template <class Call>
  std::optional<Types::Small> small(Call call) {
    return thrown<Types::Small>(call);
  }
  template <class Call>
  std::optional<Types::Large> large(Call call) {
    return thrown<Types::Large>(call);
  }

 private:
  template <class Declared, class Call>
  std::optional<Declared> thrown(Call call) {
    try {
      call();
    } catch (const Declared& declared) {
      return declared;
    }
    return std::nullopt;
  }

  template <class Service>
  static Client<Service> connect(const Stack&, const std::string& where) {
    seathrift::ConnectionOptions options;
    options.connect_timeout = std::chrono::seconds(5);
    options.read_timeout = std::chrono::seconds(10);
    options.write_timeout = std::chrono::seconds(10);
    if constexpr (requires { Client<Service>("localhost", std::uint16_t{}); })
      return Client<Service>("localhost", static_cast<std::uint16_t>(std::stoi(where)), options);
    else
      return Client<Service>(where, options);
  }

  Client<::kitchen::Kitchen> kitchen_;
  Client<::kitchen::Restaurant> restaurant_;
};

/// What only our client can do: calls on their way together, and one connection for all of them.
template <class Peer>
void check_pipeline(Peer& peer, Report& report) {
  using Kitchen = ::kitchen::Kitchen;
  auto& client = peer.kitchen();
  for (std::int32_t i = 0; i != 10; ++i) {
    client.template send_<&Kitchen::echo_i32>(i);
    client.template send_<&Kitchen::fail>(i % 2);
    client.template send_<&Kitchen::notify>("salt");
  }
  for (std::int32_t i = 0; i != 10; ++i) {
    report.check(client.template receive_<&Kitchen::echo_i32>() == i,
                 "replies come in the order of the calls");
    const auto small = peer.small([&] { client.template receive_<&Kitchen::fail>(); });
    report.check(small.has_value() == (i % 2 == 1), "an exception comes in its place");
  }
  report.check(client.notified().size() == 10, "oneway calls among others");
  report.check(client.template try_call<&Kitchen::fail>(2).has_error(),
               "try_call returns a declared exception");
  report.check(client.template try_call<&Kitchen::fail_undeclared>("x").error().code() ==
                   seathrift::Errc::application,
               "try_call returns an application's error");
  report.check(client.link().is_open(), "none of this costs the connection");
}

/// Runs all checks on each stack, given as "<stack>=<where>", against a server of a library.
inline int call(const std::string& library, const std::vector<std::string>& stacks) {
  Report report;
  for (const std::string& argument : stacks) {
    const auto equals = argument.find('=');
    const Stack stack(argument.substr(0, equals));
    const std::string where = argument.substr(equals + 1);
    report.begin(stack.text);
    with_stack(stack, [&]<class Protocol, class Transport>() {
      SeathriftPeer<Protocol, Transport> peer(stack, where);
      check_all(peer, report, stack, library);
      report.run("pipeline", [&] { check_pipeline(peer, report); });
    });
  }
  return report.end();
}

}  // namespace interop
