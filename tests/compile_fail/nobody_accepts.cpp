// error: seathrift: nobody can accept connections of this stream; serve over Socket, UnixSocket or
// Memory
#include <cstddef>
#include <span>
#include <string>

#include <seathrift/seathrift.hpp>

struct Pinger {
  void ping();
};
SEATHRIFT_SERVICE(Pinger, (ping))
struct Handler {
  void ping() {}
};

struct Cable {
  seathrift::Result<void> send(seathrift::Pieces);
  seathrift::Result<std::size_t> receive(std::span<std::byte>);
  bool is_open() const;
  bool stale() const;
  std::string peer() const;
  void stop_receiving();
  void close();
};

using namespace seathrift;
#ifdef PASS
using Stream = Memory;
#else
using Stream = Cable;
#endif
void serve() { SimpleServer<Pinger, Binary, Framed<Stream>>(Handler{}).serve(); }
