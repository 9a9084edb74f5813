// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which of Apache's factories makes what a stack's name says?

#include <cstdint>
#include <memory>
#include <string_view>

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/TConfiguration.h>
#include <thrift/transport/TBufferTransports.h>

namespace bench {

[[nodiscard]] inline std::shared_ptr<apache::thrift::protocol::TProtocolFactory> protocol_of(
    std::string_view stack) {
  using namespace apache::thrift::protocol;
  if (stack.ends_with("compact")) return std::make_shared<TCompactProtocolFactory>();
  return std::make_shared<TBinaryProtocolFactory>();
}

/// Apache's own factories, but for the limit of a message, which counts all that a connection
/// receives: by default an echo of 128 KiB ends its connection within a second.
template <class Transport>
class TransportFactory : public apache::thrift::transport::TTransportFactory {
 public:
  std::shared_ptr<apache::thrift::transport::TTransport> getTransport(
      std::shared_ptr<apache::thrift::transport::TTransport> below) override {
    return std::make_shared<Transport>(below,
                                       std::make_shared<apache::thrift::TConfiguration>(INT32_MAX));
  }
};

[[nodiscard]] inline std::shared_ptr<apache::thrift::transport::TTransportFactory> transport_of(
    std::string_view stack) {
  using namespace apache::thrift::transport;
  if (stack.starts_with("framed")) return std::make_shared<TransportFactory<TFramedTransport>>();
  return std::make_shared<TransportFactory<TBufferedTransport>>();
}

}  // namespace bench
