// SPDX-License-Identifier: Apache-2.0
// Apache's C++ servers of the kitchen: apache_server <folder for Unix sockets> <stack> …
// Prints "<stack>=<where>" for each, nothing behind the sign for one that this machine lacks, and
// serves until its standard input ends.

#include <unistd.h>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <thrift/concurrency/ThreadFactory.h>
#include <thrift/concurrency/ThreadManager.h>
#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/server/TSimpleServer.h>
#include <thrift/server/TThreadedServer.h>
#include <thrift/server/TThreadPoolServer.h>
#include <thrift/TOutput.h>
#include <thrift/transport/TBufferTransports.h>
#include <thrift/transport/TServerSocket.h>

#ifdef INTEROP_NONBLOCKING
#include <thrift/server/TNonblockingServer.h>
#include <thrift/transport/TNonblockingServerSocket.h>
#endif

#include "Kitchen.h"

#include "apache_types.hpp"
#include "checks.hpp"

namespace interop {
namespace {

using namespace apache::thrift;
using namespace apache::kitchen;

class Cook : public KitchenIf {
 public:
  bool echo_bool(const bool value) override { return value; }
  std::int8_t echo_i8(const std::int8_t value) override { return value; }
  std::int16_t echo_i16(const std::int16_t value) override { return value; }
  std::int32_t echo_i32(const std::int32_t value) override { return value; }
  std::int64_t echo_i64(const std::int64_t value) override { return value; }
  double echo_double(const double value) override { return value; }
  void echo_string(std::string& result, const std::string& value) override { result = value; }
  void echo_binary(std::string& result, const std::string& value) override { result = value; }
  Color echo_color(const Color value) override { return value; }
  void echo_point(Point& result, const Point& value) override { result = value; }
  void echo_choice(Choice& result, const Choice& value) override { result = value; }
  void echo_empty(Empty& result, const Empty& value) override { result = value; }
  void echo_plain(Plain& result, const Plain& value) override { result = value; }
  void echo_must(Must& result, const Must& value) override { result = value; }
  void echo_may(May& result, const May& value) override { result = value; }
  void echo_plain_default(PlainDefault& result, const PlainDefault& value) override {
    result = value;
  }
  void echo_may_default(MayDefault& result, const MayDefault& value) override { result = value; }
  void echo_lists(Lists& result, const Lists& value) override { result = value; }
  void echo_sets(Sets& result, const Sets& value) override { result = value; }
  void echo_keys(Keys& result, const Keys& value) override { result = value; }
  void echo_values(Values& result, const Values& value) override { result = value; }
  void echo_nested(Nested& result, const Nested& value) override { result = value; }
  void echo_tree(Tree& result, const Tree& value) override { result = value; }
  void echo_implicit(Implicit& result, const Implicit& value) override { result = value; }
  void echo_unsorted(Unsorted& result, const Unsorted& value) override { result = value; }
  void nothing() override {}
  void echo_list(std::vector<std::int32_t>& result,
                 const std::vector<std::int32_t>& value) override {
    result = value;
  }
  void echo_set(std::set<std::string>& result, const std::set<std::string>& value) override {
    result = value;
  }
  void echo_map(std::map<std::string, Point>& result,
                const std::map<std::string, Point>& value) override {
    result = value;
  }
  std::int64_t sum(const std::int8_t tiny, const std::int16_t little, const std::int32_t middle,
                   const std::int64_t wide) override {
    return tiny + little + middle + wide;
  }
  std::int32_t fail(const std::int32_t how) override {
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
  void fail_silently(const std::int32_t how) override {
    if (how == 1) {
      Small small;
      small.code = 1;
      small.reason = "klein ü";
      throw small;
    }
    if (how == 3) throw std::runtime_error("not declared");
  }
  std::int32_t fail_undeclared(const std::string& text) override {
    Large large;
    large.reason = text;
    throw large;
  }
  void notify(const std::string& text) override {
    const std::lock_guard lock(mutex_);
    notified_.push_back(text);
  }
  void notified(std::vector<std::string>& result) override {
    const std::lock_guard lock(mutex_);
    result = std::exchange(notified_, {});
  }
  void revise(OldForm& result, const OldForm& form, const std::int32_t) override { result = form; }

 private:
  std::mutex mutex_;
  std::vector<std::string> notified_;
};

/// Tells when a server listens.
class Listening : public server::TServerEventHandler {
 public:
  void preServe() override { now_.set_value(); }
  std::future<void> future() { return now_.get_future(); }

 private:
  std::promise<void> now_;
};

struct Started {
  std::shared_ptr<server::TServer> server;
  std::function<int()> port;
};

#ifdef INTEROP_NONBLOCKING
Started make_nonblocking(const Stack& stack, const std::string& path,
                         const std::shared_ptr<TProcessor>& processor,
                         const std::shared_ptr<protocol::TProtocolFactory>& protocols) {
  const auto socket = stack.unix_socket
                          ? std::make_shared<transport::TNonblockingServerSocket>(path)
                          : std::make_shared<transport::TNonblockingServerSocket>(0);
  return {std::make_shared<server::TNonblockingServer>(processor, protocols, socket),
          [socket] { return socket->getListenPort(); }};
}
#else
Started make_nonblocking(const Stack&, const std::string&, const std::shared_ptr<TProcessor>&,
                         const std::shared_ptr<protocol::TProtocolFactory>&) {
  return {};
}
#endif

Started make(const Stack& stack, const std::string& path) {
  const auto processor = std::make_shared<KitchenProcessor>(std::make_shared<Cook>());
  std::shared_ptr<protocol::TProtocolFactory> protocols;
  if (stack.compact)
    protocols = std::make_shared<protocol::TCompactProtocolFactory>();
  else
    protocols = std::make_shared<protocol::TBinaryProtocolFactory>();
  if (stack.server == "nonblocking") return make_nonblocking(stack, path, processor, protocols);

  std::shared_ptr<transport::TTransportFactory> transports;
  if (stack.framed)
    transports = std::make_shared<transport::TFramedTransportFactory>();
  else
    transports = std::make_shared<transport::TBufferedTransportFactory>();
  const auto socket = stack.unix_socket ? std::make_shared<transport::TServerSocket>(path)
                                        : std::make_shared<transport::TServerSocket>(0);
  const auto port = [socket] { return socket->getPort(); };
  if (stack.server == "simple")
    return {std::make_shared<server::TSimpleServer>(processor, socket, transports, protocols),
            port};
  if (stack.server == "threaded")
    return {std::make_shared<server::TThreadedServer>(processor, socket, transports, protocols),
            port};
  const auto threads = concurrency::ThreadManager::newSimpleThreadManager(2);
  threads->threadFactory(std::make_shared<concurrency::ThreadFactory>());
  threads->start();
  return {std::make_shared<server::TThreadPoolServer>(processor, socket, transports, protocols,
                                                      threads),
          port};
}

void start(const Stack& stack, const std::string& folder) {
  const std::string path = folder + "/apache-" + stack.text + ".sock";
  const Started started = make(stack, path);
  if (!started.server) {
    std::printf("%s=\n", stack.text.c_str());
    return;
  }
  const auto listening = std::make_shared<Listening>();
  auto now = listening->future();
  started.server->setServerEventHandler(listening);
  std::thread([started] { started.server->serve(); }).detach();
  now.wait();
  if (stack.unix_socket)
    std::printf("%s=%s\n", stack.text.c_str(), path.c_str());
  else
    std::printf("%s=%d\n", stack.text.c_str(), started.port());
}

}  // namespace
}  // namespace interop

int main(int count, char** arguments) {
  // What clients do wrong on purpose need not be told.
  apache::thrift::GlobalOutput.setOutputFunction([](const char*) {});
  for (int i = 2; i < count; ++i) interop::start(interop::Stack(arguments[i]), arguments[1]);
  std::printf("ready\n");
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  // The servers' threads are at work: nothing is torn down around them.
  _exit(0);
}
