// error: seathrift: method 'add' of the handler of Calculator takes other parameters than
// Calculator::add, or the handler is const and it is not; let them match, by value or const&
#include <seathrift/seathrift.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
struct Handler {
  void ping();
#ifdef PASS
  std::int32_t add(const std::int32_t& a, std::int32_t b);
#else
  std::int32_t add(std::int32_t& a, std::int32_t b);
#endif
};
void use() {
  seathrift::SimpleServer<Calculator, seathrift::Compact, seathrift::Framed<seathrift::Socket>>
      server{Handler{}, {.port = 9090}};
  server.serve();
}
