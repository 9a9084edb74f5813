// error: seathrift: the handler of Calculator has no public method 'ping', or none of that name
// that fits; add it with the parameters and result that Calculator declares, and pass the
// handler itself, std::ref of it, or a factory taking const ConnectionInfo&
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
          [](const seathrift::ConnectionInfo&) { return Handler{}; }, {.port = 9090}};
#else
          [] { return Handler{}; }, {.port = 9090}};
#endif
  server.serve();
}
