// error: seathrift: the server would call a copy of the handler, not the one that was passed; pass
// std::ref(handler) to share it or std::move(handler) to hand it over
#include <cstdint>
#include <functional>

#include <seathrift/protocol/compact.hpp>
#include <seathrift/schema/macros.hpp>
#include <seathrift/server/simple_server.hpp>
#include <seathrift/transport/framed.hpp>
#include <seathrift/transport/memory.hpp>

struct Counter {
  std::int32_t next();
};
SEATHRIFT_SERVICE(Counter, (next))

struct Handler {
  std::int32_t next() { return ++count; }
  std::int32_t count = 0;
};

void serve() {
  Handler handler;
  const auto factory = [](const seathrift::ConnectionInfo&) { return Handler{}; };
  using Server =
      seathrift::SimpleServer<Counter, seathrift::Compact, seathrift::Framed<seathrift::Memory>>;
  Server first{factory};  // it makes handlers, and may be copied itself
  first.serve();
#ifdef PASS
  Server second{std::ref(handler)};
#else
  Server second{handler};
#endif
  second.serve();
}
