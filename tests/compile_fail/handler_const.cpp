// error: seathrift: method 'ping' of the handler of Calculator takes other parameters than
// Calculator::ping, or the handler is const and it is not; let them match, by value or const&
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
static Handler handler;
void use() {
  seathrift::SimpleServer<Calculator, seathrift::Compact, seathrift::Framed<seathrift::Socket>>
      server{
#ifdef PASS
          std::ref(handler), {.port = 9090}};
#else
          std::cref(handler), {.port = 9090}};
#endif
  server.serve();
}
