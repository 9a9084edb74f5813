// SPDX-License-Identifier: Apache-2.0
// Apache's C++ client in any stack: apache_foreign <transport> <protocol> <port>
// Prints how a call of echo_string("soup") ended, as its user sees it.

#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/protocol/TJSONProtocol.h>
#include <thrift/TApplicationException.h>
#include <thrift/TOutput.h>
#include <thrift/transport/TBufferTransports.h>
#include <thrift/transport/THttpClient.h>
#include <thrift/transport/TSocket.h>
#include <thrift/transport/TSSLSocket.h>

#include "Pantry.h"

using namespace apache::thrift;
using namespace apache::thrift::protocol;
using namespace apache::thrift::transport;

namespace {

std::shared_ptr<TTransport> transport_of(const std::string& name, int port) {
  std::shared_ptr<TSocket> socket;
  if (name == "tls") {
    TSSLSocketFactory factory;
    factory.authenticate(false);
    socket = factory.createSocket("127.0.0.1", port);
  } else {
    socket = std::make_shared<TSocket>("127.0.0.1", port);
  }
  socket->setRecvTimeout(20'000);
  if (name == "framed") return std::make_shared<TFramedTransport>(socket);
  if (name == "http") return std::make_shared<THttpClient>(socket, "127.0.0.1", "/");
  return std::make_shared<TBufferedTransport>(socket);
}

std::shared_ptr<TProtocol> protocol_of(const std::string& name,
                                       const std::shared_ptr<TTransport>& transport) {
  if (name == "compact") return std::make_shared<TCompactProtocol>(transport);
  if (name == "json") return std::make_shared<TJSONProtocol>(transport);
  const bool strict = name != "old";
  return std::make_shared<TBinaryProtocol>(transport, 0, 0, strict, strict);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) return 2;
  GlobalOutput.setOutputFunction([](const char*) {});
  try {
    const auto transport = transport_of(arguments[1], std::stoi(arguments[3]));
    apache::kitchen::PantryClient client(protocol_of(arguments[2], transport));
    transport->open();
    std::string result;
    client.echo_string(result, "soup");
    std::printf("%s\n", result.c_str());
  } catch (const TApplicationException& error) {
    std::printf("TApplicationException %d: %s\n", static_cast<int>(error.getType()), error.what());
  } catch (const std::exception& error) {
    std::printf("%s\n", error.what());
  }
  return 0;
}
