// error: seathrift: 'count' of Counter has a parameter of a type that Thrift does not have, or
// that is only declared; use one of the documented types, describe it with SEATHRIFT_STRUCT, or
// specialise seathrift::Custom
#include <seathrift/seathrift.hpp>

struct Counter {
#ifdef PASS
  void count(std::int32_t by);
#else
  void count(std::uint32_t by);
#endif
};
SEATHRIFT_SERVICE(Counter, (count, by))

using Link = seathrift::Client<Counter, seathrift::Binary, seathrift::Framed<seathrift::Socket>>;
void once(Link& client) { client.count(1); }
