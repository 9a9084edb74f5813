// SPDX-License-Identifier: Apache-2.0
// Serves the tutorial's Calculator at the port given, 9090 without one and a free one for 0, until
// it is interrupted. It speaks what Apache's tutorial speaks: its clients, too, can call.

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <string>

#include "calculator.hpp"

namespace {

using seathrift::ConnectionInfo;
using Server = seathrift::ThreadPoolServer<tutorial::Calculator, seathrift::Binary,
                                           seathrift::Buffered<seathrift::Socket>>;

// One for each connection: the log is that of one client, and no two threads meet in it.
class CalculatorHandler {
 public:
  void ping() { std::puts("ping()"); }

  std::int32_t add(std::int32_t num1, std::int32_t num2) {
    std::printf("add(%d, %d)\n", num1, num2);
    return static_cast<std::int32_t>(std::int64_t{num1} + num2);  // wraps; no overflow
  }

  std::int32_t calculate(std::int32_t logid, const tutorial::Work& work) {
    std::printf("calculate(%d, {%d, %d, %d})\n", logid, work.num1, work.num2,
                static_cast<int>(work.op));
    const std::int32_t value = result_of(work);
    log_[logid] = {logid, std::to_string(value)};
    return value;
  }

  shared::SharedStruct getStruct(std::int32_t key) {
    std::printf("getStruct(%d)\n", key);
    return log_[key];
  }

  void zip() { std::puts("zip()"); }

 private:
  static std::int32_t result_of(const tutorial::Work& work) {
    using enum tutorial::Operation;
    const std::int64_t left = work.num1;
    const std::int64_t right = work.num2;
    // A client may send a number that the enum does not name, and any operands.
    if (work.op < ADD || work.op > DIVIDE) refuse(work, "Invalid Operation");
    if (work.op == DIVIDE && right == 0) refuse(work, "Cannot divide by 0");
    const std::int64_t result = work.op == ADD        ? left + right
                                : work.op == SUBTRACT ? left - right
                                : work.op == MULTIPLY ? left * right
                                                      : left / right;
    if (result != static_cast<std::int32_t>(result)) refuse(work, "The result needs more bits");
    return static_cast<std::int32_t>(result);
  }

  [[noreturn]] static void refuse(const tutorial::Work& work, const char* why) {
    tutorial::InvalidOperation error;
    error.whatOp = static_cast<std::int32_t>(work.op);
    error.why = why;
    throw error;
  }

  std::map<std::int32_t, shared::SharedStruct> log_;
};

Server* running = nullptr;

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  try {
    const int port = argc > 1 ? std::atoi(argv[1]) : 9090;
    const auto new_handler = [](const ConnectionInfo& peer) {
      std::printf("connection from %s\n", peer.peer.c_str());
      return CalculatorHandler{};
    };
    Server server{new_handler, {.port = static_cast<std::uint16_t>(port)}};
    running = &server;
    std::signal(SIGINT, [](int) { running->stop(); });
    std::signal(SIGTERM, [](int) { running->stop(); });
    std::printf("listening at port %d\n", server.port());
    server.serve();
    std::puts("stopped");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
