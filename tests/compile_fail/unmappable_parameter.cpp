// error: seathrift: 'count' of Counter has a parameter of a type that Thrift does not have
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
