// SPDX-License-Identifier: Apache-2.0
#include <seathrift/transport/unix_socket.hpp>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace seathrift;
using namespace seathrift::testing;

static_assert(ByteStream<UnixSocket>);
static_assert(ConnectingStream<UnixSocket>);
static_assert(Acceptor<UnixSocket::Acceptor>);
static_assert(AcceptedStream<UnixSocket>);

/// A directory that goes with all that is in it.
class Directory {
 public:
  Directory() { REQUIRE(::mkdtemp(path_.data()) != nullptr); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory() {
    for (const std::string& file : files_) ::unlink(file.c_str());
    ::rmdir(path_.c_str());
  }
  std::string file(const std::string& name) {
    files_.push_back(path_ + '/' + name);
    return files_.back();
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_ = "/tmp/seathrift-XXXXXX";
  std::vector<std::string> files_;
};

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

Result<UnixSocket::Acceptor> listen_at(const std::string& path, int backlog = 16) {
  return UnixSocket::Acceptor::listen({.path = path, .backlog = backlog}, {});
}

TEST_CASE("unix socket: bytes pass both ways through a path, which goes with the acceptor") {
  Directory directory;
  const std::string path = directory.file("server");
  {
    UnixSocket::Acceptor acceptor = listen_at(path).value();
    CHECK(acceptor.port() == 0);
    CHECK(acceptor.endpoint() == UnixSocket::Endpoint{path});
    UnixSocket client = UnixSocket::connect({path}, {}).value();
    UnixSocket server = acceptor.accept().value();
    CHECK(talk(client, server));
    CHECK(client.peer() == path);
    CHECK(server.peer() == "process " + std::to_string(::getpid()) + ", a client of " + path);
    UnixSocket::Acceptor moved = std::move(acceptor);
    CHECK(exists(path));
  }
  CHECK_FALSE(exists(path));
}

TEST_CASE("unix socket: an abstract name begins with NUL or '@'") {
  const std::string name = "seathrift-test-" + std::to_string(::getpid());
  UnixSocket::Acceptor acceptor = listen_at('@' + name).value();
  for (const std::string& path : {'@' + name, '\0' + name}) {
    UnixSocket client = UnixSocket::connect({path}, {}).value();
    UnixSocket server = acceptor.accept().value();
    CHECK(talk(client, server));
    CHECK(client.peer() == '@' + name);
  }
  CHECK_FALSE(exists('@' + name));
  const auto second = listen_at('\0' + name);
  REQUIRE(second.has_error());
  CHECK(contains(second.error().text(), "another server listens there"));
}

TEST_CASE("unix socket: 107 bytes of a path are taken, 108 are a clear error") {
  Directory directory;
  const std::size_t rest = 107 - directory.path().size() - 1;
  const std::string longest = directory.file(std::string(rest, 'x'));
  REQUIRE(longest.size() == 107);
  UnixSocket::Acceptor acceptor = listen_at(longest).value();
  CHECK(UnixSocket::connect({longest}, {}).has_value());

  for (const auto& failed :
       {listen_at(longest + 'x').error(), UnixSocket::connect({longest + 'x'}, {}).error()}) {
    CHECK(failed.code() == Errc::not_open);
    CHECK(contains(failed.text(), longest + 'x'));
    CHECK(contains(failed.text(), "has 108 bytes, and the system takes 107"));
  }
}

TEST_CASE("unix socket: 108 bytes of an abstract name are taken, 109 are a clear error") {
  std::string longest = "@seathrift-test-" + std::to_string(::getpid());
  longest.resize(108, 'x');
  UnixSocket::Acceptor acceptor = listen_at(longest).value();
  CHECK(UnixSocket::connect({longest}, {}).has_value());
  CHECK(contains(listen_at(longest + 'x').error().text(), "has 109 bytes"));
}

TEST_CASE("unix socket: an empty path and one with a NUL inside are errors") {
  CHECK(contains(listen_at("").error().text(), "is empty"));
  const std::string split("/tmp/seathrift\0x", 16);
  CHECK(contains(UnixSocket::connect({split}, {}).error().text(), "NUL"));
}

TEST_CASE("unix socket: an error to connect names path and reason") {
  Directory directory;
  const std::string path = directory.file("nobody");
  const auto failed = UnixSocket::connect({path}, {});
  REQUIRE(failed.has_error());
  CHECK(failed.error().code() == Errc::not_open);
  CHECK(contains(failed.error().text(), path + ": No such file or directory"));
}

TEST_CASE("unix socket: the file of a dead server is replaced, that of a live one is not") {
  Directory directory;
  const std::string path = directory.file("server");
  {
    // One that dies without cleaning up.
    const detail::Descriptor dead(::socket(AF_UNIX, SOCK_STREAM, 0));
    detail::UnixAddress at;
    REQUIRE(detail::UnixAddress::make(path, at).code() == Errc::none);
    REQUIRE(::bind(dead.get(), at.address.get(), at.address.size) == 0);
    REQUIRE(::listen(dead.get(), 1) == 0);
  }
  REQUIRE(exists(path));
  UnixSocket::Acceptor acceptor = listen_at(path).value();
  const auto second = listen_at(path);
  REQUIRE(second.has_error());
  CHECK(second.error().code() == Errc::io);
  CHECK(contains(second.error().text(), path + ": another server listens there"));
  // The probe was a client that left.
  UnixSocket gone = acceptor.accept().value();
  CHECK(receive_text(gone, 1).value().empty());
  UnixSocket client = UnixSocket::connect({path}, {}).value();
  UnixSocket server = acceptor.accept().value();
  CHECK(talk(client, server));
}

TEST_CASE("unix socket: a file that is no socket is left alone") {
  Directory directory;
  const std::string path = directory.file("letter");
  std::ofstream(path) << "precious";
  const auto failed = listen_at(path);
  REQUIRE(failed.has_error());
  CHECK(contains(failed.error().text(), "no socket"));
  CHECK(exists(path));
}

TEST_CASE("unix socket: an acceptor does not remove the file of its successor") {
  Directory directory;
  const std::string path = directory.file("server");
  std::optional<UnixSocket::Acceptor> first = listen_at(path).value();
  REQUIRE(::unlink(path.c_str()) == 0);
  UnixSocket::Acceptor second = listen_at(path).value();
  first.reset();
  CHECK(exists(path));
  CHECK(UnixSocket::connect({path}, {}).has_value());
}

TEST_CASE("unix socket: connecting ends at connect_timeout when the backlog is full") {
  Directory directory;
  const std::string path = directory.file("busy");
  UnixSocket::Acceptor acceptor = listen_at(path, 0).value();
  std::vector<UnixSocket> waiting;
  for (int i = 0; i < 8; ++i) {
    Result<UnixSocket> client = UnixSocket::connect({path}, {.connect_timeout = 40ms});
    if (client) {
      waiting.push_back(std::move(*client));
      continue;
    }
    CHECK(client.error().code() == Errc::timed_out);
    CHECK(contains(client.error().text(), "within 40 ms (ConnectionOptions::connect_timeout)"));
    return;
  }
  FAIL("the backlog never filled");
}

TEST_CASE("unix socket: a full backlog that empties in time is no error") {
  Notes notes;
  Directory directory;
  const std::string path = directory.file("busy");
  UnixSocket::Acceptor acceptor = listen_at(path, 0).value();
  UnixSocket first = UnixSocket::connect({path}, {}).value();
  std::thread server([&] {
    std::this_thread::sleep_for(20ms);
    NOTE(notes, acceptor.accept().has_value());
    NOTE(notes, acceptor.accept().has_value());
  });
  CHECK(UnixSocket::connect({path}, {}).has_value());
  server.join();
  CHECK(notes.failed() == "");
}

TEST_CASE("unix socket: a stop ends accept, and a read timeout a wait") {
  Directory directory;
  const std::string path = directory.file("server");
  UnixSocket::Acceptor acceptor = listen_at(path).value();
  UnixSocket client = UnixSocket::connect({path}, {.read_timeout = 20ms}).value();
  UnixSocket server = acceptor.accept().value();
  CHECK(receive_text(client, 1).error().code() == Errc::timed_out);
  Notes notes;
  std::thread waiting([&] { NOTE(notes, acceptor.accept().error().code() == Errc::not_open); });
  std::this_thread::sleep_for(10ms);
  acceptor.stop();
  waiting.join();
  std::thread receiver([&] { NOTE(notes, receive_text(server, 1).value().empty()); });
  std::this_thread::sleep_for(10ms);
  server.stop_receiving();
  receiver.join();
  CHECK(notes.failed() == "");
  client.close();
  CHECK(send_text(server, "x").error().code() == Errc::end_of_stream);
  CHECK(server.stale());
}

}  // namespace
