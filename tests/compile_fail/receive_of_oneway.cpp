// error: seathrift: receive_ of a oneway method, which has no reply; drop it
#include <seathrift/seathrift.hpp>

struct Pinger {
  void ping();
  void zip();
};
SEATHRIFT_SERVICE(Pinger, (ping), (zip, oneway))
using Caller = seathrift::Client<Pinger, seathrift::Compact, seathrift::Framed<seathrift::Socket>>;
#ifdef PASS
void use(Caller& client) { client.receive_<&Pinger::ping>(); }
#else
void use(Caller& client) { client.receive_<&Pinger::zip>(); }
#endif
