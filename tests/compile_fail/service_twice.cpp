// error: seathrift: SEATHRIFT_SERVICE(Calculator) stands twice, or beside another macro for the
// type; keep one
#include <seathrift/seathrift.hpp>

struct Calculator {
  void ping();
  std::int32_t add(std::int32_t a, std::int32_t b);
};
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
#ifndef PASS
SEATHRIFT_SERVICE(Calculator, (ping), (add, a, b))
#endif
using Caller =
    seathrift::Client<Calculator, seathrift::Compact, seathrift::Framed<seathrift::Socket>>;
void use(Caller& client) { client.ping(); }
