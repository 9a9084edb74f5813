// error: seathrift: the server would call a copy of the handler, not the one that was passed;
// pass std::ref(handler) to share it or std::move(handler) to hand it over
#include <seathrift/seathrift.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
struct Handler {
  void ping() {}
  std::int32_t add(std::int32_t a, std::int32_t b) { return a + b; }
};
struct Locked : Handler {
  std::mutex mutex;
};
static Locked handler;
void use() {
  seathrift::SimpleServer<Calculator, seathrift::Compact, seathrift::Framed<seathrift::Socket>>
      server{
#ifdef PASS
          std::ref(handler), {.port = 9090}};
#else
          handler, {.port = 9090}};
#endif
  server.serve();
}
