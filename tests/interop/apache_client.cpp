// SPDX-License-Identifier: Apache-2.0
// Apache's C++ client calls the kitchen: apache_client <library of the server> <stack>=<where> …

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/TApplicationException.h>
#include <thrift/transport/TBufferTransports.h>
#include <thrift/transport/TSocket.h>

#include "Kitchen.h"
#include "Restaurant.h"

#include "apache_types.hpp"
#include "checks.hpp"

namespace interop {
namespace {

using namespace apache::thrift;

class ApachePeer {
 public:
  using Types = ApacheTypes;

  ApachePeer(const Stack& stack, const std::string& where) {
    const auto socket = stack.unix_socket
                            ? std::make_shared<transport::TSocket>(where)
                            : std::make_shared<transport::TSocket>("localhost", std::stoi(where));
    socket->setConnTimeout(5000);
    socket->setRecvTimeout(10000);
    socket->setSendTimeout(10000);
    if (stack.framed)
      transport_ = std::make_shared<transport::TFramedTransport>(socket);
    else
      transport_ = std::make_shared<transport::TBufferedTransport>(socket);
    std::shared_ptr<protocol::TProtocol> protocol;
    if (stack.compact)
      protocol = std::make_shared<protocol::TCompactProtocol>(transport_);
    else
      protocol = std::make_shared<protocol::TBinaryProtocol>(transport_);
    kitchen_.emplace(protocol);
    restaurant_.emplace(protocol);
  }

  apache::kitchen::KitchenClient& kitchen() {
    open();
    return *kitchen_;
  }
  apache::kitchen::RestaurantClient& restaurant() {
    open();
    return *restaurant_;
  }
  void close() { transport_->close(); }

  template <class Call>
  int application_code(Call call) {
    try {
      call();
    } catch (const TApplicationException& error) {
      return error.getType();
    }
    return -1;
  }
  template <class Call>
  bool connection_lost(Call call) {
    try {
      call();
    } catch (const transport::TTransportException&) {
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

  void open() {
    if (!transport_->isOpen()) transport_->open();
  }

  std::shared_ptr<transport::TTransport> transport_;
  std::optional<apache::kitchen::KitchenClient> kitchen_;
  std::optional<apache::kitchen::RestaurantClient> restaurant_;
};

}  // namespace
}  // namespace interop

int main(int count, char** arguments) {
  interop::Report report;
  for (int i = 2; i < count; ++i) {
    const std::string argument = arguments[i];
    const auto equals = argument.find('=');
    const interop::Stack stack(argument.substr(0, equals));
    report.begin(stack.text);
    interop::ApachePeer peer(stack, argument.substr(equals + 1));
    interop::check_all(peer, report, stack, arguments[1]);
  }
  return report.end();
}
