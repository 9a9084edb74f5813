// SPDX-License-Identifier: Apache-2.0
// Makes every call of the tutorial to the Calculator at the port given, 9090 without one.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "calculator.hpp"

int main(int argc, char** argv) {
  using namespace seathrift;
  try {
    const int port = argc > 1 ? std::atoi(argv[1]) : 9090;
    Client<tutorial::Calculator, Binary, Buffered<Socket>> client{"localhost",
                                                                  static_cast<std::uint16_t>(port)};
    client.ping();
    std::puts("ping()");
    std::printf("1 + 1 = %d\n", client.add(1, 1));
    try {
      client.calculate(1, {.num1 = 1, .num2 = 0, .op = tutorial::Operation::DIVIDE});
      std::puts("1 / 0 has a result");
      return 1;
    } catch (const tutorial::InvalidOperation& error) {
      std::printf("InvalidOperation: %s\n", error.why.c_str());
    }
    const std::int32_t difference =
        client.calculate(1, {.num1 = 15, .num2 = 10, .op = tutorial::Operation::SUBTRACT});
    std::printf("15 - 10 = %d\n", difference);
    std::printf("log entry 1: %s\n", client.getStruct(1).value.c_str());
    client.zip();
    std::puts("zip()");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
