// error: seathrift: 'ping' of Pinger throws a type that is no described struct; write
// SEATHRIFT_EXCEPTION(...) behind it, in its namespace
#include <seathrift/seathrift.hpp>

struct Full {};
SEATHRIFT_EXCEPTION(Full)
struct Pinger {
  void ping();
};
#ifdef PASS
SEATHRIFT_SERVICE(Pinger, (ping, throws(Full)))
#else
SEATHRIFT_SERVICE(Pinger, (ping, throws(int)))
#endif
using Caller = seathrift::Client<Pinger, seathrift::Binary, seathrift::Framed<seathrift::Socket>>;
void use(Caller& client) { client.ping(); }
