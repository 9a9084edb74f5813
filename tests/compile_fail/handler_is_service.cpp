// error: seathrift: the handler is the service itself, whose methods nobody defines; pass an
// object of a class that defines them
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

void use() {
  seathrift::SimpleServer<Calculator, seathrift::Compact, seathrift::Framed<seathrift::Socket>>
      server{
#ifdef PASS
          Handler{}, {.port = 9090}};
#else
          Calculator{}, {.port = 9090}};
#endif
  server.serve();
}
