// SPDX-License-Identifier: Apache-2.0
// The tutorial's server: the handler of apache/server.cpp, one for each connection.

#include <cstdint>
#include <cstdio>
#include <map>
#include <string>

#include "calculator.hpp"

using namespace seathrift;

class CalculatorHandler {
 public:
  void ping() { std::puts("ping()"); }

  std::int32_t add(std::int32_t num1, std::int32_t num2) { return num1 + num2; }

  std::int32_t calculate(std::int32_t logid, const tutorial::Work& work) {
    std::int32_t value = 0;
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
    log_[logid] = {logid, std::to_string(value)};
    return value;
  }

  shared::SharedStruct getStruct(std::int32_t key) { return log_[key]; }

  void zip() { std::puts("zip()"); }

 private:
  [[noreturn]] static void refuse(const tutorial::Work& work, const char* why) {
    tutorial::InvalidOperation error;
    error.whatOp = static_cast<std::int32_t>(work.op);
    error.why = why;
    throw error;
  }

  std::map<std::int32_t, shared::SharedStruct> log_;
};

int main() {
  ThreadedServer<tutorial::Calculator, Binary, Buffered<Socket>> server{
      [](const ConnectionInfo& info) {
        std::printf("connection from %s\n", info.peer.c_str());
        return CalculatorHandler{};
      },
      {.port = 9090}};
  server.serve();
}
