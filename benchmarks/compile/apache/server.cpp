// SPDX-License-Identifier: Apache-2.0
// The tutorial's server, as Apache Thrift's users write it: a handler for each connection.

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

#include <thrift/server/TThreadedServer.h>
#include <thrift/transport/TServerSocket.h>
#include <thrift/transport/TSocket.h>
#include <thrift/TToString.h>

#include "stack.hpp"

class CalculatorHandler : public tutorial::CalculatorIf {
 public:
  void ping() override { std::puts("ping()"); }

  int32_t add(const int32_t num1, const int32_t num2) override { return num1 + num2; }

  int32_t calculate(const int32_t logid, const tutorial::Work& work) override {
    int32_t value = 0;
    switch (work.op) {
      case tutorial::Operation::ADD:
        value = work.num1 + work.num2;
        break;
      case tutorial::Operation::SUBTRACT:
        value = work.num1 - work.num2;
        break;
      case tutorial::Operation::MULTIPLY:
        value = work.num1 * work.num2;
        break;
      case tutorial::Operation::DIVIDE:
        if (work.num2 == 0) refuse(work, "Cannot divide by 0");
        value = work.num1 / work.num2;
        break;
      default:
        refuse(work, "Invalid Operation");
    }
    shared::SharedStruct entry;
    entry.key = logid;
    entry.value = std::to_string(value);
    log_[logid] = entry;
    return value;
  }

  void getStruct(shared::SharedStruct& entry, const int32_t logid) override { entry = log_[logid]; }

  void zip() override { std::puts("zip()"); }

 private:
  [[noreturn]] static void refuse(const tutorial::Work& work, const char* why) {
    tutorial::InvalidOperation error;
    error.whatOp = work.op;
    error.why = why;
    throw error;
  }

  std::map<int32_t, shared::SharedStruct> log_;
};

class CalculatorFactory : public tutorial::CalculatorIfFactory {
 public:
  tutorial::CalculatorIf* getHandler(const apache::thrift::TConnectionInfo& peer) override {
    const auto socket =
        std::dynamic_pointer_cast<apache::thrift::transport::TSocket>(peer.transport);
    if (socket) std::printf("connection from %s\n", socket->getPeerAddress().c_str());
    return new CalculatorHandler;
  }
  void releaseHandler(shared::SharedServiceIf* handler) override { delete handler; }
};

int main() {
  apache::thrift::server::TThreadedServer server(
      std::make_shared<stack::ProcessorFactory>(std::make_shared<CalculatorFactory>()),
      std::make_shared<apache::thrift::transport::TServerSocket>(9090),
      std::make_shared<apache::thrift::transport::TBufferedTransportFactory>(),
      std::make_shared<stack::ProtocolFactory>());
  server.serve();
}
