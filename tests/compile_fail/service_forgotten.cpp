// error: seathrift: the first argument of Client is no described service; write
// SEATHRIFT_SERVICE(...) behind it, in its namespace, and put it first: Client<Service,
// Protocol, Transport>
#include <seathrift/seathrift.hpp>

struct Pinger {
  void ping();
};
#ifdef PASS
SEATHRIFT_SERVICE(Pinger, (ping))
#endif
using Caller = seathrift::Client<Pinger, seathrift::Binary, seathrift::Framed<seathrift::Socket>>;
Caller client{"localhost", 9090};
