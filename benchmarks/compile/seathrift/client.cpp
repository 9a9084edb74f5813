// SPDX-License-Identifier: Apache-2.0
// The tutorial's client: the calls of apache/client.cpp.

#include <cstdio>
#include <exception>

#include "calculator.hpp"

using namespace seathrift;

int main() {
  try {
    Client<tutorial::Calculator, Binary, Buffered<Socket>> client{"localhost", 9090};
    client.ping();
    std::printf("1 + 1 = %d\n", client.add(1, 1));
    try {
      client.calculate(1, {.num1 = 1, .num2 = 0, .op = tutorial::Operation::DIVIDE});
    } catch (const tutorial::InvalidOperation& error) {
      std::printf("InvalidOperation: %s\n", error.why.c_str());
    }
    const auto difference =
        client.calculate(1, {.num1 = 15, .num2 = 10, .op = tutorial::Operation::SUBTRACT});
    std::printf("15 - 10 = %d\n", difference);
    std::printf("log: %s\n", client.getStruct(1).value.c_str());
    client.zip();
  } catch (const std::exception& error) {
    std::printf("error: %s\n", error.what());
    return 1;
  }
}
