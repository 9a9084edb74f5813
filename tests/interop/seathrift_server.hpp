// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does Seathrift serve the kitchen?

#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <seathrift/server/simple_server.hpp>
#include <seathrift/server/thread_pool_server.hpp>
#include <seathrift/server/threaded_server.hpp>

#include "checks.hpp"
#include "seathrift_stacks.hpp"
#include "seathrift_types.hpp"

namespace kitchen {

/// Thread safety. Shared objects: safe.
class Cook {
 public:
  bool echo_bool(bool value) { return value; }
  std::int8_t echo_i8(std::int8_t value) { return value; }
  std::int16_t echo_i16(std::int16_t value) { return value; }
  std::int32_t echo_i32(std::int32_t value) { return value; }
  std::int64_t echo_i64(std::int64_t value) { return value; }
  double echo_double(double value) { return value; }
  std::string echo_string(const std::string& value) { return value; }
  Binary echo_binary(Binary value) { return value; }
  Color echo_color(Color value) { return value; }
  Point echo_point(const Point& value) { return value; }
  Choice echo_choice(Choice value) { return value; }
  Empty echo_empty(const Empty& value) { return value; }
  Plain echo_plain(const Plain& value) { return value; }
  Must echo_must(const Must& value) { return value; }
  May echo_may(const May& value) { return value; }
  PlainDefault echo_plain_default(const PlainDefault& value) { return value; }
  MayDefault echo_may_default(const MayDefault& value) { return value; }
  Lists echo_lists(Lists value) { return value; }
  Sets echo_sets(Sets value) { return value; }
  Keys echo_keys(Keys value) { return value; }
  Values echo_values(Values value) { return value; }
  Nested echo_nested(Nested value) { return value; }
  Tree echo_tree(const Tree& value) { return value; }
  Implicit echo_implicit(const Implicit& value) { return value; }
  Unsorted echo_unsorted(const Unsorted& value) { return value; }
  void nothing() {}
  std::vector<std::int32_t> echo_list(std::vector<std::int32_t> value) { return value; }
  std::set<std::string> echo_set(std::set<std::string> value) { return value; }
  std::map<std::string, Point> echo_map(std::map<std::string, Point> value) { return value; }
  std::int64_t sum(std::int8_t tiny, std::int16_t little, std::int32_t middle, std::int64_t wide) {
    return tiny + little + middle + wide;
  }
  std::int32_t fail(std::int32_t how) {
    fail_silently(how);
    if (how == 2) {
      Large large;
      large.reason = "large";
      large.plain.text = "pot";
      large.details = {{"a", {1, 2}}, {"b", {}}};
      throw large;
    }
    return 7;
  }
  void fail_silently(std::int32_t how) {
    if (how == 1) {
      Small small;
      small.code = 1;
      small.reason = "klein ü";
      throw small;
    }
    if (how == 3) throw std::runtime_error("not declared");
  }
  std::int32_t fail_undeclared(const std::string& text) {
    Large large;
    large.reason = text;
    throw large;
  }
  void notify(const std::string& text) {
    const std::lock_guard lock(mutex_);
    notified_.push_back(text);
  }
  std::vector<std::string> notified() {
    const std::lock_guard lock(mutex_);
    return std::exchange(notified_, {});
  }
  OldForm revise(const OldForm& form, std::int32_t) { return form; }

 private:
  std::mutex mutex_;
  std::vector<std::string> notified_;
};

}  // namespace kitchen

namespace interop {

/// A server on its thread, until `stop`.
struct Running {
  std::thread thread;
  std::function<void()> stop;
};

template <class Server>
Running run(const Stack& stack, const seathrift::ServerOptions& options) {
  auto server = std::make_shared<Server>(std::make_shared<kitchen::Cook>(), options);
  if (stack.unix_socket)
    std::printf("%s=%s\n", stack.text.c_str(), options.path.c_str());
  else
    std::printf("%s=%d\n", stack.text.c_str(), server->port());
  return {std::thread([server] { server->serve(); }), [server] { server->stop(); }};
}

inline Running run(const Stack& stack, const std::string& folder) {
  seathrift::ServerOptions options;
  if (stack.unix_socket) options.path = folder + "/seathrift-" + stack.text + ".sock";
  return with_stack(stack, [&]<class P, class Transport>() {
    using namespace seathrift;
    using kitchen::Kitchen;
    if (stack.server == "simple") return run<SimpleServer<Kitchen, P, Transport>>(stack, options);
    if (stack.server == "threaded")
      return run<ThreadedServer<Kitchen, P, Transport>>(stack, options);
    return run<ThreadPoolServer<Kitchen, P, Transport>>(stack, options);
  });
}

/// Starts a server for each stack, with its Unix sockets in a folder; prints "<stack>=<where>" for
/// each and serves until the standard input ends.
inline int serve(const std::string& folder, const std::vector<std::string>& stacks) {
  std::vector<Running> servers;
  for (const std::string& stack : stacks) servers.push_back(run(Stack(stack), folder));
  std::printf("ready\n");
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  for (auto& server : servers) {
    server.stop();
    server.thread.join();
  }
  return 0;
}

}  // namespace interop
