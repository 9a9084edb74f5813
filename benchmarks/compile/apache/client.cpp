// SPDX-License-Identifier: Apache-2.0
// The tutorial's client, as Apache Thrift's users write it.

#include <cstdio>
#include <memory>

#include <thrift/Thrift.h>
#include <thrift/transport/TSocket.h>

#include "stack.hpp"

int main() {
  const auto socket = std::make_shared<apache::thrift::transport::TSocket>("localhost", 9090);
  const auto transport = std::make_shared<stack::Transport>(socket);
  stack::Client client(std::make_shared<stack::Protocol>(transport));
  try {
    transport->open();
    client.ping();
    std::printf("1 + 1 = %d\n", client.add(1, 1));

    tutorial::Work work;
    work.op = tutorial::Operation::DIVIDE;
    work.num1 = 1;
    work.num2 = 0;
    try {
      client.calculate(1, work);
    } catch (const tutorial::InvalidOperation& error) {
      std::printf("InvalidOperation: %s\n", error.why.c_str());
    }

    work.op = tutorial::Operation::SUBTRACT;
    work.num1 = 15;
    work.num2 = 10;
    std::printf("15 - 10 = %d\n", client.calculate(1, work));

    shared::SharedStruct entry;
    client.getStruct(entry, 1);
    std::printf("log: %s\n", entry.value.c_str());
    client.zip();
    transport->close();
  } catch (const apache::thrift::TException& error) {
    std::printf("error: %s\n", error.what());
    return 1;
  }
}
