// SPDX-License-Identifier: Apache-2.0
#pragma once
// How does a test get a service and its client in one process? A server in a thread, connected by
// memory.

#include <exception>
#include <thread>
#include <utility>

#include <seathrift/protocol/compact.hpp>
#include <seathrift/rpc/client.hpp>
#include <seathrift/server/options.hpp>
#include <seathrift/server/threaded_server.hpp>
#include <seathrift/transport/framed.hpp>
#include <seathrift/transport/memory.hpp>
#include <seathrift/transport/options.hpp>

namespace seathrift::testing {

/// A handler that is served in this process while this object lives, and the clients of it. No port
/// and no file is needed; all but the stream is what it is in production.
///
///     testing::Served<Calculator> served{std::ref(handler)};
///     auto client = served.client();
///     CHECK(client.add(1, 1) == 2);
///
/// Each client's calls are carried out by a thread of its own.
///
/// Errors. As ThreadedServer.
///
/// Thread safety. Shared objects: safe, but for `stop` and the destructor.
template <class Service, class Protocol = Compact, class Transport = Framed<Memory>>
class Served {
 public:
  using ServerType = ThreadedServer<Service, Protocol, Transport>;
  using ClientType = Client<Service, Protocol, Transport>;

  /// `handler`: see Processor. Options are needed for what is not Memory.
  template <class Handler>
  explicit Served(Handler&& handler, ServerOptions options = {})
      : server_(std::forward<Handler>(handler), std::move(options)), thread_([this] {
          try {
            server_.serve();
          } catch (...) {
            failure_ = std::current_exception();
          }
        }) {}
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served() { end(); }

  /// A new client. Its first call connects it.
  [[nodiscard]] ClientType client(const ConnectionOptions& options = {}) {
    return ClientType(server_.endpoint(), options);
  }
  [[nodiscard]] ServerType& server() noexcept { return server_; }

  /// Finishes the calls in progress and closes all connections: what a client sees of a server that
  /// is shut down. Throws what `serve()` threw.
  void stop() {
    end();
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  }

 private:
  void end() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }

  ServerType server_;
  std::exception_ptr failure_;
  std::thread thread_;
};

}  // namespace seathrift::testing
